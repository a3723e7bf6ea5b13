"""Two questions of machines that watch: is the process alive, and may readers be sent to it."""

import functools
import os

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


def trouble() -> str:
    """The first thing that is missing, in one word, or an empty string. Two queries."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error:
        return "database"
    if not newest_migrations() <= applied.keys():
        return "migrations"
    return "" if _counter_is_writable() else "counter"


@functools.cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app as it stands in the code; read from disk once."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _counter_is_writable() -> bool:
    """Without it, purges of one worker would reach the others a second late."""
    counter = settings.PAGECACHE["COUNTER"]
    return os.access(counter if counter.exists() else counter.parent, os.W_OK)


def _answer(status: str, code: int) -> JsonResponse:
    return JsonResponse({"status": status}, status=code, headers={"Cache-Control": "no-store"})


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: it asks neither database nor disk, so a slow database restarts nobody."""
    return _answer("alive", 200)


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    missing = trouble()
    return _answer(missing or "ready", 503 if missing else 200)
