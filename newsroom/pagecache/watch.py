"""What this process knows of purges: which tags were purged, and since when."""

import functools
import threading
import time
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from django.apps import apps
from django.db import Error, connection
from django.db.models import Max, QuerySet
from django.db.models.functions import Now

from newsroom.prepared import Prepared, prepared

from . import alarm, options

KEPT_FOR = timedelta(hours=1)
"""How long purge rows stay in the database (see `purging.prune`)."""

LATE_FOR = timedelta(minutes=1)
"""On PostgreSQL a lower id may commit after a higher one: an id that was passed over is looked for so long. One that
does not come was rolled back."""

LOOK_SECONDS = 1.0
"""A process may die between its commit and the signal, so the rows are looked at this often in any case."""

MOST_TAGS = 50_000
"""Beyond this many purged tags the oldest are forgotten, together with everything kept since before their purge."""

NEVER = 0, 0
"""The generation and the row of a tag that was not purged."""

T = TypeVar("T")


class Rows:
    """The purge rows in the database."""

    def newest(self) -> int:
        return self._ask(lambda rows: rows.aggregate(newest=Max("id"))["newest"] or 0)

    def settled(self) -> int:
        """The newest id below which nothing can be on its way, by the clock of the database, which dated the rows.

        SQLite has one writer, so no row becomes visible there after one with a higher id.
        """
        if connection.vendor == "sqlite":
            return self.newest()
        long_ago = Now() - LATE_FOR - timedelta(seconds=1)
        return self._ask(lambda rows: rows.filter(at__lt=long_ago).aggregate(newest=Max("id"))["newest"] or 0)

    def since(self, last: int) -> list[tuple[int, str]]:
        """Rows with a higher id, in order."""
        return self._ask(lambda rows: after()(last))

    def among(self, ids: Collection[int]) -> list[tuple[int, str]]:
        """Those of these rows that are there."""
        return self._ask(lambda rows: list(rows.filter(id__in=ids).values_list("id", "tag")))

    @staticmethod
    def _ask(question: Callable[[QuerySet], T]) -> T:
        """Ask once more on a new connection: nobody but us closes one that broke between two requests.

        Where none could be had at all, a second wait would only hold up one reader more.
        """
        rows = apps.get_model("pagecache", "Purge").objects.order_by()
        try:
            return question(rows)
        except Error:
            if connection.in_atomic_block or connection.connection is None:
                raise
            connection.close()
            return question(rows)


@functools.cache
def after() -> Prepared:
    """The rows with a higher id, as ids and tags; made at its first use, since models are loaded after this module."""
    purges = apps.get_model("pagecache", "Purge")
    return prepared(
        purges, lambda last: purges.objects.filter(id__gt=last).order_by("id").values_list("id", "tag"), int
    )


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
        self._purged: dict[str, tuple[int, int]] = {}
        self._floor = self._floor_of_rows = 0
        self._last: int | None = None
        self._missing: dict[int, float] = {}
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
        return since >= self._floor and all(purged.get(tag, NEVER)[0] <= since for tag in tags)

    @property
    def position(self) -> int:
        """The id of a purge row: this one and all before it are known here, so what is read from now on is newer. Every
        process of every machine can judge it by `untouched_after`.
        """
        return min(self._missing, default=(self._last or 0) + 1) - 1

    def untouched_after(self, tags: Iterable[str], position: int) -> bool:
        """True when none of the tags was purged by a row after this position, as far as this process can know."""
        purged = self._purged
        return position >= self._floor_of_rows and all(purged.get(tag, NEVER)[1] <= position for tag in tags)

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
            self._retry_at = self._next_look_at = self._clock() + LOOK_SECONDS  # the look itself may have taken seconds
            return not moved
        self._reading = reading
        self._looked_at, self._next_look_at = now, now + self._look_seconds
        return True

    def _read(self, now: float) -> None:
        first = self._last is None
        last = self._rows.settled() if first else self._last
        late = self._rows.among(self._missing) if self._missing else []
        rows = self._rows.since(last)
        newest = max((last, *(number for number, _ in rows)))
        if first or now - self._looked_at > (KEPT_FOR - LATE_FOR).total_seconds():
            self._begin_again(newest)
        self._learn([*late, *rows])
        self._missing = self._still_missing({number for number, _ in (*late, *rows)}, last, newest, now)
        self._last = newest

    def _still_missing(self, seen: set[int], last: int, newest: int, now: float) -> dict[int, float]:
        """When each id was first passed over. `position` reads the table in other threads: it is never changed."""
        long_ago = now - LATE_FOR.total_seconds()
        known = {number: at for number, at in self._missing.items() if at > long_ago and number not in seen}
        passed = range(max(last + 1, newest - MOST_TAGS), newest)
        return known | {number: now for number in passed if number not in seen}

    def _learn(self, rows: list[tuple[int, str]]) -> None:
        """The tags come before the number: a reader who sees the new generation must see its tags too."""
        if not rows:
            return
        coming = self.generation + 1
        for number, tag in rows:
            _, before = self._purged.pop(tag, NEVER)
            self._purged[tag] = coming, max(number, before)
        while len(self._purged) > MOST_TAGS:
            generation, number = self._purged.pop(next(iter(self._purged)))
            self._floor = max(self._floor, generation)
            self._floor_of_rows = max(self._floor_of_rows, number)
        self.generation = coming

    def _begin_again(self, newest: int) -> None:
        """Rows may have been deleted before this process saw them: whatever it keeps is out of date."""
        self._floor_of_rows = newest
        self._floor = self.generation + 1
        self.generation = self._floor


@functools.cache
def here() -> Watch:
    """The watch of this process, shared by pages and remembered values."""
    return Watch(alarm.current(), Rows(), look_seconds=options.current().look_seconds)
