"""What the page caches of this machine count: each worker in its own place of a small file that all of them map."""

import fcntl
import functools
import mmap
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from . import options

WORD = 8
WORDS = 32
"""Places for numbers in a slot; a number keeps its place for ever, new ones come last."""

SLOT = WORD * WORDS
SLOTS = 256
PREFIX = "newsroom_pagecache"


class Number(NamedTuple):
    name: str
    kind: str
    says: str


NUMBERS = (
    Number("hits_total", "counter", "Answers from the cache."),
    Number("misses_total", "counter", "Public pages that had to be rendered."),
    Number("renders_total", "counter", "Requests passed on to Django, public or not."),
    Number("waits_total", "counter", "Requests that waited for another's render of the same page."),
    Number("stale_answers_total", "counter", "Last good pages that stood in while Django failed."),
    Number("sent_bytes_total", "counter", "Bytes of bodies answered from the cache."),
    Number("purges_total", "counter", "Tags purged by acts."),
    Number("purged_pages_total", "counter", "Pages found out of date after a purge and taken away."),
    Number("evictions_total", "counter", "Pages taken away because the memory was full."),
    Number("entries", "gauge", "Pages kept now, all workers together."),
    Number("kept_bytes", "gauge", "Memory that they take."),
    Number("fetched_total", "counter", "Pages fetched back from the disk: rendered before, here or by another worker."),
)
HITS, MISSES, RENDERS, WAITS, STALE, SENT, PURGES, PURGED, EVICTIONS, ENTRIES, KEPT, FETCHED = range(len(NUMBERS))
GAUGES = [place for place, number in enumerate(NUMBERS) if number.kind == "gauge"]


class Tally:
    """The numbers of one process, in the first slot that no living process has locked.

    The lock goes with the process, however it ends. Whoever takes the slot next counts on from where the dead one
    stopped, so the sum over all slots never falls. A file that cannot be written costs the numbers, never an answer.
    """

    def __init__(self, path: Path | None) -> None:
        self._file = -1
        self._all = memoryview(bytearray(SLOT)).cast("q")
        if path is not None:
            with suppress(OSError):
                self._open(path)
        self.sit_down()

    def sit_down(self) -> None:
        """Take a free slot; once more after a fork, since a child has no locks. If none is free, count unseen."""
        free = (slot for slot in range(SLOTS) if self._file >= 0 and self._take(slot))
        self._slot = next(free, -1)
        if self._slot < 0:
            self._all = memoryview(bytearray(SLOT)).cast("q")
        start = max(self._slot, 0) * WORDS
        self._own = self._all[start : start + WORDS]
        self._clear(max(self._slot, 0))

    def add(self, place: int, amount: int = 1) -> None:
        """Takes no lock: CPython changes threads at calls and backward jumps, and there is none in this line."""
        self._own[place] += amount

    def put(self, place: int, value: int) -> None:
        self._own[place] = value

    def totals(self) -> list[int]:
        """The sum over all slots; what dead processes kept is kept no more."""
        slots = len(self._all) // WORDS
        for slot in range(slots):
            if slot != self._slot and self._slot >= 0 and self._take(slot):
                self._clear(slot)
                fcntl.lockf(self._file, fcntl.LOCK_UN, SLOT, slot * SLOT)
        return [sum(self._all[place::WORDS]) for place in range(len(NUMBERS))]

    def _open(self, path: Path) -> None:
        """The file stays open: closing any descriptor of it would give the lock away."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        if os.fstat(self._file).st_size < SLOT * SLOTS:
            os.ftruncate(self._file, SLOT * SLOTS)
        self._all = memoryview(mmap.mmap(self._file, SLOT * SLOTS)).cast("q")

    def _take(self, slot: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, SLOT, slot * SLOT)
        except OSError:
            return False
        return True

    def _clear(self, slot: int) -> None:
        for place in GAUGES:
            self._all[slot * WORDS + place] = 0


def here() -> Tally:
    """The tally of this process."""
    return of(options.current().metrics)


@functools.cache
def of(path: Path | None) -> Tally:
    """One a process, however often it forks: workers are children of a parent that has loaded the paper already."""
    tally = Tally(path)
    os.register_at_fork(after_in_child=tally.sit_down)
    return tally


def lines() -> Iterator[str]:
    """The numbers in Prometheus' text format; no label names a page or a reader."""
    for number, total in zip(NUMBERS, here().totals(), strict=True):
        name = f"{PREFIX}_{number.name}"
        yield f"# HELP {name} {number.says}"
        yield f"# TYPE {name} {number.kind}"
        yield f"{name} {total}"
