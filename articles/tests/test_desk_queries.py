"""What the desk asks the database: the same number of queries for 2 rows as for 20, and nothing is locked to read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Credit, PullQuoteBlock, TextBlock
from articles.tests import make
from articles.tests.desk import Desk
from comments.tests import make as talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(administrator):
    return Desk(administrator)


# PostgreSQL reads long lists through a cursor.
READS = ("SELECT", "DECLARE")


def queries(desk, name, *args):
    desk.get(name, *args)  # fills what is remembered
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert desk.get(name, *args).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


def stories(number, photo, **fields):
    for n in range(number):
        author = make.author(f"Author {n}")
        make.article(authors=(author, make.author("Anna")), lead_photo=photo, published=n % 2 == 0, **fields)


LISTS = [
    "article_changelist",
    "pin_changelist",
    "section_changelist",
    "photo_changelist",
    "author_changelist",
    "admin:accounts_user_changelist",
    "admin:log_entry_changelist",
    "admin:index",
]


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_same_for_many_rows(desk, name):
    photo = make.photo()
    stories(2, photo)
    make.user("Someone", role="reporter", section=make.section("world"))
    few = queries(desk, name)
    stories(12, photo)
    for n in range(12):
        make.section(f"world/part-{n}")
        make.user(f"Person {n}", role="reporter", section=make.section(f"world/part-{n}"))
    for _ in range(2):
        make.photo()
    many = queries(desk, name)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= 12


def test_the_story_form_asks_the_same_for_many_blocks_and_credits(desk):
    story = make.article(authors=(make.author("Anna"), make.author("Otto")))
    few = queries(desk, "article_change", story.pk)
    for n in range(18):
        TextBlock.objects.create(parent=story, ordering=20 + n, html="<p>More.</p>")
        PullQuoteBlock.objects.create(parent=story, ordering=50 + n, text="Well.")
        Credit.objects.create(article=story, author=make.author(f"Author {n}"), position=n)
    many = queries(desk, "article_change", story.pk)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= 20


def test_the_waiting_comments_of_the_first_page_ask_the_same_for_many(desk):
    story = talk.story()
    for _ in range(2):
        talk.comment(story, state="waiting")
    few = queries(desk, "admin:index")
    for _ in range(6):
        talk.comment(story, state="waiting")
    page = desk.get("admin:index")
    assert page.context["queue_sizes"]["waiting"] == 8
    assert len(page.context["waiting_comments"]) == 6
    assert len(queries(desk, "admin:index")) == len(few)


def test_a_section_moderator_sees_the_waiting_comments_of_her_sections(sport_editor):
    make.duty(sport_editor, "moderator", make.section("sport"))
    talk.comment(talk.story(section=make.section("world")), "Not hers", state="waiting")
    talk.comment(talk.story(section=make.section("sport/rowing")), "Hers to decide", state="waiting")
    page = Desk(sport_editor).get("admin:index").content.decode()
    assert "Hers to decide" in page
    assert "Not hers" not in page


@pytest.mark.parametrize("name", ["article_changelist", "article_add", "photo_add", "pin_changelist", "admin:index"])
def test_reading_begins_no_transaction_and_writes_nothing(desk, name):
    seen = queries(desk, name)
    assert [sql for sql in seen if not sql.lstrip("( ").upper().startswith(READS)] == []


def test_opening_a_story_begins_no_transaction_and_locks_no_row(desk):
    story = make.article()
    for name in ("article_change", "article_history", "article_preview"):
        for sql in queries(desk, name, story.pk):
            assert sql.lstrip("( ").upper().startswith(READS), sql
            assert "FOR UPDATE" not in sql
