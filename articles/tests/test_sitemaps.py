"""Sitemaps: an index, a map a month, the sections, the news of two days."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing, sitemaps
from articles.tests import make

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(settings) -> None:
    settings.NEWSROOM_NAME = "The Fennay Tide"
    settings.NEWSROOM_URL = "https://tide.example.org"


def read(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.XML(response.content)


def places(client: Client, address: str) -> list[str]:
    return [loc.text.removeprefix("https://tide.example.org") for loc in read(client, address).iter(f"{MAP}loc")]


def address_of(story) -> str:
    return make.live_edition(story).get_absolute_url()


def test_the_index_lists_a_map_for_each_month_with_stories(client: Client) -> None:
    make.article(published=True, at=datetime(2026, 3, 31, 12, tzinfo=UTC))
    make.article(published=True, at=datetime(2025, 12, 1, 12, tzinfo=UTC))
    make.article(published=True, at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert places(client, "/sitemap.xml") == [
        "/sitemap-sections.xml",
        "/sitemap-2026-03.xml",
        "/sitemap-2025-12.xml",
    ]


def test_the_index_does_not_know_the_month_of_a_scheduled_story(client: Client) -> None:
    make.article(published=True, at=timezone.now() + timedelta(days=70))
    assert places(client, "/sitemap.xml") == ["/sitemap-sections.xml"]


def test_a_month_beyond_the_limit_is_listed_by_its_days(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("2026-03-31", "2026-03-31", "2026-03-01", "2026-02-28", "2026-02-01"):
        make.article(published=True, at=datetime.fromisoformat(f"{day}T12:00+00:00"))
    monkeypatch.setattr(sitemaps, "MOST", 2)
    assert places(client, "/sitemap.xml")[1:] == [
        "/sitemap-2026-03-31.xml",
        "/sitemap-2026-03-01.xml",
        "/sitemap-2026-02.xml",
    ]
    monkeypatch.setattr(sitemaps, "MOST", 3)
    assert places(client, "/sitemap.xml")[1:] == ["/sitemap-2026-03.xml", "/sitemap-2026-02.xml"]


def test_a_month_holds_its_own_stories_in_the_papers_zone(client: Client, settings) -> None:
    settings.PAPER_ZONE = ZoneInfo("Asia/Seoul")
    march = make.article(published=True, at=datetime(2026, 3, 31, 14, 59, tzinfo=UTC))
    april = make.article(published=True, at=datetime(2026, 3, 31, 15, 1, tzinfo=UTC))
    assert places(client, "/sitemap-2026-03.xml") == [address_of(march)]
    assert places(client, "/sitemap-2026-04.xml") == [address_of(april)] == places(client, "/sitemap-2026-04-01.xml")
    assert places(client, "/sitemap-2026-03-31.xml") == [address_of(march)]


@pytest.mark.parametrize(
    "name", ["2026-13", "2026-00", "2026-02-30", "2999-12", "2999-12-31", "0000-01", "9999-12", "1000-01-0", "x"]
)
def test_a_month_that_is_none_or_has_not_begun_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404
    assert client.get("/sitemap-1000-01.xml").status_code == 200


def test_a_map_says_when_a_story_changed(client: Client, administrator) -> None:
    story = make.article(published=True, at=datetime(2026, 3, 31, 12, tzinfo=UTC))
    assert read(client, "/sitemap-2026-03.xml").findtext(f"{MAP}url/{MAP}lastmod") == "2026-03-31T12:00:00+00:00"
    story.refresh_from_db()
    publishing.correct(story, by=administrator, version=story.version, note="It was twelve.")
    changed = make.live_edition(story).changed_at
    found = read(client, "/sitemap-2026-03.xml").findtext(f"{MAP}url/{MAP}lastmod")
    assert datetime.fromisoformat(found) == changed.replace(microsecond=0)


@pytest.mark.parametrize("act", ["withdraw", "expire"])
def test_a_story_that_is_gone_leaves_every_map(client: Client, administrator, act: str) -> None:
    story = make.article(published=True)
    kept = make.article(published=True)
    where, month = address_of(story), make.live_edition(story).published_on.strftime("/sitemap-%Y-%m.xml")
    assert where in places(client, month)
    assert where in places(client, "/news-sitemap.xml")
    if act == "withdraw":
        publishing.withdraw(story, by=administrator, reason="Wrong", public_note="It was wrong.")
    else:
        publishing.expire(story, by=administrator)
    assert places(client, month) == places(client, "/news-sitemap.xml") == [address_of(kept)]


def test_the_sections_and_the_papers_own_pages_have_a_map(client: Client) -> None:
    make.section("national/politics")
    assert places(client, "/sitemap-sections.xml") == [
        "/",
        "/corrections/",
        "/standards/",
        "/national/",
        "/national/politics/",
    ]


def test_the_news_are_those_of_two_days_with_name_language_and_date(client: Client) -> None:
    make.article("Old", published=True, hours_ago=49)
    story = make.article("여객선 <b> & \x07부담금", published=True, hours_ago=47, language="ko")
    news = read(client, "/news-sitemap.xml").findall(f"{MAP}url/{NEWS}news")
    assert len(news) == 1
    assert news[0].findtext(f"{NEWS}title") == "여객선 <b> & 부담금"
    assert news[0].findtext(f"{NEWS}publication/{NEWS}name") == "The Fennay Tide"
    assert news[0].findtext(f"{NEWS}publication/{NEWS}language") == "ko"
    published_at = make.live_edition(story).published_at.replace(microsecond=0)
    assert datetime.fromisoformat(news[0].findtext(f"{NEWS}publication_date")) == published_at


def test_the_news_end_when_their_oldest_story_has_had_its_two_days(client: Client) -> None:
    story = make.article(published=True, hours_ago=47.999)
    until = float(client.get("/news-sitemap.xml")["X-Page-Until"])
    assert until == pytest.approx((make.live_edition(story).published_at + timedelta(days=2)).timestamp(), abs=0.01)


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemap-{month}.xml", "/sitemap-sections.xml", "/news-sitemap.xml"]
)
def test_a_map_costs_the_same_for_two_and_for_twenty_stories(
    client: Client, django_assert_max_num_queries, django_assert_num_queries, address: str
) -> None:
    address = address.format(month=f"{timezone.now() - timedelta(hours=1):%Y-%m}")
    for _ in range(2):
        make.article(published=True)
    with django_assert_max_num_queries(4) as few:
        assert client.get(address).status_code == 200
    for _ in range(18):
        make.article(published=True)
    with django_assert_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-sections.xml", "/news-sitemap.xml"])
def test_a_map_is_read_and_never_written_and_kept_for_everyone(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["X-Page-Tags"]
    assert not response.cookies
    assert client.post(address).status_code == 405
