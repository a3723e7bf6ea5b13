"""Rows add up to the same on both databases, and to something else when anything in them changes."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db.models import DateTimeField, Field, JSONField, TextField

from newsroom.moving.copying import strings
from newsroom.moving.tables import Sum


def total(*rows: tuple[object, ...], of: list[Field]) -> Sum:
    found = Sum()
    for row in rows:
        found.add(row, of)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}'),
        ("[1e3]", "[1000]"),
        ("[-0.0, 1.50]", "[0, 1.5]"),
        ('"\\u00e9"', '"é"'),
    ],
)
def test_json_is_the_same_however_it_is_spelt(one: str, other: str) -> None:
    assert total((one,), of=[JSONField()]) == total((other,), of=[JSONField()])


@pytest.mark.parametrize(
    ("one", "other"),
    [('{"a": 1}', '{"a": 2}'), ("null", None), ("[1, 2]", "[2, 1]"), ('"1"', "1"), ("true", "1")],
)
def test_json_that_says_something_else_is_found(one: str, other: str | None) -> None:
    assert total((one,), of=[JSONField()]) != total((other,), of=[JSONField()])


def test_a_moment_is_the_same_in_every_zone_and_another_a_microsecond_later() -> None:
    at = datetime(2026, 11, 25, 9, 0, 0, 123456, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=9)))
    assert total((at,), of=[DateTimeField()]) == total((there,), of=[DateTimeField()])
    assert total((at,), of=[DateTimeField()]) != total((at + timedelta(microseconds=1),), of=[DateTimeField()])


def test_the_order_of_rows_is_free_and_their_number_is_not() -> None:
    one, other = ("a", ""), ("b", "")
    of = [TextField(), TextField()]
    assert total(one, other, of=of) == total(other, one, of=of)
    assert total(one, other, of=of) != total(one, of=of)
    assert total(one, one, of=of) != total(other, other, of=of)


def test_a_value_in_the_next_column_is_another_row() -> None:
    of = [TextField(), TextField()]
    assert total(("ab", "c"), of=of) != total(("a", "bc"), of=of)
    assert total((None, ""), of=of) != total(("", None), of=of)


def test_all_words_of_json_are_looked_at() -> None:
    assert set(strings({"a": ["b", {"c": "d"}], "e": 1, "f": None})) == {"a", "b", "c", "d", "e", "f"}
