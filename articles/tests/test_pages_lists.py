"""Lists: what stands on them, how they are paged, where former paths lead, how many queries they take."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import caching, paging, publishing, sections
from articles.models import Author
from articles.tests import make
from articles.tests.page import addresses, elements, only, warm
from newsroom.pagecache import memory
from newsroom.pagecache.marking import PARAMETERS, TAGS

pytestmark = pytest.mark.django_db


def walk(client: Client, address: str, selector: str = "main .card-headline a") -> list[list[str]]:
    """The story addresses of each page from the first to the last."""
    pages = []
    where = address
    while where:
        response = client.get(where)
        pages.append(addresses(response, selector))
        following = [link for link in elements(response, ".pager a") if link.get("rel") == "next"]
        where = f"{address}{following[0].get('href')}" if following else ""
    return pages


@pytest.fixture
def archive():
    """43 stories of one author, topic and day, many of them of the same moment."""
    author, topic = make.author(), make.topic()
    noon = timezone.localtime().replace(hour=12) - timedelta(days=1)
    for number in range(43):
        make.article(authors=(author,), topics=(topic,), published=True, at=noon - timedelta(seconds=number // 10))
    return noon


@pytest.mark.parametrize("place", ["/national/", "/by/mara-lindqvist/", "/topics/harbour-levy/", "day"])
def test_pages_have_no_repeats_and_no_gaps_though_moments_are_equal(client: Client, archive, place: str) -> None:
    address = f"/archive/{archive:%Y/%m/%d}/" if place == "day" else place
    pages = walk(client, address)
    assert [len(page) for page in pages] == [20, 20, 3]
    assert len({story for page in pages for story in page}) == 43


def test_a_page_stays_the_same_when_a_story_is_published_meanwhile(client: Client, archive) -> None:
    first, second, _third = walk(client, "/national/")
    older = only(client.get("/national/"), ".pager a").get("href")
    make.article(published=True, hours_ago=0.1)
    assert addresses(client.get(f"/national/{older}"), "main .card-headline a") == second
    assert len(first) == 20


def test_a_further_page_is_told_apart_and_leads_back(client: Client, archive) -> None:
    older = only(client.get("/national/"), ".pager a").get("href")
    page = client.get(f"/national/{older}")
    assert addresses(page, ".pager a")[:1] == ["/national/"]
    canonical = next(link for link in elements(page, "link") if link.get("rel") == "canonical")
    assert "before=" in canonical.get("href")
    assert page[PARAMETERS] == "before"


def test_a_place_in_a_list_has_one_spelling() -> None:
    at = datetime(2026, 11, 23, 6, 40, 0, 123456, tzinfo=UTC)
    assert paging.read_place(paging.write_place(at, 12)) == (at, 12)
    for text in (
        "",
        "1",
        "1-",
        "-1",
        "1-2-3",
        "01-2",
        "1-02",
        "1.5-2",
        "１-2",
        "1-2 ",
        "9" * 18 + "-1",
        "1-" + "9" * 19,
    ):
        with pytest.raises(paging.BadPlace):
            paging.read_place(text)


def test_a_section_shows_what_stands_below_it_and_its_way(client: Client) -> None:
    make.article("Below", section=make.section("national/politics/assembly"), published=True)
    page = client.get("/national/politics/")
    assert [link.text for link in elements(page, ".breadcrumb a")] == ["Home", "National", "Politics"]
    assert addresses(page, ".list-children a") == ["/national/politics/assembly/"]
    assert only(page, "main .card-headline a").text == "Below"
    current = [link.text for link in elements(page, ".navigation a") if link.get("aria-current")]
    assert current == ["National"]


def test_a_section_with_one_story_shows_it_once(client: Client) -> None:
    make.article(published=True)
    assert len(elements(client.get("/national/politics/"), "main .card")) == 1


def test_a_moved_section_leads_to_its_new_address(client: Client) -> None:
    section = make.section("national/politics")
    sections.move(section, by=make.administrator(), parent=None, slug="parliament")
    moved = client.get("/national/politics/")
    assert (moved.status_code, moved["Location"]) == (301, "/parliament/")
    assert caching.section(section.pk) in moved[TAGS]
    assert client.get("/parliament/").status_code == 200


def test_days_without_a_story_are_empty_between_the_first_story_and_today(client: Client) -> None:
    at = timezone.localtime()
    make.article(published=True, at=at - timedelta(days=3))
    day = f"/archive/{at - timedelta(days=1):%Y/%m/%d}/"
    page = client.get(day)
    assert page.status_code == 200
    assert len(elements(page, ".day-ways a")) == 2
    first = client.get(f"/archive/{at - timedelta(days=3):%Y/%m/%d}/")
    assert [link.get("rel") for link in elements(first, ".day-ways a")] == ["next"]
    assert client.get(f"/archive/{at - timedelta(days=4):%Y/%m/%d}/").status_code == 404
    assert client.get(f"/archive/{at + timedelta(days=1):%Y/%m/%d}/").status_code == 404


def test_a_correction_is_listed_until_its_story_is_withdrawn(client: Client) -> None:
    story = make.article("Rents", published=True)
    story = make.change(story, headline="Rents rise")
    publishing.correct(story, by=make.administrator(), version=story.version, note="It is 4.6 per cent.")
    page = client.get("/corrections/")
    assert only(page, ".correction-note").text == "It is 4.6 per cent."
    assert only(page, ".correction-story a").get("href").endswith("#corrections")
    publishing.withdraw(story, by=make.administrator(), reason="Wrong", public_note="Wrong.")
    assert not elements(client.get("/corrections/"), ".correction")


def test_corrections_are_paged_by_key(client: Client) -> None:
    for number in range(23):
        story = make.article(published=True)
        story = make.change(story, headline=f"Changed {number}")
        publishing.correct(story, by=make.administrator(), version=story.version, note=f"Note {number}.")
    pages = walk(client, "/corrections/", ".correction-story a")
    assert [len(page) for page in pages] == [20, 3]
    assert len({story for page in pages for story in page}) == 23


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 20])
def test_lists_take_the_same_queries_for_two_stories_and_for_twenty(
    client: Client, django_assert_num_queries, number: int
) -> None:
    author, topic = make.author(), make.topic()
    for n in range(number):
        story = make.article(authors=(author, make.author(f"Author {n}")), topics=(topic,), published=True, hours_ago=2)
        story = make.change(story, headline=f"Changed {n}")
        past = timezone.now() - timedelta(hours=1)
        publishing.correct(story, by=make.administrator(), version=story.version, note="Changed.", at=past)
    warm(client)
    day = f"/archive/{make.live_edition(story).published_on:%Y/%m/%d}/"
    own = [author.get_absolute_url(), topic.get_absolute_url()]
    budgets = {"/national/": (3, 1), own[0]: (4, 2), own[1]: (4, 2), day: (4, 2), "/corrections/": (2, 1)}
    for address, (unknown, known) in budgets.items():
        memory.forget_all()
        with django_assert_num_queries(unknown):
            client.get(address)
        with django_assert_num_queries(known):
            client.get(address)


def test_an_author_page_says_who_it_is(client: Client) -> None:
    author = make.author()
    Author.objects.filter(pk=author.pk).update(
        role="Political editor", biography="One.\n\nTwo <b>.", portrait=make.photo()
    )
    make.article(authors=(author,), published=True)
    page = client.get("/by/mara-lindqvist/")
    assert only(page, "main h1").text == "Mara Lindqvist"
    assert [p.text for p in elements(page, ".list-description p")] == ["One.", "Two <b>."]
    assert only(page, ".author-face").get("src").startswith("/media/")
