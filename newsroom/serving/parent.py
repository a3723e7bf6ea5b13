"""What ties a child process to its parent."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h
ENDINGS = signal.SIGTERM, signal.SIGINT
INSIST_SECONDS = 0.1


def end_with_parent(parent: int) -> None:
    """Ask the kernel for TERM when the parent dies, however it dies. Linux alone can do this.

    A forked child starts with the parent's handlers, which would only note a TERM: until it sets its own, TERM ends it.
    A parent that died before the kernel was asked is looked for here.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The parent process is gone.")


def end_when_told(end: Callable[[int, None], object]) -> None:
    """Calls `end` once TERM or INT has come, and again until the process is gone. Before other threads are begun.

    The signals are kept for a thread that waits for them. A handler of Python's would run in the main thread alone,
    where a second signal interrupts it; and a child is told several times, by the kernel for each thread of a parent
    that dies, by a terminal beside its parent.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)

    def insist() -> None:
        number = signal.sigwait(ENDINGS)
        while True:
            end(number, None)
            time.sleep(INSIST_SECONDS)

    threading.Thread(target=insist, name="end", daemon=True).start()
