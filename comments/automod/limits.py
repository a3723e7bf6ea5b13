"""How often a reader or an address may do something; rows count, so the limits hold over all worker processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connections, router
from django.utils.translation import gettext as _

from comments.automod.findings import Draft, Finding
from comments.models import RateCounter

DAY = 24 * 60 * 60
PRUNE_EVERY = 100


@dataclass(frozen=True)
class Limit:
    """At most so many in a span of seconds that begins at a multiple of the span."""

    most: int
    seconds: int


BY_READER = {
    "say": (Limit(5, 60), Limit(40, 3600)),
    "recommend": (Limit(40, 60), Limit(400, 3600)),
    "report": (Limit(10, 600),),
}
BY_ADDRESS = {
    "say": (Limit(20, 60), Limit(200, 3600)),
    "recommend": (Limit(120, 60),),
    "report": (Limit(10, 600), Limit(40, DAY)),
    "draft": (Limit(20, 600),),
}


Span = tuple[str, int]
"""What is counted (“say:reader:12:60”) and the span's first second."""

COUNT = """
INSERT INTO comments_ratecounter (key, "window", hits) VALUES {rows}
ON CONFLICT (key, "window") DO UPDATE SET hits = comments_ratecounter.hits + 1
RETURNING id, key, hits
"""


def count(spans: Sequence[Span]) -> dict[str, int]:
    """Counts one more in each span, and how many there are now by key; waits for whoever counts the same.

    One statement that Django cannot say. Old rows go now and then.
    """
    with connections[router.db_for_write(RateCounter)].cursor() as cursor:
        cursor.execute(
            COUNT.format(rows=", ".join(["(%s, %s, 1)"] * len(spans))), [part for span in spans for part in span]
        )
        rows = cursor.fetchall()
    if any(hits == 1 and pk % PRUNE_EVERY == 0 for pk, _key, hits in rows):
        RateCounter.objects.filter(window__lt=min(window for _key, window in spans) - 2 * DAY).delete()
    return {key: hits for _pk, key, hits in rows}


def exceeded(act: str, *, reader: int | None, address: str, at: datetime) -> bool:
    """Counts this act for the reader and for the address, and says whether either has done it too often."""
    senders = [(f"{act}:reader:{reader}", BY_READER.get(act, ()))] if reader else []
    senders += [(f"{act}:address:{address}", BY_ADDRESS.get(act, ()))] if address else []
    most = {f"{key}:{limit.seconds}": limit for key, limits in senders for limit in limits}
    if not most:
        return False
    hits = count([(key, int(at.timestamp()) // limit.seconds * limit.seconds) for key, limit in most.items()])
    return any(hits[key] > limit.most for key, limit in most.items())


def check(draft: Draft) -> list[Finding]:
    if exceeded("say", reader=draft.author.pk, address=draft.address, at=draft.at):
        return [Finding("too_often", _("That is a lot of comments in a short time. Wait a minute and send it again."))]
    return []
