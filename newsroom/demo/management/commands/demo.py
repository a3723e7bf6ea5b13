"""`manage.py demo`: fills an empty database with the demo paper, or builds it anew."""

from argparse import ArgumentParser
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import Section
from newsroom.demo import build, clearing, people


class Command(BaseCommand):
    help = "Fills an empty database with the demo paper: stories in every state, pictures, readers, comments, sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a paper already")
        parser.add_argument("--again", action="store_true", help="delete everything first; stop the server before")

    def handle(self, *args: str, **options: object) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo paper is not for production. Set NEWSROOM_DEMO=1 or DJANGO_DEBUG=1.")
        interrupted = settings.VAR / "demo-unfinished"
        is_ours = options["again"] or interrupted.exists()
        if Section.objects.exists() and not is_ours:
            if options["if_empty"]:
                return
            raise CommandError("There is a paper already. To delete it and build the demo anew: manage.py demo --again")
        interrupted.touch()
        if is_ours:
            clearing.clear()
        self.fill()
        interrupted.unlink()

    def fill(self) -> None:
        self.stdout.write("Filling the demo paper (half a minute the first time) ...")
        self.stdout.flush()
        began = monotonic()
        built = build.build()
        people.keep(built.sign_ins)
        self.stdout.write(
            f"{built.stories} stories and {built.remarks} comments in {monotonic() - began:.0f} seconds. "
            f"The sign-ins are in {settings.DEMO_SIGN_INS}"
        )
