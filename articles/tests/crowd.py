"""Several people acting at the same moment, each in a thread with a database connection of her own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Runs all acts together; returns what each returned or raised, in their order."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            ready.wait(timeout=10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        futures = [pool.submit(run, act) for act in acts]
    return [future.exception() or future.result() for future in futures]


class Second:
    """An act for `at_once` that comes behind another: whoever holds the lock sees when it waits for her."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._act = act
        self._begins, self._over = Event(), Event()

    def __call__(self) -> Any:
        here = connections[DEFAULT_DB_ALIAS]
        if here.vendor == "sqlite":  # where who writes waits for her turn before she begins
            take_turn = here._take_turn
            here._take_turn = lambda: (self._begins.set(), take_turn())
        try:
            return self._act()
        finally:
            self._over.set()
            vars(here).pop("_take_turn", None)

    def until_it_waits(self) -> None:
        """Or until it is over, since nothing stopped it."""
        end = time.monotonic() + 10
        while not (self._begins.is_set() or self._over.is_set() or somebody_waits_for_me()):
            assert time.monotonic() < end, "The second act neither waited nor ended."
            time.sleep(0.01)


def somebody_waits_for_me() -> bool:
    """Asked by who may hold a lock; SQLite knows of nobody."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]
