"""Which core a web worker keeps to."""

import os


def keep_to_own(worker: int, workers: int) -> None:
    """Where there are as many cores as web workers, each worker (the first is 0) stays on its own.

    Its threads run one at a time, since they share an interpreter. On one core they hand it to each other without
    waking another, which made comments a sixth faster and pages no slower (docs/decisions/0010-targets-not-reached.md).
    With more workers or fewer than cores the kernel decides, as it does for all else on the machine.
    """
    if not hasattr(os, "sched_setaffinity"):  # Linux alone
        return
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) == workers:
        os.sched_setaffinity(0, {cores[worker]})
