"""The one way to write the log; called by acts inside their transaction."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from newsroom.log.models import Entry
from newsroom.prepared import inserting

append = inserting(Entry)


def name_of(thing: Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def label_of(thing: Model) -> str:
    """What the trail calls a row: its own `log_label` where its name is a person's, who may ask to be forgotten."""
    return str(getattr(thing, "log_label", thing))[:200]


def write(
    act: str,
    thing: Model,
    *,
    by: Any,
    at: datetime | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Entry:
    """Appends one entry; `before` and `after` hold JSON values only and no personal data beyond ids."""
    entry = Entry(
        at=at or timezone.now(),
        by=by,
        act=act,
        thing=name_of(thing),
        label=label_of(thing),
        before=before or {},
        after=after or {},
    )
    append(entry)
    return entry
