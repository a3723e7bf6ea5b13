"""The signed-in reader's page of a conversation, without script: write, reply, edit, delete, recommend, report."""

from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from articles.tests import make as desk
from comments import hosting, sanctioning
from comments.models import Comment, Recommendation, Report
from comments.states import Mode, State
from comments.tests import make

pytestmark = pytest.mark.django_db
OURS = {"HTTP_ORIGIN": "http://testserver"}


class Fields(HTMLParser):
    """Values of inputs and the text of the one text field."""

    def __init__(self, response):
        super().__init__()
        self.values, self.text, self._inside = {}, None, False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and attrs.get("type") == "hidden":
            self.values.setdefault(attrs["name"], attrs.get("value"))
        if tag == "textarea" and attrs.get("name") == "text":
            self.text, self._inside = "", True

    def handle_data(self, words):
        if self._inside:
            self.text += words

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "textarea"


@pytest.fixture
def story():
    return make.story()


@pytest.fixture
def mine(story):
    return f"{desk.live_edition(story).get_absolute_url()}comments/mine/"


@pytest.fixture
def signed_in(client, reader):
    client.force_login(reader)
    return client


def test_a_reader_writes_and_sees_it(signed_in, story, mine):
    page = signed_in.get(mine)
    assert page["Cache-Control"].count("no-store")
    key = Fields(page).values["key"]
    answer = signed_in.post(mine, {"act": "say", "text": "Well said", "key": key})
    assert (answer.status_code, answer["Location"]) == (302, f"{mine}?done=say")
    assert "Your comment is shown" in signed_in.get(answer["Location"]).content.decode()
    signed_in.post(mine, {"act": "say", "text": "Well said", "key": key})
    assert Comment.objects.get().text == "Well said"


def test_her_name_and_the_way_out_stand_beside_the_field(signed_in, mine):
    page = signed_in.get(mine).content.decode()
    assert "Rhea Reader" in page
    assert "/accounts/logout/" in page


def test_what_is_typed_signed_out_is_there_after_the_sign_in(client, reader, story, mine):
    answer = client.post(mine.removesuffix("mine/"), {"text": "A thought\r\nin two lines"}, **OURS)
    assert answer["Location"] == f"/accounts/login/?next={mine}"
    client.force_login(reader)
    page = client.get(mine)
    assert Fields(page).text.strip() == "A thought\nin two lines"
    client.post(mine, {"act": "say", "text": "A thought", "key": Fields(page).values["key"]})
    assert Fields(client.get(mine)).text.strip() == ""


@pytest.mark.parametrize(("back", "is_taken"), [("#comments", True), ("comments/#comments", True), ("print/", False)])
def test_a_script_names_the_page_to_come_back_to_and_no_other(client, mine, back, is_taken):
    story = mine.removesuffix("comments/mine/")
    for named, expected in ((f"{story}{back}", is_taken), (f"https://evil.example{story}{back}", False)):
        answer = client.post(f"{story}comments/", {"text": "A thought", "back": named}, **OURS)
        following = unquote(answer["Location"].partition("?next=")[2])
        assert following == (named if expected else mine)


def test_a_kept_text_belongs_to_its_story_and_lasts_half_an_hour(client, reader, mine):
    client.post(mine.removesuffix("mine/"), {"text": "A thought"}, **OURS)
    client.force_login(reader)
    other = f"{desk.live_edition(make.story()).get_absolute_url()}comments/mine/"
    assert Fields(client.get(other)).text.strip() == ""
    session = client.session
    session["comment_draft"] |= {"at": (timezone.now() - timedelta(minutes=31)).timestamp()}
    session.save()
    assert Fields(client.get(mine)).text.strip() == ""


def test_send_leads_a_signed_in_reader_on_with_her_text(signed_in, mine):
    answer = signed_in.post(mine.removesuffix("mine/"), {"text": "A thought"}, **OURS)
    assert answer["Location"] == mine
    assert Fields(signed_in.get(mine)).text.strip() == "A thought"


@pytest.mark.parametrize(
    "headers", [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}]
)
def test_another_site_cannot_send_the_signed_out_box(client, mine, headers):
    answer = client.post(mine.removesuffix("mine/"), {"text": "A thought"}, **headers)
    assert answer.status_code == 403
    assert "comment_draft" not in client.session


@pytest.mark.parametrize(
    "key", [None, "", "short", "x" * 65, "two words", "한글한글한글한글", "12345678\n", "1234\x005678"]
)
def test_a_comment_without_a_sound_key_is_not_taken_and_its_text_stays(signed_in, mine, key):
    answer = signed_in.post(mine, {"act": "say", "text": "Well said"} | ({} if key is None else {"key": key}))
    assert answer.status_code == 422
    assert "out of date" in answer.content.decode()
    assert Fields(answer).text.strip() == "Well said"
    assert not Comment.objects.exists()
    again = signed_in.post(mine, {"act": "say", "text": "Well said", "key": Fields(answer).values["key"]})
    assert again.status_code == 302


