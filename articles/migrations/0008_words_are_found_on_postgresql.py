"""The function says what it costs, or PostgreSQL would rather read every story's words than ask the index."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FUNCTION = """
CREATE OR REPLACE FUNCTION articles_pieces(pieces text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS $$ BEGIN RETURN array_to_tsvector(string_to_array(pieces, ' ')); END $$
"""


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_words SET (toast_tuple_target = 128)")
        schema_editor.execute(FUNCTION)
        schema_editor.execute("CREATE INDEX articles_words_index ON articles_words USING gin (articles_pieces(pieces))")


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX articles_words_index")
        schema_editor.execute("DROP FUNCTION articles_pieces(text)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_words_of_the_stories_that_are_there")]

    operations = [migrations.RunPython(add, drop)]
