"""Makes anew what the desk's list is searched and filtered by, where it is missing or wrong."""

from django.apps.registry import Apps
from django.db import transaction
from django.db.models import F, Q, QuerySet

from articles import search
from articles.querysets import last_end

BATCH = 200  # stories in a transaction; a fifth of a second


def words(apps: Apps) -> int:
    """Of so many stories; those of the others are in step. Reads the keys of all."""
    ids = list(search.stale(apps))
    for place in range(0, len(ids), BATCH):
        search.refill(apps, ids[place : place + BATCH])
    return len(ids)


def ends(apps: Apps) -> int:
    """When so many stories end; the others know it. Looks at all."""
    ids = list(_wrong(apps).values_list("pk", flat=True))
    for place in range(0, len(ids), BATCH):
        _write_ends(apps, ids[place : place + BATCH])
    return len(ids)


def _wrong(apps: Apps) -> QuerySet:
    rows = apps.get_model("articles", "Article").objects.order_by("pk")
    rows = rows.annotate(last=last_end(apps.get_model("articles", "Edition").objects.all()))
    one_alone = Q(last=None, public_until__isnull=False) | Q(last__isnull=False, public_until=None)
    return rows.filter(one_alone | Q(public_until__lt=F("last")) | Q(public_until__gt=F("last")))


@transaction.atomic
def _write_ends(apps: Apps, ids: list[int]) -> None:
    """Under the stories' locks: an act that goes on meanwhile is waited for."""
    rows = apps.get_model("articles", "Article").objects.filter(pk__in=ids)
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    rows.update(public_until=last_end(apps.get_model("articles", "Edition").objects.all()))
