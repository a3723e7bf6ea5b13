"""A remembered value is loaded once, until a tag of it is purged or its moment passes; never inside a transaction."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from newsroom.pagecache import purging
from newsroom.pagecache.remember import Memo, forget_all, remember
from newsroom.pagecache.tests.make import NOON, Clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def numbers(counter_file: Path) -> Callable[[], int]:
    """Each load gives the next number."""
    following: Iterator[int] = iter(range(1, 100))
    return lambda: next(following)


def test_a_value_is_loaded_once_and_again_after_a_purge(numbers: Callable[[], int]) -> None:
    tree = remember("sections")(numbers)
    assert [tree(), tree()] == [1, 1]
    purging.purge("article:1")
    assert tree() == 1
    purging.purge("sections")
    assert [tree(), tree()] == [2, 2]


def test_inside_a_transaction_it_is_loaded_fresh_and_not_kept(numbers: Callable[[], int]) -> None:
    tree = remember("sections")(numbers)
    assert tree() == 1
    with transaction.atomic():
        assert [tree(), tree()] == [2, 3]
    assert tree() == 1


def test_a_value_ends_at_its_own_moment(numbers: Callable[[], int]) -> None:
    clock = Clock()
    end = datetime.fromtimestamp(NOON + 60, UTC)
    due = Memo(numbers, ("due",), lambda value: end if value == 1 else None, clock)
    assert [due(), due()] == [1, 1]
    clock.now += 60
    assert due() == 2
    clock.now += 10_000_000
    assert due() == 2


def test_a_load_overtaken_by_a_purge_is_not_kept(numbers: Callable[[], int]) -> None:
    def load() -> int:
        number = numbers()
        if number == 1:
            purging.purge("sections")
        return number

    tree = remember("sections")(load)
    assert [tree(), tree(), tree()] == [1, 2, 2]


def test_values_are_kept_also_where_the_page_cache_is_off(settings, numbers: Callable[[], int]) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"ENABLED": False}
    tree = remember("sections")(numbers)
    assert [tree(), tree()] == [1, 1]


def test_everything_can_be_forgotten(numbers: Callable[[], int]) -> None:
    tree, due = remember("sections")(numbers), remember("due")(numbers)
    assert [tree(), due(), tree(), due()] == [1, 2, 1, 2]
    tree.forget()
    assert [tree(), due()] == [3, 2]
    forget_all()
    assert [tree(), due()] == [4, 5]
