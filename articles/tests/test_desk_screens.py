"""Which screen of the desk answers whom: 200, 302 (to sign in), 403 (may see, not do) or 404 (may not see)."""

import pytest
from django.contrib.admin import site
from django.test import Client

from articles.tests import make
from articles.tests.desk import Desk, address, sign_in
from newsroom.desk.base import DeskAdmin

pytestmark = pytest.mark.django_db

PEOPLE = ["writer", "reporter", "editor", "sport_editor", "moderator", "administrator"]


@pytest.fixture
def writer(db):
    """The reporter whose story it is."""
    return make.user("Wanda Writer", role="reporter")


@pytest.fixture
def story(writer):
    return make.article(by=writer, section=make.section("national/politics"), lead_photo=make.photo())


# Screen: (name, what it is about), then the answer for each of PEOPLE.
SCREENS = [
    (("admin:index",), (200, 200, 200, 200, 200, 200)),
    (("article_changelist",), (200, 200, 200, 200, 404, 200)),
    (("article_add",), (200, 200, 200, 200, 404, 200)),
    (("article_change", "story"), (200, 404, 200, 404, 404, 200)),
    (("article_history", "story"), (200, 404, 200, 404, 404, 200)),
    (("article_revision", "story", 1), (200, 404, 200, 404, 404, 200)),
    (("article_preview", "story"), (200, 404, 200, 404, 404, 200)),
    (("article_withdraw", "story"), (403, 404, 200, 404, 404, 200)),
    (("article_delete", "story"), (200, 404, 200, 404, 404, 200)),
    (("pin_changelist",), (404, 404, 200, 404, 404, 200)),
    (("photo_changelist",), (200, 200, 200, 200, 404, 200)),
    (("photo_add",), (200, 200, 200, 200, 404, 200)),
    (("photo_change", "photo"), (200, 200, 200, 200, 404, 200)),
    (("photo_original", "photo"), (200, 200, 200, 200, 404, 200)),
    (("photo_thumbnail", "photo"), (302, 302, 302, 302, 404, 302)),
    (("photo_large", "photo"), (302, 302, 302, 302, 404, 302)),
    (("photo_delete", "photo"), (403, 403, 403, 403, 404, 403)),
    (("author_changelist",), (200, 200, 200, 200, 404, 200)),
    (("author_add",), (403, 403, 200, 200, 404, 200)),
    (("author_change", "author"), (200, 200, 200, 200, 404, 200)),
    (("author_history", "author"), (200, 200, 200, 200, 404, 200)),
    (("author_delete", "author"), (403, 403, 403, 403, 404, 403)),
    (("topic_add",), (403, 403, 200, 200, 404, 200)),
    (("glossaryentry_add",), (403, 403, 200, 200, 404, 200)),
    (("section_changelist",), (200, 200, 200, 200, 404, 200)),
    (("section_add",), (403, 403, 403, 403, 404, 200)),
    (("section_change", "section"), (200, 200, 200, 200, 404, 200)),
    (("section_delete", "section"), (403, 403, 403, 403, 404, 403)),
    (("admin:accounts_user_changelist",), (404, 404, 404, 404, 404, 200)),
    (("admin:accounts_user_add",), (404, 404, 404, 404, 404, 200)),
    (("admin:accounts_user_change", "person"), (404, 404, 404, 404, 404, 200)),
    (("admin:log_entry_changelist",), (404, 404, 404, 404, 404, 200)),
    (("admin:comments_comment_changelist",), (404, 404, 404, 404, 200, 200)),
]
# Addresses of Django's admin that the desk does without.
NOWHERE = [
    "/admin/password_change/",
    "/admin/r/5/1/",
    "/admin/articles/pin/add/",
    "/admin/articles/pin/1/change/",
    "/admin/log/entry/1/change/",
    "/admin/articles/article/0/change/",
    "/admin/articles/article/abc/history/",
    "/admin/articles/article/999/preview/",
]


def whole(screen, rows):
    """The screen's name and the numbers of what it is about."""
    name, *about = screen
    return name, *[rows.get(each, each) for each in about]


@pytest.fixture
def rows(story, writer):
    author = make.author("Anna Author")
    return {
        "story": story.pk,
        "photo": story.lead_photo_id,
        "author": author.pk,
        "section": story.section_id,
        "person": writer.pk,
    }


def test_each_screen_answers_each_person_as_her_duty_says(request, rows):
    desks = [Desk(request.getfixturevalue(person)) for person in PEOPLE]
    found = [(screen, tuple(desk.get(*whole(screen, rows)).status_code for desk in desks)) for screen, _ in SCREENS]
    assert found == SCREENS


@pytest.mark.parametrize("way_in", ["signed out", "reader", "staff by a social account"])
def test_no_screen_opens_to_anyone_else(way_in, rows, reader, editor):
    client = Client()
    if way_in == "reader":
        sign_in(client, reader)
    elif way_in != "signed out":
        sign_in(client, editor, method="socialaccount")
    for screen, _answers in SCREENS:
        for method in (client.get, client.post):
            answer = method(address(*whole(screen, rows)))
            assert answer.status_code == 302, screen
            assert answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", NOWHERE)
def test_what_django_offers_and_the_desk_does_not_is_not_there(administrator, path):
    assert Desk(administrator).get(path).status_code == 404


def test_every_screen_asks_the_papers_duties():
    assert len(site._registry) >= 10
    assert all(isinstance(screen, DeskAdmin) for screen in site._registry.values())


def test_an_unknown_story_answers_like_one_that_she_may_not_see(reporter, story):
    desk = Desk(reporter)
    pages = [desk.get(f"/admin/articles/article/{pk}/change/") for pk in (story.pk, 999_999)]
    assert pages[0].status_code == pages[1].status_code == 404
    assert pages[0].content == pages[1].content.replace(b"999999", str(story.pk).encode())


@pytest.mark.parametrize("person", ["writer", "moderator", "administrator"])
def test_the_menu_names_only_what_opens(request, person):
    desk = Desk(request.getfixturevalue(person))
    menu = [model for app in desk.get("admin:index").context["available_apps"] for model in app["models"]]
    assert menu
    for model in menu:
        for path in filter(None, (model["admin_url"], model["add_url"])):
            assert desk.get(path).status_code == 200, path


def test_the_lists_show_a_reporter_her_own_stories_alone(writer, story, editor):
    other = make.article("Not hers")
    rows = Desk(writer).get("article_changelist").context["cl"].result_list
    assert [row.pk for row in rows] == [story.pk]
    assert {row.pk for row in Desk(editor).get("article_changelist").context["cl"].result_list} == {story.pk, other.pk}


def test_log_out_ends_the_session_and_takes_the_hint_away(editor):
    desk = Desk(editor)
    desk.client.cookies["reader"] = "1"
    answer = desk.client.post("/admin/logout/")
    assert answer["Location"] == "/"
    assert answer.cookies["reader"]["max-age"] == 0
    assert desk.get("admin:index").status_code == 302
