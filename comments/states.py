"""States of a comment and of a conversation, and what an act does to a comment's standing; knows no models."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WrongMove(Exception):
    """The act does not fit the comment as it stands now; the message says what to do next."""


class AlreadyDecided(WrongMove):
    """Somebody else came first; `decision` is hers, where it is known."""

    def __init__(self, message: str, decision: Any = None) -> None:
        super().__init__(message)
        self.decision = decision


class Mode(TextChoices):
    """How a conversation takes comments; “inherit” asks the section, its parents, then the paper."""

    INHERIT = "inherit", _("As the section says")
    OPEN = "open", _("Open: shown at once")
    PREMODERATED = "premoderated", _("Reviewed before they are shown")
    CLOSED = "closed", _("Closed")


class State(TextChoices):
    WAITING = "waiting", _("Waiting for a moderator")
    APPROVED = "approved", _("Shown")
    REJECTED = "rejected", _("Not accepted")
    DELETED = "deleted", _("Deleted by its author")
    ERASED = "erased", _("Erased with its author's account")


class Queue(TextChoices):
    """Where moderators find a comment; the empty value is nowhere."""

    NONE = "", _("None")
    WAITING = "waiting", _("Waiting")
    REPORTED = "reported", _("Reported")


# From which states a moderator may bring a comment to another; what its author took back stays so.
MODERATED = {
    State.APPROVED: frozenset({State.WAITING, State.REJECTED, State.APPROVED}),
    State.REJECTED: frozenset({State.WAITING, State.APPROVED}),
}


def queue_of(state: str, reports: int) -> str:
    """The queue that a comment in this state with so many open reports belongs to."""
    if state == State.WAITING:
        return Queue.WAITING
    return Queue.REPORTED if state == State.APPROVED and reports else Queue.NONE


@dataclass(frozen=True)
class Standing:
    """What counts depend on: read before and after a change."""

    is_public: bool = False
    is_waiting: bool = False
    stands: bool = False  # has a place in the thread: public itself, or a tombstone above replies that stand


ABSENT = Standing()


@dataclass(frozen=True)
class Deltas:
    public: int
    waiting: int
    stands: int

    def __bool__(self) -> bool:
        return bool(self.public or self.waiting or self.stands)


def deltas(before: Standing, after: Standing) -> Deltas:
    """What a change adds to the thread's counts of public and waiting comments and to its parent's of replies."""
    return Deltas(
        public=after.is_public - before.is_public,
        waiting=after.is_waiting - before.is_waiting,
        stands=after.stands - before.stands,
    )
