from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_words_are_found_on_postgresql"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("article", "public_until", models.DateTimeField(editable=False, null=True)),
        migrations.AddIndex(
            "article", models.Index(fields=["public_until", "-saved_at", "-id"], name="articles_article_public_until")
        ),
    ]
