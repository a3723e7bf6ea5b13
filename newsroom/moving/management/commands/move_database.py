"""`manage.py move_database FILE`: copies a paper from SQLite to the PostgreSQL that DATABASE_URL names."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.moving import copying


class Command(BaseCommand):
    help = (
        "Copies a paper from an SQLite file to the empty, migrated PostgreSQL that DATABASE_URL names, in one "
        "transaction, and compares count and hash of every table before it commits. Stop the server before. "
        "Interrupted, it leaves nothing behind: begin again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the SQLite file, such as var/newsroom.sqlite3; it is only read")
        parser.add_argument("--without-sessions", action="store_true", help="everyone has to sign in again")
        parser.add_argument("--compare", action="store_true", help="copy nothing; compare two papers that stand still")

    def handle(self, *args: str, **options: object) -> None:
        with_sessions = not options["without_sessions"]
        self.stdout.write(f"{'table':<40}{'rows':>10}{'copied':>10}  {'hash':<18}{'of the copy'}")
        try:
            with copying.opened(options["file"]):
                copying.require_the_same_version()
                if options["compare"]:
                    self.compare(with_sessions)
                    return
                copying.move(with_sessions=with_sessions, told=self.tell)
        except copying.Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write("Everything has arrived. Copy the pictures too, or leave NEWSROOM_VAR where it is.")

    def compare(self, with_sessions: bool) -> None:
        if wrong := copying.compare(with_sessions=with_sessions, told=self.tell):
            raise CommandError(f"These tables differ: {', '.join(wrong)}.")
        self.stdout.write("Every table is equal.")

    def tell(self, proof: copying.Proof) -> None:
        mark = "" if proof.is_equal else "  differs"
        self.stdout.write(
            f"{proof.label:<40}{proof.source.count:>10}{proof.target.count:>10}  "
            f"{proof.source!s:<18}{proof.target}{mark}"
        )
