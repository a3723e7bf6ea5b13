"""The formats of a feed: RSS 2.0, Atom and JSON Feed 1.1. A document is put together from items that are written.

An item carries the standfirst, not the body: a story has one rendering, its page, where corrections reach it at once.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.linked_data import Person, Shared, words

MEDIA = "http://search.yahoo.com/mrss/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True)
class Entry:
    """A story as every kind of feed tells it; all text is fit for XML."""

    guid: str
    url: str
    headline: str
    standfirst: str
    published_at: datetime
    changed_at: datetime
    language: str
    people: list[Person]
    subjects: list[str]
    picture: Shared | None


@dataclass(frozen=True)
class Channel:
    title: str
    description: str
    url: str
    feed_url: str


class Piece(NamedTuple):
    """An item as it stands in a document, and when the story was published and changed."""

    written: str
    published_at: datetime
    changed_at: datetime


class Pieced:
    """Mixed into a feed of Django's: its items are written one by one."""

    def item(self, entry: Entry) -> str:
        """Descriptions are HTML to every feed reader, so the standfirst goes out escaped."""
        self.add_item(
            title=entry.headline,
            link=entry.url,
            description=escape(entry.standfirst),
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
            categories=entry.subjects,
            people=entry.people,
            picture=entry.picture,
            language=entry.language,
        )
        out = StringIO()
        super().write_items(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True))
        return out.getvalue()

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for piece in self.items:
            handler.ignorableWhitespace(piece["written"])  # the one word of SAX for what goes out as it is


class Rss(Pieced, Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:dc": DUBLIN_CORE, "xmlns:media": MEDIA}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for person in item["people"]:
            handler.addQuickElement("dc:creator", person.name)
        picture = item["picture"]
        if picture:
            size = {"width": str(picture.width), "height": str(picture.height)}
            place = {"url": picture.url, "type": "image/jpeg", "medium": "image"}
            handler.startElement("media:content", place | size)
            handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
            handler.endElement("media:content")


class Atom(Pieced, Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for person in item["people"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", person.name)
            if person.url:
                handler.addQuickElement("uri", person.url)
            handler.endElement("author")
        picture = item["picture"]
        if picture:
            place = {"rel": "enclosure", "type": "image/jpeg", "href": picture.url, "title": picture.alt}
            handler.addQuickElement("link", "", place)


class Xml:
    def __init__(self, feed: type[Rss] | type[Atom]) -> None:
        self._feed = feed

    def item(self, entry: Entry) -> str:
        return self._feed(title="", link="", description="").item(entry)

    def document(self, about: Channel, pieces: Iterable[Piece]) -> HttpResponse:
        document = self._feed(
            title=about.title,
            link=about.url,
            description=about.description,
            language=settings.LANGUAGE_CODE,
            author_name=words(settings.NEWSROOM_NAME),
            feed_url=about.feed_url,
            feed_guid=about.feed_url,
        )
        document.items = [
            {"written": piece.written, "pubdate": piece.published_at, "updateddate": piece.changed_at}
            for piece in pieces
        ]
        return HttpResponse(document.writeString("utf-8"), content_type=document.content_type)


class Json:
    def item(self, entry: Entry) -> str:
        item = {
            "id": entry.guid,
            "url": entry.url,
            "title": entry.headline,
            "content_text": entry.standfirst or entry.headline,
            "date_published": entry.published_at.isoformat(),
            "date_modified": entry.changed_at.isoformat(),
            "language": entry.language,
            "authors": [person._asdict() if person.url else {"name": person.name} for person in entry.people],
            "tags": entry.subjects,
        }
        return json.dumps(item | ({"image": entry.picture.url} if entry.picture else {}), ensure_ascii=False)

    def document(self, about: Channel, pieces: Iterable[Piece]) -> HttpResponse:
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": about.title,
            "description": about.description,
            "home_page_url": about.url,
            "feed_url": about.feed_url,
            "language": settings.LANGUAGE_CODE,
        }
        items = ", ".join(piece.written for piece in pieces)
        document = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "items": [{items}]}}'
        return HttpResponse(document, content_type="application/feed+json")


FORMATS: dict[str, Xml | Json] = {"rss": Xml(Rss), "atom": Xml(Atom), "json": Json()}
