"""When a public page ends and what it depends on."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles import caching, publishing
from articles.models import Article
from articles.models.blocks import RelatedBlock
from articles.tests import make
from articles.workflow import FOREVER
from newsroom.pagecache.marking import STALE_UNTIL, TAGS, UNTIL

HOUR = timedelta(hours=1)
LONGEST = timedelta(seconds=settings.PAGECACHE["MAX_AGE"])
pytestmark = pytest.mark.django_db


def end_of(response: HttpResponse) -> float:
    return float(response[UNTIL])


def second(moment: datetime) -> Any:
    """Without `abs` it would be half an hour: a millionth of the seconds since 1970."""
    return pytest.approx(moment.timestamp(), abs=2)


def test_a_page_carries_its_tags_and_that_of_the_sections() -> None:
    page = caching.public(HttpResponse("page"), tags=[caching.article(12), caching.FRONT], at=timezone.now())
    assert page[TAGS] == "article:12 front sections"


def test_a_page_ends_when_the_next_story_begins() -> None:
    at = timezone.now()
    make.article(published=True, at=at + timedelta(seconds=40))
    page = caching.public(HttpResponse("page"), tags=[caching.FRONT], at=at)
    assert end_of(page) == second(at + timedelta(seconds=40))


def test_a_page_ends_at_its_own_moment_when_that_comes_first() -> None:
    at = timezone.now()
    make.article(published=True, at=at + timedelta(seconds=40))
    page = caching.public(HttpResponse("page"), tags=[caching.FRONT], at=at, until=at + timedelta(seconds=20))
    assert end_of(page) == second(at + timedelta(seconds=20))


def test_a_page_ends_at_the_papers_midnight(settings) -> None:
    settings.PAPER_ZONE = ZoneInfo("Asia/Seoul")
    at = datetime(2026, 11, 23, 14, 59, 30, tzinfo=UTC)
    page = caching.public(HttpResponse("page"), tags=[caching.FRONT], at=at)
    assert end_of(page) == second(datetime(2026, 11, 23, 15, tzinfo=UTC))


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)])
def test_midnight_stays_midnight_on_the_days_when_clocks_change(settings, day: datetime) -> None:
    settings.PAPER_ZONE = ZoneInfo("Europe/Berlin")
    local = caching.midnight_after(day).astimezone(settings.PAPER_ZONE)
    assert (local.day, local.hour) == (day.day + 1, 0)


def test_a_page_with_a_story_that_ends_does_not_stand_in_after_that() -> None:
    at = timezone.now()
    story = make.article(published=True)
    publishing.expire(story, by=make.administrator(), at=at + HOUR)
    shown = [make.live_edition(story)]
    page = caching.public(HttpResponse("page"), tags=[caching.FRONT], at=at, shown=shown)
    assert float(page[STALE_UNTIL]) == second(at + HOUR)
    other = caching.public(HttpResponse("page"), tags=[caching.FRONT], at=at)
    assert float(other[STALE_UNTIL]) > float(page[STALE_UNTIL])


@pytest.mark.django_db(transaction=True)
def test_the_next_moment_is_asked_once_until_an_act_changes_a_span(django_assert_num_queries) -> None:
    make.article(published=True)
    assert caching.next_moment(timezone.now()) == FOREVER
    with django_assert_num_queries(0):
        assert caching.next_moment(timezone.now()) == FOREVER
    planned = timezone.now() + HOUR
    make.article(published=True, at=planned)
    assert caching.next_moment(timezone.now()) == planned


@pytest.mark.django_db(transaction=True)
def test_a_page_that_began_before_a_change_ends_with_it_although_it_asks_after_it() -> None:
    began = timezone.now()
    soon = began + timedelta(milliseconds=1)
    make.article(published=True, at=soon)
    assert caching.next_moment(began) == soon
    while timezone.now() <= soon:
        pass
    assert caching.next_moment(timezone.now()) == FOREVER
    assert caching.next_moment(began) == soon
    assert caching.next_moment(began - HOUR) == soon


@pytest.mark.django_db(transaction=True)
def test_a_moment_that_has_passed_is_asked_for_again() -> None:
    at = timezone.now()
    make.article(published=True, at=at + HOUR)
    make.article(published=True, at=at + 2 * HOUR)
    assert caching.next_moment(at) == at + HOUR
    assert caching.next_moment(at + HOUR) == at + 2 * HOUR


def ends_of_page(story: Article) -> float:
    return end_of(Client().get(make.live_edition(story).get_absolute_url()))


@pytest.fixture
def at() -> datetime:
    """Long before the paper's midnight, at which every page ends."""
    at = timezone.now()
    return at if caching.midnight_after(at) - at > HOUR else pytest.skip("Midnight is too near.")


def referring(*stories: Article) -> Article:
    story = make.article("It refers to others")
    RelatedBlock.objects.create(parent=story, region="body", ordering=40).stories.set(stories)
    make.publish(story)
    return story


def test_a_storys_page_does_not_end_with_another_story(at: datetime) -> None:
    story = make.article(published=True)
    make.article(published=True, at=at + timedelta(seconds=40))
    assert ends_of_page(story) == second(min(caching.midnight_after(at), at + LONGEST))
    assert end_of(Client().get("/")) == second(at + timedelta(seconds=40))


def test_a_storys_page_ends_with_its_own_edition(at: datetime) -> None:
    story, expiring = make.article("Corrected", published=True), make.article("Expiring", published=True)
    publishing.expire(expiring, by=make.administrator(), at=at + timedelta(seconds=30))
    assert ends_of_page(expiring) == second(at + timedelta(seconds=30))
    make.publish(make.change(story, headline="Planned"), at=at + timedelta(seconds=40))
    assert ends_of_page(story) == second(at + timedelta(seconds=40))


def test_a_storys_page_ends_with_a_story_that_it_refers_to(at: datetime) -> None:
    other = make.article("The other", published=True)
    story = referring(other)
    make.article(published=True, at=at + timedelta(seconds=20))
    publishing.expire(other, by=make.administrator(), at=at + timedelta(seconds=30))
    assert ends_of_page(story) == second(at + timedelta(seconds=30))


def test_a_storys_page_ends_with_the_next_change_while_a_story_that_it_refers_to_is_not_live(at: datetime) -> None:
    story = referring(make.article("The other", published=True, at=at + timedelta(seconds=50)))
    make.article(published=True, at=at + timedelta(seconds=20))
    assert ends_of_page(story) == second(at + timedelta(seconds=20))
