"""A story that everyone talks about, and a comment that everyone answers: PostgreSQL reads them by their index, and not
everyone's by id."""

import pytest
from django.db import connection

from comments.models import Comment
from comments.tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not plan by how many rows there are"),
]
STORIES = 30
EACH = 50


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


def again(like: Comment, key: str) -> Comment:
    same = {
        name: getattr(like, name) for name in ("thread_id", "author_id", "state", "is_public", "stands", "created_at")
    }
    return Comment(**same, text="Words.", key=key)


@pytest.mark.parametrize("oldest_first", [True, False])
def test_a_page_of_a_great_conversation_is_read_by_its_index(thread: int, oldest_first: bool) -> None:
    after = 0 if oldest_first else 2**62
    page = Comment.objects.roots(thread, oldest_first=oldest_first, after=after)[:21]
    assert "comments_comment_roots" in page.explain()
    assert "comments_comment_pkey" not in page.explain()


def test_were_the_thread_given_the_whole_table_would_be_walked(thread: int) -> None:
    """What the test above guards against."""
    page = Comment.objects.said().filter(thread=thread, depth=0, id__gt=0).order_by("id")[:21]
    assert "comments_comment_pkey" in page.explain()


def test_so_are_the_replies_that_most_comments_are(answered: int) -> None:
    page = Comment.objects.replies_behind(answered, 0)[:51]
    assert len(page) == 51
    assert "comments_comment_replies" in page.explain()
    assert "comments_comment_pkey on comments_comment (" not in page.explain()


def test_were_the_root_given_the_whole_table_would_be_walked_for_them(answered: int) -> None:
    page = Comment.objects.said().filter(root=answered, id__gt=0).order_by("id")[:51]
    assert "using comments_comment_pkey on comments_comment " in page.explain()
