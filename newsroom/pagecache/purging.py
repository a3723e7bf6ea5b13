"""The act of purging: every page and value that carries one of the tags is out of date once the transaction commits."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from . import alarm, metrics, telling
from .models import Purge
from .tags import checked
from .watch import KEPT_FOR

BATCH = 200
PRUNE_EVERY = 50


def purge(*tags: str, at: datetime | None = None) -> None:
    """Call inside the act's transaction: rolled back with it, seen by every worker at its next request after it.

    One query, and one for each proxy that is told. The signal is given after the commit and may fail without harm:
    workers look at the rows every second. The database dates the rows, so no machine's clock decides what is old.
    """
    names = checked(tags)
    rows = Purge.objects.bulk_create([Purge(tag=tag, at=at or Now()) for tag in names])
    transaction.on_commit(wake, robust=True)
    transaction.on_commit(lambda: metrics.here().add(metrics.PURGES, len(names)), robust=True)
    telling.tell(names)
    if any(row.pk % PRUNE_EVERY == 0 for row in rows):
        transaction.on_commit(prune, robust=True)


def wake() -> None:
    """Tell the workers of this machine, and of the others, to look at the purge rows."""
    alarm.current().ring()


def prune(at: datetime | None = None) -> int:
    """Delete one batch of rows that every worker has seen long ago; how many went."""
    old = Purge.objects.filter(at__lt=(at or Now()) - KEPT_FOR).order_by("pk").values("pk")[:BATCH]
    return Purge.objects.filter(pk__in=old).delete()[0]
