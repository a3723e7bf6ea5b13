"""A prepared query answers what the ORM answers, with the values of each call."""

from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition, Listing
from articles.tests import make
from newsroom.prepared import for_many, prepared

pytestmark = pytest.mark.django_db

AT = (Edition, lambda day, slug, at: Edition.objects.for_article_page(day, slug, at=at)[:1], date, str, datetime)


def test_it_answers_what_the_queryset_answers(django_assert_num_queries) -> None:
    story_at, now = prepared(*AT), timezone.now()
    editions = [make.live_edition(make.article(f"Story {n}", published=True)) for n in range(3)]
    for edition in editions:
        with django_assert_num_queries(1):
            found = story_at(edition.published_on, edition.slug, now)
        assert found == list(Edition.objects.for_article_page(edition.published_on, edition.slug, at=now)) == [edition]
        assert found[0].content == edition.content
        with django_assert_num_queries(0):
            assert found[0].section == edition.section


def test_each_value_is_asked_anew() -> None:
    story_at, edition = prepared(*AT), make.live_edition(make.article("Story", published=True))
    assert story_at(edition.published_on, edition.slug, timezone.now())
    assert not story_at(edition.published_on, edition.slug, edition.live_from - timedelta(seconds=1))
    assert not story_at(edition.published_on, "another-slug", timezone.now())
    assert not story_at(edition.published_on - timedelta(days=1), edition.slug, timezone.now())


def test_tuples_of_columns_are_answered_as_tuples() -> None:
    make.article("Story", published=True)
    ids = prepared(
        Listing,
        lambda kind, place, at: Listing.objects.in_place(kind, place, at=at).values_list("edition_id", "article_id"),
        str, int, datetime,
    )  # fmt: skip
    listing = Listing.objects.filter(kind="section").first()
    assert ids("section", listing.place, timezone.now()) == [(listing.edition_id, listing.article_id)]


def test_a_value_that_the_query_does_not_use_is_refused() -> None:
    story_at = prepared(Edition, lambda day, at: Edition.objects.live(at), date, datetime)
    with pytest.raises(TypeError, match="use each"):
        story_at(date(2026, 11, 23), timezone.now())


def test_what_needs_a_second_statement_is_refused() -> None:
    with_photos = prepared(Edition, lambda at: Edition.objects.live(at).prefetch_related("photos"), datetime)
    with pytest.raises(TypeError, match="one statement"):
        with_photos(timezone.now())


@pytest.mark.django_db(transaction=True)
def test_threads_ask_over_connections_of_their_own() -> None:
    story_at, edition = prepared(*AT), make.live_edition(make.article("Story", published=True))
    found: list[list[Edition]] = []

    def ask() -> None:
        found.append(story_at(edition.published_on, edition.slug, timezone.now()))
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[edition]] * 4


def test_a_question_about_many_is_asked_in_few_lengths(django_assert_num_queries) -> None:
    editions = [make.live_edition(make.article(f"Story {n}", published=True)) for n in range(3)]
    ids, now = [edition.pk for edition in editions], timezone.now()
    among = for_many(Edition, lambda ids, at: Edition.objects.among(ids, at=at).order_by("pk"), (2, 4), datetime)
    assert among(ids[:1], now) == editions[:1]
    assert among(ids, now) == editions
    assert among(ids, editions[0].live_from - timedelta(days=1)) == []
    with django_assert_num_queries(0):
        assert among([], now) == []
    with pytest.raises(ValueError, match="empty sequence"):
        among(range(1, 6), now)
