"""`manage.py reindex`: what the desk's list is searched and filtered by, made anew where it is wrong."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from articles import reindexing


class Command(BaseCommand):
    help = (
        "Makes anew what the desk's list is searched and filtered by, where it is missing or wrong. Run it once after "
        "the update that brought it, when no worker of the version before is left: those did not know of it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        words, ends = reindexing.words(apps), reindexing.ends(apps)
        self.stdout.write(f"Made the words of {words:,} stories and the ends of {ends:,}. All others were in step.")
