"""A paper of an older version, with stories in it, becomes one of this version: what is kept of them is made then."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import reindexing, search
from articles.models import Article
from articles.tests import make

ON_POSTGRES = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has this index")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stories():
    """One live without an end, one live for a day, one never published."""
    open_ended = make.article("The tramway opens", published=True)
    ending = make.article("부두 요금 협상", published=True)
    make.publish(make.change(ending, standfirst="The pier asks less"), until=timezone.now() + timedelta(days=1))
    return open_ended, ending, make.article("A ferry that never was")


@pytest.fixture
def brought_up_to_date():
    """Whatever a test leaves, the next one finds every table."""
    yield
    call_command("migrate", verbosity=0)


def is_there(table: str) -> bool:
    return table in connection.introspection.table_names()


def found(words: str) -> list[str]:
    return [story.headline for story in search.found(Article.objects.order_by("pk"), words)]


def ends() -> dict:
    return dict(Article.objects.values_list("pk", "public_until"))


@pytest.mark.parametrize("version", ["0005", "0002"], ids=["before the search", "the first"])
def test_stories_of_an_older_paper_are_found_and_know_their_end(stories, brought_up_to_date, version):
    open_ended, ending, draft = stories
    before = ends()
    assert before[ending.pk] is not None
    assert before[draft.pk] is None
    call_command("migrate", "articles", version, verbosity=0)
    assert not is_there("articles_words")
    call_command("migrate", verbosity=0)
    assert ends() == before
    assert found("tramway") == [open_ended.headline]
    assert found("요금") == [ending.headline]
    assert found("ferr") == [draft.headline]
    assert not list(search.stale(apps))
    assert (reindexing.words(apps), reindexing.ends(apps)) == (0, 0)


@ON_POSTGRES
def test_an_index_that_was_interrupted_is_made_again(stories, brought_up_to_date):
    """An interrupted migration leaves an index behind that is not used, since it is made beside other work."""

    def is_whole() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = 'articles_words_blocks'::regclass")
            return cursor.fetchone()[0]

    assert is_whole()
    call_command("migrate", "articles", "0012", verbosity=0)
    assert found("tramway") == [stories[0].headline]
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX articles_words_blocks ON articles_words (article_id)")
        cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'articles_words_blocks'::regclass")
    assert not is_whole()
    call_command("migrate", verbosity=0)
    assert is_whole()
    assert found("tramway") == [stories[0].headline]
