"""Two workers that make the same sizes keep one of each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_a_picture_may_turn_out_damaged")]

    operations = [
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(
                fields=("photo", "batch", "crop", "format", "width"), name="articles_rendition_once_in_its_batch"
            ),
        )
    ]
