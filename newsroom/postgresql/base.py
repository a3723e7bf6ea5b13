"""The database backend that settings name: Django's own, and statements that PostgreSQL plans once a connection."""

import re
import select
import time
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from typing import Any

from django.db.backends.postgresql import base, psycopg_any
from psycopg import Connection, OperationalError, adapters
from psycopg.adapt import AdaptersMap
from psycopg.errors import FeatureNotSupported
from psycopg.pq import Format, TransactionStatus
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import ConnectionPool

PLACE = re.compile(r"%(s|%)")
QUIET_SECONDS = 5.0


@cache
def types() -> AdaptersMap:
    """Of values as Django has them, but for two.

    Every whole number goes as bigint: by its size it would be one of three types, and each has a plan of its own.
    Moments come as psycopg reads them, in the zone of the connection, which is UTC too: Django gives it a method of
    Python's, which takes ten times as long to the same value.
    """
    known = AdaptersMap(psycopg_any.get_adapters_template(True, UTC).adapters)
    known.register_dumper(int, Int8Dumper)
    moment = adapters.get_loader(base.TIMESTAMPTZ_OID, Format.TEXT)
    if moment is not None:
        known.register_loader(base.TIMESTAMPTZ_OID, moment)
    return known


class PreparedCursor(base.ServerBindingCursor):
    """Its statements are prepared at their first use, unless `prepare_threshold` is None (databases.py)."""

    @property
    def adapters(self) -> AdaptersMap:
        return types()

    def execute(self, query: str, params: Sequence[Any] | None = None) -> "PreparedCursor":
        """A migration that changes the type of a column makes plans of before useless: they are thrown away. Inside a
        transaction, which that ends, it is a database that is away for a moment (503)."""
        try:
            return super().execute(query, params, prepare=True)
        except FeatureNotSupported as changed:
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                raise OperationalError("The table has changed; send it again.") from changed
            self.connection.execute("DEALLOCATE ALL")
            return super().execute(query, params, prepare=True)


def check(connection: Connection) -> None:
    """Raises where a connection of the pool has ended. A server says so when it ends one, so as long as nothing has
    arrived it is not asked: that would be a way to the server and back before each page. After a quiet while it is,
    since a network between may have forgotten the connection without a word.
    """
    now = time.monotonic()
    arrived = select.poll()
    arrived.register(connection.fileno(), select.POLLIN)
    if arrived.poll(0) or now - getattr(connection, "given_at", now) > QUIET_SECONDS:
        ConnectionPool.check_connection(connection)
    connection.given_at = now


class DatabaseOperations(base.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str | None:
        """For `connection.queries` and the log of slow ones; psycopg does not tell it of a prepared statement."""
        if isinstance(cursor, PreparedCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    @property
    def pool(self) -> ConnectionPool | None:
        """As Django's, but for the way in which its connections are checked."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == base.NO_DB_ALIAS or not options:
            return None
        known = self._connection_pools.get(self.alias)
        if known is None:
            how = self.get_connection_params() | {"autocommit": True}
            made = ConnectionPool(kwargs=how, open=False, configure=self._configure_connection, check=check, **options)
            known = self._connection_pools.setdefault(self.alias, made)  # of two threads, the first one's
        return known

    def prepared_cursor(self) -> Any:
        """As `cursor()`, for SQL in which only what changes from call to call is a parameter."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(PreparedCursor(self.connection))

    def with_constants(self, sql: str, values: Sequence[Any], places: Sequence[int | None]) -> str:
        """The SQL with those values written into it that have no place among what is given at each call.

        PostgreSQL finds the types of constants by itself, and a partial index serves a plan for any value only if the
        condition of the index stands in the statement.
        """
        pairs = iter(zip(values, places, strict=True))

        def written(found: re.Match[str]) -> str:
            if found[0] == "%%":
                return found[0]
            value, place = next(pairs)
            return found[0] if place is not None else self.ops.compose_sql("%s", [value]).replace("%", "%%")

        return PLACE.sub(written, sql)
