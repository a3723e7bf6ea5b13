"""A list of the desk counts no further than anybody turns pages, and says so."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.tests import make
from articles.tests.desk import sign_in
from newsroom.accounts.models import User
from newsroom.desk import lists

pytestmark = pytest.mark.django_db
SENTENCE = "are listed. Search or filter to find others."


def listed(person: User) -> str:
    client = Client()
    sign_in(client, person)
    return client.get("/admin/articles/article/").text


def test_a_list_counts_so_many_rows_and_no_more(django_assert_num_queries) -> None:
    for number in range(5):
        make.article(f"Story {number}")
    with django_assert_num_queries(1) as asked:
        assert lists.Pages(Article.objects.for_desk(timezone.now()), 2).count == 5
    assert f"LIMIT {lists.MOST_ROWS}" in asked[0]["sql"]


def test_only_a_list_that_was_cut_says_so(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make.article("Story")
    assert SENTENCE not in listed(editor)
    monkeypatch.setattr("newsroom.desk.lists.MOST_ROWS", 1)
    monkeypatch.setattr("newsroom.desk.base.MOST_ROWS", 1)
    assert f"The first 1 {SENTENCE}" in listed(editor)
