"""Reads of public pages go to the replica, as long as it knows everything that this process knows to have changed."""

import logging
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from newsroom.databases import REPLICA
from newsroom.pagecache import watch

logger = logging.getLogger(__name__)

PRIVATE = ("/admin/", "/accounts/", "/me/")
RETRY_SECONDS = 1.0
"""A replica that is away or has no answer is left alone this long."""

NOT_REPLICATED = frozenset({"pagecache"})
"""Purges are learnt from the primary: a replica would tell of them late."""


class Lag:
    """Whether the replica has caught up with a generation of purges.

    A purge row commits with the change that it tells of. So a replica that has replayed the primary's log up to a
    place taken after the purges of a generation were learnt holds all those changes: a page read from it may be kept
    as one of that generation. The place is asked from the primary once a generation; how far the replica is, from the
    very connection that will be read from, since one address may stand for several replicas.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asking = threading.Lock()
        self._place: tuple[int, str] = (-1, "")
        self._away_until = 0.0

    def is_over(self, generation: int) -> bool:
        """One query to the replica; one to the primary when the generation is new."""
        if self._clock() < self._away_until:
            return False
        try:
            return self._has_replayed(self._written(generation))
        except Error as error:
            self._away_until = self._clock() + RETRY_SECONDS
            connections[REPLICA].close()
            logger.warning("The replica is not asked for a second: %s", str(error).strip())
            return False

    def _written(self, generation: int) -> str:
        """How far the primary's log went at some time after this generation began."""
        with self._asking:
            if self._place[0] < generation:
                self._place = (generation, _ask(DEFAULT_DB_ALIAS, "SELECT pg_current_wal_insert_lsn()::text"))
            return self._place[1]

    def _has_replayed(self, place: str) -> bool:
        answer = _ask(REPLICA, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [place])
        if answer is None:
            logger.warning("DATABASE_REPLICA_URL leads to a server that replays no log; it is not read from.")
            self._away_until = self._clock() + RETRY_SECONDS
        return bool(answer)


def _ask(alias: str, sql: str, values: list[str] | None = None) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


class Reading:
    """One public request: whether it may read from the replica, asked at its first query and when more is known."""

    def __init__(self, lag: Lag) -> None:
        self._lag = lag
        self._proven = -1
        self._refused = False
        self.used = False

    def may_use_replica(self) -> bool:
        if self._refused or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return False
        seen = watch.here()
        if not seen.catch_up():
            return False
        generation = seen.generation
        if generation != self._proven:
            if not self._lag.is_over(generation):
                self._refused = True
                return False
            self._proven = generation
        self.used = True
        return True

    def refuse(self) -> None:
        self._refused = True


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


class Router:
    """Everything to the primary, except the reads of a public request."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        reading = _reading.get()
        if reading is None or model._meta.app_label in NOT_REPLICATED:
            return DEFAULT_DB_ALIAS
        return REPLICA if reading.may_use_replica() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == DEFAULT_DB_ALIAS


class PublicReads:
    """Tells the router which requests are public: they read only, and nobody is known by a cookie.

    When one of them ends in 503 after it read from the replica, it is asked once more, from the primary alone: the
    replica may have gone away or cancelled a query that held up its replay.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.DATABASE_ROUTERS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._lag = Lag()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_public(request):
            return self.get_response(request)
        reading = Reading(self._lag)
        token = _reading.set(reading)
        try:
            response = self.get_response(request)
            if response.status_code == 503 and reading.used:
                reading.refuse()
                connections[REPLICA].close()
                response = self.get_response(request)
            return response
        finally:
            _reading.reset(token)


def is_public(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("HTTP_COOKIE")
        and not request.path_info.startswith(PRIVATE)
    )
