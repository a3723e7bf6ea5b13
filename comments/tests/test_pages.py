"""The public pages of a conversation: what they show, to whom, in which order, and how they are kept."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.tests import make as desk
from comments import hosting, talking
from comments.standards import Draft, issue
from comments.states import Mode, State
from comments.tests import make

pytestmark = pytest.mark.django_db


def address(story, tail="comments/"):
    return desk.live_edition(story).get_absolute_url() + tail


class Ids(HTMLParser):
    """The ids of comments in the order of the page, and every element with its attributes."""

    def __init__(self, response):
        super().__init__()
        self.tags = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    @property
    def comments(self):
        ids = [attrs.get("id") or "" for tag, attrs in self.tags if tag == "article"]
        return [int(name.removeprefix("comment-")) for name in ids if name.startswith("comment-")]

    def links(self):
        return [attrs["href"] for tag, attrs in self.tags if tag == "a"]


def test_the_page_shows_public_comments_newest_first_with_replies_below(client):
    story = make.story()
    first, second = make.comment(story, "First words"), make.comment(story, "Second words")
    reply = make.comment(parent=first)
    deep = make.comment(parent=reply)
    page = Ids(client.get(address(story)))
    assert page.comments == [second.pk, first.pk, reply.pk, deep.pk]
    assert Ids(client.get(address(story) + "?order=oldest")).comments == [first.pk, reply.pk, deep.pk, second.pk]


@pytest.mark.parametrize("state", [State.WAITING, State.REJECTED, State.DELETED])
def test_a_hidden_comment_shows_neither_words_nor_name(client, state):
    said = make.comment(text="Hidden words", by=make.reader("Hedda Hidden"), state=state)
    for where in (address(said.thread.article), f"/comment/{said.pk}/"):
        answer = client.get(where).content.decode()
        assert "Hidden words" not in answer
        assert "Hedda" not in answer
    assert client.get(f"/comment/{said.pk}/").status_code == 404


def test_a_public_comment_shows_on_both_pages(client):
    said = make.comment(text="Visible words", by=make.reader("Vera Visible"))
    for where in (address(said.thread.article), f"/comment/{said.pk}/"):
        answer = client.get(where).content.decode()
        assert "Visible words" in answer
        assert "Vera Visible" in answer


def test_a_deleted_comment_keeps_its_place_above_replies(client):
    first = make.comment(text="Gone words", by=make.reader("Gerda Gone"))
    reply = make.comment(parent=first, text="An answer")
    talking.take_back(first, by=first.author)
    answer = client.get(address(first.thread.article))
    assert Ids(answer).comments == [first.pk, reply.pk]
    assert "deleted by its author" in answer.content.decode()
    assert "Gerda" not in answer.content.decode()


def test_comments_are_found_only_while_their_story_is(client):
    said = make.comment()
    story = said.thread.article
    where = address(story)
    assert client.get(where).status_code == client.get(f"/comment/{said.pk}/").status_code == 200
    publishing.withdraw(story, by=desk.administrator(), reason="Wrong", public_note="Gone.")
    for path in (where, f"{where}mine/?to={said.pk}", f"/comment/{said.pk}/"):
        assert client.get(path).status_code == 404
    assert client.post(where, {"text": "Hello"}, HTTP_ORIGIN="http://testserver").status_code == 404


def test_a_story_that_has_not_begun_has_no_conversation(client):
    story = make.story(at=timezone.now() + timedelta(hours=2))
    edition = story.editions.select_related("section").get()
    assert client.get(f"{edition.get_absolute_url()}comments/").status_code == 404


def test_pages_are_cut_by_key_without_repeats_or_gaps(client):
    story, start = make.story(hours_ago=50), timezone.now() - timedelta(hours=40)
    said = [make.comment(story, at=start + timedelta(minutes=n)).pk for n in range(45)]
    for order, expected in (("newest", said[::-1]), ("oldest", said)):
        seen, where = [], f"{address(story)}?order={order}"
        while where:
            page = Ids(client.get(where))
            seen += page.comments
            following = [link for link in page.links() if "after=" in link]
            where = address(story) + following[0].partition("comments/")[2].partition("#")[0] if following else ""
        assert seen == expected


def test_a_long_exchange_goes_on_below_its_first_comment(client):
    story, start = make.story(hours_ago=50), timezone.now() - timedelta(hours=40)
    root = make.comment(story, at=start)
    replies = [make.comment(parent=root, at=start + timedelta(minutes=n)).pk for n in range(1, 8)]
    page = Ids(client.get(address(story)))
    assert page.comments == [root.pk, *replies[:5]]
    assert [link for link in page.links() if f"under={root.pk}" in link]
    assert Ids(client.get(f"{address(story)}?under={root.pk}")).comments == [root.pk, *replies]


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=-1", "?order=best", "?under=999999", "?under=²", "?after=" + "9" * 40]
)
def test_a_nonsense_key_is_not_found(client, query):
    assert client.get(address(make.comment().thread.article) + query).status_code == 404


def test_the_page_costs_the_same_for_two_and_for_twenty_comments(client):
    few, many = make.story(), make.story(hours_ago=2)
    for story, number in ((few, 2), (many, 20)):
        for _ in range(number):
            make.comment(parent=make.comment(story))
    asked = []
    for story in (few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(story))
        asked.append([query["sql"].split("WHERE")[0] for query in queries])
    assert asked[0] == asked[1]
    assert sum("comments_" in sql for sql in asked[0]) == 4  # thread, sections' policies, roots, replies


def test_the_page_is_the_same_bytes_for_everyone_and_sets_no_cookie(client, reader, moderator):
    said = make.comment(by=reader)
    where = address(said.thread.article)
    plain = client.get(where)
    assert not plain.cookies
    assert "Cookie" not in plain.get("Vary", "")
    for person in (reader, moderator):
        client.force_login(person)
        answer = client.get(where)
        assert answer.content == plain.content
        assert "csrf" not in answer.content.decode()
    assert f"comments:{said.thread.article_id}" in answer["Surrogate-Key"]
    assert f"article:{said.thread.article_id}" in answer["Surrogate-Key"]


def test_a_former_address_leads_to_the_present_one(client):
    story = make.story(section=desk.section("national"))
    where = address(story)
    desk.change(story, slug="another-slug")
    desk.publish(story, pending=None)
    answer = client.get(where)
    assert (answer.status_code, answer["Location"]) == (301, address(story))


def test_the_box_has_every_element_signed_out(client):
    story = make.story()
    answer = client.get(address(story))
    text = re.sub(r"\s+", " ", answer.content.decode())
    for words in (
        "to join the conversation at",
        "About social comments",
        "To write comments, please log in to one of the accounts.",
        "0/250",
        "Standards",
        "Send",
    ):
        assert words in text
    forms = [attrs.get("action") for tag, attrs in Ids(answer).tags if tag == "form"]
    assert address(story) in forms
    assert any(action.startswith("/accounts/go/") for action in forms)


def test_a_closed_conversation_says_so_and_offers_no_field(client):
    said = make.comment()
    story = said.thread.article
    hosting.host(story, mode=Mode.CLOSED, by=make.moderator())
    answer = client.get(address(story))
    assert "is closed" in answer.content.decode()
    assert "textarea" not in [tag for tag, _attrs in Ids(answer).tags]
    assert Ids(answer).comments == [said.pk]


def test_hostile_words_and_names_are_only_words(client):
    evil = '<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7|add:7 }} javascript:alert(3) https://a.b/"onx='
    said = make.comment(text=evil, by=make.reader('<b onclick="x">Eve</b>'))
    for where in (address(said.thread.article), f"/comment/{said.pk}/"):
        page = Ids(client.get(where))
        assert not [tag for tag, attrs in page.tags if tag == "script" and "src" not in attrs]
        assert not [attrs for _tag, attrs in page.tags if any(name.startswith("on") for name in attrs)]
        assert not [link for link in page.links() if link.startswith("javascript")]
        links = [attrs for tag, attrs in page.tags if tag == "a" and attrs["href"].startswith("https://a.b/")]
        assert [link["rel"] for link in links] == ["nofollow ugc noopener"]


def test_korean_words_come_out_as_they_went_in(client):
    said = make.comment(
        text="예인선 세 척으로 겨울을 어떻게 납니까? 뱃삯 얘기는 그다음입니다.", by=make.reader("조민경")
    )
    answer = client.get(address(said.thread.article)).content.decode()
    assert "예인선 세 척으로 겨울을 어떻게 납니까?" in answer
    assert "조민경" in answer


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    said = make.comment()
    assert getattr(client, method)(f"/comment/{said.pk}/").status_code == 405
    where = address(said.thread.article)
    assert getattr(client, method)(where, HTTP_ORIGIN="http://testserver").status_code == 405


def test_the_standards_show_the_version_in_force_and_keep_the_earlier_ones(client, editor):
    issue("New words.", [Draft("spam", "No spam at all", "None.")], by=editor)
    now, before = client.get("/standards/"), client.get("/standards/?version=1")
    assert "No spam at all" in now.content.decode()
    assert "No spam at all" not in before.content.decode()
    assert "earlier version" in before.content.decode()
    assert client.get("/standards/?version=7").status_code == 404
    assert "standards" in now["Surrogate-Key"]