def test_without_its_token_nothing_is_taken(reader, mine):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    values = {"act": "say", "text": "Forged", "key": "12345678"}
    assert client.post(mine, values).status_code == 403
    token = Fields(client.get(mine)).values["csrfmiddlewaretoken"]
    assert client.post(mine, values | {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_refused_text_stays_in_the_field_with_the_reason(signed_in, mine):
    answer = signed_in.post(mine, {"act": "say", "text": "a" * 251, "key": "12345678"})
    assert answer.status_code == 422
    assert Fields(answer).text.strip() == "a" * 251
    assert Fields(answer).values["key"] == "12345678"
    assert "251 characters" in answer.content.decode()
    assert "251/250" in answer.content.decode()


def test_a_reply_stands_below_what_it_answers(signed_in, story, mine):
    said = make.comment(story)
    page = signed_in.get(f"{mine}?to={said.pk}")
    signed_in.post(f"{mine}?to={said.pk}", {"act": "say", "text": "I differ", "key": Fields(page).values["key"]})
    assert Comment.objects.get(text="I differ").parent == said


def test_she_edits_and_deletes_her_own(signed_in, reader, story, mine):
    said = make.comment(story, "Teh words", by=reader)
    where = f"{mine}?to={said.pk}"
    assert Fields(signed_in.get(where)).text.strip() == "Teh words"
    signed_in.post(where, {"act": "edit", "text": "The words"})
    said.refresh_from_db()
    assert said.text == "The words"
    signed_in.post(where, {"act": "delete"})
    said.refresh_from_db()
    assert said.state == State.DELETED


def test_she_does_neither_to_anothers(signed_in, story, mine):
    said = make.comment(story, "Their words")
    for act in ("edit", "delete"):
        assert signed_in.post(f"{mine}?to={said.pk}", {"act": act, "text": "Mine"}).status_code == 422
    said.refresh_from_db()
    assert (said.text, said.state) == ("Their words", State.APPROVED)


def test_she_recommends_and_takes_it_back(signed_in, story, mine):
    said = make.comment(story)
    where = f"{mine}?to={said.pk}"
    signed_in.post(where, {"act": "recommend"})
    assert Recommendation.objects.count() == 1
    assert "Take your recommendation back" in signed_in.get(where).content.decode()
    signed_in.post(where, {"act": "unrecommend"})
    assert Recommendation.objects.count() == 0


def test_signed_out_one_can_report_and_nothing_else(client, story, mine):
    said = make.comment(story)
    where = f"{mine}?to={said.pk}"
    page = client.get(where).content.decode()
    assert "Report this comment" in page
    assert "Your reply" not in page
    assert client.post(where, {"act": "report", "reason": "spam", "details": "An advertisement"}).status_code == 302
    report = Report.objects.get()
    assert (report.reader, len(report.address), report.reason) == (None, 32, "spam")
    for act in ("say", "recommend", "delete", "nonsense"):
        assert client.post(where, {"act": act, "text": "x"})["Location"].startswith("/accounts/login/")
    assert Comment.objects.count() == 1


def test_signed_out_the_page_itself_leads_to_the_sign_in(client, mine):
    assert client.get(mine)["Location"] == f"/accounts/login/?next={mine}"


def test_her_waiting_and_rejected_comments_are_there_for_her_alone(client, reader, stranger, story, mine):
    make.comment(story, "A rejected thought", by=reader, state=State.REJECTED)
    make.comment(story, "A waiting thought", by=reader, state=State.WAITING)
    client.force_login(reader)
    page = client.get(mine).content.decode()
    assert "A rejected thought" in page
    assert "No insults" in page
    assert "Please stay civil." in page
    assert "A waiting thought" in page
    client.force_login(stranger)
    page = client.get(mine).content.decode()
    assert "A rejected thought" not in page
    assert "A waiting thought" not in page


def test_anothers_hidden_comment_is_not_addressed(signed_in, story, mine):
    hidden = make.comment(story, "Hidden words", state=State.REJECTED)
    assert "Hidden words" not in signed_in.get(f"{mine}?to={hidden.pk}").content.decode()
    assert signed_in.post(f"{mine}?to={hidden.pk}", {"act": "recommend"}).status_code == 422


def test_a_section_that_reviews_first_is_named(signed_in, reader, mine):
    hosting.host_section(desk.section("national"), mode=Mode.PREMODERATED, by=make.moderator())
    signed_in.post(mine, {"act": "say", "text": "Patience", "key": "12345678"})
    page = signed_in.get(f"{mine}?done=say").content.decode()
    assert "Waits because National reviews comments first." in page
    assert "A moderator will look at your comment" in page


def test_the_suspended_read_the_reason_instead_of_a_field(signed_in, reader, mine):
    sanctioning.ban(reader, reason="Advertising again.", by=make.moderator())
    page = signed_in.get(mine)
    assert "Advertising again." in page.content.decode()
    assert Fields(page).text is None
    assert signed_in.post(mine, {"act": "say", "text": "Hi", "key": "12345678"}).status_code == 422


def test_too_many_kept_texts_from_one_address_are_refused(client, mine):
    answers = [client.post(mine.removesuffix("mine/"), {"text": "x"}, **OURS).status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]
