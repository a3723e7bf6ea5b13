"""The dictionary's page: the editors' own words, unknown words, and what is kept of them."""

import pytest
from django.test import Client

from articles.models import GlossaryEntry
from articles.tests.page import elements, only
from newsroom.pagecache.marking import TAGS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def levy() -> None:
    GlossaryEntry.objects.create(word="levy", meaning="A charge <for> one purpose.", language="en")
    GlossaryEntry.objects.create(word="부담금", meaning="특정한 목적을 위한 돈.", language="ko")


def test_a_word_of_the_glossary_is_explained_also_in_another_form(client: Client) -> None:
    for word in ("levy", "levies", " Levy "):
        page = client.get("/dictionary/", {"q": word})
        meaning = only(page, "#dictionary-meaning")
        assert "A charge <for> one purpose." in meaning.text
        assert only(page, ".meaning-word").text == "levy"


def test_a_word_is_looked_up_in_the_language_of_its_story(client: Client) -> None:
    assert elements(client.get("/dictionary/", {"q": "부담금", "lang": "ko"}), ".meaning-word")
    assert not elements(client.get("/dictionary/", {"q": "부담금"}), ".meaning-word")
    assert client.get("/dictionary/", {"q": "levy", "lang": "xx"}).status_code == 200


def test_an_unknown_word_gets_a_sentence_and_stays_in_the_field(client: Client) -> None:
    page = client.get("/dictionary/", {"q": '"><b>qqqq'})
    assert "is not in the dictionary" in only(page, "#dictionary-meaning").text
    assert only(page, "input#word").get("value") == '"><b>qqqq'


def test_what_is_asked_is_kept_by_nobody(client: Client) -> None:
    page = client.get("/dictionary/", {"q": "levy"})
    assert page["Cache-Control"] == "no-store"
    assert TAGS not in page
    assert not page.cookies


def test_a_page_without_a_word_says_how_it_works(client: Client) -> None:
    assert "Type a word" in only(client.get("/dictionary/"), "#dictionary-meaning").text
