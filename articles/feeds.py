"""Feeds of the whole paper and of each section as RSS 2.0, Atom and JSON Feed 1.1.

An entry carries the standfirst, not the body: a story has one rendering, its page, where corrections reach it at once.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles import caching
from articles.linked_data import Names, Person, Shared, absolute, people, shared_picture, subjects, words
from articles.models import Edition, Listing, Section, SectionPath
from articles.names import names_for

LENGTH = 30
MEDIA = "http://search.yahoo.com/mrss/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
SUFFIXES = {"rss": "", "atom": "atom/", "json": "json/"}


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


def guid(article_id: int) -> str:
    """A tag URI (RFC 4151) of the story itself: no move, new slug or correction makes it a new one."""
    return f"tag:{urlsplit(settings.NEWSROOM_URL).hostname},2026:story/{article_id}"


def entry(edition: Edition, names: Names) -> Entry:
    return Entry(
        guid=guid(edition.article_id),
        url=absolute(edition.get_absolute_url()),
        headline=words(edition.headline),
        standfirst=words(edition.standfirst),
        published_at=edition.published_at,
        changed_at=edition.changed_at or edition.published_at,
        language=edition.language,
        people=people(edition, names),
        subjects=[words(edition.section.name), *subjects(edition, names)],
        picture=shared_picture(edition.picture),
    )


def channel(section: Section | None, kind: str) -> Channel:
    paper = words(settings.NEWSROOM_NAME)
    page = section.get_absolute_url() if section else "/"
    return Channel(
        title=f"{paper} – {words(section.name)}" if section else paper,
        description=words(section.description) if section else paper,
        url=absolute(page),
        feed_url=absolute(f"{page}feed/{SUFFIXES[kind]}"),
    )


class Rss(Rss201rev2Feed):
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


class Atom(Atom1Feed):
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


def _xml(feed: type[SyndicationFeed], about: Channel, entries: Iterable[Entry]) -> HttpResponse:
    """Descriptions are HTML to every feed reader, so the standfirst goes out escaped."""
    document = feed(
        title=about.title,
        link=about.url,
        description=about.description,
        language=settings.LANGUAGE_CODE,
        author_name=words(settings.NEWSROOM_NAME),
        feed_url=about.feed_url,
        feed_guid=about.feed_url,
    )
    for each in entries:
        document.add_item(
            title=each.headline,
            link=each.url,
            description=escape(each.standfirst),
            unique_id=each.guid,
            unique_id_is_permalink=False,
            pubdate=each.published_at,
            updateddate=each.changed_at,
            categories=each.subjects,
            people=each.people,
            picture=each.picture,
            language=each.language,
        )
    return HttpResponse(document.writeString("utf-8"), content_type=document.content_type)


def rss(about: Channel, entries: Iterable[Entry]) -> HttpResponse:
    return _xml(Rss, about, entries)


def atom(about: Channel, entries: Iterable[Entry]) -> HttpResponse:
    return _xml(Atom, about, entries)


def json_feed(about: Channel, entries: Iterable[Entry]) -> HttpResponse:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "description": about.description,
        "home_page_url": about.url,
        "feed_url": about.feed_url,
        "language": settings.LANGUAGE_CODE,
        "items": [_json_item(each) for each in entries],
    }
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/feed+json")


def _json_item(each: Entry) -> dict[str, Any]:
    item = {
        "id": each.guid,
        "url": each.url,
        "title": each.headline,
        "content_text": each.standfirst or each.headline,
        "date_published": each.published_at.isoformat(),
        "date_modified": each.changed_at.isoformat(),
        "language": each.language,
        "authors": [person._asdict() if person.url else {"name": person.name} for person in each.people],
        "tags": each.subjects,
    }
    return item | {"image": each.picture.url} if each.picture else item


KINDS: dict[str, Callable[[Channel, Iterable[Entry]], HttpResponse]] = {"rss": rss, "atom": atom, "json": json_feed}


@require_safe
def feed(request: HttpRequest, kind: str, section: str = "") -> HttpResponse:
    """The newest stories of the paper or of a section with all below it; three queries, two without names."""
    at = timezone.now()
    place = _place(section)
    if place and place.path != section:
        moved = HttpResponsePermanentRedirect(urlsplit(channel(place, kind).feed_url).path)
        return caching.public(moved, tags=[caching.section(place.pk)], at=at)
    editions = _newest(place, at)
    names = names_for(editions)
    answer = KINDS[kind](channel(place, kind), [entry(edition, names) for edition in editions])
    tags = {caching.section(place.pk) if place else caching.NEWEST}
    tags |= {caching.author(pk) for pk in names.authors} | {caching.topic(pk) for pk in names.topics}
    return caching.public(answer, tags=tags, at=at, shown=editions)


def _place(path: str) -> Section | None:
    """The section that has or had this path; None for the whole paper."""
    if not path:
        return None
    section = caching.tree().by_path.get(path)
    if section is None:
        former = SectionPath.objects.select_related("section").filter(path=path).first()
        if former is None:
            raise Http404
        section = former.section
    return section


def _newest(section: Section | None, at: datetime) -> list[Edition]:
    if section is None:
        return list(Edition.objects.newest(at=at)[:LENGTH])
    rows = Listing.objects.for_place(Listing.Kind.SECTION, section.pk, at=at)[:LENGTH]
    return [row.edition for row in rows]
