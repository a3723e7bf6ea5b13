"""The act of purging: every page and value that carries one of the tags is out of date once the transaction commits."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connections, router, transaction
from django.db.models.functions import Now

from . import alarm, metrics, telling
from .models import Purge
from .tags import checked
from .watch import KEPT_FOR

BATCH = 200
PRUNE_EVERY = 50
NOW = {"sqlite": "CURRENT_TIMESTAMP", "postgresql": "STATEMENT_TIMESTAMP()"}


def purge(*tags: str) -> None:
    """Call inside the act's transaction: rolled back with it, seen by every worker at its next request after it.

    One query, and one for each proxy that is told. The signal is given after the commit and may fail without harm:
    workers look at the rows every second.
    """
    names = checked(tags)
    keys = lay(names) if names else []
    transaction.on_commit(wake, robust=True)
    transaction.on_commit(lambda: metrics.here().add(metrics.PURGES, len(names)), robust=True)
    telling.tell(names)
    if any(key % PRUNE_EVERY == 0 for key in keys):
        transaction.on_commit(prune, robust=True)


def lay(tags: Sequence[str]) -> list[int]:
    """One row a tag; their keys. The database dates them, so no machine's clock decides what is old.

    As text, since every comment runs it, and Django's `bulk_create` cost more than the rows.
    """
    connection = connections[router.db_for_write(Purge)]
    rows = ", ".join([f"(%s, {NOW[connection.vendor]})"] * len(tags))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {Purge._meta.db_table} (tag, at) VALUES {rows} RETURNING id", tags)  # noqa: S608 (no values)
        return [key for (key,) in cursor.fetchall()]


def wake() -> None:
    """Tell the workers of this machine, and of the others, to look at the purge rows."""
    alarm.current().ring()


def prune(at: datetime | None = None) -> int:
    """Delete one batch of rows that every worker has seen long ago; how many went."""
    old = Purge.objects.filter(at__lt=(at or Now()) - KEPT_FOR).order_by("pk").values("pk")[:BATCH]
    return Purge.objects.filter(pk__in=old).delete()[0]
