"""What tests read of a page: its elements, by a small selector."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles import caching

VOID = {"br", "img", "hr", "input", "meta", "link", "source", "wbr"}
PART = re.compile(r"([\w-]*)((?:[.#][\w-]+)*)$")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    above: list["Element"]
    words: list[str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def fits(self, part: str) -> bool:
        """`part` is a tag, classes and an id: `h2`, `.card`, `nav#sections.plain`."""
        tag, rest = PART.match(part).groups()
        marks = {f".{name}" for name in (self.get("class") or "").split()} | {f"#{self.get('id')}"}
        return tag in ("", self.tag) and set(re.findall(r"[.#][\w-]+", rest)) <= marks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, list(self.open))
        self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> ends nothing"
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words.append(data)


def elements(response: HttpResponse, selector: str) -> list[Element]:
    """Every element that the selector names (parts with spaces between); fails where tags do not nest."""
    reader = _Reader()
    reader.feed(response.text)
    assert not reader.open, f"<{reader.open[-1].tag}> is never ended"
    *above, last = selector.split() or [""]
    return [
        element
        for element in reader.found
        if element.fits(last) and all(any(outer.fits(part) for outer in element.above) for part in above)
    ]


def only(response: HttpResponse, selector: str) -> Element:
    found = elements(response, selector)
    assert len(found) == 1, f"{len(found)} elements are {selector}"
    return found[0]


def addresses(response: HttpResponse, selector: str) -> list[str]:
    return [element.get("href") or "" for element in elements(response, selector)]


def warm(client: Client) -> None:
    """Fills what the pages remember between requests: the sections, and the next moment of change."""
    client.get("/")
    caching.tree()
    caching.next_moment(timezone.now())


def headers(response: HttpResponse) -> list[tuple[str, str]]:
    """All but the request's id, which is another one each time."""
    return [pair for pair in response.headers.items() if pair[0] != "X-Request-ID"]
