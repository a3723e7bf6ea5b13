"""What the ORM cannot say alike on both databases."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Field, Func, Subquery
from django.db.models.sql.compiler import SQLCompiler


class IndexRange(Func):
    """Whether a row lies in a range of an index: its `columns` are those in `first`, and then a key between two.

    PostgreSQL compares row values with the ends of the range, which is the one way to read them in this order. Told of
    each column, it would plan by how many rows it expects: few of them are all read to be sorted, for many it walks
    through the table by its key. SQLite does not plan by numbers, and takes the key into account only as a column.
    """

    output_field = BooleanField()

    def __init__(self, columns: Sequence[str], first: Sequence[Any], after: Any, before: Any) -> None:
        super().__init__(*columns, *first, after, before)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, list[Any]]:
        columns, first, after, before = self._compiled(compiler)
        row, same = ", ".join(sql for sql, _ in columns), ", ".join(sql for sql, _ in first)
        sql = f"(({row}) > ({same}, {after[0]}) AND ({row}) < ({same}, {before[0]}))"
        return sql, params_of([*columns, *first, after, *columns, *first, before])

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[Any]]:
        (*columns, key), first, after, before = self._compiled(compiler)
        same = [f"{column[0]} = {value[0]}" for column, value in zip(columns, first, strict=True)]
        sql = " AND ".join([*same, f"{key[0]} > {after[0]}", f"{key[0]} < {before[0]}"])
        pairs = (part for pair in zip(columns, first, strict=True) for part in pair)
        return f"({sql})", params_of([*pairs, key, after, key, before])

    def _compiled(self, compiler: SQLCompiler) -> tuple[list, list, tuple, tuple]:
        *parts, after, before = (compiler.compile(part) for part in self.get_source_expressions())
        width = len(parts) // 2 + 1
        return parts[:width], parts[width:], after, before


def params_of(parts: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
    return [value for _sql, values in parts for value in values]


class Ids(Subquery):
    """The only column of a query's rows, in their order, as a list of whole numbers; empty where it has no rows.

    The first so many of an index in one look-up, where a subquery for each of them would be planned and asked anew.
    """

    template = "ARRAY(%(subquery)s)"
    output_field = Field()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        template = "(WITH found(id) AS (%(subquery)s) SELECT json_group_array(id) FROM found)"
        return self.as_sql(compiler, connection, template=template)

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Callable]:
        return [lambda ids, _expression, _connection: json.loads(ids)] if connection.vendor == "sqlite" else []
