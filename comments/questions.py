"""The questions that a conversation asks all the time, each compiled once; what they mean stands in `querysets`."""

from datetime import datetime

from articles.models import Edition
from comments.models import Comment, Sanction, Thread
from newsroom.accounts.models import User
from newsroom.prepared import prepared

OWN = 20  # of her comments beside the field
LOOK_BACK = 20  # of her comments that a new one is compared with

live_story = prepared(
    Edition, lambda story, at: Edition.objects.live(at).cards().filter(article_id=story)[:1], int, datetime
)
thread = prepared(Thread, lambda story: Thread.objects.of_story(story)[:1], int)
thread_for = prepared(
    Thread, lambda story, person, at: Thread.objects.of_story(story).for_person(person, at)[:1], int, int, datetime
)
sanction = prepared(Sanction, lambda person, at: Sanction.objects.of(person, at)[:1], int, datetime)
locked = prepared(User, lambda pk: User.objects.select_for_update(no_key=True).filter(pk=pk), int)
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
