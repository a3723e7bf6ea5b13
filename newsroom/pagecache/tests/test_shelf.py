"""What is in use stays on the shelf, whoever walks past it and however long."""

import pytest

from newsroom.pagecache.shelf import Shelf

pytestmark = pytest.mark.once

HOT = 50
ROOM = 200
WALK = 100_000


@pytest.fixture
def shelf() -> Shelf[object, int]:
    shelf: Shelf[object, int] = Shelf(ROOM)
    for number in range(HOT):
        shelf.put(("hot", number), number)
        shelf.get(("hot", number))
    return shelf


def hot(shelf: Shelf) -> int:
    return sum(shelf.get(("hot", number)) is not None for number in range(HOT))


def test_a_walk_through_a_hundred_thousand_addresses_takes_nothing_away_that_is_in_use(shelf: Shelf) -> None:
    for number in range(WALK):
        shelf.put(number, number)
    assert len(shelf) == ROOM
    assert hot(shelf) == HOT


def test_a_walker_who_asks_twice_takes_nothing_away_that_is_asked_for_meanwhile(shelf: Shelf) -> None:
    for number in range(WALK):
        shelf.put(number, number)
        shelf.get(number)
        if number % HOT == 0:
            assert hot(shelf) == HOT
    assert len(shelf) == ROOM


def test_a_full_shelf_of_things_once_in_use_takes_in_what_is_in_use_now(shelf: Shelf) -> None:
    for number in range(ROOM):
        shelf.put(("old", number), number)
        shelf.get(("old", number))
    for number in range(WALK):
        shelf.put(number, number)
        if number % 10 == 0:
            shelf.put("now", 1) if shelf.get("now") is None else None
    assert shelf.get("now") == 1


def test_what_was_not_asked_for_again_goes_first_and_oldest_first() -> None:
    shelf: Shelf[int, int] = Shelf(10)
    for number in range(10):
        shelf.put(number, number)
    shelf.get(0)
    shelf.put(10, 10)
    assert shelf.get(0) == 0
    assert shelf.get(1) is None
    assert shelf.get(2) == 2


def test_a_renewed_value_keeps_its_place_and_the_weight_is_right() -> None:
    shelf: Shelf[str, bytes] = Shelf(1000, len)
    shelf.put("a", b"x" * 100)
    shelf.put("a", b"x" * 50)
    assert (len(shelf), shelf.weight) == (1, 50)
    shelf.get("a")
    for number in range(100):
        shelf.put(str(number), b"x" * 100)
    shelf.put("a", b"x" * 90)
    for number in range(100):
        shelf.put(str(number), b"x" * 100)
    assert shelf.get("a") == b"x" * 90
    assert shelf.weight <= shelf.room


def test_each_value_that_had_to_go_is_told() -> None:
    gone: list[bool] = []
    shelf: Shelf[int, int] = Shelf(10, evicted=lambda: gone.append(True))
    for number in range(25):
        shelf.put(number, number)
    shelf.drop(24, 24)
    assert len(gone) == 15
    assert len(shelf) == 9
