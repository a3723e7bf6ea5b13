"""A page of a conversation costs what it shows, not how much was said, and a shown comment costs little."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.tests import make as desk
from comments.models import Comment, Thread
from comments.states import State
from comments.templatetags import stencils
from comments.tests import make
from newsroom.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept

FEW, FULL, MANY = 10, 60, 2000  # comments: half a page, somewhat more than a page, and very many
A_COMMENT = 60  # calls of Python functions for each that is shown: 35 are made
FIRST, PERMALINK = 4600, 2600  # calls of a whole page of 40, and of one comment: 3,730 and 2,180 are made
NOISE = 1.03  # what a garbage collection or a look for purges adds


def talked_about(number: int, *, on_one: int = 0) -> Article:
    """A story of so many comments, every second an answer to the one before; and `on_one` answers to the middle one."""
    story, start = make.story(hours_ago=99), timezone.now() - timedelta(hours=90)
    thread = Thread.objects.create(article=story, public_count=number + on_one)
    people = [make.reader() for _ in range(5)]
    roots = Comment.objects.bulk_create(said(thread, people, n, start, replies_count=1) for n in range(0, number, 2))
    replies = [said(thread, people, 2 * n + 1, start, under=root) for n, root in enumerate(roots)]
    middle = roots[-1 - len(roots) // 2]
    replies += [said(thread, people, number + n, start, under=middle) for n in range(on_one)]
    Comment.objects.bulk_create(replies)
    Comment.objects.filter(pk=middle.pk).update(replies_count=1 + on_one)
    return story


def said(
    thread: Thread, people: list[User], number: int, start: datetime, under: Comment | None = None, **fields: Any
) -> Comment:
    return Comment(
        thread=thread,
        author=people[number % len(people)],
        parent=under,
        root=under,
        depth=1 if under else 0,
        text=f"Remark {number}: as dear as <b>fish</b>.",
        state=State.APPROVED,
        is_public=True,
        stands=True,
        key=f"remark-{number}",
        created_at=start + timedelta(minutes=number),
        **fields,
    )


def first(story: Article) -> str:
    return f"{desk.live_edition(story).get_absolute_url()}comments/"


def oldest(story: Article) -> str:
    return f"{first(story)}?order=oldest"


def deep(story: Article) -> str:
    """The page behind the newest fifth of the first-level comments, which is a full one where there are many."""
    return f"{first(story)}?after={root(story, 5).pk}"


def permalink(story: Article) -> str:
    return f"/comment/{root(story, 2).pk}/"


def exchange(story: Article) -> str:
    return f"{first(story)}?under={root(story, 2).pk}"


def root(story: Article, part: int) -> Comment:
    roots = Comment.objects.filter(thread__article=story, depth=0).order_by("-pk")
    return roots[len(roots) // part]


def read(client: Client, address: str) -> int:
    """How many comments it shows."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().count('<article id="comment-')


def calls(client: Client, address: str) -> int:
    """Of Python functions, for a page that has been read before: the least of three."""
    counts = []
    for _ in range(5):
        made = 0

        def noted(frame: object, event: str, what: object) -> None:
            nonlocal made
            made += event == "call"

        sys.setprofile(noted)
        try:
            client.get(address)
        finally:
            sys.setprofile(None)
        counts.append(made)
    return min(counts[2:])


def queries(client: Client, address: str) -> int:
    """Without the look for purges, which comes once a second."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len([query for query in asked.captured_queries if "pagecache_" not in query["sql"]])


def a_comment(client: Client) -> float:
    """The calls that each shown comment adds to a page."""
    small, full = first(talked_about(FEW)), first(talked_about(FULL))
    more = read(client, full) - read(client, small)
    assert more == 30
    return (calls(client, full) - calls(client, small)) / more


@pytest.mark.parametrize(("address_of", "shown"), [(first, 40), (oldest, 40), (deep, 40), (permalink, 1)])
def test_a_page_of_very_many_comments_costs_no_more_than_one_that_is_just_full(
    client: Client, address_of: Callable[[Article], str], shown: int
) -> None:
    full, many = address_of(talked_about(FULL)), address_of(talked_about(MANY))
    assert read(client, full) == read(client, many) == shown
    assert calls(client, many) <= calls(client, full) * NOISE
    assert queries(client, many) == queries(client, full) == (2 if address_of is permalink else 4)


def test_a_comment_that_very_many_have_answered_costs_no_more(client: Client) -> None:
    few, many = talked_about(FULL, on_one=60), talked_about(FULL, on_one=600)
    for address_of in (first, exchange):
        assert read(client, address_of(few)) == read(client, address_of(many)) > 40
        assert calls(client, address_of(many)) <= calls(client, address_of(few)) * NOISE
        assert queries(client, address_of(many)) == queries(client, address_of(few)) == 4


def test_each_shown_comment_costs_few_calls(client: Client) -> None:
    assert 0 < a_comment(client) <= A_COMMENT


def test_a_whole_page_costs_few_calls(client: Client) -> None:
    story = talked_about(FULL)
    assert calls(client, first(story)) <= FIRST
    assert calls(client, permalink(story)) <= PERMALINK


def test_the_counting_notices_a_page_that_shows_more(client: Client) -> None:
    few, full = talked_about(FEW), talked_about(FULL)
    assert calls(client, first(full)) > calls(client, first(few)) * NOISE
    assert queries(client, first(make.story())) < queries(client, first(full)), "nothing was said, so nothing is asked"


def test_the_counting_notices_a_template_that_is_rendered_for_each_comment(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stencils.Sheet, "stencil", lambda sheet, key: stencils.cut(stencils.Shape._make(key)))
    assert a_comment(client) > 5 * A_COMMENT
