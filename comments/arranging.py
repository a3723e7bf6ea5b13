"""One page of a conversation as rows to show: replies below what they answer, cut by keys."""

from collections.abc import Iterable
from typing import NamedTuple

from comments import questions
from comments.models import Thread
from comments.questions import REPLIES, ROOTS, UNDER
from comments.said import Said

DEEPEST = 3  # steps of indentation


class Row(NamedTuple):
    """`more` is the root of which further replies stand on a page of their own."""

    comment: Said
    depth: int
    more: int | None = None


class Page(NamedTuple):
    """`after` is the key of the next page, or None."""

    rows: list[Row]
    after: int | None


def conversation(thread: Thread, *, oldest_first: bool, after: int | None) -> Page:
    """Two queries: the roots of this page, and the first replies of each."""
    found = questions.roots(thread.pk, oldest_first=oldest_first, after=after)
    shown = [(Said._make(root), firsts) for *root, firsts in found[:ROOTS]]
    replies = by_root(questions.among([pk for _, firsts in shown for pk in firsts[:REPLIES]]))
    rows: list[Row] = []
    for root, firsts in shown:
        rows += beneath(root, replies.get(root.id, ()))
        if len(firsts) > REPLIES:
            rows[-1] = rows[-1]._replace(more=root.id)
    return Page(rows, shown[-1][0].id if len(found) > ROOTS else None)


def under(root: Said, after: int) -> Page:
    """A root with its replies behind a key; one query."""
    found = questions.replies_behind(root.id, after)
    shown = [Said._make(row) for row in found[:UNDER]]
    return Page(beneath(root, shown), shown[-1].id if len(found) > UNDER else None)


def by_root(rows: Iterable[tuple]) -> dict[int | None, list[Said]]:
    replies: dict[int | None, list[Said]] = {}
    for row in rows:
        reply = Said._make(row)
        replies.setdefault(reply.root_id, []).append(reply)
    return replies


def beneath(root: Said, replies: Iterable[Said]) -> list[Row]:
    """Depth first, each level as written; a reply whose parent stands on an earlier page comes by itself."""
    children: dict[int, list[Said]] = {}
    here = {root.id}
    for reply in replies:
        parent = reply.parent_id if reply.parent_id in here else root.id
        children.setdefault(parent, []).append(reply)
        here.add(reply.id)
    rows, waiting = [], [root]
    while waiting:
        comment = waiting.pop()
        rows.append(Row(comment, min(comment.depth, DEEPEST)))
        waiting += reversed(children.get(comment.id, ()))
    return rows
