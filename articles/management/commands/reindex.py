"""`manage.py reindex`: what the desk's list is searched by, made anew where it is missing or old."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from articles import reindexing


class Command(BaseCommand):
    help = (
        "Makes the words anew by which the desk finds a story, where they are missing or old. Run it once after an "
        "update, when no worker of the version before is left: what those saved meanwhile has no words yet."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Made the words of {reindexing.words(apps):,} stories. All others were in step.")
