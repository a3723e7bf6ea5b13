"""Comments in bulk: some stories are talked about much more than others, as Zipf has it; the counts are right."""

from collections import Counter
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from articles.models import Article, Edition
from comments.models import Comment, Thread
from comments.states import State
from newsroom.accounts.models import User
from newsroom.demo.growing import words
from newsroom.demo.growing.stories import NEWEST

READERS = 200
BATCH = 1500
ANSWERS = 0.3  # of the comments answer another
STORIES = 5000  # the newest, of which the rank decides how much they are talked about
MINUTE = timedelta(minutes=1)


def readers() -> list[User]:
    """Invented people without a social account, so that nobody can sign in as one of them."""
    names = [f"grown-reader-{number}" for number in range(READERS)]
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    User.objects.bulk_create(
        User(username=name, name=f"Reader {name.rpartition('-')[2]}") for name in names if name not in known
    )
    return list(User.objects.filter(username__in=names).order_by("pk"))


def spread(number: int, stories: list[int]) -> Counter[int]:
    """So many comments over the stories, the first of them getting the most."""
    weights = list(accumulate(1 / rank for rank in range(1, len(stories) + 1)))
    chosen = Random(f"spread {number}").choices(stories, cum_weights=weights, k=number)
    return Counter(chosen)


def newest(number: int = STORIES) -> list[int]:
    """The stories that readers can read, newest first."""
    rows = Edition.objects.live().order_by("-published_at", "-article_id")
    return list(rows.values_list("article_id", flat=True)[:number])


def talk(article_id: int, number: int, people: list[User]) -> None:
    """So many comments more on one story."""
    slug = Article.objects.values_list("slug", flat=True).get(pk=article_id)
    thread = Thread.objects.get_or_create(article_id=article_id)[0]
    done = 0
    while done < number:
        size = min(BATCH, number - done)
        _batch(thread, size, people, Random(f"talk {slug} {thread.public_count + done}"))
        done += size


@transaction.atomic
def _batch(thread: Thread, size: int, people: list[User], random: Random) -> None:
    """Roots first, then answers to roots of this batch or to an old one, which so gathers very many."""
    answers = int(size * ANSWERS)
    began = Comment.objects.filter(thread=thread).aggregate(last=Max("created_at"))["last"] or NEWEST
    rows = [_comment(thread, began + MINUTE * n, people, random) for n in range(1, size + 1)]
    roots = Comment.objects.bulk_create(rows[: size - answers])
    oldest = Comment.objects.filter(thread=thread, parent=None).order_by("pk").first() or roots[0]
    for reply in rows[size - answers :]:
        above = oldest if random.random() < 0.2 else random.choice(roots)
        reply.parent = reply.root = above
        reply.depth = 1
    replies = Comment.objects.bulk_create(rows[size - answers :])
    for parent, count in Counter(reply.parent_id for reply in replies).items():
        Comment.objects.filter(pk=parent).update(replies_count=F("replies_count") + count)
    Thread.objects.filter(pk=thread.pk).update(public_count=F("public_count") + size, sequence=F("sequence") + size)


def _comment(thread: Thread, at: Any, people: list[User], random: Random) -> Comment:
    return Comment(
        thread=thread,
        author=random.choice(people),
        text=words.remark(random),
        state=State.APPROVED,
        is_public=True,
        stands=True,
        key=f"grown-{random.getrandbits(96):024x}",
        created_at=at,
    )
