"""Room for the places of a million stories: with PostgreSQL's usual 4 MB it forgot which rows of a page have the word and
took every story's words apart again. A common word among a million stories took 18 seconds, with room for them half a one.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FUNCTION = "ALTER FUNCTION articles_newest(tsquery, integer)"


def give(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"{FUNCTION} SET work_mem = '64MB'")


def take(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"{FUNCTION} RESET work_mem")


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_postgresql_asks_the_index_for_words")]

    operations = [migrations.RunPython(give, take)]
