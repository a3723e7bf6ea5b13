"""What the desk's search finds, and that every word of a person is a plain word."""

import unicodedata

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import publishing, reindexing, search, writing
from articles.models import Article, Edition, PullQuoteBlock, TextBlock, Words
from articles.tests import make
from articles.tests.desk import Desk
from articles.workflow import FOREVER
from newsroom.accounts.models import User
from newsroom.tests import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    return make.article(
        "Carferry returns to Ostrey",
        short_headline="Überfahrt",
        standfirst="After the winter the boats cross again.",
        html="<p>The harbourmaster, <em>a patient</em> woman, counted 250 cars.</p><p>대통령선거를 앞두고 온다.</p>",
    )


def found(words: str) -> list[Article]:
    return list(search.found(Article.objects.order_by("pk"), words))


@pytest.mark.parametrize(
    "words",
    [
        *("carferry", "CARFERRY", "Ostrey", "überfahrt", "ÜBERFAHRT", "boats", "winter boats"),
        *("ferry", "arfer", "erf", "trey"),  # inside a word of a headline or the standfirst
        *("harbourmaster", "harbour", "Harb", "patient woman", "250", "a"),
        *("대통령선거를", "대통령", "선거", "통령", "앞", "고", "온다"),
        *("ferry harbour 선거", "harbour, ferry!", '"ferry" (cars*)', "ferry%"),
        unicodedata.normalize("NFD", "대통령선거"),  # as some machines spell it, letter by letter
    ],
)
def test_a_story_is_found_by_words_and_parts_of_words(story: Article, words: str) -> None:
    make.article("Another", html="<p>Nothing here.</p>")
    assert found(words) == [story]


@pytest.mark.parametrize("words", ["ferry harbor", "선거 투표", "령대", "zzyzxqw", "master", "har", "ferry OR nothing"])
def test_a_story_without_one_of_the_words_is_not_found(story: Article, words: str) -> None:
    assert not found(words)


SYNTAX = [
    "%",
    "_",
    "''",
    '"',
    "* OR *",
    "NEAR(a b)",
    "pieces:ferry^",
    "{pieces}: x",
    "a:* & !b",
    "\\",
    "' | 'ferry",
    "-",
]


@pytest.mark.parametrize("words", [*SYNTAX, *hostile.ALL.values()], ids=range(len(SYNTAX) + len(hostile.ALL)))
def test_whatever_is_typed_is_plain_words(story: Article, words: str) -> None:
    plain = list(search.runs(words))
    kept = " ".join(plain[: search.MOST_WORDS])
    assert found(words) == found(kept)
    assert plain or not found(words)


def test_the_list_asks_the_index_and_keeps_to_what_a_person_may_see(
    story: Article, administrator: User, reporter: User
) -> None:
    make.article("Carferry of another paper", by=reporter)
    for person, number in ((administrator, 2), (reporter, 1)):
        page = Desk(person).get("article_changelist", q="carferry")
        assert page.context["cl"].result_count == number


def test_what_is_saved_is_found_by_its_new_words_and_no_more_by_the_old(story: Article, administrator: User) -> None:
    Article.objects.filter(pk=story.pk).update(headline="Tramway")
    TextBlock.objects.filter(parent=story).update(html="<p>Depot</p>")
    PullQuoteBlock.objects.create(parent=story, ordering=20, text="Well spoken")
    writing.record(story, by=administrator, seen=1)
    assert found("tramway depot spoken") == [story]
    assert not found("carferry")
    writing.restore(story.revisions.get(number=1), by=administrator, version=2)
    assert found("carferry harbourmaster") == [story]
    assert not found("tramway")


def test_a_deleted_draft_is_found_no_more(story: Article) -> None:
    story.revisions.all().delete()
    story.delete()
    assert not found("carferry")
    assert not Words.objects.exists()


def test_a_save_costs_one_statement_more(story: Article, django_assert_num_queries) -> None:
    data = {"headline": "A", "short_headline": "", "standfirst": "", "body": []}
    with django_assert_num_queries(1):
        search.keep(story.pk, 2, data)


