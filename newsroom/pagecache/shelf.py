"""A dictionary that holds only so much: what was not used for the longest time goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

BIGGEST_SHARE = 8


class Shelf(Generic[K, V]):
    """`room` is counted in what `weigh` returns, by default in values; threads may share it."""

    def __init__(self, room: int, weigh: Callable[[V], int] = lambda value: 1) -> None:
        self.room = room
        self.weight = 0
        self._weigh = weigh
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> bool:
        """False when the value is too big: one may fill an eighth of the room, so that it never empties the shelf."""
        weight = self._weigh(value)
        with self._lock:
            self._take(key)
            if weight * BIGGEST_SHARE > self.room:
                return False
            self._values[key] = value
            self.weight += weight
            while self.weight > self.room:
                self._take(next(iter(self._values)))
            return True

    def drop(self, key: K, value: V) -> None:
        """Take the value away, unless another thread has put a newer one in its place."""
        with self._lock:
            if self._values.get(key) is value:
                self._take(key)

    def _take(self, key: K) -> None:
        value = self._values.pop(key, None)
        if value is not None:
            self.weight -= self._weigh(value)
