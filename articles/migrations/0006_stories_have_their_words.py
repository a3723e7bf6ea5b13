import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles.installing import install_words


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL's index comes when the table is full: it is made faster so."""
    if schema_editor.connection.vendor == "sqlite":
        install_words(schema_editor.connection)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS articles_words_index")


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_stories_are_listed_by_their_last_save")]

    operations = [
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("pieces", models.TextField()),
            ],
        ),
        migrations.RunPython(add, drop),
    ]
