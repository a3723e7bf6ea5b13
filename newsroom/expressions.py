"""What the ORM cannot say alike on both databases."""

import json
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Subquery
from django.db.models.sql.compiler import SQLCompiler


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
