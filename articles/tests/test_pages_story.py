"""A story's page: every element it must have, its print page, its former addresses, its tags."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import caching, publishing, sections, snapshot
from articles.models import Author, Credit, PictureBlock, PullQuoteBlock, RelatedBlock
from articles.tests import make
from articles.tests.page import addresses, elements, only, warm
from articles.views import render_edition
from newsroom.pagecache.marking import TAGS

pytestmark = pytest.mark.django_db


def url(story) -> str:
    return make.live_edition(story).get_absolute_url()


@pytest.fixture
def other():
    return make.article("The other story", published=True, hours_ago=5)


@pytest.fixture
def story(other):
    """With every kind of block, two authors, a photographer and a topic; not yet published."""
    Author.objects.filter(pk=make.author().pk).update(portrait=make.photo())
    story = make.article(
        "A levy after a night of talks",
        html="<h2>What changes</h2><p>Two coins on <a href='https://example.org/'>every tonne</a>.</p>",
        authors=(make.author(), make.author("Jun Seo")),
        topics=(make.topic(),),
        lead_photo=make.photo(),
        lead_cutline="The harbour at dawn.",
        kicker="Explained",
        standfirst="Ministers emerged at dawn.",
        dateline="Harbour City",
    )
    Credit.objects.create(article=story, author=make.author("Noor Haddad"), role="photographs", position=9)
    PictureBlock.objects.create(parent=story, region="body", ordering=20, photo=make.photo(), alt="A crane")
    PullQuoteBlock.objects.create(
        parent=story, region="body", ordering=30, text="Nobody won.", attribution="A minister"
    )
    related = RelatedBlock.objects.create(parent=story, region="body", ordering=40, title="Read also")
    related.stories.set([other, make.article("Still a draft")])
    return make.change(story)


@pytest.fixture
def shown(client: Client, story):
    make.publish(story, at=timezone.now() - timedelta(hours=2))
    return client.get(url(story))


def test_the_headline_is_the_title_and_the_only_h1(shown) -> None:
    assert only(shown, "h1").text == "A levy after a night of talks"
    assert only(shown, "title").text.startswith("A levy after a night of talks")


def test_the_breadcrumb_leads_from_home_to_the_section(shown) -> None:
    assert [link.text for link in elements(shown, ".breadcrumb a")] == ["Home", "National", "Politics"]
    assert addresses(shown, ".breadcrumb a") == ["/", "/national/", "/national/politics/"]


def test_the_byline_names_everyone_with_links_faces_and_place(shown) -> None:
    by, photographs = elements(shown, ".byline")
    assert by.text == "By Mara Lindqvist and Jun Seo, Harbour City"
    assert photographs.text == "Photographs by Noor Haddad"
    assert addresses(shown, ".byline a") == ["/by/mara-lindqvist/", "/by/jun-seo/", "/by/noor-haddad/"]
    assert len(elements(shown, ".faces img")) == 1


def test_times_are_machine_readable_and_never_relative(shown, story) -> None:
    edition = make.live_edition(story)
    assert [time.get("datetime") for time in elements(shown, ".times time")] == [edition.published_at.isoformat()]
    assert "ago" not in only(shown, ".times").text.split()
    assert "1 minute" in only(shown, ".times").text


def test_the_tools_work_as_links(shown, story) -> None:
    tools = {link.text: link.get("href") for link in elements(shown, ".tools a")}
    assert tools["Print"] == f"{url(story)}print/"
    assert tools["Dictionary"] == "/dictionary/"
    assert tools["Share"].startswith("mailto:?subject=A%20levy")


def test_pictures_have_sizes_sources_words_and_the_right_haste(shown) -> None:
    lead, crane = elements(shown, ".story-figure img")
    assert (lead.get("fetchpriority"), lead.get("loading")) == ("high", None)
    assert (crane.get("fetchpriority"), crane.get("loading")) == (None, "lazy")
    assert (lead.get("alt"), crane.get("alt")) == ("The inner harbour", "A crane")
    assert lead.get("width") == "480"
    assert "480w" in lead.get("srcset")
    assert [source.get("type") for source in elements(shown, ".story-figure source")[:2]] == [
        "image/avif",
        "image/webp",
    ]
    assert elements(shown, "figcaption")[0].text == "The harbour at dawn. Photograph: Noor Haddad"


def test_the_body_stands_in_its_order(shown) -> None:
    assert only(shown, ".prose h2").text == "What changes"
    assert addresses(shown, ".prose a") == ["https://example.org/"]
    assert only(shown, ".pull-quote blockquote").text == "Nobody won."
    assert addresses(shown, ".related a")[0].endswith("/")
    order = [shown.text.index(words) for words in ("What changes", "A crane", "Nobody won.", "Read also")]
    assert order == sorted(order)


def test_related_stories_are_shown_only_while_they_are_live(client: Client, shown, story, other) -> None:
    assert [link.text for link in elements(shown, ".related a")] == ["The other story"]
    publishing.withdraw(other, by=make.administrator(), reason="Wrong", public_note="Wrong.")
    assert not elements(client.get(url(story)), ".related")


def test_the_page_goes_when_anything_that_it_shows_changes(shown, story, other) -> None:
    tags = set(shown[TAGS].split())
    authors = {caching.author(pk) for pk in story.credits.values_list("author", flat=True)}
    assert tags >= {caching.article(story.pk), caching.article(other.pk), caching.topic(make.topic().pk), *authors}


def test_a_correction_is_told_below_the_byline_and_at_the_end(client: Client, shown, story) -> None:
    story = make.change(story, standfirst="Ministers emerged at noon.")
    publishing.correct(story, by=make.administrator(), version=story.version, note="It was noon.")
    corrected = client.get(url(story))
    assert only(corrected, ".corrected a").get("href") == "#corrections"
    assert "It was noon." in only(corrected, "section#corrections").text
    assert "updated" in only(corrected, ".times").text
    assert "It was noon." in client.get(f"{url(story)}print/").text


def test_a_story_in_another_language_says_so(client: Client) -> None:
    story = make.article("여객선 부담금", standfirst="섬 주민은 면제", language="ko", published=True)
    shown = client.get(url(story))
    assert only(shown, "html").get("lang") == "en"
    assert only(shown, "h1").get("lang") == "ko"
    assert only(shown, ".story-body").get("lang") == "ko"
    card = client.get("/national/")
    assert only(card, "main .card-headline").get("lang") == "ko"
    assert "한국어" in only(card, ".card-meta").text


def test_a_story_without_picture_author_or_standfirst_has_no_empty_elements(client: Client) -> None:
    shown = client.get(url(make.article(published=True)))
    for selector in (".standfirst", ".byline", ".faces", ".story-figure", ".topics", ".related", ".corrected"):
        assert not elements(shown, selector), selector


def test_twelve_authors_are_named_and_three_are_seen(client: Client) -> None:
    people = [make.author(f"Author {number}") for number in range(12)]
    Author.objects.update(portrait=make.photo())
    story = make.article(authors=tuple(people), published=True)
    shown = client.get(url(story))
    assert len(elements(shown, ".byline a")) == 12
    assert len(elements(shown, ".faces img")) == 3
    assert "Author 0 and others" in only(client.get("/national/"), "main .card-meta").text


def test_every_other_address_of_a_story_leads_to_its_own(client: Client, shown, story) -> None:
    own = url(story)
    make.section("world")
    wrong_section = own.replace("/national/politics/", "/world/")
    for below in ("", "print/"):
        moved = client.get(wrong_section + below)
        assert (moved.status_code, moved["Location"]) == (301, own + below)
    assert client.get(own.replace("/national/politics/", "/nowhere/")).status_code == 404
    sections.move(make.section("national/politics"), by=make.administrator(), parent=None, slug="parliament")
    moved = client.get(own)
    assert (moved.status_code, moved["Location"]) == (301, url(story))
    assert caching.article(story.pk) in moved[TAGS]


def test_the_print_page_has_address_date_and_byline_and_no_navigation(client: Client, shown, story) -> None:
    printed = client.get(f"{url(story)}print/")
    assert only(printed, ".print-address").text.endswith(url(story))
    assert elements(printed, ".byline")[0].text == "By Mara Lindqvist and Jun Seo, Harbour City"
    assert elements(printed, ".times time")
    assert not elements(printed, "nav")
    assert not elements(printed, "form")
    assert next(m for m in elements(printed, "meta") if m.get("name") == "robots").get("content") == "noindex"


def test_a_preview_is_the_same_page_and_says_that_it_is_one(story) -> None:
    edition = snapshot.edition(snapshot.of(story))
    shown = render_edition(RequestFactory().get("/admin/preview/"), edition, preview=True)
    assert only(shown, "h1").text == "A levy after a night of talks"
    assert "not published" in only(shown, ".preview").text
    assert not elements(shown, ".tools")
    assert not elements(shown, "section#comments")


def test_nothing_on_a_page_comes_from_elsewhere_or_needs_an_exception(shown) -> None:
    for element in elements(shown, ""):
        assert not any(name == "style" or name.startswith("on") for name in element.attributes), element
        for name in ("src", "srcset"):
            for address in (element.get(name) or "").split(","):
                assert address.strip().startswith(("/media/", "/static/")) or not address, element
    scripts = [s for s in elements(shown, "script") if not s.get("src")]
    assert {script.get("type") for script in scripts} <= {"application/ld+json"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 20])
def test_a_story_takes_three_queries(client: Client, django_assert_num_queries, number: int) -> None:
    story = make.article(
        authors=tuple(make.author(f"Author {n}") for n in range(number)),
        topics=tuple(make.topic(f"Topic {n}") for n in range(number)),
    )
    related = RelatedBlock.objects.create(parent=story, region="body", ordering=40)
    related.stories.set([make.article(published=True) for _number in range(number)])
    make.publish(make.change(story), at=timezone.now() - timedelta(hours=1))
    warm(client)
    address = url(story)
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)
    with django_assert_num_queries(2):
        client.get(f"{address}print/")
