"""Counts that change in the transaction of the row they count, and the proof that they are right."""

from dataclasses import dataclass

from django.db import connections, router
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from comments.caching import purge_conversation, purge_words
from comments.models import Comment, Recommendation, Report, Thread
from comments.states import ABSENT, AlreadyDecided, Standing, deltas
from newsroom.prepared import inserting

insert = inserting(Comment)
# As text, since each comment runs it and building it cost more than the row.
CARRY = """
UPDATE comments_thread
SET public_count = public_count + %s, waiting_count = waiting_count + %s, sequence = sequence + %s
WHERE id = %s
"""


def keep(comment: Comment, before: Standing, *fields: str) -> None:
    """Saves changed fields of a locked comment, carries the counts, and purges; raises if its version moved on."""
    comment.settle()
    names = {*fields, "is_public", "queue", "stands"}
    changed = {name: getattr(comment, name) for name in names}
    rows = Comment.objects.filter(pk=comment.pk, version=comment.version)
    if not rows.update(**changed, version=F("version") + 1):
        raise AlreadyDecided(_("The comment has changed in the meantime. Look at it again."))
    comment.version += 1
    carry(comment, before)


def add(comment: Comment) -> None:
    """Saves a new comment with the counts that it changes."""
    comment.settle()
    insert(comment)
    carry(comment, ABSENT)


def carry(comment: Comment, before: Standing) -> None:
    """Adds what changed to the thread and the replies counts above; needs `thread` loaded."""
    change = deltas(before, comment.standing)
    if change.stands:
        raise_replies(comment.parent_id, change.stands)
    seen = comment.is_public or before.is_public
    with connections[router.db_for_write(Thread)].cursor() as cursor:
        cursor.execute(CARRY, [change.public, change.waiting, int(seen), comment.thread_id])
    if change.public:
        purge_conversation(comment.thread.article_id)
    elif seen:
        purge_words(comment.thread.article_id)


def raise_replies(parent_id: int | None, change: int) -> None:
    """A reply begins or ends to stand: so may the tombstone above it, and the one above that."""
    while parent_id is not None:
        parent = Comment.objects.select_for_update().defer("text", "reasons").get(pk=parent_id)
        parent.replies_count += change
        stands = parent.is_public or parent.replies_count > 0
        Comment.objects.filter(pk=parent_id).update(replies_count=F("replies_count") + change, stands=stands)
        if stands == parent.stands:
            return
        parent_id = parent.parent_id


@dataclass(frozen=True)
class Wrong:
    """A stored count that differs from what is there."""

    thing: str
    count: str
    stored: int
    true: int


THREAD_COUNTS = {
    "public_count": Count("comments", filter=Q(comments__is_public=True)),
    "waiting_count": Count("comments", filter=Q(comments__state="waiting")),
}


def wrong_threads(first: int, last: int) -> list[Wrong]:
    """Among threads of these ids; one query."""
    rows = Thread.objects.filter(pk__gte=first, pk__lte=last).annotate(
        **{f"true_{name}": count for name, count in THREAD_COUNTS.items()}
    )
    return [
        Wrong(f"thread:{row.pk}", name, getattr(row, name), getattr(row, f"true_{name}"))
        for row in rows
        for name in THREAD_COUNTS
        if getattr(row, name) != getattr(row, f"true_{name}")
    ]


def wrong_comments(first: int, last: int) -> list[Wrong]:
    """Among comments of these ids; three queries."""
    rows = Comment.objects.filter(pk__gte=first, pk__lte=last)
    true = {
        "replies_count": counted(Comment.objects.filter(parent__in=rows, stands=True), "parent"),
        "recommended_count": counted(Recommendation.objects.filter(comment__in=rows), "comment"),
        "reports_count": counted(Report.objects.filter(comment__in=rows, handled_at=None), "comment"),
    }
    return [
        Wrong(f"comment:{row.pk}", name, getattr(row, name), numbers.get(row.pk, 0))
        for row in rows
        for name, numbers in true.items()
        if getattr(row, name) != numbers.get(row.pk, 0)
    ]


def counted(rows: object, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(n=Count("pk")))


def mend(wrong: Wrong) -> None:
    """Writes the true number."""
    kind, _colon, pk = wrong.thing.partition(":")
    if kind == "thread":
        Thread.objects.filter(pk=pk).update(**{wrong.count: wrong.true})
        return
    comment = Comment.objects.select_for_update().get(pk=pk)
    setattr(comment, wrong.count, wrong.true)
    comment.settle()
    comment.save(update_fields=[wrong.count, "queue", "stands"])
