"""The questions that a conversation asks all the time, each compiled once; what they mean stands in `querysets`."""

from datetime import datetime

from comments.models import Comment, Sanction, Thread
from comments.querysets import LAST, NONE
from newsroom.accounts.models import User
from newsroom.prepared import for_many, prepared

OWN = 20  # of her comments beside the field
LOOK_BACK = 20  # of her comments that a new one is compared with
ROOTS = 20
REPLIES = 5  # shown below each
UNDER = 50  # replies on a page of one root's own

thread = prepared(Thread, lambda story: Thread.objects.of_story(story)[:1], int)
thread_for = prepared(
    Thread, lambda story, person, at: Thread.objects.of_story(story).for_person(person, at)[:1], int, int, datetime
)
thread_to_say_in = prepared(
    Thread,
    lambda story, person, at, key: Thread.objects.of_story(story).to_say_in(person, at, key)[:1],
    int, int, datetime, str,
)  # fmt: skip
sanction = prepared(Sanction, lambda person, at: Sanction.objects.of(person, at)[:1], int, datetime)
locked = prepared(User, lambda pk: User.objects.select_for_update(no_key=True).filter(pk=pk), int)
locked_bare = prepared(
    User, lambda pk: User.objects.select_for_update(no_key=True).only("is_active").filter(pk=pk), int
)
sent = prepared(Comment, lambda author, key: Comment.objects.sent(author, key), int, str)
latest = prepared(Comment, lambda author: Comment.objects.latest_words(author)[:LOOK_BACK], int)
addressed = prepared(Comment, lambda pk, thread: Comment.objects.addressed(pk, thread)[:1], int, int)
addressed_by = prepared(
    Comment, lambda pk, thread, person: Comment.objects.addressed_by(pk, thread, person)[:1], int, int, int
)
beside_the_field = prepared(
    Comment,
    lambda person, thread, since: Comment.objects.own(person).beside_the_field(thread, since)[:OWN],
    int, int, datetime,
)  # fmt: skip
_permalink = prepared(Comment, lambda pk: Comment.objects.for_permalink(pk)[:1], int)
root = prepared(Comment, lambda pk, thread: Comment.objects.conversation_root(pk, thread)[:1], int, int)
replies_behind = prepared(
    Comment, lambda root, after: Comment.objects.replies_behind(root, after).cut(UNDER + 1).said(), int, int
)
_roots = {
    oldest_first: prepared(
        Comment,
        lambda thread, after, oldest_first=oldest_first: Comment.objects.roots(
            thread, oldest_first=oldest_first, after=after
        ).cut(ROOTS + 1).said().with_first_replies(REPLIES + 1),
        int, int,
    )
    for oldest_first in (True, False)
}  # fmt: skip
among = for_many(Comment, Comment.objects.among, (10, 30, ROOTS * REPLIES))


def permalink(pk: int) -> list[Comment]:
    """One or none; no query for a number that is no key."""
    return _permalink(pk) if pk <= LAST else []


def roots(thread: int, *, oldest_first: bool, after: int | None) -> list[tuple]:
    """A page of them behind a key, or the first, and one more."""
    behind = (NONE if oldest_first else LAST) if after is None else after
    return _roots[oldest_first](thread, behind)
