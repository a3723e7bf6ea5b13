"""Two questions of machines that watch: is the process alive, and may readers be sent to it."""

import functools
import os
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, storages
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.serving import heartbeats

OK, MISSING = "ok", "missing"
NEEDED = ("database", "migrations", "counter", "storage")


def parts(at: datetime) -> dict[str, str | int | None]:
    """One word for each thing that readers need, and the age of the last sign of a background worker."""
    words: dict[str, str | int | None] = {"database": OK, "migrations": OK, "worker_age": None}
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        if not newest_migrations() <= applied.keys():
            words["migrations"] = MISSING
        else:
            age = heartbeats.age(at)
            words["worker_age"] = None if age is None else int(age)
    except Error:
        words |= {"database": MISSING, "migrations": "unknown"}
    words["worker"] = worker(words["worker_age"])
    words["counter"] = OK if _counter_is_writable() else MISSING
    words["cache"] = _cache_answers()
    words["storage"] = _storage_answers()
    return words


def worker(age: int | None) -> str:
    """Readers do without one; tasks wait for it."""
    return "none" if age is None else OK if age <= heartbeats.DEAD_AFTER.total_seconds() else "late"


def _cache_answers() -> str:
    """Reads one key. While Redis is away its cache is lenient: pages are rendered and sessions come from rows."""
    try:
        cache.get("newsroom.ready")
    except (Error, OSError, *errors_of("redis.exceptions", "RedisError")):
        return MISSING
    return MISSING if getattr(cache, "is_away", False) else OK


def _storage_answers() -> str:
    """A folder must be writable; another store must answer whether it has a file that need not exist."""
    store = storages["renditions"]
    if isinstance(store, FileSystemStorage):
        return OK if _is_writable(Path(store.location)) else MISSING
    try:
        store.exists("ready")
    except (OSError, *errors_of("botocore.exceptions", "BotoCoreError", "ClientError")):
        return MISSING
    return OK


def errors_of(module: str, *names: str) -> tuple[type[Exception], ...]:
    """The errors of a library that only some papers have; nothing where it is not in use."""
    loaded = sys.modules.get(module)
    return tuple(getattr(loaded, name) for name in names) if loaded else ()


def _is_writable(path: Path) -> bool:
    """Folders and files are made when they are first needed."""
    return os.access(path if path.exists() else path.parent, os.W_OK)


@functools.cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app as it stands in the code; read from disk once."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _counter_is_writable() -> bool:
    """Without it, purges of one worker would reach the others a second late."""
    return _is_writable(settings.PAGECACHE["COUNTER"])


def _answer(words: dict[str, str | int | None], code: int) -> JsonResponse:
    return JsonResponse(words, status=code, headers={"Cache-Control": "no-store"})


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: it asks neither database nor disk, so a slow database restarts nobody."""
    return _answer({"status": "alive"}, 200)


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 when something is missing without which readers see errors; a missing worker or cache is told and no more."""
    found = parts(timezone.now())
    missing = [name for name in NEEDED if found[name] != OK]
    return _answer({"status": missing[0] if missing else "ready"} | found, 503 if missing else 200)
