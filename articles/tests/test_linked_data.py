"""What a story's head tells machines: schema.org data, sharing cards, its one address, its feeds."""

import json
from datetime import datetime
from html.parser import HTMLParser

import pytest
from django.template import Context, Template

from articles import publishing, snapshot
from articles.models import Credit, Edition
from articles.names import names_for
from articles.tests import make

pytestmark = pytest.mark.django_db
HOSTILE = '</script><script>alert("1")</script><!-- & 한글'


@pytest.fixture(autouse=True)
def paper(settings) -> None:
    settings.NEWSROOM_NAME = "The Fennay Tide"
    settings.NEWSROOM_URL = "https://tide.example.org"


class Head(HTMLParser):
    """The metas, links and scripts of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "meta":
            self.metas.setdefault(given.get("property") or given["name"], []).append(given["content"])
        elif tag == "link":
            self.links.append(given)
        elif tag == "script":
            self.open = True
            self.scripts.append((given, ""))

    def handle_data(self, data: str) -> None:
        if self.open:
            given, text = self.scripts[-1]
            self.scripts[-1] = (given, text + data)

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "script"

    @property
    def data(self) -> list[dict]:
        assert [given for given, _text in self.scripts] == [{"type": "application/ld+json"}]
        return json.loads(self.scripts[0][1])


def head_of(edition: Edition) -> Head:
    page = Template("{% load linked_data %}{% story_head edition names %}")
    return Head(page.render(Context({"edition": edition, "names": names_for([edition])})))


def render(template: str, **context: object) -> Head:
    return Head(Template("{% load linked_data %}" + template).render(Context(context)))


@pytest.fixture
def story():
    return make.article(
        "Assembly passes the ferry levy",
        published=True,
        standfirst="After fourteen hours.",
        dateline="Port Ostrey",
        authors=(make.author("Ines Marrow"),),
        topics=(make.topic("Ferries"),),
        lead_photo=make.photo(),
    )


def test_a_story_describes_itself_as_a_news_article(story) -> None:
    edition = make.live_edition(story)
    article, _breadcrumb = head_of(edition).data
    url = f"https://tide.example.org{edition.get_absolute_url()}"
    assert (article["@context"], article["@type"]) == ("https://schema.org", "NewsArticle")
    assert article["headline"] == "Assembly passes the ferry levy"
    assert article["mainEntityOfPage"] == article["url"] == url
    assert article["articleSection"] == ["National", "Politics"]
    assert article["author"] == [
        {"@type": "Person", "name": "Ines Marrow", "url": "https://tide.example.org/by/ines-marrow/"}
    ]
    assert article["publisher"]["name"] == "The Fennay Tide"
    assert (article["wordCount"], article["inLanguage"]) == (6, "en")
    assert article["isAccessibleForFree"] is True
    assert datetime.fromisoformat(article["datePublished"]) == edition.published_at
    assert article["dateModified"] == article["datePublished"]
    assert article["image"][0]["url"].startswith("https://tide.example.org/media/")
    assert (article["keywords"], article["dateline"]) == (["Ferries"], "Port Ostrey")
    assert "correction" not in article


def test_the_breadcrumb_leads_from_home_to_the_section(story) -> None:
    _article, breadcrumb = head_of(make.live_edition(story)).data
    assert breadcrumb["@type"] == "BreadcrumbList"
    assert [(step["position"], step["name"], step["item"]) for step in breadcrumb["itemListElement"]] == [
        (1, "Home", "https://tide.example.org/"),
        (2, "National", "https://tide.example.org/national/"),
        (3, "Politics", "https://tide.example.org/national/politics/"),
    ]


def test_a_correction_is_told_with_its_day(story, administrator) -> None:
    story.refresh_from_db()
    publishing.correct(story, by=administrator, version=story.version, note="It was twelve hours.")
    edition = make.live_edition(story)
    article, _breadcrumb = head_of(edition).data
    assert [(note["@type"], note["text"]) for note in article["correction"]] == [
        ("CorrectionComment", "It was twelve hours.")
    ]
    assert datetime.fromisoformat(article["correction"][0]["datePublished"])
    assert datetime.fromisoformat(article["dateModified"]) == edition.changed_at


def test_translators_are_told_apart_and_words_without_an_author_have_no_address(story) -> None:
    Credit.objects.create(article=story, wording="Our correspondent", role="by", position=5)
    Credit.objects.create(article=story, author=make.author("Jin Seo"), role="translated", position=6)
    make.publish(story)
    article, _breadcrumb = head_of(make.live_edition(story)).data
    assert article["author"][1] == {"@type": "Person", "name": "Our correspondent"}
    assert [person["name"] for person in article["translator"]] == ["Jin Seo"]


def test_a_story_without_byline_is_the_papers_own() -> None:
    article, _breadcrumb = head_of(make.live_edition(make.article(published=True))).data
    assert [author["@type"] for author in article["author"]] == ["NewsMediaOrganization"]
    assert "image" not in article


def test_nothing_typed_ends_the_data_block_or_an_attribute() -> None:
    story = make.article(
        HOSTILE, published=True, standfirst=HOSTILE, section=make.section("odd", name='"><script>alert(1)')
    )
    head = head_of(make.live_edition(story))
    assert head.data[0]["headline"] == head.metas["og:title"][0] == HOSTILE
    assert head.metas["og:description"] == [HOSTILE]


def test_sharing_cards_get_title_text_picture_and_times(story) -> None:
    edition = make.live_edition(story)
    metas = head_of(edition).metas
    assert metas["og:type"] == ["article"]
    assert metas["og:title"] == ["Assembly passes the ferry levy"]
    assert metas["og:description"] == ["After fourteen hours."]
    assert metas["og:site_name"] == ["The Fennay Tide"]
    assert metas["og:locale"] == ["en_GB"]
    assert metas["og:image:alt"] == ["The inner harbour"]
    assert metas["og:image"][0].endswith(".jpg") or "jpeg" in metas["og:image"][0]
    assert metas["article:published_time"] == [edition.published_at.isoformat()]
    assert metas["article:author"] == ["https://tide.example.org/by/ines-marrow/"]
    assert metas["article:tag"] == ["Ferries"]
    assert metas["twitter:card"] == ["summary_large_image"]
    assert metas["robots"] == ["max-image-preview:large"]


def test_the_short_headline_is_the_one_that_is_shared() -> None:
    edition = make.live_edition(make.article("A long headline", short_headline="Short", published=True))
    assert head_of(edition).metas["og:title"] == ["Short"]


def test_a_story_has_one_address_and_announces_its_sections_feeds(story) -> None:
    edition = make.live_edition(story)
    links = head_of(edition).links
    assert [link["href"] for link in links if link["rel"] == "canonical"] == [
        f"https://tide.example.org{edition.get_absolute_url()}"
    ]
    assert [(link["type"], link["href"]) for link in links if link["rel"] == "alternate"] == [
        ("application/rss+xml", "/national/politics/feed/"),
        ("application/atom+xml", "/national/politics/feed/atom/"),
        ("application/feed+json", "/national/politics/feed/json/"),
    ]


def test_a_preview_tells_machines_to_stay_away(story) -> None:
    edition = snapshot.edition(snapshot.of(story))
    head = head_of(edition)
    assert head.metas == {"robots": ["noindex"]}
    assert head.links == head.scripts == []


def test_a_scheduled_change_or_end_is_not_told(story, administrator) -> None:
    before = head_of(make.live_edition(story))
    publishing.expire(story, by=administrator, at=make.live_edition(story).published_at.replace(year=2990))
    after = head_of(make.live_edition(story))
    assert (after.data, after.metas) == (before.data, before.metas)


def test_other_pages_have_one_address_and_the_papers_feeds() -> None:
    head = render('{% page_head "/corrections/" "Corrections" "What we got wrong." %}')
    assert head.links[0] == {"rel": "canonical", "href": "https://tide.example.org/corrections/"}
    assert [link["href"] for link in head.links[1:]] == ["/feed/", "/feed/atom/", "/feed/json/"]
    assert (head.metas["og:title"], head.metas["og:type"]) == (["Corrections"], ["website"])
    assert head.scripts == []


def test_a_sections_page_has_its_breadcrumb_and_its_own_feeds() -> None:
    head = render("{% section_head section %}", section=make.section("national/politics"))
    assert head.data["@type"] == "BreadcrumbList"
    assert head.links[1]["href"] == "/national/politics/feed/"
    further = render('{% section_head section "/national/?before=1" %}', section=make.section("national"))
    assert further.links[0]["href"] == "https://tide.example.org/national/?before=1"


def test_a_parameter_that_no_list_reads_makes_no_other_address() -> None:
    plain, tracked = (
        render("{% page_head path 'Ferries' %}", path=path).links[0]["href"]
        for path in ("/topics/ferries/?before=2026-11-23", "/topics/ferries/?utm_source=x&before=2026-11-23&a=%3Cb")
    )
    assert plain == tracked == "https://tide.example.org/topics/ferries/?before=2026-11-23"
    assert render("{% page_head '/?a=1' 'Home' %}").links[0]["href"] == "https://tide.example.org/"
