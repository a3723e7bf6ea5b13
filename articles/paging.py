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


Ask = Callable[[Place | None], list[Any]]
"""What stands after a place in a list (None: from its beginning), one row more than a page holds."""


def page(ask: Ask, before: str | None, place_of: Callable[[Any], Place], *, size: int = PER_PAGE) -> Page:
    """The rows after the place that an address names. One query. Raises BadPlace."""
    found = ask(None if before is None else read_place(before))
    older = write_place(*place_of(found[size - 1])) if len(found) > size else ""
    return Page(found[:size], before is None, older)


def asked(rows: QuerySet, *, size: int = PER_PAGE) -> Ask:
    """From a queryset that has a method `before`."""
    return lambda place: list((rows if place is None else rows.before(*place))[: size + 1])


def story_place(row: tuple[int, int, datetime]) -> Place:
    """Of a row of `places`."""
    return row[2], row[1]
