"""The act of purging: every page and value that carries one of the tags is out of date once the transaction commits."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from . import options
from .counter import Counter
from .models import Purge
from .tags import checked
from .watch import KEPT_FOR

BATCH = 200
PRUNE_EVERY = 50


def purge(*tags: str, at: datetime | None = None) -> None:
    """Call inside the act's transaction: rolled back with it, seen by every worker at its next request after it.

    One query. The counter is raised after the commit and may fail without harm: workers look at the rows every second.
    """
    now = at or timezone.now()
    rows = Purge.objects.bulk_create([Purge(tag=tag, at=now) for tag in checked(tags)])
    transaction.on_commit(wake, robust=True)
    if any(row.pk % PRUNE_EVERY == 0 for row in rows):
        transaction.on_commit(prune, robust=True)


def wake() -> None:
    """Tell the workers of this machine to look at the purge rows."""
    path = options.current().counter
    if path is not None:
        Counter(path).increase()


def prune(at: datetime | None = None) -> int:
    """Delete one batch of rows that every worker has seen long ago; how many went."""
    old = Purge.objects.filter(at__lt=(at or timezone.now()) - KEPT_FOR).order_by("pk").values("pk")[:BATCH]
    return Purge.objects.filter(pk__in=old).delete()[0]
