"""Lists are paged by key: the place of the last row, its moment and id, stands in the address of what follows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

PER_PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,18})", re.ASCII)  # microseconds since 1970, and an id
MICROSECOND = timedelta(microseconds=1)

Place = tuple[datetime, int]


class BadPlace(ValueError):
    """The text is no place in a list."""


@dataclass(frozen=True)
class Page:
    """`older` is the place after its last row, or empty when nothing follows."""

    rows: list[Any]
    is_first: bool
    older: str


def write_place(at: datetime, pk: int) -> str:
    return f"{(at - EPOCH) // MICROSECOND}-{pk}"


def read_place(text: str) -> Place:
    """Raises BadPlace; every text has one spelling, so that no page has two addresses."""
    found = PLACE.fullmatch(text)
    if not found:
        raise BadPlace(text)
    place = EPOCH + int(found[1]) * MICROSECOND, int(found[2])
    if write_place(*place) != text:
        raise BadPlace(text)
    return place


def page(rows: QuerySet, before: str | None, place_of: Callable[[Any], Place], *, size: int = PER_PAGE) -> Page:
    """The rows after a place (None: the first ones); `rows` has a method `before`. One query. Raises BadPlace."""
    if before is not None:
        rows = rows.before(*read_place(before))
    found = list(rows[: size + 1])
    older = write_place(*place_of(found[size - 1])) if len(found) > size else ""
    return Page(found[:size], before is None, older)


def story_place(row: Any) -> Place:
    """Of an edition or of a listing row."""
    return row.published_at, row.article_id
