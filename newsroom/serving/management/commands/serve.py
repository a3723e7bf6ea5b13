"""`manage.py serve`: web workers and background workers in one process group. HUP lets a new version take over."""

import os
from argparse import ArgumentParser
from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend

from newsroom.serving.background import Keeper, work_under
from newsroom.serving.place import Place
from newsroom.serving.server import Server
from newsroom.wsgi import application

TEMPLATES = settings.BASE_DIR / "templates"
READERS = "articles", "comments"


class Command(BaseCommand):
    help = "Serves the paper with its background worker; what it needs is in the environment (.env.example)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = "--listeners", "--listener"  # the second is what version 0.1 passes to its successor
        parser.add_argument(
            *names, type=numbers, default=(), help="open sockets to take over, with commas between them"
        )
        parser.add_argument("--leaving", type=numbers, default=(), help="web workers of the version before, likewise")
        parser.add_argument("--try", action="store_true", help="load everything, open no port, and end")

    def handle(self, *args: str, **options: object) -> None:
        load()
        if options["try"]:
            return
        serving = settings.SERVING
        if options["listeners"]:
            place = Place.taken_over(options["listeners"], options["leaving"])
        else:
            place = Place.new(serving["HOST"], serving["PORT"], serving["WORKERS"])
        count = serving["TASK_WORKERS"] if queued() else 0
        keepers = [Keeper(partial(work_under, os.getpid(), place)) for _ in range(count)]
        Server(place, serving["HOST"], serving["PORT"], serving["WORKERS"], serving["THREADS"], keepers).run(
            application
        )


def numbers(words: str) -> tuple[int, ...]:
    return tuple(int(number) for number in words.split(",") if number)


def queued() -> bool:
    """Whether tasks wait in the database; another backend has workers of its own, or needs none."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)


def load() -> None:
    """Everything that a first request would load, so that workers share it and nobody waits for it: addresses and words
    in each language, and the templates of readers' pages."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            get_resolver()._populate()
            translation.gettext("Home")
    for folder in READERS:
        for file in (TEMPLATES / folder).glob("*.html"):
            get_template(f"{folder}/{file.name}")
