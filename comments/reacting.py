"""What a reader does with another's comment: recommend it, take that back, report it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from comments import policy, standards
from comments.automod.limits import exceeded
from comments.caching import purge_words
from comments.models import Comment, Recommendation, Report
from comments.states import State, WrongMove, queue_of
from comments.talking import Refused, refuse
from newsroom.log.writing import write

GONE = gettext_lazy("This comment can no longer be read.")


def public(comment: Comment, at: datetime) -> Comment:
    """The locked row of a comment that readers can see now; raises WrongMove otherwise."""
    row = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("thread", "decision")
        .filter(pk=comment.pk, is_public=True)
        .first()
    )
    if row is None or access.readable(row.thread.article_id, at=at) is None:
        raise WrongMove(GONE)
    return row


def recommend(comment: Comment, *, by: Any, address: str = "", at: datetime | None = None) -> Comment:
    """One recommendation a reader; a second is the same as the first."""
    at = at or timezone.now()
    with transaction.atomic():
        row = public(comment, at)
        if row.author_id == by.pk:
            raise WrongMove(_("You cannot recommend your own comment."))
        refuse(policy.sanction(by, at))
        if exceeded("recommend", reader=by.pk, address=address, at=at):
            raise Refused("too_often", _("That is a lot in a short time. Wait a minute and try again."))
        _row, is_new = Recommendation.objects.get_or_create(comment=row, reader=by, defaults={"at": at})
        if is_new:
            count(row, 1)
        return row


def take_recommendation_back(comment: Comment, *, by: Any) -> Comment:
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",)).select_related("thread").get(pk=comment.pk)
        if Recommendation.objects.filter(comment=row, reader=by).delete()[0]:
            count(row, -1)
        return row


def count(row: Comment, change: int) -> None:
    Comment.objects.filter(pk=row.pk).update(recommended_count=F("recommended_count") + change)
    row.recommended_count += change
    purge_words(row.thread.article_id)


def report(
    comment: Comment, *, reason: str, text: str = "", by: Any = None, address: str = "", at: datetime | None = None
) -> Report:
    """By a reader or, signed out, by the keyed hash of an address; the same sender's open report is kept as it is.

    A comment that a moderator has kept after reports stays out of the queue until its text changes.
    """
    at = at or timezone.now()
    rule = standards.rule(reason)
    if rule is None:
        raise WrongMove(_("Choose what is wrong with the comment."))
    reader = by if by is not None and by.is_authenticated else None
    with transaction.atomic():
        row = public(comment, at)
        if reader and row.author_id == reader.pk:
            raise WrongMove(_("This is your own comment. You can delete it."))
        if exceeded("report", reader=reader.pk if reader else None, address=address, at=at):
            raise Refused("too_often", _("That is a lot of reports in a short time. Try again in ten minutes."))
        sender = {"reader": reader, "address": "" if reader else address}
        kept = was_kept(row)
        sent, is_new = Report.objects.get_or_create(
            comment=row,
            **sender,
            handled_at=at if kept else None,
            defaults={"reason": rule.code, "text": text.strip()[:500], "at": at},
        )
        if is_new and not kept:
            reports = row.reports_count + 1
            Comment.objects.filter(pk=row.pk).update(reports_count=reports, queue=queue_of(row.state, reports))
        if is_new:
            write("report", row, by=reader, at=at, after={"reason": rule.code})
        return sent


def was_kept(row: Comment) -> bool:
    """Whether a moderator has already kept this very text against reports."""
    last = row.decision
    return bool(
        last and last.before == last.after == State.APPROVED and (row.edited_at is None or last.at >= row.edited_at)
    )
