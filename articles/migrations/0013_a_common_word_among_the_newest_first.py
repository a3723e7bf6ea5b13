"""PostgreSQL looks for words among the newest stories first, and among four times as many each time it has too few.

Each story's row says in which block of 32,768 stories it stands, so that the index can be asked for some blocks alone: a
word in nearly every one of a million stories is found in the newest 65,536 of them. The index is made anew beside the old
one while the desk goes on saving; a million stories take minutes.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PIECES = """
CREATE OR REPLACE FUNCTION articles_pieces(pieces text, article bigint) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS $$ BEGIN RETURN array_to_tsvector(string_to_array(pieces, ' ') || ('#' || article / 32768)); END $$
"""

NEWEST = """
CREATE OR REPLACE FUNCTION articles_newest(asked tsquery, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 10000
SET enable_seqscan = off SET jit = off SET max_parallel_workers_per_gather = 0 SET work_mem = '64MB'
AS $$
DECLARE
    last bigint := (SELECT max(article_id) / 32768 FROM articles_words);
    number bigint := 2;
    more bigint;
    blocks tsquery;
BEGIN
    WHILE last >= 0 AND most > 0 LOOP
        blocks := (SELECT string_agg('#' || block, '|')::tsquery
                   FROM generate_series(greatest(last - number + 1, 0), last) AS block);
        RETURN QUERY SELECT found.article_id FROM (
            SELECT article_id FROM articles_words
            WHERE articles_pieces(pieces, article_id) @@ (asked && blocks) OFFSET 0  -- found first, then put in order
        ) AS found ORDER BY found.article_id DESC LIMIT most;
        GET DIAGNOSTICS more = ROW_COUNT;
        most := most - more;
        last := last - number;
        number := number * 4;
    END LOOP;
END
$$
"""

NEWEST_BEFORE = """
CREATE OR REPLACE FUNCTION articles_newest(asked tsquery, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 10000
SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET max_parallel_workers_per_gather = 0
SET work_mem = '64MB'
AS $$ BEGIN RETURN QUERY SELECT article_id FROM articles_words WHERE articles_pieces(pieces) @@ asked
ORDER BY article_id DESC LIMIT most; END $$
"""

PIECES_BEFORE = """
CREATE OR REPLACE FUNCTION articles_pieces(pieces text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS $$ BEGIN RETURN array_to_tsvector(string_to_array(pieces, ' ')); END $$
"""

INDEX, INDEX_BEFORE = "articles_words_blocks", "articles_words_index"


def index(name: str, pieces: str) -> tuple[str, str]:
    """What an interrupted migration has left behind goes first."""
    return (
        f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
        f"CREATE INDEX CONCURRENTLY {name} ON articles_words USING gin ({pieces})",
    )


def run(schema_editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    made = index(INDEX, "articles_pieces(pieces, article_id)")
    gone = f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX_BEFORE}", "DROP FUNCTION IF EXISTS articles_pieces(text)"
    run(schema_editor, PIECES, *made, NEWEST, *gone)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    made = index(INDEX_BEFORE, "articles_pieces(pieces)")
    gone = f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}", "DROP FUNCTION IF EXISTS articles_pieces(text, bigint)"
    run(schema_editor, PIECES_BEFORE, *made, NEWEST_BEFORE, *gone)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_room_for_a_common_word")]
    atomic = False

    operations = [migrations.RunPython(add, drop)]
