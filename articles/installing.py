"""What every database needs after migrate: the groups, and the triggers that hold published content."""

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# What a reader could have read and who made it; `live_until`, `withdrawn_at`, `public_note` are the acts' to change.
HELD = (
    "article_id number live_from published_at published_on changed_at section_id slug headline short_headline kicker "
    "standfirst language word_count credits topics picture content revision made_by_id made_at"
).split()

SQLITE = """
CREATE TRIGGER articles_edition_content_is_held BEFORE UPDATE ON articles_edition
WHEN substr(OLD.live_from, 1, 23) <= strftime('%Y-%m-%d %H:%M:%f', 'now') AND ({changed})
BEGIN SELECT RAISE(ABORT, 'a published edition never changes'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION articles_edition_hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF OLD.live_from <= clock_timestamp() AND ({changed}) THEN
RAISE integrity_constraint_violation USING MESSAGE = 'a published edition never changes'; END IF;
RETURN NEW; END $$;
DROP TRIGGER IF EXISTS articles_edition_content_is_held ON articles_edition;
CREATE TRIGGER articles_edition_content_is_held BEFORE UPDATE ON articles_edition
FOR EACH ROW EXECUTE FUNCTION articles_edition_hold();
"""

# The full-text table reads its rows from `articles_words`, so what goes has to be told with the words it had.
WORDS_TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS articles_words_index USING fts5(
    pieces, content='articles_words', content_rowid='article_id', detail='none', columnsize=0,
    tokenize="ascii tokenchars '_'"
)
"""
GONE = (
    "INSERT INTO articles_words_index (articles_words_index, rowid, pieces) "
    "VALUES ('delete', OLD.article_id, OLD.pieces);"
)
COME = "INSERT INTO articles_words_index (rowid, pieces) VALUES (NEW.article_id, NEW.pieces);"
WORDS_FOLLOW = {"insert": COME, "delete": GONE, "update": GONE + COME}


def install_words(connection: BaseDatabaseWrapper) -> None:
    """SQLite's full-text table and the triggers that keep it in step."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS_TABLE)
        for act, follows in WORDS_FOLLOW.items():
            name = f"articles_words_follow_{act}"
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {act} ON articles_words BEGIN {follows} END")


def install_triggers(using: str = "default", **kwargs: object) -> None:
    """SQLite drops a table's triggers when a migration rebuilds it, so they are made anew each time."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "articles_edition" not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in HELD)
            cursor.execute(POSTGRES.format(changed=changed))
        else:
            changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in HELD)
            cursor.execute("DROP TRIGGER IF EXISTS articles_edition_content_is_held")
            cursor.execute(SQLITE.format(changed=changed))
    if connection.vendor == "sqlite" and "articles_words" in connection.introspection.table_names():
        install_words(connection)


def install_groups(apps: Apps = installed, using: str = "default", **kwargs: object) -> None:
    """The four groups that a Duty can give. `flush` sends no `apps`, `migrate` those of its last step."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name in ("reporter", "editor", "moderator", "administrator"):
        groups.get_or_create(name=name)
