"""Values kept in the process until one of their tags is purged: the section tree, the next due moment."""

import functools
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db import connection

from . import memory, watch
from .tags import checked

T = TypeVar("T")
_memos: "weakref.WeakSet[Memo]" = weakref.WeakSet()


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    value: T
    generation: int
    ends_at: float


class Memo(Generic[T]):
    """Calls `load` when nothing right is kept. The value is shared by all threads: nobody may change it.

    Inside a transaction it always loads, since only there uncommitted rows can be seen.
    """

    def __init__(
        self,
        load: Callable[[], T],
        tags: tuple[str, ...],
        until: Callable[[T], datetime | None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        functools.update_wrapper(self, load)
        self._load = load
        self._tags = tuple(checked(tags))
        self._until = until
        self._clock = clock
        self._kept: Kept[T] | None = None
        _memos.add(self)

    def __call__(self) -> T:
        if connection.in_atomic_block:
            return self._load()
        seen = watch.here()
        if not seen.catch_up():
            return self._load()
        kept = self._kept
        if kept and self._clock() < kept.ends_at and seen.untouched(self._tags, kept.generation):
            return kept.value
        generation = seen.generation
        value = self._load()
        self._kept = Kept(value, generation, self._end_of(value))
        return value

    def forget(self) -> None:
        self._kept = None

    def _end_of(self, value: T) -> float:
        moment = self._until(value) if self._until else None
        return float("inf") if moment is None else moment.timestamp()


def remember(*tags: str, until: Callable[[T], datetime | None] | None = None) -> Callable[[Callable[[], T]], Memo[T]]:
    """Keep what a function without parameters returns: `@remember("sections")`.

    `until` tells from the value when it ends by itself: `@remember("due", until=lambda moment: moment)`.
    """
    return lambda load: Memo(load, tags, until)


def forget_all() -> None:
    """For tests: nothing is kept, and purges are watched from now on."""
    for memo in _memos:
        memo.forget()
    memory.forget_all()
    watch.here.cache_clear()
