"""What the pages depend on: the names of tags, when a page ends, what each act purges, and the remembered sections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from articles.models import Edition, Section
from newsroom.pagecache.marking import mark
from newsroom.pagecache.purging import purge
from newsroom.pagecache.remember import remember

SECTIONS = "sections"  # the tree itself: on every page, since all show the navigation and build addresses from it
FRONT = "front"
NEWEST = "newest"  # whatever lists the stories of the whole paper: feeds, sitemaps, days
CORRECTIONS = "corrections"
GLOSSARY = "glossary"
DUE = "due"  # the next moment at which any edition begins or ends

RENDER = timedelta(seconds=10)  # longer than any page takes

R = TypeVar("R", bound=HttpResponse)


class Ending(Protocol):
    """An edition, or what is told of one."""

    live_until: datetime


def article(pk: int) -> str:
    return f"article:{pk}"


def section(pk: int) -> str:
    return f"section:{pk}"


def author(pk: int) -> str:
    return f"author:{pk}"


def topic(pk: int) -> str:
    return f"topic:{pk}"


def place(kind: str, pk: int) -> str:
    """The tag of a list, by the kind of its `Listing` rows: section, author or topic.

    `author` and `topic` stand for a name, which all stories by her show: a further one must not purge the others.
    """
    return section(pk) if kind == "section" else f"{kind}-list:{pk}"


@dataclass(frozen=True)
class Tree:
    """All sections in the editors' order, each followed by those below it; shared by every thread: change no row."""

    roots: tuple[Section, ...]
    by_id: dict[int, Section]
    by_path: dict[str, Section]
    below: dict[int | None, tuple[Section, ...]]

    @property
    def navigation(self) -> tuple[Section, ...]:
        """Those flagged for the main navigation, at whatever depth."""
        return tuple(section for section in self.by_id.values() if section.in_navigation)

    def children(self, section: Section) -> tuple[Section, ...]:
        return self.below.get(section.pk, ())

    def ancestors(self, section: Section) -> list[Section]:
        """From the root down to the section itself: the breadcrumb."""
        line = [self.by_id.get(section.pk, section)]
        while line[0].parent_id is not None:
            line.insert(0, self.by_id[line[0].parent_id])
        return line


@remember(SECTIONS)
def tree() -> Tree:
    """One query, and none while no section changes."""
    rows = list(Section.objects.order_by("position", "name"))
    below: dict[int | None, tuple[Section, ...]] = {}
    for row in rows:
        below[row.parent_id] = (*below.get(row.parent_id, ()), row)
    ordered = list(_walk(None, below))
    return Tree(below.get(None, ()), {row.pk: row for row in ordered}, {row.path: row for row in ordered}, below)


def _walk(parent: int | None, below: Mapping[int | None, tuple[Section, ...]]) -> Iterator[Section]:
    for row in below.get(parent, ()):
        yield row
        yield from _walk(row.pk, below)


@dataclass(frozen=True)
class Due:
    """The first change after the moment `since`."""

    since: datetime
    moment: datetime | None


@remember(DUE, until=lambda due: due.moment)
def _due() -> Due:
    """Looks back a little, so that it answers a page that began before it was asked; two queries."""
    since = timezone.now() - RENDER
    return Due(since, Edition.objects.next_change(since))


def next_moment(at: datetime) -> datetime | None:
    """The next moment at which any story begins or ends; no query as long as what is remembered still lies ahead.

    Whoever asks for an earlier moment, or right after a change, gets an answer of her own.
    """
    due = _due()
    if due.since <= at and (due.moment is None or due.moment > at):
        return due.moment
    return Edition.objects.next_change(at)


def midnight_after(at: datetime) -> datetime:
    """The beginning of the paper's next day: pages say “today” and “yesterday”."""
    day = at.astimezone(settings.PAPER_ZONE).date() + timedelta(days=1)
    return datetime.combine(day, time(), settings.PAPER_ZONE)


def public(
    response: R,
    *,
    tags: Iterable[str],
    at: datetime,
    until: datetime | None = None,
    next_change: datetime | None = None,
    shown: Iterable[Ending] = (),
    parameters: Iterable[str] = (),
) -> R:
    """Marks a public answer with its tags and its end: `until`, the next change, or midnight.

    `next_change` is for a page that knows when its stories begin and end; any other one ends with the next change of
    any story.
    `shown` are the editions it shows; once one of them has ended, the page may not stand in for a missing database.
    """
    ends = [moment for moment in (until, next_change or next_moment(at), midnight_after(at)) if moment]
    return mark(
        response,
        tags={*tags, SECTIONS},
        until=min(ends),
        stale_until=min((edition.live_until for edition in shown), default=None),
        parameters=parameters,
        at=at,
    )


def purge_story(article_id: int, places: Mapping[str, Iterable[int]]) -> None:
    """After any change of a story's editions; `places` are the ids of its lists by kind, ancestors included."""
    lists = [place(kind, pk) for kind, ids in places.items() for pk in ids]
    purge(article(article_id), *lists, FRONT, NEWEST, CORRECTIONS, DUE)


def purge_sections() -> None:
    """After a section was made, renamed, moved or redescribed: the whole paper."""
    purge(SECTIONS)


def purge_front() -> None:
    """After the front page was arranged."""
    purge(FRONT)


def purge_author(pk: int) -> None:
    """After an author was renamed or redescribed: her page, and every page that names her carries her tag."""
    purge(author(pk))


def purge_topic(pk: int) -> None:
    """After a topic was renamed or redescribed, as for authors."""
    purge(topic(pk))


def purge_glossary() -> None:
    """After an entry was made, changed or deleted."""
    purge(GLOSSARY)
