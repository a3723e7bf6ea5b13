"""What every database needs after migrate: the groups, and the triggers that hold published content."""

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connections

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


def install_groups(apps: Apps = installed, using: str = "default", **kwargs: object) -> None:
    """The four groups that a Duty can give. `flush` sends no `apps`, `migrate` those of its last step."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name in ("reporter", "editor", "moderator", "administrator"):
        groups.get_or_create(name=name)
