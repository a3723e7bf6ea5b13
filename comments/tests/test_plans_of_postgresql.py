"""A story that everyone talks about, and a comment that everyone answers: PostgreSQL reads them by their index, and not
everyone's by id."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import QuerySet

from comments.models import Comment
from comments.tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not plan by how many rows there are"),
]
STORIES = 30
EACH = 50
CROWD = 4000
PAGE = 21


@pytest.fixture
def thread() -> int:
    """The newest, with two thirds of all comments; the statistics know it.

    So few comments could as well be read whole and sorted; among many there are only the two indexes to choose from.
    """
    *others, here = (make.comment(make.story()) for _ in range(STORIES))
    rows = [like for like in others for _ in range(EACH)] + [here] * (2 * EACH * len(others))
    Comment.objects.bulk_create(again(like, f"{n:032x}") for n, like in enumerate(rows))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment, comments_thread, accounts_user")
        for other in ("sort", "hashjoin", "mergejoin", "seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{other} = off")
    return here.thread_id


@pytest.fixture
def answered(thread: int) -> int:
    """The key of the comment there that two thirds of all comments answer; in other threads all answer the first."""
    first = dict(Comment.objects.order_by("-pk").values_list("thread", "pk"))
    for place, root in first.items():
        Comment.objects.filter(thread=place, pk__gt=root).update(parent=root, root=root, depth=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment")
    return first[thread]


def again(like: Comment, key: str, to: Comment | None = None) -> Comment:
    same = {
        name: getattr(like, name) for name in ("thread_id", "author_id", "state", "is_public", "stands", "created_at")
    }
    place = {"parent_id": to.pk, "root_id": to.pk, "depth": 1} if to else {}
    return Comment(**same, **place, text="Words.", key=key)


@pytest.mark.parametrize("oldest_first", [True, False])
def test_a_page_of_a_great_conversation_is_read_by_its_index(thread: int, oldest_first: bool) -> None:
    after = 0 if oldest_first else 2**62
    page = Comment.objects.roots(thread, oldest_first=oldest_first, after=after)[:21]
    assert "comments_comment_roots" in page.explain()
    assert "comments_comment_pkey" not in page.explain()


def test_were_the_thread_given_the_whole_table_would_be_walked(thread: int) -> None:
    """What the test above guards against."""
    page = Comment.objects.filter(thread=thread, depth=0, stands=True, id__gt=0).order_by("id")[:21]
    assert "comments_comment_pkey" in page.explain()


def test_so_are_the_replies_that_most_comments_are(answered: int) -> None:
    page = Comment.objects.replies_behind(answered, 0)[:51]
    assert len(page) == 51
    assert "comments_comment_replies" in page.explain()
    assert "comments_comment_pkey on comments_comment (" not in page.explain()


def test_were_the_root_given_the_whole_table_would_be_walked_for_them(answered: int) -> None:
    page = Comment.objects.filter(root=answered, stands=True, id__gt=0).order_by("id")[:51]
    assert "using comments_comment_pkey on comments_comment " in page.explain()


@pytest.fixture
def crowd() -> Comment:
    """The first comment, which all others of a sudden conversation answer or follow, while the statistics are those of
    a quiet paper: some thirty conversations of three comments. PostgreSQL may choose any plan."""
    quiet = [make.comment(make.story()) for _ in range(STORIES)]
    replies = [again(like, f"{n:032x}", to=like) for n, like in enumerate(quiet * 2)]
    Comment.objects.bulk_create(replies)
    tidy("ANALYZE comments_comment, comments_thread, accounts_user")
    first = quiet[0]
    numbers = range(len(replies), len(replies) + CROWD)
    Comment.objects.bulk_create(again(first, f"{n:032x}", to=first if n % 2 else None) for n in numbers)
    tidy("VACUUM comments_comment")  # without statistics; the server does it from a thousand new rows on
    return first


def tidy(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


PAGES = {
    "oldest first": lambda first: Comment.objects.roots(first.thread_id, oldest_first=True, after=0),
    "newest first": lambda first: Comment.objects.roots(first.thread_id, oldest_first=False, after=2**62),
    "replies": lambda first: Comment.objects.replies_behind(first.pk, 0),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", PAGES)
def test_a_sudden_conversation_is_not_read_whole(crowd: Comment, name: str) -> None:
    page = PAGES[name](crowd).cut(PAGE).select_related("author", "decision")
    assert len(page) == PAGE
    assert rows_read(page) < 20 * PAGE


@pytest.mark.django_db(transaction=True)
def test_reading_it_whole_would_be_noticed(crowd: Comment) -> None:
    """What the test above guards against. Told of each column, PostgreSQL does it in about every other run."""
    every = Comment.objects.filter(thread=crowd.thread_id, depth=0, stands=True).order_by("-created_at")
    assert rows_read(every.select_related("author")[:PAGE]) > CROWD / 2


def rows_read(page: QuerySet) -> int:
    """By all scans of the plan that PostgreSQL chose."""
    [plan] = json.loads(page.explain(format="json", analyze=True))
    return sum(scanned(plan["Plan"]))


def scanned(node: dict) -> Iterator[float]:
    if "Scan" in node["Node Type"]:
        yield (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    for below in node.get("Plans", ()):
        yield from scanned(below)
