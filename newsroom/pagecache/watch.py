"""What this process knows of purges: which tags were purged, and since when."""

import functools
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from django.apps import apps
from django.db import Error, connection
from django.db.models import Max, QuerySet
from django.db.models.functions import Now

from . import alarm, options

KEPT_FOR = timedelta(hours=1)
"""How long purge rows stay in the database (see `purging.prune`)."""

READ_AGAIN = timedelta(minutes=1)
"""On PostgreSQL a lower id may commit after a higher one, so the rows of the last minute are read again each time."""

LOOK_SECONDS = 1.0
"""A process may die between its commit and the signal, so the rows are looked at this often in any case."""

MOST_TAGS = 50_000
"""Beyond this many purged tags the oldest are forgotten, together with everything kept since before their purge."""

T = TypeVar("T")


class Rows:
    """The purge rows in the database."""

    def newest(self) -> int:
        return self._ask(lambda rows: rows.aggregate(newest=Max("id"))["newest"] or 0)

    def since(self, last: int, within: timedelta) -> list[tuple[int, str]]:
        """Rows after the id `last`, and all rows written `within` so long by the clock of the database, which dated
        them too: those of the machines may differ.

        Two ranges of two indexes: joined by OR they would be a scan of the whole hour. SQLite has one writer, so no row
        becomes visible there after one with a higher id, and none is read again: of a hundred comments a second every
        request would read a minute's.
        """
        if connection.vendor == "sqlite":
            return self._ask(lambda rows: list(rows.filter(id__gt=last).order_by("id").values_list("id", "tag")))
        return self._ask(
            lambda rows: sorted(
                rows.filter(id__gt=last)
                .values_list("id", "tag")
                .union(rows.filter(at__gte=Now() - within).values_list("id", "tag"))
            )
        )

    @staticmethod
    def _ask(question: Callable[[QuerySet], T]) -> T:
        """Ask once more on a new connection: nobody but us closes one that broke between two requests."""
        rows = apps.get_model("pagecache", "Purge").objects.order_by()
        try:
            return question(rows)
        except Error:
            if connection.in_atomic_block:
                raise
            connection.close()
            return question(rows)


class Signal(Protocol):
    """What `alarm.Alarm` and `counter.Counter` are."""

    def reading(self) -> Any: ...


class Watch:
    """Counts generations: each time new purges are learnt of, a new generation begins.

    Whoever keeps something takes the generation *before* reading the database, keeps it beside the value, and asks
    `untouched` at each use. A purge that commits during the reading belongs to a later generation, so what was read
    before it can never pass as fresh.
    """

    def __init__(
        self,
        signal: Signal,
        rows: Rows,
        clock: Callable[[], float] = time.time,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self.generation = 0
        self._signal = signal
        self._rows = rows
        self._clock = clock
        self._look_seconds = look_seconds
        self._looking = threading.Lock()
        self._purged: dict[str, int] = {}
        self._floor = 0
        self._last: int | None = None
        self._known: set[int] = set()
        self._reading: Any = None
        self._looked_at = self._next_look_at = self._retry_at = 0.0

    def catch_up(self) -> bool:
        """Learn of every purge committed until now; False when that cannot be known, since the database is away or the
        other machines are not heard.

        Costs no query, except when the signal has moved and once a second.
        """
        reading = self._signal.reading()
        if reading is None:
            return False
        if reading == self._reading:
            if self._clock() < self._next_look_at or not self._looking.acquire(blocking=False):
                return True
        else:
            self._looking.acquire()
        try:
            return self._look()
        finally:
            self._looking.release()

    def untouched(self, tags: Iterable[str], since: int) -> bool:
        """True while none of the tags was purged after the generation `since`."""
        purged = self._purged
        return since >= self._floor and all(purged.get(tag, 0) <= since for tag in tags)

    def _look(self) -> bool:
        now = self._clock()
        reading = self._signal.reading()
        if reading is None:
            return False
        moved = reading != self._reading
        if now < self._next_look_at and not moved:
            return True
        if now < self._retry_at:
            return not moved
        try:
            self._read(now)
        except Error:
            self._retry_at = self._next_look_at = now + LOOK_SECONDS
            return not moved
        self._reading = reading
        self._looked_at, self._next_look_at = now, now + self._look_seconds
        return True

    def _read(self, now: float) -> None:
        first = self._last is None
        last = self._rows.newest() if first else self._last
        rows = self._rows.since(last, READ_AGAIN)
        if first or now - self._looked_at > (KEPT_FOR - READ_AGAIN).total_seconds():
            self._begin_again()
        self._learn([tag for number, tag in rows if number not in self._known])
        self._known = {number for number, _ in rows}
        self._last = max(last, *self._known) if self._known else last

    def _learn(self, tags: list[str]) -> None:
        """The tags come before the number: a reader who sees the new generation must see its tags too."""
        if not tags:
            return
        coming = self.generation + 1
        for tag in tags:
            self._purged.pop(tag, None)
            self._purged[tag] = coming
        while len(self._purged) > MOST_TAGS:
            self._floor = max(self._floor, self._purged.pop(next(iter(self._purged))))
        self.generation = coming

    def _begin_again(self) -> None:
        """Rows may have been deleted before this process saw them: whatever it keeps is out of date."""
        self._floor = self.generation + 1
        self.generation = self._floor


@functools.cache
def here() -> Watch:
    """The watch of this process, shared by pages and remembered values."""
    return Watch(alarm.current(), Rows(), look_seconds=options.current().look_seconds)
