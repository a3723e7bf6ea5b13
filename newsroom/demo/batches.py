"""Many small acts in few transactions, none of which holds the database for much longer than half a second."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TypeVar

from django.db import transaction

LONGEST = 0.5  # seconds
Thing = TypeVar("Thing")


def each(things: Iterable[Thing], act: Callable[[Thing], object]) -> None:
    """The act for every thing, in order; a batch is committed when its time is over."""
    waiting = iter(things)
    while batch(waiting, act):
        pass


@transaction.atomic
def batch(waiting: Iterable[Thing], act: Callable[[Thing], object]) -> bool:
    """Whether the time was over before the things were."""
    end = monotonic() + LONGEST
    for thing in waiting:
        act(thing)
        if monotonic() > end:
            return True
    return False
