"""How many queries a second, warm request of each path takes."""

import time

from bench.inside import reading
from newsroom.pagecache import watch

HEAR_SECONDS = 5.0


def run(paths: list[str]) -> dict[str, int]:
    """With Redis a process that does not hear the others yet keeps no page, so it waits until it does."""
    end = time.monotonic() + HEAR_SECONDS
    while not watch.here().catch_up() and time.monotonic() < end:
        time.sleep(0.05)
    return {path: reading.queries(path) for path in paths}
