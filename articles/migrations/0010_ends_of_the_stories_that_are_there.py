"""In batches. What workers of the version before publish meanwhile, `reindex` finds."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles import reindexing


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    reindexing.ends(apps)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0009_stories_know_their_end")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
