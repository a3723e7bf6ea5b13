"""A story of the demo as its text file has it: lines of `Key: value`, an empty line, the body."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsroom.demo import markup
from newsroom.demo.paper import FOLDER
from newsroom.demo.quotes import curly

KEYS = frozenset(
    "Headline Short Kicker Standfirst Slug Section Further Topics By Photographs Translated Dateline Language State "
    "Age Picture Cutline Credit Alt Desk-Note Correction Corrected-From Corrected-To Withdrawn-Reason Public-Note "
    "Comments Pin".split()
)
STATES = frozenset("draft filed scheduled live corrected withdrawn".split())
PUBLISHED = frozenset({"live", "corrected", "withdrawn"})


class Misprint(ValueError):
    """A text file of the demo that cannot be read; says which and why."""


@dataclass(frozen=True)
class Byline:
    """An author's slug, with the words of this byline where they are not the plain name."""

    author: str
    wording: str = ""


@dataclass(frozen=True)
class Story:
    """`head` holds the keys that the file gives; the properties say what the loader asks of them."""

    head: dict[str, str]
    body: str

    def get(self, key: str) -> str:
        return self.head.get(key, "")

    @property
    def slug(self) -> str:
        return self.head["Slug"]

    @property
    def state(self) -> str:
        return self.head["State"]

    @property
    def age(self) -> timedelta | None:
        """How long before the demo's “now” it was first published; negative when scheduled."""
        return timedelta(hours=float(self.head["Age"])) if "Age" in self.head else None

    @property
    def credits(self) -> list[tuple[str, Byline]]:
        """(role, who) in order. `By` is `slug, slug = wording, …`."""
        named = [("by", "By"), ("photographs", "Photographs"), ("translated", "Translated")]
        return [(role, _byline(word)) for role, key in named for word in _words(self.get(key))]

    @property
    def further(self) -> list[str]:
        return _words(self.get("Further"))

    @property
    def topics(self) -> list[str]:
        return _words(self.get("Topics"))

    @property
    def pictures(self) -> list[str]:
        """The scenes that it shows."""
        lead = [self.head["Picture"]] if "Picture" in self.head else []
        return lead + [block.scene for block in markup.blocks(self.body, str) if isinstance(block, markup.Picture)]

    @property
    def pin(self) -> int:
        """Its place on the front page, 0 for none."""
        return int(self.head.get("Pin", 0))

    def published_at(self, now: datetime) -> datetime | None:
        return None if self.age is None else now - self.age

    def published_on(self, now: datetime, zone: ZoneInfo) -> date | None:
        moment = self.published_at(now)
        return moment.astimezone(zone).date() if moment else None

    def address(self, now: datetime, zone: ZoneInfo) -> str:
        """Where it stands or will stand; empty for what has no day yet."""
        day = self.published_on(now, zone)
        return f"/{self.head['Section']}/{day:%Y/%m/%d}/{self.slug}/" if day else ""

    def first_body(self) -> str:
        """The text of the first edition: what a correction put right is wrong in it."""
        if self.state != "corrected":
            return self.body
        return self.body.replace(self.head["Corrected-To"], self.head["Corrected-From"])


def read() -> list[Story]:
    """All stories, oldest first; those without a day come last."""
    found = [parse(file.read_text(encoding="utf-8"), file) for file in sorted((FOLDER / "stories").glob("*.txt"))]
    return sorted(found, key=lambda story: timedelta.max if story.age is None else -story.age)


def parse(text: str, file: Path) -> Story:
    """Raises Misprint for unknown keys and states, and for a correction whose sentence is not in the body."""
    top, _gap, body = curly(text).partition("\n\n")
    head = {}
    for line in top.splitlines():
        key, colon, value = line.partition(":")
        if not colon or key not in KEYS:
            raise Misprint(f"{file.name}: “{line[:40]}” is no line of a story's head.")
        head[key] = value.strip()
    story = Story(head, body.strip())
    if head.get("State") not in STATES:
        raise Misprint(f"{file.name}: the state is “{head.get('State')}”, which no story has.")
    if story.state == "corrected" and story.first_body() == story.body:
        raise Misprint(f"{file.name}: the corrected sentence does not stand in the body.")
    return story


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _byline(word: str) -> Byline:
    author, _equals, wording = word.partition("=")
    return Byline(author.strip(), wording.strip())
