"""Proves the counts of comments, and mends them when asked."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Max, Model

from comments.counts import Wrong, mend, wrong_comments, wrong_threads
from comments.models import Comment, Thread

BATCH = 500


class Command(BaseCommand):
    help = "Compares the counts of conversations and comments with what is there; ends with 1 when some are wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="write the true numbers")

    def handle(self, *args: Any, mend: bool, **options: Any) -> None:
        wrong = self.walk(Thread, wrong_threads, mend) + self.walk(Comment, wrong_comments, mend)
        if not wrong:
            self.stdout.write("All counts are right.")
        elif mend:
            self.stdout.write(f"Mended {wrong} counts.")
        else:
            self.stderr.write(f"{wrong} counts are wrong. Run: manage.py recount --mend")
            raise SystemExit(1)

    def walk(self, model: type[Model], find: Callable[[int, int], list[Wrong]], mending: bool) -> int:
        """Batch by batch, so that nobody waits long for the database."""
        number = 0
        last = model.objects.aggregate(last=Max("pk"))["last"] or 0
        for first in range(1, last + 1, BATCH):
            with transaction.atomic():
                for wrong in find(first, first + BATCH - 1):
                    number += 1
                    self.stdout.write(f"{wrong.thing} {wrong.count}: {wrong.stored}, should be {wrong.true}")
                    if mending:
                        mend(wrong)
        return number
