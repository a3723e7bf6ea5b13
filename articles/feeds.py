"""Feeds of the whole paper and of each section: their newest stories, in every format of `feed_formats`."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching, questions
from articles.cards import cards
from articles.feed_formats import FORMATS, Channel, Entry, Piece
from articles.linked_data import Names, absolute, people, shared_picture, subjects, words
from articles.models import Edition, Listing, Section, SectionPath
from articles.names import names_for
from newsroom.pagecache.memory import Pieces

SUFFIXES = {"rss": "", "atom": "atom/", "json": "json/"}
ITEMS: Pieces[str] = Pieces(300)  # by format and edition, which never changes: a new story costs one item a feed


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


@require_safe
def feed(request: HttpRequest, kind: str, section: str = "") -> HttpResponse:
    """The newest stories of the paper or of a section with all below it; two queries, one where all are known."""
    at = timezone.now()
    place = _place(section)
    if place and place.path != section:
        moved = HttpResponsePermanentRedirect(urlsplit(channel(place, kind).feed_url).path)
        return caching.public(moved, tags=[caching.section(place.pk)], at=at)
    editions = _newest(place, at)
    answer = FORMATS[kind].document(channel(place, kind), _pieces(kind, editions))
    tags = {caching.section(place.pk) if place else caching.NEWEST}.union(*map(_named, editions))
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
    rows = questions.fed_in_place(Listing.Kind.SECTION, section.pk, at) if section else questions.fed(at)
    return cards([edition for edition, _article, _at in rows], at)


def _named(edition: Edition) -> set[str]:
    """The tags of everyone and everything that an item names."""
    authors = {caching.author(credit["author"]) for credit in edition.credits if credit["author"]}
    return authors | {caching.topic(pk) for pk in edition.topics}


def _pieces(kind: str, editions: Sequence[Edition]) -> list[Piece]:
    """Names are asked for all stories at once, when the first one is to be written."""
    names: list[Names] = []

    def written(edition: Edition) -> str:
        if not names:
            names.append(names_for(editions))
        return FORMATS[kind].item(entry(edition, names[0]))

    def piece(edition: Edition) -> Piece:
        tags = {caching.article(edition.article_id), caching.SECTIONS, *_named(edition)}
        words = ITEMS.made((kind, edition.pk), lambda: tags, lambda: written(edition))
        return Piece(words, edition.published_at, edition.changed_at or edition.published_at)

    return [piece(edition) for edition in editions]
