"""On PostgreSQL two editions of one story never overlap; on SQLite, which has no such constraint, the acts see to it.

A range of one id stands in for the id, so that no extension (btree_gist) has to be installed by someone with more rights.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "articles_edition_never_overlaps"


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE articles_edition ADD CONSTRAINT {NAME} EXCLUDE USING gist "
            "(int8range(article_id, article_id, '[]') WITH &&, tstzrange(live_from, live_until) WITH &&)"
        )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE articles_edition DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_first")]

    operations = [migrations.RunPython(add, drop)]
