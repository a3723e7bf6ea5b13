"""Names and addresses of everyone and everything a page mentions, read from their rows in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.files.storage import storages
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from articles.models import Author, Edition, Topic
from articles.models.photo import rendition_name

FACE = 120  # pixels; the smallest square
AUTHOR, TOPIC, STORY = 1, 2, 3


class Story(NamedTuple):
    headline: str
    url: str
    language: str


@dataclass
class Names:
    """(name, address) by id; what is not here is no longer the paper's, or not live."""

    authors: dict[int, tuple[str, str]] = field(default_factory=dict)
    topics: dict[int, tuple[str, str]] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    faces: dict[int, str] = field(default_factory=dict)  # address of an author's portrait


def names_for(
    editions: Iterable[Edition], *, topics: bool = True, stories: Iterable[int] = (), at: datetime | None = None
) -> Names:
    """One query for the authors and topics of these editions and the live stories they refer to; none for none.

    Lists name no topics.
    """
    shown = list(editions)
    authors = {credit["author"] for edition in shown for credit in edition.credits if credit["author"]}
    subjects = {pk for edition in shown for pk in edition.topics} if topics else set()
    asked = [
        rows
        for wanted, rows in (
            (authors, lambda: _authors(authors)),
            (subjects, lambda: _topics(subjects)),
            (set(stories), lambda: _stories(set(stories), at)),
        )
        if wanted
    ]
    names = Names()
    if asked:
        first, *others = [rows() for rows in asked]
        for row in first.union(*others, all=True) if others else first:
            _add(names, *row)
    return names


def _columns(rows: QuerySet, kind: int, pk: str, name: Any, slug: str, *more: Any) -> QuerySet:
    """The same seven columns of any model, so that their rows can stand in one answer."""
    values = [*more, *(Value("") for _ in range(3 - len(more)))]
    return (
        rows.order_by()
        .annotate(
            c_kind=Value(kind, IntegerField()),
            c_pk=F(pk),
            c_name=Cast(name, CharField(max_length=200)),
            c_slug=Cast(F(slug), CharField(max_length=80)),
            **{f"c_{n}": Cast(value, CharField(max_length=400)) for n, value in enumerate(values)},
        )
        .values_list("c_kind", "c_pk", "c_name", "c_slug", "c_0", "c_1", "c_2")
    )


def _authors(ids: set[int]) -> QuerySet:
    return _columns(Author.objects.filter(pk__in=ids), AUTHOR, "pk", F("name"), "slug", F("portrait__batch"))


def _topics(ids: set[int]) -> QuerySet:
    return _columns(Topic.objects.filter(pk__in=ids), TOPIC, "pk", F("name"), "slug")


def _stories(ids: set[int], at: datetime | None) -> QuerySet:
    rows = Edition.objects.live(at).filter(article_id__in=ids)
    name = Coalesce(NullIf(F("short_headline"), Value("")), F("headline"))
    return _columns(rows, STORY, "article_id", name, "slug", F("section__path"), F("published_on"), F("language"))


def _add(names: Names, kind: int, pk: int, name: str, slug: str, first: str | None, second: str, third: str) -> None:
    if kind == AUTHOR:
        names.authors[pk] = (name, f"/by/{slug}/")
        if first:
            names.faces[pk] = storages["renditions"].url(rendition_name(first, "square", FACE, "jpeg"))
    elif kind == TOPIC:
        names.topics[pk] = (name, f"/topics/{slug}/")
    else:
        day = date.fromisoformat(second)
        names.stories[pk] = Story(name, f"/{first}/{day:%Y/%m/%d}/{slug}/", third)
