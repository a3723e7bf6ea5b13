"""How often a reader or an address may do something; rows count, so the limits hold over all worker processes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
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


def hit(key: str, seconds: int, at: datetime) -> int:
    """Counts one more and returns how many there are in the span; waits for whoever counts the same key."""
    window = int(at.timestamp()) // seconds * seconds
    rows = RateCounter.objects.filter(key=key, window=window)
    with transaction.atomic():
        if not rows.update(hits=F("hits") + 1):
            begin(key, window)
        return rows.values_list("hits", flat=True).get()


def begin(key: str, window: int) -> None:
    """The span's first row, unless another process was quicker; old rows go now and then."""
    try:
        with transaction.atomic():
            row = RateCounter.objects.create(key=key, window=window, hits=1)
    except IntegrityError:
        RateCounter.objects.filter(key=key, window=window).update(hits=F("hits") + 1)
        return
    if row.pk % PRUNE_EVERY == 0:
        RateCounter.objects.filter(window__lt=window - 2 * DAY).delete()


def exceeded(act: str, *, reader: int | None, address: str, at: datetime) -> bool:
    """Counts this act for the reader and for the address, and says whether either has done it too often."""
    senders = [(f"{act}:reader:{reader}", BY_READER.get(act, ()))] if reader else []
    senders += [(f"{act}:address:{address}", BY_ADDRESS.get(act, ()))] if address else []
    over = False
    for key, limits in senders:
        for limit in limits:
            over |= hit(f"{key}:{limit.seconds}", limit.seconds, at) > limit.most
    return over


def check(draft: Draft) -> list[Finding]:
    if exceeded("say", reader=draft.author.pk, address=draft.address, at=draft.at):
        return [Finding("too_often", _("That is a lot of comments in a short time. Wait a minute and send it again."))]
    return []
