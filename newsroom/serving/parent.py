"""What ties a child process to its parent."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


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
