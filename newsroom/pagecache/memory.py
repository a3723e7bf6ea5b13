"""Values kept in the process by key until one of their tags is purged: names, cards of lists, pieces of pages."""

import weakref
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection
from django.utils.translation import get_language

from . import watch
from .shelf import Shelf

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_memories: "weakref.WeakSet[Memory]" = weakref.WeakSet()


@dataclass(slots=True)
class Kept(Generic[V]):
    """`since` is the generation before everything that the value was made from was read."""

    value: V
    tags: tuple[str, ...]
    since: int
    checked: int = -1


class Memory(Generic[K, V]):
    """The `most` values used last, shared by all threads: nobody may change them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.forget()
        _memories.add(self)

    def forget(self) -> None:
        self._shelf: Shelf[K, Kept[V]] = Shelf(self._most)

    def get(self, key: K) -> V | None:
        """What is kept, unless it was purged by a purge that this process has learnt of."""
        kept = self._shelf.get(key)
        if kept is None:
            return None
        seen = watch.here()
        generation = seen.generation
        if kept.checked != generation:
            if not seen.untouched(kept.tags, kept.since):
                self._shelf.drop(key, kept)
                return None
            kept.checked = generation
        return kept.value

    def put(self, key: K, value: V, tags: Iterable[str], since: int) -> None:
        self._shelf.put(key, Kept(value, tuple(tags), since))

    def look(self, keys: Collection[K]) -> tuple[dict[K, V], list[K], int | None]:
        """What is kept of these keys, what is missing, and the generation to `put` it with (None: keep nothing).

        Inside a transaction everything is missing, since only there uncommitted rows can be seen.
        """
        if connection.in_atomic_block or not watch.here().catch_up():
            return {}, list(keys), None
        since = watch.here().generation
        found = {key: value for key in keys if (value := self.get(key)) is not None}
        return found, [key for key in keys if key not in found], since


@dataclass(slots=True)
class Page:
    """The page that is being made: nothing that its pieces are made from was read before the generation `since`."""

    since: int
    language: str | None
    _has_caught_up: bool | None = None

    def has_caught_up(self) -> bool:
        """Whether every purge committed before its first piece is known: asked once, by that piece."""
        if self._has_caught_up is None:
            self._has_caught_up = watch.here().catch_up()
        return self._has_caught_up


class Pieces(Memory[Hashable, V]):
    """Rendered pieces of pages, in one language each. They may be kept only while a whole page is made, see `page`."""

    def made(self, key: Hashable, tags: Callable[[], Iterable[str]], render: Callable[[], V]) -> V:
        making = _page.get()
        if making is None or not making.has_caught_up():
            return render()
        key = (key, making.language)
        piece = self.get(key)
        if piece is None:
            piece = render()
            self.put(key, piece, tags(), making.since)
        return piece


_page: ContextVar[Page | None] = ContextVar("page", default=None)


@contextmanager
def page() -> Iterator[None]:
    """While a public page is made its pieces are kept: nothing that they are made from was read before this.

    Not inside a transaction, since only there uncommitted rows can be seen. No query until the first piece.
    """
    token = _page.set(None if connection.in_atomic_block else Page(watch.here().generation, get_language()))
    try:
        yield
    finally:
        _page.reset(token)


def forget_all() -> None:
    for memory in _memories:
        memory.forget()
