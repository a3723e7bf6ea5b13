"""What moderators decide about comments and their authors; each act is logged and carries its counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from comments import counts
from comments.models import Comment, Decision, Report, Rule
from comments.states import MODERATED, AlreadyDecided, State, WrongMove
from comments.text import tidy
from newsroom.log.writing import write


def approve(comment: Comment, *, by: Any, version: int | None = None, at: datetime | None = None) -> Decision:
    """Shows a comment that waits or was rejected, or keeps one that was reported."""
    return decide(comment, State.APPROVED, by=by, version=version, at=at)


def reject(
    comment: Comment, *, by: Any, rule: Rule, note: str = "", version: int | None = None, at: datetime | None = None
) -> Decision:
    """Takes a comment out; its author sees the rule and the note."""
    return decide(comment, State.REJECTED, by=by, rule=rule, note=note, version=version, at=at)


def decide(
    comment: Comment,
    after: State,
    *,
    by: Any,
    rule: Rule | None = None,
    note: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """`version` is the one she has seen; AlreadyDecided tells who was quicker."""
    with transaction.atomic():
        row = locked(comment)
        access.require(by, "moderate", row.thread.article)
        refuse_late(row, after, version)
        at = at or timezone.now()
        before, state = row.standing, State(row.state)
        decision = Decision.objects.create(
            comment=row,
            by=by,
            at=at,
            before=state,
            after=after,
            rule=rule,
            note=tidy(note)[:500],
            text_number=row.versions.count() or 1,
        )
        Report.objects.open().filter(comment=row).update(handled_at=at)
        row.state, row.decision, row.reports_count, row.reasons = after, decision, 0, []
        counts.keep(row, before, "state", "decision", "reports_count", "reasons")
        write(
            "approve" if after == State.APPROVED else "reject",
            row,
            by=by,
            at=at,
            before={"state": state},
            after={"state": after, "rule": rule.code if rule else "", "decision": decision.pk},
        )
        return decision


def locked(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",))
    return rows.select_related("thread__article__section", "decision__by").get(pk=comment.pk)


def refuse_late(row: Comment, after: State, version: int | None) -> None:
    """Raises when the comment is not what she has seen, or when there is nothing to decide."""
    if row.state in (State.DELETED, State.ERASED):
        raise WrongMove(_("Its author has deleted this comment. There is nothing to decide."))
    is_stale = version is not None and version != row.version
    is_done = row.state not in MODERATED[after] or (
        after == row.state == State.APPROVED and not row.reports_count and row.decision is not None
    )
    if not (is_stale or is_done):
        return
    if row.decision is None:
        raise AlreadyDecided(_("The comment has changed since you loaded the page. Look at it again."))
    words = {"name": str(row.decision.by), "decision": State(row.decision.after).label}
    raise AlreadyDecided(_("%(name)s has decided already: %(decision)s.") % words, row.decision)


@dataclass
class Outcome:
    """What a decision about several comments did: how many, and which it left out with the sentence why."""

    done: int = 0
    skipped: list[tuple[Comment, str]] = field(default_factory=list)


def each(chosen: Iterable[tuple[Comment, int]], act: Callable[[Comment, int], Any]) -> Outcome:
    """The act for each comment with the version seen, one transaction a comment."""
    outcome = Outcome()
    for comment, version in chosen:
        try:
            act(comment, version)
            outcome.done += 1
        except (WrongMove, access.NotAllowed) as refusal:
            outcome.skipped.append((comment, str(refusal)))
    return outcome
