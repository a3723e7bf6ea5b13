"""A picture whose sizes could not be made says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_editions_of_a_story_never_overlap")]

    operations = [
        migrations.AddField(
            model_name="photo", name="damaged_at", field=models.DateTimeField(editable=False, null=True)
        )
    ]
