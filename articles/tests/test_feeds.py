"""Feeds: what they hold, in which shape, and that nothing typed can break them."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import caching, publishing, sections
from articles.tests import make

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
HOSTILE = 'Sharp < ]]> & "quotes" \'\u0007\u0001\ufffe\x1b 한글 🦢 <script>alert(1)</script>'
SURVIVES = 'Sharp < ]]> & "quotes" \' 한글 🦢 <script>alert(1)</script>'
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(settings) -> None:
    settings.NEWSROOM_NAME = "The Fennay Tide"
    settings.NEWSROOM_URL = "https://tide.example.org"


def rss(client: Client, address: str = "/feed/") -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.XML(response.content).find("channel")


def atom(client: Client, address: str = "/feed/atom/") -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.XML(response.content)


def json_feed(client: Client, address: str = "/feed/json/") -> dict:
    response = client.get(address)
    assert response["Content-Type"] == "application/feed+json"
    return json.loads(response.content)


def titles(client: Client, address: str) -> list[str]:
    return [item.findtext("title") for item in rss(client, address).iter("item")]


@pytest.fixture
def story():
    return make.article(
        "Assembly passes the ferry levy",
        published=True,
        standfirst="After fourteen hours.",
        authors=(make.author("Ines Marrow"), make.author("Jonas Weill")),
        topics=(make.topic("Ferries"),),
        lead_photo=make.photo(),
    )


def test_rss_tells_of_a_story_what_a_list_shows(client: Client, story) -> None:
    channel = rss(client)
    assert channel.findtext("title") == "The Fennay Tide"
    assert channel.find(f"{ATOM}link").attrib == {"rel": "self", "href": "https://tide.example.org/feed/"}
    item = channel.find("item")
    edition = make.live_edition(story)
    assert item.findtext("title") == "Assembly passes the ferry levy"
    assert item.findtext("link") == f"https://tide.example.org{edition.get_absolute_url()}"
    assert item.findtext("description") == "After fourteen hours."
    assert [person.text for person in item.iter(CREATOR)] == ["Ines Marrow", "Jonas Weill"]
    assert [category.text for category in item.iter("category")] == ["Politics", "Ferries"]
    assert datetime.strptime(item.findtext("pubDate"), "%a, %d %b %Y %H:%M:%S %z") == edition.published_at.replace(
        microsecond=0
    )
    picture = item.find(f"{MEDIA}content")
    assert picture.get("url").startswith("https://tide.example.org/media/")
    assert (picture.get("type"), picture.findtext(f"{MEDIA}description")) == ("image/jpeg", "The inner harbour")


def test_atom_tells_the_same(client: Client, story) -> None:
    feed = atom(client)
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "https://tide.example.org/feed/atom/"
    entry = feed.find(f"{ATOM}entry")
    edition = make.live_edition(story)
    assert entry.findtext(f"{ATOM}title") == edition.headline
    assert entry.findtext(f"{ATOM}summary") == "After fourteen hours."
    assert [name.text for name in entry.iter(f"{ATOM}name")] == ["Ines Marrow", "Jonas Weill"]
    assert entry.find(f"{ATOM}author/{ATOM}uri").text == "https://tide.example.org/by/ines-marrow/"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")).tzinfo
    assert entry.find(f"{ATOM}link[@rel='enclosure']").get("title") == "The inner harbour"


def test_json_tells_the_same(client: Client, story) -> None:
    feed = json_feed(client)
    assert (feed["version"], feed["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "https://tide.example.org/feed/json/",
    )
    item = feed["items"][0]
    edition = make.live_edition(story)
    assert (item["title"], item["content_text"]) == (edition.headline, "After fourteen hours.")
    assert item["authors"][0] == {"name": "Ines Marrow", "url": "https://tide.example.org/by/ines-marrow/"}
    assert item["tags"] == ["Politics", "Ferries"]
    assert datetime.fromisoformat(item["date_published"]) == edition.published_at
    assert item["image"].startswith("https://tide.example.org/media/")


def test_a_story_without_standfirst_picture_or_author_stands_in_every_feed(client: Client) -> None:
    make.article("Bare", published=True)
    assert rss(client).findtext("item/title") == "Bare"
    assert atom(client).findtext(f"{ATOM}entry/{ATOM}title") == "Bare"
    assert json_feed(client)["items"][0]["content_text"] == "Bare"


@pytest.mark.parametrize("address", ["/feed/", "/feed/atom/", "/feed/json/"])
def test_a_paper_without_stories_has_whole_feeds(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_a_storys_name_for_machines_outlives_correction_new_slug_and_move(client: Client, story, administrator) -> None:
    before = rss(client).findtext("item/guid")
    assert before == atom(client).findtext(f"{ATOM}entry/{ATOM}id") == json_feed(client)["items"][0]["id"]
    link = rss(client).findtext("item/link")
    make.change(story, slug="another-slug")
    story.refresh_from_db()
    publishing.correct(story, by=administrator, version=story.version, note="It was twelve hours.")
    sections.move(make.section("national/politics"), by=administrator, parent=None)
    assert rss(client).findtext("item/guid") == before
    assert rss(client).findtext("item/link") != link


def test_a_corrected_story_says_when_it_changed(client: Client, story, administrator) -> None:
    story.refresh_from_db()
    first = atom(client).find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}updated") == first.findtext(f"{ATOM}published")
    publishing.correct(story, by=administrator, version=story.version, note="It was twelve hours.")
    entry = atom(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == first.findtext(f"{ATOM}published")
    assert entry.findtext(f"{ATOM}updated") > first.findtext(f"{ATOM}updated")
    assert atom(client).findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")


def test_nothing_typed_breaks_a_feed(client: Client) -> None:
    author = make.author("Ines Marrow")
    type(author).objects.filter(pk=author.pk).update(name=HOSTILE)
    make.article(
        HOSTILE,
        published=True,
        standfirst=HOSTILE,
        authors=(author,),
        section=make.section("odd", name="Odd \x0b & <odd>", description="]]>\x01"),
    )
    item = rss(client).find("item")
    assert item.findtext("title") == SURVIVES
    assert "<script" not in item.findtext("description")
    assert "&lt;script" in item.findtext("description")
    assert item.findtext(CREATOR) == SURVIVES
    assert atom(client).findtext(f"{ATOM}entry/{ATOM}title") == SURVIVES
    assert json_feed(client)["items"][0]["title"] == SURVIVES
    assert rss(client, "/odd/feed/").findtext("title") == "The Fennay Tide – Odd  & <odd>"


def test_a_section_has_its_own_feeds_with_all_below_it(client: Client) -> None:
    make.article("Levy", published=True, section=make.section("national/politics"))
    make.article("Cup", published=True, section=make.section("sport"))
    assert titles(client, "/national/feed/") == titles(client, "/national/politics/feed/") == ["Levy"]
    assert titles(client, "/feed/") == ["Cup", "Levy"]
    assert atom(client, "/national/feed/atom/").findtext(f"{ATOM}title") == "The Fennay Tide – National"
    assert json_feed(client, "/national/feed/json/")["home_page_url"] == "https://tide.example.org/national/"


def test_a_moved_sections_feed_leads_to_its_new_address(client: Client, administrator) -> None:
    sections.move(make.section("national/politics"), by=administrator, parent=None)
    for kind in ("", "atom/", "json/"):
        response = client.get(f"/national/politics/feed/{kind}")
        assert (response.status_code, response["Location"]) == (301, f"/politics/feed/{kind}")
    assert client.get("/never/a-section/feed/").status_code == 404


def test_the_newest_thirty_come_newest_first(client: Client) -> None:
    now = timezone.now()
    for number in range(32):
        make.article(f"Story number {number}", published=True, at=now - timedelta(hours=number + 1))
    assert titles(client, "/feed/") == [f"Story number {number}" for number in range(30)]


@pytest.mark.parametrize("address", ["/feed/", "/national/feed/atom/", "/feed/json/"])
def test_a_feed_costs_the_same_for_two_and_for_twenty_stories(
    client: Client, django_assert_max_num_queries, django_assert_num_queries, address: str
) -> None:
    def add(count: int) -> None:
        for number in range(count):
            make.article(
                published=True, authors=(make.author(f"Author {number}"),), topics=(make.topic(f"T {number}"),)
            )

    add(2)
    with django_assert_max_num_queries(6) as few:
        client.get(address)
    add(18)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_a_feed_is_the_same_bytes_for_everyone_and_carries_its_tags(client: Client, story) -> None:
    response = client.get("/national/feed/")
    tags = set(response["X-Page-Tags"].split())
    assert {f"section:{make.section('national').pk}", f"author:{make.author('Ines Marrow').pk}", "sections"} <= tags
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.head("/feed/").status_code == 200
    assert client.post("/feed/").status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/feed/", "/national/feed/atom/", "/feed/json/"])
def test_items_are_written_once_until_something_that_they_say_changes(
    client: Client, story, administrator, django_assert_num_queries, address: str
) -> None:
    client.get(address)
    with django_assert_num_queries(1):
        before = client.get(address).content.decode()
    assert "Ines Marrow" in before
    with transaction.atomic():
        author = make.author("Ines Marrow")
        type(author).objects.filter(pk=author.pk).update(name="Ines Marrow-Weill")
        caching.purge_author(author.pk)
    assert "Ines Marrow-Weill" in client.get(address).content.decode()
    story.refresh_from_db()
    publishing.withdraw(story, by=administrator, reason="Wrong", public_note="It was wrong.")
    assert "Assembly passes" not in client.get(address).content.decode()
