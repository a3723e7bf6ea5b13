"""Names and addresses of everyone and everything a page mentions, read from their rows and remembered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from articles import caching, questions
from articles.models import Author, Edition, Topic
from articles.models.photo import public_url, rendition_name
from newsroom.pagecache.memory import Memory

FACE = 120  # pixels; the smallest square
AUTHOR, TOPIC = 1, 2


class Story(NamedTuple):
    """`until` is when what is said of it here ends."""

    headline: str
    url: str
    language: str
    until: datetime


@dataclass
class Names:
    """(name, address) by id; what is not here is no longer the paper's, or not live."""

    authors: dict[int, tuple[str, str]] = field(default_factory=dict)
    topics: dict[int, tuple[str, str]] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    faces: dict[int, str] = field(default_factory=dict)  # address of an author's portrait


class Name(NamedTuple):
    """An author's or topic's name and address; an author's portrait, or nothing."""

    words: str
    url: str
    face: str = ""


Key = tuple[int, int]  # kind, id
NAMES: Memory[Key, Name] = Memory(5000)


def names_for(
    editions: Iterable[Edition], *, topics: bool = True, stories: Iterable[int] = (), at: datetime | None = None
) -> Names:
    """The authors and topics of these editions, as far as they are not known already, and the live stories they refer
    to; one query each, none for none. Lists name no topics.
    """
    shown = list(editions)
    keys = {(AUTHOR, credit["author"]) for edition in shown for credit in edition.credits if credit["author"]}
    if topics:
        keys |= {(TOPIC, pk) for edition in shown for pk in edition.topics}
    known = _known(keys)
    names = Names()
    for (kind, pk), name in known.items():
        if kind == TOPIC:
            names.topics[pk] = (name.words, name.url)
            continue
        names.authors[pk] = (name.words, name.url)
        if name.face:
            names.faces[pk] = name.face
    names.stories = _stories(set(stories), at or timezone.now()) if stories else {}
    return names


def _known(keys: set[Key]) -> dict[Key, Name]:
    found, missing, since = NAMES.look(keys)
    asked = [
        rows({pk for kind, pk in missing if kind == wanted})
        for wanted, rows in ((AUTHOR, _authors), (TOPIC, _topics))
        if any(kind == wanted for kind, _pk in missing)
    ]
    if not asked:
        return found
    first, *others = asked
    for kind, pk, words, slug, batch in first.union(*others, all=True) if others else first:
        name = found[(kind, pk)] = _name(kind, words, slug, batch)
        if since is not None:
            NAMES.put((kind, pk), name, [caching.author(pk) if kind == AUTHOR else caching.topic(pk)], since)
    return found


def _name(kind: int, words: str, slug: str, batch: str | None) -> Name:
    if kind == TOPIC:
        return Name(words, f"/topics/{slug}/")
    face = public_url(rendition_name(batch, "square", FACE, "jpeg")) if batch else ""
    return Name(words, f"/by/{slug}/", face)


def _columns(rows: QuerySet, kind: int, portrait: Any) -> QuerySet:
    """The same five columns of either model, so that their rows can stand in one answer."""
    return (
        rows.order_by()
        .annotate(
            c_kind=Value(kind, IntegerField()),
            c_name=Cast(F("name"), CharField(max_length=200)),
            c_slug=Cast(F("slug"), CharField(max_length=80)),
            c_portrait=Cast(portrait, CharField(max_length=32)),
        )
        .values_list("c_kind", "pk", "c_name", "c_slug", "c_portrait")
    )


def _authors(ids: set[int]) -> QuerySet:
    return _columns(Author.objects.filter(pk__in=ids), AUTHOR, F("portrait__batch"))


def _topics(ids: set[int]) -> QuerySet:
    return _columns(Topic.objects.filter(pk__in=ids), TOPIC, Value(""))


def _stories(ids: set[int], at: datetime) -> dict[int, Story]:
    return {
        pk: Story(short or headline, f"/{path}/{day:%Y/%m/%d}/{slug}/", language, until)
        for pk, short, headline, slug, path, day, language, until in questions.told(sorted(ids), at)
    }
