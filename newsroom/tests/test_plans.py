"""What public pages ask is answered from indexes, however large the archive is: the database's own plans say so."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import caching, questions, search
from articles.models import Address, Article, Correction, Edition
from articles.tests import make
from articles.workflow import State
from comments import arranging
from comments import questions as talk
from comments.models import Thread
from comments.tests import make as say
from newsroom.pagecache import memory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL plans by size, and the tables of a test are small"
    ),
]

SMALL = (
    "articles_section",
    "articles_pin",
    "articles_author",
    "articles_topic",
    "accounts_user",
    "CONSTANT ROW",
    "months",
    "found",
)
"""Tables that do not grow with the archive, or of which a page reads its rows by id; `found` has an end."""


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [str(row[-1]) for row in cursor.fetchall()]


def steps(ask: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return [step for query in asked.captured_queries for step in plan_of(query["sql"])]


def walks(found: list[str]) -> list[str]:
    """Steps that read a whole table or index, but for small ones."""
    return [step for step in found if step.startswith("SCAN ") and not is_small(step)]


def sorts(found: list[str]) -> list[str]:
    """Steps that gather all rows before they answer the first."""
    return [step for step in found if "TEMP B-TREE" in step]


def is_small(step: str) -> bool:
    return any(table in step for table in SMALL) or step.startswith(("SCAN U", "SCAN V"))


@pytest.fixture
def story() -> Article:
    return make.article("Story", authors=(make.author(),), topics=(make.topic(),), published=True)


QUESTIONS: dict[str, Callable[[Article], Callable[[], Any]]] = {
    "a story": lambda story: lambda: questions.story(make.live_edition(story).published_on, story.slug, timezone.now()),
    "a section": lambda story: lambda: questions.in_place("section", story.section_id, timezone.now()),
    "a further page": lambda story: (
        lambda: questions.in_place_before("section", story.section_id, timezone.now(), timezone.now(), story.pk)
    ),
    "the pins": lambda story: lambda: questions.pinned(timezone.now()),
    "the front page": lambda story: (
        lambda: questions.newest_in(1, 3)(story.section_id, *[0] * questions.MOST_PINNED, timezone.now())
    ),
    "cards": lambda story: lambda: questions.cards([make.live_edition(story).pk], timezone.now()),
    "related stories": lambda story: lambda: questions.told([story.pk], timezone.now()),
    "a day": lambda story: (
        lambda: list(
            Edition.objects.for_day(timezone.now() - timedelta(days=1), timezone.now(), at=timezone.now())[:21]
        )
    ),
    "a feed": lambda story: lambda: questions.fed(timezone.now()),
    "a section's feed": lambda story: lambda: questions.fed_in_place("section", story.section_id, timezone.now()),
    "the next change": lambda story: lambda: Edition.objects.next_change(timezone.now()),
    "the first story": lambda story: lambda: Edition.objects.first_published_at(timezone.now()),
    "a conversation": lambda story: (
        lambda: arranging.conversation(Thread.objects.get(article=story), oldest_first=False, after=None)
    ),
    "an author's page": lambda story: lambda: questions.in_place("author", 1, timezone.now()),
    "a topic's page": lambda story: lambda: questions.in_place("topic", 1, timezone.now()),
    "corrections": lambda story: lambda: list(Correction.objects.for_page(at=timezone.now())[:21]),
    "further corrections": lambda story: (
        lambda: list(Correction.objects.for_page(at=timezone.now()).before(timezone.now(), 7)[:21])
    ),
    "the sitemap's months": lambda story: lambda: Address.objects.months(until=timezone.now().date()),
    "the sitemap's days": lambda story: lambda: Address.objects.days("2026-03", until=timezone.now().date()),
    "a sitemap": lambda story: (
        lambda: list(
            Edition.objects.for_sitemap(timezone.now() - timedelta(days=31), timezone.now(), at=timezone.now())[:50_000]
        )
    ),
    "the news map": lambda story: (
        lambda: list(
            Edition.objects.for_sitemap(timezone.now() - timedelta(2), timezone.now(), at=timezone.now())[:1000]
        )
    ),
    "a comment's own page": lambda story: lambda: talk.permalink(1),
    "replies": lambda story: partial(arranging.under, say.comment(story), 0),
}

BOUNDED = {"a comment's own page", "a conversation", "related stories", "the pins"}
"""Rows of so many ids and no more are chosen first, and sorted then."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_public_question_walks_through_the_archive(story: Article, name: str) -> None:
    say.comment(story, parent=say.comment(story))
    caching.tree()
    memory.forget_all()
    found = steps(QUESTIONS[name](story))
    assert found
    assert not walks(found)
    assert name in BOUNDED or not sorts(found)


BY_SAVING = "USING INDEX articles_article_last_saved"
DESK: dict[str, Callable[[], Any]] = {
    "list": lambda: Article.objects.for_desk(),
    "search": lambda: search.found(Article.objects.for_desk(), "harbour 선거"),
    "search of the live": lambda: search.found(Article.objects.in_state("live"), "har"),
    **{state: partial(Article.objects.in_state, state) for state in State.values},
}


@pytest.mark.parametrize("name", DESK)
def test_the_desks_list_is_walked_in_its_order_or_found_by_an_index(story: Article, name: str) -> None:
    found = steps(lambda: list(DESK[name]().order_by("-saved_at", "-pk")[:50]))
    assert any("articles_article " in step for step in found)
    wrong = walks(found)
    if name in ("list", State.LIVE):
        assert any(BY_SAVING in step for step in wrong)
        wrong = [step for step in wrong if BY_SAVING not in step]
    assert not [step for step in wrong if "VIRTUAL TABLE INDEX" not in step]


def test_a_walk_is_noticed(story: Article) -> None:
    assert walks(steps(lambda: list(Edition.objects.filter(headline__contains="walk"))))
    assert walks(steps(lambda: list(Article.objects.filter(words__pieces__contains="walk"))))
    assert walks(steps(lambda: Address.objects.crowded_months(9)))


def test_a_sort_is_noticed(story: Article) -> None:
    assert sorts(steps(lambda: list(Edition.objects.live().order_by("headline")[:9])))
