"""A migration runs while workers of the version before still serve: it may add, and takes away one version later."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from newsroom.tests.source import ROOT

pytestmark = pytest.mark.once

# What stood here when the first paper could have been running. Later ones keep to the rule of docs/deploy.md.
FIRST = {
    ("accounts", "0001_first"),
    ("articles", "0001_first"),
    ("articles", "0002_editions_of_a_story_never_overlap"),
    ("comments", "0001_first"),
    ("log", "0001_first"),
    ("pagecache", "0001_purge_rows"),
}
RENAMES = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)
REMOVALS = (migrations.RemoveField, migrations.DeleteModel)


def faults(migration: migrations.Migration, before: ProjectState | None = None) -> Iterator[str]:
    """What would break workers of the version before. `contract = True` says that none of them uses what goes."""
    new = {operation.name_lower for operation in migration.operations if isinstance(operation, migrations.CreateModel)}
    for operation in operations(migration.operations):
        if isinstance(operation, RENAMES):
            yield f"{operation.describe()}: add the new one, fill it, and take the old one away a version later"
        elif isinstance(operation, REMOVALS) and not getattr(migration, "contract", False):
            yield f"{operation.describe()}: when no running version uses it any more, say so with “contract = True”"
        elif isinstance(operation, migrations.AddField) and operation.model_name_lower not in new:
            yield from unfilled(operation)
        elif demands_more(operation, migration, before):
            yield f"{operation.describe()}: rows of the version before may lack it; allow null or give a db_default"


def demands_more(operation: Operation, migration: migrations.Migration, before: ProjectState | None) -> bool:
    """Whether a column that could be empty no longer can."""
    if not isinstance(operation, migrations.AlterField) or getattr(migration, "contract", False):
        return False
    if operation.field.null or operation.field.has_db_default():
        return False
    return before is None or before.models[migration.app_label, operation.model_name_lower].fields[operation.name].null


def unfilled(operation: migrations.AddField) -> Iterator[str]:
    field = operation.field
    if not (field.null or field.many_to_many or field.has_db_default() or getattr(field, "generated", False)):
        yield f"{operation.describe()}: the version before writes rows without it; allow null or give a db_default"


def operations(found: list[Operation]) -> Iterator[Operation]:
    for operation in found:
        yield from getattr(operation, "database_operations", [operation])


def is_ours(migration: migrations.Migration) -> bool:
    file = Path(sys.modules[type(migration).__module__].__file__)
    return file.is_relative_to(ROOT) and "site-packages" not in file.parts


def test_migrations_let_the_version_before_go_on_serving() -> None:
    loader = MigrationLoader(None)
    later = {key: one for key, one in loader.disk_migrations.items() if is_ours(one) and key not in FIRST}
    wrong = [
        f"{'.'.join(key)}: {fault}"
        for key, one in later.items()
        for fault in faults(one, loader.project_state(key, at_end=False))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_first_migrations_are_still_there() -> None:
    found = MigrationLoader(None).disk_migrations
    assert {key for key, one in found.items() if is_ours(one)} >= FIRST


def migration(*found: Operation, contract: bool = False) -> migrations.Migration:
    made = migrations.Migration("later", "articles")
    made.operations = list(found)
    made.contract = contract
    return made


GONE = migrations.RemoveField("article", "note")
STRICT = migrations.AlterField("article", "note", models.CharField(max_length=9))


@pytest.mark.parametrize(
    "operation",
    [
        GONE,
        STRICT,
        migrations.DeleteModel("article"),
        migrations.RenameField("article", "note", "remark"),
        migrations.RenameModel("article", "story"),
        migrations.AddField("article", "note", models.CharField(max_length=9, default="")),
        migrations.SeparateDatabaseAndState(database_operations=[GONE]),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_breaks_the_version_before_is_named(operation: Operation) -> None:
    assert list(faults(migration(operation)))


@pytest.mark.parametrize(
    "found",
    [
        migration(migrations.AddField("article", "note", models.CharField(max_length=9, null=True))),
        migration(migrations.AddField("article", "note", models.CharField(max_length=9, db_default=""))),
        migration(migrations.AlterField("article", "note", models.CharField(max_length=99, db_default=""))),
        migration(migrations.CreateModel("note", [("id", models.BigAutoField(primary_key=True))])),
        migration(GONE, STRICT, contract=True),
        migration(migrations.RunSQL("SELECT 1", "SELECT 1")),
    ],
)
def test_what_only_adds_or_says_that_it_takes_away_is_let_through(found: migrations.Migration) -> None:
    assert not list(faults(found))
