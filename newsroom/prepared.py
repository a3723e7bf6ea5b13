"""Queries compiled once: the ORM spends ten times longer on building its SQL than the database on answering it.

    told_on = prepared(Edition, lambda day, at: Edition.objects.for_day(day, at=at), date, datetime)
    told_on(day, at)

The queryset is built with stand-ins of the types named, compiled by Django for the database at hand, and asked again
with other values in their places. What a value is must not change the SQL: no None, no list, no slice among them.
"""

import threading
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql import InsertQuery

NOBODY = 0
"""No row has this id."""

STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 7_000_000_000_000_000 + n,
    str: lambda n: f"stands for {n}",
    date: lambda n: date(1901, 1, 1) + timedelta(days=n),
    datetime: lambda n: datetime(1902, 1, 1, tzinfo=UTC) + timedelta(days=n),
}


def cursor_of(connection: BaseDatabaseWrapper) -> Callable[[], Any]:
    """The database's cursor for statements that come again and again; SQLite's own knows each statement already."""
    return getattr(connection, "prepared_cursor", connection.cursor)


class Compiled:
    """One statement for one connection, which belongs to one thread."""

    def __init__(self, build: Callable[..., QuerySet], kinds: Sequence[type], alias: str) -> None:
        stand_ins = [STAND_INS[kind](n) for n, kind in enumerate(kinds)]
        self.rows = build(*stand_ins).using(alias)
        if self.rows._prefetch_related_lookups:
            raise TypeError("A prepared query is one statement: take prefetch_related away.")
        self.connection = connections[alias]
        compiler = self.rows.query.get_compiler(using=alias)
        sql, self.values = compiler.as_sql()
        ops = connections[alias].ops
        self._adapt = [{datetime: ops.adapt_datetimefield_value, date: ops.adapt_datefield_value}.get(k) for k in kinds]
        adapted = [adapt(value) if adapt else value for adapt, value in zip(self._adapt, stand_ins, strict=True)]
        self._places = [adapted.index(value) if value in adapted else None for value in self.values]
        if set(self._places) - {None} != set(range(len(kinds))):
            raise TypeError("A prepared query must use each of its values.")
        if hasattr(self.connection, "with_constants"):
            sql = self.connection.with_constants(sql, self.values, self._places)
            self.values = [value for value, place in zip(self.values, self._places, strict=True) if place is not None]
            self._places = [place for place in self._places if place is not None]
        self._cursor = cursor_of(self.connection)
        self._now: tuple = ()
        converters = compiler.get_converters([column for column, *_words in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda expressions: converters
        self._width = compiler.col_count if compiler.has_extra_select else None
        compiler.execute_sql = lambda *args, **kwargs: [self._fetched(sql)]
        self.rows.query.get_compiler = lambda *args, **kwargs: compiler

    def ask(self, given: Sequence[Any]) -> list[Any]:
        adapted = [adapt(value) if adapt else value for adapt, value in zip(self._adapt, given, strict=True)]
        self._now = tuple(
            value if place is None else adapted[place] for value, place in zip(self.values, self._places, strict=True)
        )
        return list(self.rows._iterable_class(self.rows))

    def _fetched(self, sql: str) -> list[Any]:
        with self._cursor() as cursor:
            cursor.execute(sql, self._now)
            rows = cursor.fetchall()
        return [row[: self._width] for row in rows] if self._width else rows


class Prepared:
    """Called with values, answers a list of rows."""

    def __init__(self, model: type[Model], build: Callable[..., QuerySet], kinds: Sequence[type]) -> None:
        self._model = model
        self._build = build
        self._kinds = kinds
        self._here = threading.local()

    def __call__(self, *given: Any) -> list[Any]:
        alias = router.db_for_read(self._model)
        compiled = self._here.__dict__.get(alias)
        if compiled is None or compiled.connection is not connections[alias]:
            compiled = self._here.__dict__[alias] = Compiled(self._build, self._kinds, alias)
        return compiled.ask(given)


def prepared(model: type[Model], build: Callable[..., QuerySet], *kinds: type) -> Prepared:
    """`kinds` are the types of the values, in the order in which `build` takes them: int, str, date or datetime."""
    return Prepared(model, build, kinds)


class ForMany:
    """A question about several ids, compiled for a few lengths; a shorter list is filled up."""

    def __init__(
        self, model: type[Model], build: Callable[..., QuerySet], lengths: Sequence[int], *kinds: type
    ) -> None:
        self._by_length = {
            length: prepared(
                model,
                lambda *given, length=length: build(given[:length], *given[length:]),
                *[int] * length,
                *kinds,
            )
            for length in lengths
        }

    def __call__(self, ids: Collection[int], *given: Any) -> list[Any]:
        """No query for no ids; raises ValueError for more than the greatest length."""
        if not ids:
            return []
        length = min(length for length in self._by_length if length >= len(ids))
        return self._by_length[length](*ids, *[NOBODY] * (length - len(ids)), *given)


def for_many(model: type[Model], build: Callable[..., QuerySet], lengths: Sequence[int], *kinds: type) -> ForMany:
    """`build` takes the ids as one tuple, then values of the `kinds`."""
    return ForMany(model, build, lengths, *kinds)


class Inserting:
    """Saves new rows of one model with an INSERT compiled once; for models whose `save` is Django's own."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
        self._sql: dict[str, str] = {}

    def __call__(self, row: Model) -> None:
        """The row has its key afterwards, as after `save(force_insert=True)`."""
        alias = router.db_for_write(self._model)
        connection = connections[alias]
        if alias not in self._sql:
            self._sql[alias] = self._compiled(row, alias)
        values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in self._fields]
        with cursor_of(connection)() as cursor:
            cursor.execute(self._sql[alias], values)
            row.pk = cursor.fetchone()[0]
        row._state.adding, row._state.db = False, alias

    def _compiled(self, row: Model, alias: str) -> str:
        """Raises TypeError where the database would fill more than the key."""
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [row])
        compiler = query.get_compiler(using=alias)
        compiler.returning_fields = self._model._meta.db_returning_fields
        [(sql, values)] = compiler.as_sql()
        if [field.name for field in compiler.returning_fields] != ["id"] or len(values) != len(self._fields):
            raise TypeError(f"{self._model.__name__} cannot be saved by a prepared INSERT.")
        return sql


def inserting(model: type[Model]) -> Inserting:
    return Inserting(model)
