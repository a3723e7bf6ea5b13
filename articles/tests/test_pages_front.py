"""The front page: pins in order, then each main section's newest, no story twice, the same few queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import arrangement, front
from articles.models import Article, Edition
from articles.tests import make
from articles.tests.page import addresses, elements, warm
from newsroom.pagecache import memory
from newsroom.pagecache.marking import UNTIL

pytestmark = pytest.mark.django_db


def pin(*stories: Article, until: dict[Article, object] | None = None) -> None:
    current = front.current()
    ends = until or {}
    front.arrange([(s, ends.get(s)) for s in stories], by=make.administrator(), version=current.version)


def headlines(client: Client) -> list[str]:
    return [link.text for link in elements(client.get("/"), ".card-headline a")]


def test_pinned_stories_come_first_in_the_editors_order(client: Client) -> None:
    old = make.article("Old", published=True, hours_ago=50)
    older = make.article("Older", published=True, hours_ago=60)
    make.article("New", published=True)
    pin(older, old)
    assert headlines(client)[0] == "Older"
    assert set(headlines(client)[1:3]) == {"Old", "New"}
    assert elements(client.get("/"), ".front-lead h2")[0].text == "Older"


def test_no_story_stands_on_the_front_page_twice(client: Client) -> None:
    sections = [make.section(path) for path in ("national", "world", "economy", "sport")]
    for number in range(24):
        make.article(
            section=sections[number % 4], further=(sections[(number + 1) % 4],), published=True, hours_ago=number + 1
        )
    pin(*Article.objects.order_by("pk")[10:13])
    shown = addresses(client.get("/"), ".card-headline a")
    assert len(shown) == len(set(shown)) > 20


def test_each_main_section_has_its_newest_under_its_own_name(client: Client) -> None:
    for number in range(12):
        make.article(f"Politics {number}", published=True, hours_ago=number + 1)
        make.article(f"Sport {number}", section=make.section("sport"), published=True, hours_ago=number + 1)
    page = arrangement.front_page(timezone.now())
    assert {strip.section.path for strip in page.wide} == {"national", "sport"}
    for strip in page.wide:
        assert len({strip.lead.article_id, *(e.article_id for e in (*strip.rows, *strip.texts))}) == arrangement.STRIP
    names = {link.text for link in elements(client.get("/"), ".strip-name a")}
    assert names == {"National", "Sport"}


def test_a_section_outside_the_navigation_has_no_strip(client: Client) -> None:
    make.section("obituaries").__class__.objects.filter(path="obituaries").update(in_navigation=False)
    make.article("A life", section=make.section("obituaries"), published=True)
    assert headlines(client) == []
    pin(Article.objects.get())
    assert headlines(client) == ["A life"]


def test_a_pin_that_has_ended_or_whose_story_is_not_live_is_passed_over(client: Client) -> None:
    ended, draft = make.article("Ended", published=True, hours_ago=9), make.article("Draft")
    shown = make.article("Shown", published=True, hours_ago=10)
    pin(ended, draft, shown, until={ended: timezone.now() - timedelta(seconds=1)})
    assert headlines(client)[0] == "Shown"
    assert "Draft" not in headlines(client)


def test_the_page_ends_when_a_pin_ends(client: Client) -> None:
    story, end = make.article(published=True), timezone.now() + timedelta(seconds=50)
    pin(story, until={story: end})
    assert float(client.get("/")[UNTIL]) <= end.timestamp() + 0.001


def test_a_list_is_led_by_the_newest_with_a_picture_that_is_near_and_not_at_the_top_already() -> None:
    def story(photo: int | None) -> Edition:
        return Edition(picture={"photo": photo} if photo else None)

    bare, first, second = story(None), story(1), story(2)
    assert arrangement.led([bare, first, second])[0] is first
    assert arrangement.led([bare, first, second], {1})[0] is second
    assert arrangement.led([bare, first, second], {1, 2})[0] is bare
    assert arrangement.led([bare, bare, bare, bare, first])[0] is bare
    assert arrangement.led([bare, first, second])[1] == [bare, second]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 40])
def test_the_front_page_takes_four_queries_and_two_when_its_cards_are_known(
    client: Client, django_assert_num_queries, number: int
) -> None:
    for n in range(number):
        author = make.author(f"Author {n}")
        make.article(section=make.section(f"section-{n % 9}"), authors=(author,), published=True, hours_ago=n + 1)
    pin(Article.objects.order_by("pk")[0])
    warm(client)
    memory.forget_all()
    with django_assert_num_queries(4):
        client.get("/")
    with django_assert_num_queries(2):
        client.get("/")


def test_the_lead_is_fetched_first_and_what_is_below_later(client: Client) -> None:
    for hours in range(3):
        make.article(published=True, hours_ago=hours + 1, lead_photo=make.photo())
    pictures = elements(client.get("/"), "main img")
    assert pictures[0].get("fetchpriority") == "high"
    assert not pictures[0].get("loading")
    assert {picture.get("loading") for picture in pictures[1:]} == {"lazy"}
    for picture in pictures:
        assert picture.get("width")
        assert picture.get("height")
        assert picture.get("alt") == "The inner harbour"
