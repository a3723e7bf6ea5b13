"""What moderators decide about a reader: suspend, ban, lift."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from comments.models import Sanction
from comments.models.sanction import Kind
from comments.states import WrongMove
from comments.talking import lock
from newsroom.log.writing import write


def suspend(person: Any, *, until: datetime, reason: str, by: Any, at: datetime | None = None) -> Sanction:
    """She reads, but does not comment until then."""
    return hold(person, Kind.SUSPENSION, until=until, reason=reason, by=by, at=at)


def ban(person: Any, *, reason: str, by: Any, at: datetime | None = None) -> Sanction:
    """She reads, but does not comment any more."""
    return hold(person, Kind.BAN, until=None, reason=reason, by=by, at=at)


def hold(person: Any, kind: str, *, until: datetime | None, reason: str, by: Any, at: datetime | None) -> Sanction:
    access.require(by, "moderate")
    if person.is_staff:
        raise WrongMove(_("This is one of the staff. An administrator can end the sign-in."))
    if not reason.strip():
        raise WrongMove(_("Say why, in a sentence that the reader will see."))
    with transaction.atomic():
        person = lock(person)
        at = at or timezone.now()
        if until is not None and until <= at:
            raise WrongMove(_("A suspension must end at a later moment."))
        if kind == Kind.BAN and Sanction.objects.active(at).filter(person=person, kind=kind).exists():
            raise WrongMove(_("This reader is banned already."))
        made = Sanction.objects.create(person=person, kind=kind, until=until, reason=reason.strip()[:500], by=by, at=at)
        end = until.isoformat() if until else ""
        write(kind, made, by=by, at=at, after={"person": person.pk, "until": end})
        return made


def lift(sanction: Sanction, *, by: Any, at: datetime | None = None) -> Sanction:
    """Ends it before its time."""
    access.require(by, "moderate")
    with transaction.atomic():
        row = Sanction.objects.select_for_update().get(pk=sanction.pk)
        if row.lifted_at is not None:
            raise WrongMove(_("This sanction has been lifted already."))
        row.lifted_at, row.lifted_by = at or timezone.now(), by
        row.save(update_fields=["lifted_at", "lifted_by"])
        write("lift", row, by=by, at=row.lifted_at, after={"person": row.person_id})
        return row
