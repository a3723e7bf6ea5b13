"""The front page as readers get it: the pinned stories, then a strip for each main section, no story twice."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, zip_longest

from articles import caching, questions
from articles.cards import cards
from articles.models import Edition, Section
from newsroom.prepared import NOBODY

TOP = 8  # stories around the lead, filled up from the sections when fewer are pinned
ASIDE = 4  # to the left of the lead; as many to its right
STRIP = 7
LEADS = 4  # how far down a strip's stories its lead is looked for: the newest with a picture
WIDE = 4  # a strip with fewer stories stands beside others


@dataclass(frozen=True)
class Strip:
    section: Section
    lead: Edition
    rows: list[Edition]  # beside a small picture
    texts: list[Edition]

    @property
    def is_wide(self) -> bool:
        return len(self.editions) >= WIDE

    @property
    def editions(self) -> list[Edition]:
        return [self.lead, *self.rows, *self.texts]


@dataclass(frozen=True)
class FrontPage:
    """`ends_at` is when the first of its pins ends."""

    lead: Edition | None = None
    left: list[Edition] = field(default_factory=list)
    right: list[Edition] = field(default_factory=list)
    below: list[Edition] = field(default_factory=list)
    wide: list[Strip] = field(default_factory=list)
    narrow: list[Strip] = field(default_factory=list)
    ends_at: datetime | None = None

    @property
    def top(self) -> list[Edition]:
        return [*([self.lead] if self.lead else []), *self.left, *self.right, *self.below]

    @property
    def shown(self) -> list[Edition]:
        return [*self.top, *(edition for strip in (*self.wide, *self.narrow) for edition in strip.editions)]


def front_page(at: datetime) -> FrontPage:
    """Three queries: the pins, the newest of each main section, the cards that are not kept."""
    pins = questions.pinned(at)
    newest = _newest([edition for edition, _article, _until in pins], at)
    shown_ids = {edition for edition, _article, _until in pins}.union(*newest.values())
    found = {edition.pk: edition for edition in cards(shown_ids, at)}
    pinned = [found[edition] for edition, _article, _until in pins if edition in found]
    pools = [
        (section, [found[pk] for pk in newest.get(section.pk, ()) if pk in found])
        for section in caching.tree().navigation
    ]
    top = [*pinned, *_fill(pools, TOP - len(pinned))]
    if not top:
        return FrontPage()
    taken = {edition.article_id for edition in top}
    shown = _photos(top)
    strips = [strip for section, pool in pools if (strip := _strip(section, pool, taken, shown))]
    return FrontPage(
        lead=top[0],
        left=top[1:ASIDE],
        right=top[ASIDE:TOP],
        below=top[TOP:],
        wide=[strip for strip in strips if strip.is_wide],
        narrow=[strip for strip in strips if not strip.is_wide],
        ends_at=min((until for _edition, _article, until in pins if until), default=None),
    )


def _newest(besides: list[int], at: datetime) -> dict[int, list[int]]:
    """Editions of the newest stories of each main section, enough for its strip and for the top, by section."""
    ids = [section.pk for section in caching.tree().navigation]
    if not ids:
        return {}
    left_out = [*besides, *[NOBODY] * (questions.MOST_PINNED - len(besides))]
    return dict(questions.newest_in(len(ids), STRIP + TOP // 2)(*ids, *left_out, at))


def _fill(pools: list[tuple[Section, list[Edition]]], missing: int) -> list[Edition]:
    """The newest of each section in turn, then the second newest: so that no section fills the top alone."""
    turns = chain(*zip_longest(*(pool for _section, pool in pools)))
    found = {edition.article_id: edition for edition in turns if edition}
    return list(found.values())[: max(0, missing)]


def _strip(section: Section, pool: list[Edition], taken: set[int], shown: Set[int]) -> Strip | None:
    """Takes the stories that no strip above has; `shown` are the photos at the top, which lead no strip again."""
    free = [edition for edition in pool if edition.article_id not in taken][:STRIP]
    taken.update(edition.article_id for edition in free)
    if not free:
        return None
    lead, others = led(free, shown)
    return Strip(section, lead, others[:3], others[3:])


def led(editions: list[Edition], shown: Set[int] = frozenset()) -> tuple[Edition, list[Edition]]:
    """The story that leads a list that is newest first, and the others: the newest with a picture, if it is near."""
    near = (edition for edition in editions[:LEADS] if edition.picture and not _photos([edition]) & shown)
    lead = next(near, editions[0])
    return lead, [edition for edition in editions if edition is not lead]


def _photos(editions: list[Edition]) -> set[int]:
    return {edition.picture["photo"] for edition in editions if edition.picture}