def test_the_newest_are_found_first_unless_the_list_is_narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [make.article(f"Ferry {number}") for number in range(3)]
    monkeypatch.setattr(search, "MOST_FOUND", 2)
    narrowed = search.found(Article.objects.filter(pk=stories[0].pk), "ferry")
    assert found("ferry") == stories[1:]
    assert list(narrowed) == stories[:1]


def test_what_a_worker_of_the_version_before_has_saved_is_found_after_reindex(story: Article, capsys) -> None:
    late = make.article("Late ferry")
    Words.objects.filter(article=late).delete()
    Article.objects.filter(pk=story.pk).update(headline="Tramway", version=2)
    assert not found("tramway")
    call_command("reindex")
    assert "words of 2 stories and the ends of 0" in capsys.readouterr().out
    assert (found("tramway"), found("late")) == ([story], [late])
    assert reindexing.words(apps) == 0


def test_what_a_worker_of_the_version_before_has_ended_is_in_its_state_after_reindex(administrator: User) -> None:
    ended, live, gone = (make.article(published=True) for _ in range(3))
    publishing.withdraw(gone, by=administrator, reason="Wrong", public_note="It was wrong.")
    Edition.objects.filter(article=ended).update(live_until=timezone.now())
    Article.objects.filter(pk=live.pk).update(public_until=None)
    Article.objects.filter(pk=gone.pk).update(public_until=FOREVER)
    call_command("reindex")
    assert [Article.objects.in_state(state).get() for state in ("expired", "live", "withdrawn")] == [ended, live, gone]
    assert reindexing.ends(apps) == 0


def test_reindex_makes_what_a_save_makes(story: Article) -> None:
    PullQuoteBlock.objects.create(parent=story, ordering=20, text="Well spoken")
    writing.record(story, by=make.administrator(), seen=1)
    kept = Words.objects.get(article=story)
    search.refill(apps, [story.pk])
    again = Words.objects.get(article=story)
    assert (again.version, set(again.pieces.split())) == (kept.version, set(kept.pieces.split()))


def test_a_very_long_text_has_so_many_pieces_and_no_more(story: Article) -> None:
    html = " ".join(f"word{number}" for number in range(search.MOST_PIECES + 9))
    TextBlock.objects.filter(parent=story).update(html=f"<p>{html}</p>")
    search.refill(apps, [story.pk])
    assert len(Words.objects.get(article=story).pieces.split()) == search.MOST_PIECES
    assert found("carferry") == [story]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index of words needs no room of its own")
def test_a_common_word_has_room_for_its_places_in_a_large_archive() -> None:
    """With less, PostgreSQL takes the words of every story apart again, from some 800,000 stories on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'articles_newest'")
        [(settings,)] = cursor.fetchall()
    assert "work_mem=64MB" in settings


@pytest.fixture
def far_apart(story: Article) -> list[int]:
    """Keys of stories with one word, the newest first; the first two are alone among the newest 65,536."""
    keys = [400_000, 399_000, 140_000, 139_999, 70_000, 33_000]
    for key in keys:
        story.pk, story.slug = key, f"tramway-{key}"
        story.save(force_insert=True)
        search.write(Words, [Words(article_id=key, version=1, pieces="tramway opens")])
    return keys


@pytest.mark.parametrize("most", range(1, 8))
def test_the_newest_are_found_wherever_they_stand_in_the_archive(far_apart: list[int], most: int) -> None:
    assert sorted(search.newest(["tramway"], most), reverse=True) == far_apart[:most]
    assert sorted(search.newest(["tramway", "opens"], most), reverse=True) == far_apart[:most]
    assert not search.newest(["tramway", "closes"], most)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite walks down its index of words by itself")
def test_a_word_in_every_story_is_looked_for_among_the_newest_alone(far_apart: list[int]) -> None:
    def looked_at(most: int) -> int:
        """Rows of words that the search has read, besides the last one, which says where to begin."""
        asked = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'articles_words'"
        with connection.cursor() as cursor:
            cursor.execute(asked)
            [(before,)] = cursor.fetchall()
            search.newest(["tramway"], most)
            cursor.execute(asked)
            [(after,)] = cursor.fetchall()
        return after - before - 1

    assert [looked_at(most) for most in (1, 2, 3, 4, 5, 6)] == [2, 2, 4, 4, 6, 6]
