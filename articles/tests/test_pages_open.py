"""Each public page: works, is missing, refuses other methods, sets no cookie."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.tests import make
from articles.tests.page import headers

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A story with everything, live for an hour."""
    return make.article(
        "A levy after a night of talks",
        authors=(make.author("Mara Lindqvist"), make.author("Jun Seo")),
        topics=(make.topic(),),
        further=(make.section("world"),),
        lead_photo=make.photo(),
        published=True,
    )


def addresses(story) -> dict[str, str]:
    own = make.live_edition(story).get_absolute_url()
    return {
        "front": "/",
        "section": "/national/politics/",
        "section above": "/national/",
        "further section": "/world/",
        "author": "/by/mara-lindqvist/",
        "topic": "/topics/harbour-levy/",
        "day": f"/archive/{make.live_edition(story).published_on:%Y/%m/%d}/",
        "corrections": "/corrections/",
        "dictionary": "/dictionary/",
        "article": own,
        "print": f"{own}print/",
    }


def test_every_page_opens_without_cookie_session_or_user(client: Client, story) -> None:
    for name, address in addresses(story).items():
        response = client.get(address)
        assert response.status_code == 200, name
        assert not response.cookies, name
        assert "Cookie" not in response.get("Vary", ""), name
        assert "Lindqvist" in response.text or name in ("corrections", "dictionary"), name


def test_pages_refuse_every_method_but_get_and_head(client: Client, story) -> None:
    for name, address in addresses(story).items():
        assert client.head(address).status_code == 200, name
        for method in (client.post, client.put, client.delete):
            assert method(address).status_code == 405, name


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/national/nowhere/",
        "/by/nobody/",
        "/topics/nothing/",
        "/archive/2026/02/30/",
        "/archive/1999/01/01/",
        "/archive/2999/01/01/",
        "/national/politics/2026/13/01/slug/",
        "/national/politics/2026/02/30/slug/print/",
        "/national/politics/?before=x",
        "/corrections/?before=-1",
        "/corrections/?before=99999999999999999-1%20",
        "/national/politics/?before=007-1",
    ],
)
def test_what_is_not_there_is_not_found_and_kept_by_nobody(client: Client, story, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_pages_open_in_an_empty_paper(client: Client) -> None:
    today = timezone.localtime()
    for address in ("/", "/corrections/", f"/archive/{today:%Y/%m/%d}/", "/dictionary/?q=levy"):
        assert client.get(address).status_code == 200, address
    make.section("national")
    assert client.get("/national/").status_code == 200


def test_an_embargoed_story_answers_as_an_unknown_one(client: Client) -> None:
    story = make.article(published=True, at=timezone.now() + timedelta(hours=1))
    edition = story.editions.select_related("section").get()
    hidden = client.get(edition.get_absolute_url())
    unknown = client.get(edition.get_absolute_url().replace(story.slug, "no-such-story"))
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert headers(hidden) == headers(unknown)


def test_authors_and_topics_of_unpublished_stories_are_not_found(client: Client) -> None:
    make.article(authors=(make.author("Sela Quist"),), topics=(make.topic("Merger"),))
    assert client.get("/by/sela-quist/").status_code == 404
    assert client.get("/topics/merger/").status_code == 404


def test_a_hostile_headline_is_only_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>{{ 7|add:7 }}'
    story = make.article(hostile, standfirst=hostile, kicker="<b>&", published=True)
    for address in ("/", "/national/politics/", make.live_edition(story).get_absolute_url()):
        assert "<script>alert" not in client.get(address).text
        assert "&lt;script&gt;alert(1)" in client.get(address).text


def test_a_page_of_the_desk_does_not_read_who_is_signed_in(client: Client, story, editor) -> None:
    plain = {name: client.get(address).content for name, address in addresses(story).items()}
    client.force_login(editor)
    for name, address in addresses(story).items():
        assert client.get(address).content == plain[name], name


def test_a_withdrawn_story_leaves_its_note_and_an_expired_one_a_sentence(client: Client, story) -> None:
    address = make.live_edition(story).get_absolute_url()
    publishing.withdraw(story, by=make.administrator(), reason="Wrong", public_note="The figures were wrong.")
    gone = client.get(address)
    assert gone.status_code == 410
    assert "The figures were wrong." in gone.text
    assert "levy" not in gone.text.split("<main")[1].split("</main")[0]
    other = make.article(published=True)
    ended = make.live_edition(other)
    ended.__class__.objects.filter(pk=ended.pk).update(live_until=timezone.now())
    expired = client.get(ended.get_absolute_url())
    assert expired.status_code == 410
    assert "no longer available" in expired.text
