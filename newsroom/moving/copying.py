"""Copies a paper from SQLite to PostgreSQL in one transaction, which ends only when every table is proven equal."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import CharField, Field, JSONField, Model, Value
from django.db.models.sql import InsertQuery

from newsroom.moving import tables

SOURCE = "moved_from"
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
MADE_BY_PEOPLE = {"accounts.User", "articles.Section", "comments.Comment", "log.Entry"}
"""Where these are empty, the other tables hold at most what `migrate` itself puts there: groups, rights, rules."""


class Refused(Exception):
    """Says why this paper cannot be moved, and what to do."""


class Proof(NamedTuple):
    """One table on both sides."""

    label: str
    source: tables.Sum
    target: tables.Sum

    @property
    def is_equal(self) -> bool:
        return self.source == self.target


@contextmanager
def opened(file: Path) -> Iterator[None]:
    """The SQLite file as one more database, read only, as it is at this moment, however long the reading takes."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    target = connections[DEFAULT_DB_ALIAS].settings_dict
    settings = target | {"NAME": f"{file.resolve().as_uri()}?mode=ro", "OPTIONS": {}, "CONN_HEALTH_CHECKS": False}
    connections[SOURCE] = DatabaseWrapper(settings, SOURCE)
    try:
        with transaction.atomic(using=SOURCE):
            yield
    finally:
        connections[SOURCE].close()
        del connections[SOURCE]


def require_the_same_version() -> None:
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        raise Refused("DATABASE_URL does not name PostgreSQL. Set it to where the paper shall go.")
    before, after = (
        MigrationRecorder(connections[alias]).applied_migrations().keys() for alias in (SOURCE, DEFAULT_DB_ALIAS)
    )
    if not before:
        raise Refused("The file holds no paper: no migration was ever applied to it.")
    if wrong := sorted(".".join(name) for name in before ^ after):
        raise Refused(
            f"The two databases are not of the same version: {', '.join(wrong[:5])}. Run “manage.py migrate” with this "
            "code on both: without DATABASE_URL for the file, with it for PostgreSQL."
        )


def clear(models: list[type[Model]]) -> None:
    """Takes away what `migrate` has put there, since the file has its own; refuses a target where people have been."""
    full = [model._meta.label for model in models if model._base_manager.using(DEFAULT_DB_ALIAS).exists()]
    if wrong := [label for label in full if label in MADE_BY_PEOPLE]:
        raise Refused(
            f"The target is a paper already: it has {', '.join(wrong)}. Make an empty database and migrate it."
        )
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def move(*, with_sessions: bool, told: Callable[[Proof], None]) -> None:
    """All or nothing: if anything goes wrong, or a table differs, the target is as empty as before.

    Foreign keys are asked at the end, so the order of tables is free; triggers hold changes, and these are new rows.
    """
    models = tables.models(with_sessions=with_sessions)
    with transaction.atomic():
        clear(models)
        copied = [(model, copy(model)) for model in models]
        require_kept_promises()
        for model, source in copied:
            proof = Proof(model._meta.label, source, tables.summed(model, DEFAULT_DB_ALIAS))
            told(proof)
            if not proof.is_equal:
                raise Refused(f"{proof.label} did not arrive as it was. Nothing was kept; the file is untouched.")
        set_sequences(models)


def set_sequences(models: list[type[Model]]) -> None:
    """New rows are numbered after those that came."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def compare(*, with_sessions: bool, told: Callable[[Proof], None]) -> list[str]:
    """The labels of the tables that differ; nothing is written."""
    wrong = []
    with transaction.atomic():
        for model in tables.models(with_sessions=with_sessions):
            proof = Proof(model._meta.label, tables.summed(model, SOURCE), tables.summed(model, DEFAULT_DB_ALIAS))
            told(proof)
            wrong += [] if proof.is_equal else [proof.label]
    return wrong


def copy(model: type[Model]) -> tables.Sum:
    """Writes every row of the table as it is, without what Django fills in on saving."""
    total, of = tables.Sum(), tables.fields(model)
    found = tables.rows(model, SOURCE)
    while batch := list(islice(found, tables.CHUNK)):
        for row in batch:
            require_keepable(model, row, of)
            total.add(row, of)
        things = [thing(row, of) for row in batch]
        query = InsertQuery(model)
        query.insert_values(of, things, raw=True)
        try:
            query.get_compiler(using=DEFAULT_DB_ALIAS).execute_sql()
        except DatabaseError as error:
            keys = " to ".join(str(getattr(one, model._meta.pk.attname)) for one in (things[0], things[-1]))
            raise Refused(f"PostgreSQL does not take {model._meta.label} {keys}: {str(error).strip()}") from error
    return total


def thing(row: tables.Row, of: list[Field]) -> SimpleNamespace:
    """What Django's insert reads its values from."""
    return SimpleNamespace(**{field.attname: given(value, field) for value, field in zip(row, of, strict=True)})


def given(value: Any, field: Field) -> Any:
    if value is None or not isinstance(field, JSONField):
        return value
    return Value(None, JSONField()) if (parsed := json.loads(value)) is None else parsed


def require_keepable(model: type[Model], row: tables.Row, of: list[Field]) -> None:
    """SQLite holds letters and lengths that PostgreSQL refuses; the row is named, so that it can be mended."""
    for value, field in zip(row, of, strict=True):
        if not isinstance(value, str):
            continue
        words = strings(json.loads(value)) if isinstance(field, JSONField) else [value]
        key = row[of.index(model._meta.pk)]
        if any(UNKEEPABLE.search(word) for word in words):
            raise Refused(
                f"{model._meta.label} {key}: “{field.name}” holds a letter that PostgreSQL cannot keep "
                "(NUL, or half of a pair). Change it in the file and begin again."
            )
        if isinstance(field, CharField) and field.max_length and len(value) > field.max_length:
            raise Refused(
                f"{model._meta.label} {key}: “{field.name}” has {len(value)} letters; PostgreSQL keeps "
                f"{field.max_length}. Shorten it in the file and begin again."
            )


def strings(value: Any) -> Iterator[str]:
    """All words in parsed JSON, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def require_kept_promises() -> None:
    """Every foreign key has its row: a file that was changed by hand may break one."""
    try:
        connections[DEFAULT_DB_ALIAS].check_constraints()
    except DatabaseError as error:
        raise Refused(f"A row of the file refers to one that is missing: {str(error).strip()}") from error
