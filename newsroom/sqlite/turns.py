"""Who writes next to a SQLite file: threads and processes of this machine queue, instead of looking again and again.

SQLite takes one writer at a time. Who finds the file taken sleeps and tries again, ever longer, while others come and
take it: of many readers who post at once, some waited for seconds and the disk stood idle. A turn is taken before
BEGIN and given back after COMMIT; the kernel takes it from a process that dies. SQLite's own lock stays what protects
the rows, also against programs that know of no turns.
"""

import fcntl
import functools
import os
import threading
from contextlib import ExitStack


class Turns:
    """Of one file in one process: its threads wait here, and one at a time in the kernel's queue."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._here = threading.Lock()
        self._file = -1
        self._process = 0

    def take(self, seconds: float) -> bool:
        """False when none came up in this time."""
        if not self._here.acquire(timeout=seconds):
            return False
        with ExitStack() as undone:
            undone.callback(self._here.release)
            fcntl.flock(self._descriptor(), fcntl.LOCK_EX)
            undone.pop_all()
        return True

    def give(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._here.release()

    def _descriptor(self) -> int:
        """Opened again after a fork: an open file shared with the parent would share its turn."""
        if self._process != os.getpid():
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
            self._process = os.getpid()
        return self._file


@functools.cache
def of(path: str) -> Turns:
    return Turns(f"{path}-turn")
