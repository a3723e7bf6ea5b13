"""One render at a time for a cold page: who comes second waits for the first."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Turns:
    """Only pages being rendered now are listed, so the table is never longer than the worker has threads."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._rendering: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._rendering)

    @contextmanager
    def taken(self, key: Hashable) -> Iterator[bool]:
        """True when someone else has had this turn meanwhile, or has not finished within our patience."""
        with self._lock:
            ended = self._rendering.get(key)
            if ended is None:
                mine = self._rendering[key] = threading.Event()
        if ended is not None:
            ended.wait(self._patience)
            yield True
            return
        try:
            yield False
        finally:
            with self._lock:
                del self._rendering[key]
            mine.set()
