"""The desk of a Korean paper speaks Korean too, also where a library's script speaks."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.tests import make
from articles.tests.desk import sign_in
from articles.tests.page import elements, only
from comments.tests import make as talk
from newsroom.tests.test_korean_pages import HANGUL, LATIN, UNSPOKEN

pytestmark = pytest.mark.django_db

LISTS = "articles/article articles/pin comments/comment comments/thread comments/sectionpolicy comments/standards "
LISTS += "articles/photo articles/author articles/topic articles/section articles/glossaryentry log/entry"
FORMS = "articles/article articles/author articles/topic articles/section articles/glossaryentry accounts/user"
# Names of files, keys and machines, three labels that nobody sees, and names that the tests' makers give.
NAMES = set("JPEG PNG WebP AVIF MB UTC insult Ctrl Region Ordering Seen Administrator jeongchi bubeop".split())


@pytest.fixture
def korean(settings: Any) -> None:
    settings.LANGUAGE_CODE = "ko"
    settings.NEWSROOM_NAME = "새벽신문"


@pytest.fixture
def desk(client: Client, korean: None) -> Client:
    sign_in(client, make.administrator())
    return client


@pytest.fixture
def story(korean: None) -> Article:
    section = make.section("jeongchi", name="정치")
    return make.article("여객선 부담금", section=section, slug="bubeop", language="ko", published=True)


def english(response: Any) -> set[str]:
    """Latin words of headings, labels, buttons, links, help and columns; rows of the database may hold any."""
    spoken = ("h1", "h2", "label", "legend", "button", "th", "summary", "option", "p", "a")
    assert not set(spoken) & UNSPOKEN
    said = [element.text for tag in spoken for element in elements(response, tag)]
    return {word for text in said for word in LATIN.findall(text)} - NAMES


@pytest.mark.parametrize("name", LISTS.split())
def test_every_list_of_the_desk_is_korean(desk: Client, story: Article, name: str) -> None:
    page = desk.get(f"/admin/{name}/")
    assert HANGUL.search(only(page, "h1").text)
    assert english(page) == set()


@pytest.mark.parametrize("name", FORMS.split())
def test_every_form_of_the_desk_is_korean(desk: Client, name: str) -> None:
    make.section("jeongchi", name="정치")
    page = desk.get(f"/admin/{name}/add/")
    assert HANGUL.search(only(page, "h1").text)
    assert english(page) == set()


def test_the_first_page_and_a_story_s_screens_are_korean(desk: Client, story: Article) -> None:
    talk.reported(story, text="너무합니다.")
    screens = [f"/admin/articles/article/{story.pk}/{end}/" for end in ("change", "history", "withdraw", "delete")]
    for screen in ["/admin/", *screens]:
        assert english(desk.get(screen)) == set(), screen


def test_the_scripts_of_the_body_are_told_korean_words(desk: Client, story: Article) -> None:
    spoken = desk.get("/admin/jsi18n/").text
    assert '"Hide": "\\uc811\\uae30"' in spoken
    page = desk.get(f"/admin/articles/article/{story.pk}/change/").text
    said = re.search(r'"messages": (\{[^}]*\})', page.replace("&quot;", '"'))
    assert said
    assert json.loads(said[1])["collapseAll"] == "모두 접기"
