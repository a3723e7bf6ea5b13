"""A dictionary that holds only so much, and that a walk through a million addresses does not empty."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

BIGGEST_SHARE = 8
NEW_SHARE = 10
MOST_ASKED = 3
"""What is asked for often outlasts so many turns without a question."""


@dataclass(slots=True, eq=False)
class Place(Generic[V]):
    value: V
    weight: int
    asked: int = 0


class Shelf(Generic[K, V]):
    """`room` is counted in what `weigh` returns, by default in values; threads may share it.

    What is new stands in a small part of its own and leaves from there, oldest first, unless it was asked for since:
    then it has proven itself and moves over. Among the proven, too, each question since its last turn buys another. So
    whoever asks once for each of many addresses replaces what others have asked for once, never what is in use
    (S3-FIFO without its ghosts: Yang and others, SOSP 2023). Reading takes no lock: it only leaves a mark.
    """

    def __init__(
        self,
        room: int,
        weigh: Callable[[V], int] = lambda value: 1,
        evicted: Callable[[], object] = lambda: None,
    ) -> None:
        self.room = room
        self.weight = 0
        self._weigh = weigh
        self._evicted = evicted
        self._new: OrderedDict[K, Place[V]] = OrderedDict()
        self._proven: OrderedDict[K, Place[V]] = OrderedDict()
        self._new_weight = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._new) + len(self._proven)

    def get(self, key: K) -> V | None:
        place = self._proven.get(key) or self._new.get(key)
        if place is None:
            return None
        if place.asked < MOST_ASKED:
            place.asked += 1
        return place.value

    def put(self, key: K, value: V) -> bool:
        """False when the value is too big: one may fill an eighth of the room, so that it never empties the shelf."""
        weight = self._weigh(value)
        with self._lock:
            proven = key in self._proven
            self._take(key)
            if weight * BIGGEST_SHARE > self.room:
                return False
            (self._proven if proven else self._new)[key] = Place(value, weight)
            self.weight += weight
            self._new_weight += 0 if proven else weight
            while self.weight > self.room:
                self._make_room()
            return True

    def drop(self, key: K, value: V) -> bool:
        """Take the value away, unless another thread has put a newer one in its place."""
        with self._lock:
            place = self._proven.get(key) or self._new.get(key)
            if place is None or place.value is not value:
                return False
            self._take(key)
            return True

    def _make_room(self) -> None:
        from_new = not self._proven or (len(self._new) > 1 and self._new_weight * NEW_SHARE > self.room)
        key, place = next(iter((self._new if from_new else self._proven).items()))
        if not place.asked:
            self._take(key)
            self._evicted()
            return
        place.asked -= 1
        if from_new:
            self._proven[key] = place  # before it leaves the other part: readers find it at any moment
            del self._new[key]
            self._new_weight -= place.weight
        else:
            self._proven.move_to_end(key)

    def _take(self, key: K) -> None:
        place = self._proven.pop(key, None)
        if place is None:
            place = self._new.pop(key, None)
            self._new_weight -= place.weight if place else 0
        self.weight -= place.weight if place else 0
