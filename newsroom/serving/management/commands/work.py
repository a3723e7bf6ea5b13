"""`manage.py work`: one background worker as a service of its own, with a sign of life; TERM ends it after its task."""

from django.core.management.base import BaseCommand

from newsroom.serving.background import work


class Command(BaseCommand):
    help = "Works through the queue. `manage.py serve` does the same beside the web workers."

    def handle(self, *args: str, **options: object) -> None:
        work()
