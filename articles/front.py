"""The act that arranges the front page: which stories are pinned, in which order, until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, caching
from articles.models import Article, Front, Pin
from articles.questions import MOST_PINNED
from articles.workflow import StaleVersion, WrongMove
from newsroom.log.writing import write

MOST = MOST_PINNED


def current() -> Front:
    """The front page's one row, made when it is missing."""
    return Front.objects.get_or_create(pk=1)[0]


@transaction.atomic
def arrange(pins: Sequence[tuple[Article, datetime | None]], *, by: Any, version: int) -> Front:
    """Pins these stories in this order, the first as the lead. Raises StaleVersion when another editor was faster."""
    access.require(by, "arrange_front")
    if len({article.pk for article, _until in pins}) != len(pins):
        raise WrongMove(_("A story can stand on the front page once. Take its second place away."))
    if len(pins) > MOST:
        raise WrongMove(_("The front page holds %(most)d pinned stories. Take some away.") % {"most": MOST})
    current()
    front = Front.objects.select_for_update(of=("self",)).get(pk=1)
    if front.version != version:
        raise StaleVersion(
            _("%(who)s arranged the front page in the meantime. Look at it, then try again.")
            % {"who": front.arranged_by or _("Somebody")}
        )
    before = list(Pin.objects.order_by("position").values_list("article_id", flat=True))
    Pin.objects.all().delete()
    Pin.objects.bulk_create(
        Pin(article=article, position=n, until=until) for n, (article, until) in enumerate(pins, start=1)
    )
    front.version, front.arranged_by, front.arranged_at = version + 1, by, timezone.now()
    front.save()
    write("arrange_front", front, by=by, before={"stories": before}, after={"stories": [a.pk for a, _until in pins]})
    caching.purge_front()
    return front
