"""Whatever PostgreSQL thinks of its size, a search is answered from the index of words, and never compiled first.

Left alone, it reads every story's words for a common one, or spends half a second on compiling the statement.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FUNCTION = """
CREATE OR REPLACE FUNCTION articles_newest(asked tsquery, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 10000
SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET max_parallel_workers_per_gather = 0
AS $$ BEGIN RETURN QUERY SELECT article_id FROM articles_words WHERE articles_pieces(pieces) @@ asked
ORDER BY article_id DESC LIMIT most; END $$
"""


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION articles_newest(tsquery, integer)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_ends_of_the_stories_that_are_there")]

    operations = [migrations.RunPython(add, drop)]
