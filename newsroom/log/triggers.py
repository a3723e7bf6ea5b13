"""Append only: the database itself refuses to change or delete an entry."""

from django.db import connections

SQLITE = """
CREATE TRIGGER IF NOT EXISTS log_entry_no_{verb} BEFORE {VERB} ON log_entry
BEGIN SELECT RAISE(ABORT, 'log entries are never changed'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION log_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'log entries are never changed'; END $$;
DROP TRIGGER IF EXISTS log_entry_append_only ON log_entry;
CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE ON log_entry
FOR EACH ROW EXECUTE FUNCTION log_entry_refuse();
"""


def install(using: str = "default", **kwargs: object) -> None:
    """Installs the triggers; table rebuilds drop them, so this runs after every migrate."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "log_entry" not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES)
        else:
            for verb in ("update", "delete"):
                cursor.execute(SQLITE.format(verb=verb, VERB=verb.upper()))


def remove(using: str = "default") -> None:
    """For tests on SQLite, whose tables are emptied row by row; the next migrate installs the triggers again."""
    with connections[using].cursor() as cursor:
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS log_entry_no_{verb}")
