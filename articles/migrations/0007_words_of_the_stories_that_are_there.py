"""In batches: about a thousand stories a second. What workers of the version before save meanwhile, `reindex` finds."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from articles import reindexing


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    reindexing.words(apps)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0006_stories_have_their_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
