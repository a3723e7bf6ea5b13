"""The desk as a person uses it in tests: signed in by password, and forms sent whole, as a browser sends them."""

import time
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article
from newsroom.accounts.models import User

Fields = dict[str, list[str]]
TEXT, PICTURE, QUOTE, RELATED, CREDIT = (
    "articles_textblock_set",
    "articles_pictureblock_set",
    "articles_pullquoteblock_set",
    "articles_relatedblock_set",
    "credits",
)


def sign_in(client: Client, person: User, *, method: str = "password") -> None:
    """A session as allauth records it; `method` may be socialaccount."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


class Desk:
    """One person in her own browser."""

    def __init__(self, person: User) -> None:
        self.person, self.client = person, Client()
        sign_in(self.client, person)

    def get(self, name: str, /, *args: Any, **query: Any) -> Any:
        page = self.client.get(address(name, *args), query)
        if page.streaming:
            page.file = b"".join(page.streaming_content)
        return page

    def post(self, name: str, /, *args: Any, **data: Any) -> Any:
        return self.client.post(address(name, *args), data)

    def form(self, name: str, *args: Any) -> Fields:
        """What the page's form would send if nothing were changed."""
        page = self.get(name, *args)
        assert page.status_code == 200, page.status_code
        return fields_of(page)

    def send(self, fields: Fields, name: str, /, *args: Any, **typed: Any) -> Any:
        return self.client.post(address(name, *args), fields | {key: words(value) for key, value in typed.items()})

    def save(self, story: Article, act: str = "", **typed: Any) -> Any:
        """Opens the story's form, types, and presses a button (Save unless named)."""
        button = {"_act": act} if act else {"_continue": "1"}
        return self.send(self.form("article_change", story.pk), "article_change", story.pk, **button, **typed)


def address(name: str, *args: Any) -> str:
    """`name` without its app is one of articles'; a path is itself."""
    if name.startswith("/"):
        return name
    return reverse(name if ":" in name else f"admin:articles_{name}", args=args)


def words(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def row(fields: Fields, prefix: str, /, **values: Any) -> Fields:
    """The same form with one more row at the end of a formset."""
    total = int(fields[f"{prefix}-TOTAL_FORMS"][0])
    fresh = {f"{prefix}-{total}-{name}": words(value) for name, value in values.items()}
    if prefix in (TEXT, PICTURE, QUOTE, RELATED):
        fresh |= {f"{prefix}-{total}-region": ["body"], f"{prefix}-{total}-ordering": ["990"]}
    return fields | fresh | {f"{prefix}-TOTAL_FORMS": [str(total + 1)]}


def fields_of(page: Any) -> Fields:
    reader = Controls()
    reader.feed(page.content.decode())
    return reader.found


def said(page: Any) -> list[str]:
    """The messages waiting for, or shown on, a page."""
    return [str(message) for message in page.context["messages"]] if page.context else []


class Controls(HTMLParser):
    """Named controls that a browser would send; buttons and files are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Fields = {}
        self.select = self.area = ""

    def add(self, name: str | None, value: str) -> None:
        if name:
            self.found.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = None if "disabled" in given else given.get("name")
        if tag == "input" and given.get("type") not in ("submit", "file", "button"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.add(name, given.get("value") or "")
        elif tag == "select":
            self.select = name or ""
        elif tag == "option" and "selected" in given:
            self.add(self.select, given.get("value") or "")
        elif tag == "textarea" and name:
            self.area = name
            self.add(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][-1] += data.removeprefix("\n") if not self.found[self.area][-1] else data
