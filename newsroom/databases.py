"""What DATABASE_URL, DATABASE_POOL and DATABASE_REPLICA_URL say, as Django's DATABASES; nonsense is refused."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
REPLICA = "replica"

PATIENCE = 3
"""Seconds that a request waits for a connection before it is answered 503."""

LOCK_MILLISECONDS = 5000
"""A locked row answers 503 after this long, as a locked SQLite file does; a migration that cannot get its lock fails
instead of holding up the whole paper behind it."""

REPLICA_MILLISECONDS = 5000
"""No public page needs a query this long; on a replica one would hold up what it has to replay."""


def read(env: Env, folder: Path) -> dict[str, dict[str, Any]]:
    """SQLite in the folder, or PostgreSQL by address, and its replica. Never ATOMIC_REQUESTS: readers would wait."""
    rows = env.dj_db_url("DATABASE_URL", default=f"sqlite:///{folder / 'newsroom.sqlite3'}")
    address = env.str("DATABASE_REPLICA_URL", default="")
    if rows["ENGINE"] == SQLITE:
        if address:
            raise ImproperlyConfigured("DATABASE_REPLICA_URL needs PostgreSQL: set DATABASE_URL too, or unset it.")
        return {"default": _sqlite(rows, folder)}
    if rows["ENGINE"] != POSTGRESQL:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
    pool = _pool(env)
    databases = {"default": _postgresql(rows, pool, lock_timeout=LOCK_MILLISECONDS)}
    if address:
        databases[REPLICA] = _replica(env, pool)
    return databases


def _sqlite(rows: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Without a mapped file: it saves no measurable time and counts as memory of each process, up to its whole size."""
    return rows | {
        "ENGINE": "newsroom.sqlite",  # Django's, with turns for writers
        "CONN_MAX_AGE": None,  # opening the file and reading its schema costs more than a page
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-1000;PRAGMA temp_store=MEMORY;"
            ),
        },
        "TEST": {"NAME": str(folder / "test.sqlite3")},  # a file: threads share no in-memory database
    }


def _pool(env: Env) -> dict[str, Any]:
    """What psycopg's pool is made with; empty for none. It opens connections as they are asked for, after the fork."""
    most = env.int("DATABASE_POOL", default=env.int("WEB_THREADS", default=4))
    if not 0 <= most <= 1000:
        raise ImproperlyConfigured("DATABASE_POOL must lie between 0 (no pool) and 1000.")
    # Connecting is given up sooner than a request does: the pool waits longer and longer between its attempts, and who
    # asks meanwhile would not notice that the database is back. Given up, the next request begins a new one.
    return {"min_size": 0, "max_size": most, "timeout": PATIENCE, "reconnect_timeout": PATIENCE / 3} if most else {}


def _postgresql(rows: dict[str, Any], pool: dict[str, Any], **limits: int) -> dict[str, Any]:
    """`limits` are the server's own settings for these connections; those that the address names stand instead.

    Statements are prepared (newsroom/postgresql) only where the paper has a pool: one of another kind, such as
    PgBouncer, may hand each transaction to another connection, which knows none of them.
    """
    options = dict(rows.get("OPTIONS", {}))
    options.setdefault("connect_timeout", PATIENCE)
    options.setdefault("options", " ".join(f"-c {name}={value}" for name, value in limits.items()))
    kept: dict[str, Any] = {"CONN_MAX_AGE": 60}
    if pool:
        options |= {"pool": pool, "prepare_threshold": 0}
        kept = {"CONN_MAX_AGE": 0}  # a connection goes back to the pool after each request
    return rows | kept | {"ENGINE": "newsroom.postgresql", "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _replica(env: Env, pool: dict[str, Any]) -> dict[str, Any]:
    rows = env.dj_db_url("DATABASE_REPLICA_URL")
    if rows["ENGINE"] != POSTGRESQL:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL must begin with postgres://.")
    limits = {"statement_timeout": REPLICA_MILLISECONDS, "default_transaction_read_only": 1}
    replica = _postgresql(rows, pool, **limits)
    # Each request asks it how far it is before anything else, which tells also whether it is there.
    return replica | {"CONN_HEALTH_CHECKS": False, "TEST": {"MIRROR": "default"}}
