"""Everything that serving needs, in one process: tables, static files, the dictionary and, in the demo, the paper."""

import hashlib
from argparse import ArgumentParser

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from newsroom.demo import people


class Command(BaseCommand):
    help = "Makes the database, the static files and the dictionary ready; what is ready already costs nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-dictionary", action="store_true", help="leave the dictionary as it is")

    def handle(self, *args: str, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        self.collect_static_files()
        if not options["no_dictionary"]:
            call_command("load_dictionary", if_missing=True)
        if settings.DEMO:
            call_command("demo", if_empty=True)
            self.tell_addresses()

    def collect_static_files(self) -> None:
        """Compressing takes seconds, so it is left out when no file changed since the last time."""
        stamp = settings.STATIC_ROOT / "collected"
        wanted = static_fingerprint()
        if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            return
        self.stdout.write("Collecting and compressing static files ...")
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(wanted, encoding="ascii")

    def tell_addresses(self) -> None:
        file = settings.DEMO_SIGN_INS
        sign_ins = file.read_text(encoding="utf-8") if file.exists() else ""
        self.stdout.write(
            f"\nThe paper:  {settings.NEWSROOM_URL}/\nThe desk:   {settings.NEWSROOM_URL}/admin/\n\n{sign_ins}"
            "\nReaders sign in with “Demo account” under any story, with any number: a new one is a new reader,\n"
            f"{people.FIRST_ACCOUNT} and the next 29 are those who have commented. Ctrl-C stops the paper.\n"
        )


def static_fingerprint() -> str:
    """Names, sizes and times of all static files; 5 ms."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            found.update(f"{storage.path(path)} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return found.hexdigest()
