"""What moderators see: the queues of their sections, and each author's record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles import access
from comments.models import Comment, Report, Sanction
from comments.querysets import CommentQuerySet
from comments.states import Queue, State

ROWS = 25
ALL = "all"
NAMES = (Queue.WAITING.value, Queue.REPORTED.value, ALL)


@dataclass
class Record:
    """What an author's comments came to, and the sanction that holds for her now."""

    approved: int = 0
    rejected: int = 0
    sanction: Sanction | None = None


@dataclass(frozen=True)
class QueuePage:
    comments: list[Comment]
    records: dict[int, Record]
    after: int | None


def reach(user: Any) -> CommentQuerySet:
    """The comments a moderator may see: those below stories of her sections."""
    return Comment.objects.in_sections(access.sections_for(user, "moderate"))


def sizes(user: Any) -> dict[str, int]:
    """How many wait and how many are reported; two queries over the queue's index."""
    return {name: reach(user).filter(queue=name).count() for name in (Queue.WAITING.value, Queue.REPORTED.value)}


def page(user: Any, queue: str, *, after: int | None, at: datetime) -> QueuePage:
    """One page with everything its rows show, in a fixed number of queries."""
    rows = reach(user).in_queue(queue).behind(queue, after).for_moderators(Report.objects.open(), at)[: ROWS + 1]
    comments = list(rows)
    shown = comments[:ROWS]
    key = shown[-1].pk if len(comments) > ROWS else None
    return QueuePage(shown, records({comment.author_id for comment in shown}, at), key)


def records(authors: set[int], at: datetime) -> dict[int, Record]:
    """By author; two queries."""
    counts = Comment.objects.record(authors)
    sanctions = {row.person_id: row for row in Sanction.objects.active(at).filter(person__in=authors).order_by("id")}
    return {
        author: Record(
            approved=counts.get(author, {}).get(State.APPROVED, 0),
            rejected=counts.get(author, {}).get(State.REJECTED, 0),
            sanction=sanctions.get(author),
        )
        for author in authors
    }


def for_index(user: Any) -> dict[str, Any]:
    """For the desk's first page: how many wait, and the first of them."""
    waiting = reach(user).filter(queue=Queue.WAITING).select_related("author").order_by("id")
    return {"waiting_count": waiting.count(), "waiting_comments": waiting[:6]}
