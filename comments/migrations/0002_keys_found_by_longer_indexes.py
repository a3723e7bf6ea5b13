"""Three fewer indexes to write for each comment: story, reader and first comment are found by longer ones that begin with
them. PostgreSQL also took the short ones by mistake, and read a whole conversation to sort it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SHORT = {
    "thread_id": "comments_comment_thread_id_fab41b92",
    "author_id": "comments_comment_author_id_334ce9e2",
    "root_id": "comments_comment_root_id_23b4c218",
}


def beside_others(schema_editor: BaseDatabaseSchemaEditor) -> str:
    """Readers and writers go on meanwhile; SQLite has one writer in any case."""
    return "CONCURRENTLY" if schema_editor.connection.vendor == "postgresql" else ""


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in SHORT.values():
        schema_editor.execute(f"DROP INDEX {beside_others(schema_editor)} IF EXISTS {name}")


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What an interrupted attempt has left behind goes first."""
    drop(apps, schema_editor)
    for column, name in SHORT.items():
        schema_editor.execute(f"CREATE INDEX {beside_others(schema_editor)} {name} ON comments_comment ({column})")


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_first")]
    atomic = False

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, make)],
            state_operations=[
                migrations.AlterField(
                    model_name="comment",
                    name="thread",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="comments.thread",
                        verbose_name="story",
                    ),
                ),
                migrations.AlterField(
                    model_name="comment",
                    name="author",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reader",
                    ),
                ),
                migrations.AlterField(
                    model_name="comment",
                    name="root",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
            ],
        )
    ]
