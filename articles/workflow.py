"""Stages and states of a story, and which act is possible from which; knows no models."""

from datetime import UTC, datetime
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The end of an edition that has none. Not year 9999: it overflows in eastern time zones.
# A database constraint holds this very moment, so it may never change.
FOREVER = datetime(2999, 12, 31, tzinfo=UTC)


class NotAllowed(Exception):
    """The person may not do this; the message says so in her words."""


class WrongMove(Exception):
    """The act does not fit the story as it stands now; the message says what to do next."""


class StaleVersion(WrongMove):
    """Somebody saved in between; `changed` names the fields that differ."""

    def __init__(self, message: str, changed: list[str] | None = None) -> None:
        super().__init__(message)
        self.changed = changed or []


class Stage(TextChoices):
    """What the desk itself says of a working copy; everything else is derived from its editions."""

    DRAFT = "draft", _("Draft")
    FILED = "filed", _("Filed")


class State(TextChoices):
    """What a story is to a reader at a moment, or else its stage."""

    DRAFT = "draft", _("Draft")
    FILED = "filed", _("Filed")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Act(StrEnum):
    FILE = "file"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    RESTORE = "restore"


def possible(*, stage: str, live: bool, pending: bool, was_public: bool) -> frozenset[Act]:
    """The acts that fit a story of this stage with these editions; withdrawn ones are not counted."""
    acts = {Act.PUBLISH, Act.SCHEDULE, Act.RESTORE, Act.FILE if stage == Stage.DRAFT else Act.SEND_BACK}
    if pending:
        acts.add(Act.UNSCHEDULE)
    if live:
        acts |= {Act.EXPIRE, Act.CORRECT}
    if was_public:
        acts.add(Act.WITHDRAW)
    return frozenset(acts)
