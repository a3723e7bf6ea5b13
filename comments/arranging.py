"""One page of a conversation as rows to show: replies below what they answer, cut by keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comments.models import Comment, Thread
from comments.querysets import REPLY

ROOTS = 20
REPLIES = 5  # shown below each
UNDER = 50  # replies on a page of one root's own
DEEPEST = 3  # steps of indentation


@dataclass(frozen=True)
class Row:
    """`more` is the root of which further replies stand on a page of their own."""

    comment: Comment
    depth: int
    more: int | None = None


@dataclass(frozen=True)
class Page:
    """`after` is the key of the next page, or None."""

    rows: list[Row]
    after: int | None


def conversation(thread: Thread, *, oldest_first: bool, after: int | None) -> Page:
    """Two queries: the roots of this page, and the first replies of each."""
    behind = Comment.objects.roots(thread, oldest_first=oldest_first, after=after)
    roots = list(behind.with_first_replies(REPLIES + 1)[: ROOTS + 1])
    shown, rest = roots[:ROOTS], roots[ROOTS:]
    ids = [pk for root in shown for n in range(REPLIES + 1) if (pk := getattr(root, f"{REPLY}{n}"))]
    replies = list(Comment.objects.among(ids)) if ids else []
    rows: list[Row] = []
    for root in shown:
        below = [reply for reply in replies if reply.root_id == root.pk]
        rows += beneath(root, below[:REPLIES])
        if len(below) > REPLIES:
            rows[-1] = Row(rows[-1].comment, rows[-1].depth, more=root.pk)
    return Page(rows, shown[-1].pk if rest else None)


def under(root: Comment, after: int) -> Page:
    """A root with its replies behind a key; one query."""
    replies = list(Comment.objects.replies_behind(root.pk, after)[: UNDER + 1])
    shown, rest = replies[:UNDER], replies[UNDER:]
    return Page(list(beneath(root, shown)), shown[-1].pk if rest else None)


def beneath(root: Comment, replies: Iterable[Comment]) -> Iterator[Row]:
    """Depth first, each level as written; a reply whose parent stands on an earlier page comes by itself."""
    children: dict[int, list[Comment]] = {}
    here = {root.pk}
    for reply in replies:
        parent = reply.parent_id if reply.parent_id in here else root.pk
        children.setdefault(parent, []).append(reply)
        here.add(reply.pk)
    waiting = [root]
    while waiting:
        comment = waiting.pop()
        yield Row(comment, min(comment.depth, DEEPEST))
        waiting += reversed(children.get(comment.pk, []))
