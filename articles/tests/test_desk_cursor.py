"""Where the cursor stands in a form of the desk: said by the field, so that no late script moves it."""

import re

import pytest

from articles.tests import make
from articles.tests.desk import Desk

pytestmark = pytest.mark.django_db


def fields_with_cursor(answer) -> list[str]:
    """The names of the fields that the browser is told to begin in; no script of Django's may do it too."""
    words = answer.content.decode()
    assert "change_form.js" not in words
    return [re.search(r'name="([^"]+)"', tag)[1] for tag in re.findall(r"<[^>]+\bautofocus\b[^>]*>", words)]


@pytest.fixture
def desk(editor):
    return Desk(editor)


def test_a_new_story_is_begun_in_its_headline(desk):
    assert fields_with_cursor(desk.get("article_add")) == ["headline"]


def test_another_new_row_is_begun_in_its_first_field(desk):
    assert fields_with_cursor(desk.get("topic_add")) == ["name"]


def test_nothing_is_begun_where_something_stands(desk):
    assert fields_with_cursor(desk.get("article_change", make.article(by=desk.person).pk)) == []


def test_after_a_refusal_it_is_the_first_wrong_field(desk):
    answer = desk.send(desk.form("topic_add"), "topic_add", name="Harbours", slug="no slug!")
    assert "slug" in answer.context["adminform"].form.errors
    assert fields_with_cursor(answer) == ["slug"]
