"""Makes anew what the desk's list is searched by, where it is missing or old."""

from django.apps.registry import Apps

from articles import search

BATCH = 200  # stories in a transaction; a fifth of a second


def words(apps: Apps) -> int:
    """Of so many stories; those of the others are in step. Reads the keys of all."""
    ids = list(search.stale(apps))
    for place in range(0, len(ids), BATCH):
        search.refill(apps, ids[place : place + BATCH])
    return len(ids)
