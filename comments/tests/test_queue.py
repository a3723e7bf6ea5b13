"""The moderators' screens: what they show, who may open them, and what their buttons do."""

from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.utils import timezone

from articles.tests import make as desk
from comments import moderation, sanctioning, standards
from comments.models import Comment, Sanction, SectionPolicy, Thread
from comments.states import State
from comments.tests import make

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"


def enter(client, person):
    """As if she had signed in with her password."""
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session), person, "password")
    session.save()
    return client


@pytest.fixture
def desk_client(client, moderator):
    return enter(client, moderator)


def words(response):
    return response.content.decode()


def test_the_queue_shows_what_waits_with_its_story_its_author_and_why(desk_client):
    author = make.reader("Wanda Waits")
    story = make.story(headline="The levy passes")
    make.comment(story, "Shown words", by=author)
    make.comment(story, "Waiting words", by=author, state=State.WAITING)
    page = words(desk_client.get(QUEUE))
    assert "Waiting words" in page
    assert "Shown words" not in page
    for sign in ("The levy passes", "Wanda Waits", "1 shown, 0 not accepted", "changed it after it was approved"):
        assert sign in page


def test_reported_and_all_have_queues_of_their_own(desk_client):
    story = make.story()
    make.comment(story, "Quiet words")
    said = make.reported(story, reason="spam", text="An advertisement")
    page = words(desk_client.get(f"{QUEUE}?queue=reported"))
    assert said.text in page
    assert "No advertising" in page
    assert "An advertisement" in page
    assert "Quiet words" not in page
    assert "Quiet words" in words(desk_client.get(f"{QUEUE}?queue=all"))


def test_a_row_s_buttons_decide_about_it(desk_client, moderator):
    first, second = (make.comment(state=State.WAITING) for _ in range(2))
    desk_client.post(QUEUE, {"approve": f"{first.pk}:{first.version}"})
    desk_client.post(
        QUEUE,
        {"reject": f"{second.pk}:{second.version}", f"rule-{second.pk}": "insult", f"note-{second.pk}": "Not so."},
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.APPROVED, State.REJECTED)
    assert (second.decision.by, second.decision.rule.code, second.decision.note) == (moderator, "insult", "Not so.")


def test_a_rejection_without_a_rule_is_refused_with_a_sentence(desk_client):
    waiting = make.comment(state=State.WAITING)
    answer = desk_client.post(QUEUE, {"reject": f"{waiting.pk}:{waiting.version}"}, follow=True)
    assert "Choose the rule" in words(answer)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING


def test_several_are_decided_at_once_and_the_left_out_are_named(desk_client):
    other = make.moderator()
    rows = [make.comment(state=State.WAITING) for _ in range(3)]
    seen = [f"{row.pk}:{row.version}" for row in rows]
    moderation.reject(rows[1], by=other, rule=make.rule())
    answer = desk_client.post(QUEUE, {"chosen": seen, "several": "approve"}, follow=True)
    assert "2 comments decided" in words(answer)
    assert f"{other} has decided already" in words(answer)
    assert Comment.objects.filter(state=State.APPROVED).count() == 2
    assert "Tick at least one" in words(desk_client.post(QUEUE, {"several": "approve"}, follow=True))


@pytest.mark.parametrize("value", ["x", "1", "1:", "1:x", "-1:2", "²:1", "9" * 30 + ":1"])
def test_a_nonsense_value_decides_nothing(desk_client, value):
    assert desk_client.post(QUEUE, {"approve": value}).status_code == 302


def test_a_section_moderator_sees_and_decides_her_sections_only(client):
    person = make.moderator(section=desk.section("sport"))
    here = make.comment(make.story(section=desk.section("sport/sailing")), "Sporting words", state=State.WAITING)
    there = make.comment(make.story(), "Political words", state=State.WAITING)
    enter(client, person)
    page = words(client.get(QUEUE))
    assert "Sporting words" in page
    assert "Political words" not in page
    assert client.get(f"{QUEUE}{here.pk}/").status_code == 200
    assert client.get(f"{QUEUE}{there.pk}/").status_code == 404
    assert client.get(f"{QUEUE}reader/{there.author_id}/").status_code == 404
    client.post(QUEUE, {"chosen": [f"{here.pk}:{here.version}", f"{there.pk}:{there.version}"], "several": "approve"})
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.state, there.state) == (State.APPROVED, State.WAITING)


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_others_at_the_desk_find_no_queue(client, who, request):
    waiting = make.comment(state=State.WAITING)
    enter(client, request.getfixturevalue(who))
    for path in (QUEUE, f"{QUEUE}{waiting.pk}/", f"{QUEUE}reader/{waiting.author_id}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"approve": f"{waiting.pk}:{waiting.version}"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING


def test_a_reader_does_not_enter(client, reader):
    client.force_login(reader)
    assert "/login/" in client.get(QUEUE)["Location"]


def test_one_comment_shows_every_text_and_decision(desk_client, moderator):
    said = make.comment(text="The first wording", state=State.WAITING)
    moderation.reject(said, by=moderator, rule=make.rule(), note="Too sharp.")
    page = words(desk_client.get(f"{QUEUE}{said.pk}/"))
    for sign in ("The first wording", "The first wording (again)", "Too sharp.", "Mo Moderator"):
        assert sign in page


def test_a_reader_is_suspended_banned_and_let_go_from_her_record(desk_client):
    said = make.comment()
    where = f"{QUEUE}reader/{said.author_id}/"
    desk_client.post(where, {"sanction": "1", "hours": "24", "reason": "Insults."})
    held = Sanction.objects.get()
    assert (held.kind, held.reason) == ("suspend", "Insults.")
    assert "Suspended" in words(desk_client.get(where))
    desk_client.post(where, {"lift": held.pk})
    held.refresh_from_db()
    assert held.lifted_at is not None
    desk_client.post(where, {"sanction": "1", "hours": "", "reason": "Again."})
    assert Sanction.objects.active(timezone.now()).get().kind == "ban"
    assert desk_client.post(where, {"sanction": "1", "hours": "24", "reason": ""}).status_code == 200


def test_the_queue_costs_the_same_for_two_and_for_twenty(desk_client, django_assert_num_queries):
    for _ in range(2):
        make.comment(state=State.WAITING)
    desk_client.get(QUEUE)
    with django_assert_num_queries(12):
        desk_client.get(QUEUE)
    for _ in range(18):
        make.comment(state=State.WAITING)
    with django_assert_num_queries(12):
        assert words(desk_client.get(QUEUE)).count("data-row") == 20


def test_hostile_words_are_only_words_at_the_desk(desk_client):
    evil = "<script>alert(1)</script>"
    said = make.reported(make.story(headline=evil), text=evil)
    sanctioning.ban(said.author, reason=evil, by=make.moderator())
    for path in (f"{QUEUE}?queue=reported", f"{QUEUE}{said.pk}/", f"{QUEUE}reader/{said.author_id}/"):
        assert evil not in words(desk_client.get(path))


def test_a_moderator_sets_how_a_section_and_a_story_take_comments(desk_client):
    national = desk.section("national")
    desk_client.post("/admin/comments/sectionpolicy/add/", {"section": national.pk, "mode": "premoderated"})
    assert SectionPolicy.objects.get().mode == "premoderated"
    story = make.story()
    values = {"article": story.pk, "mode": "closed", "closes_at_0": "", "closes_at_1": ""}
    desk_client.post("/admin/comments/thread/add/", values)
    thread = Thread.objects.get(article=story)
    assert thread.mode == "closed"
    desk_client.post(f"/admin/comments/thread/{thread.pk}/change/", values | {"mode": "open"})
    thread.refresh_from_db()
    assert thread.mode == "open"
    assert desk_client.get("/admin/comments/thread/").status_code == 200


def test_an_editor_issues_new_standards_that_begin_with_the_last(client, editor):
    enter(client, editor)
    page = words(client.get("/admin/comments/standards/add/"))
    assert "Keep to the story" in page
    values = {"introduction": "New.", "closing": "", "rules-TOTAL_FORMS": 7, "rules-INITIAL_FORMS": 5}
    for place, rule in enumerate(standards.rules()):
        values |= {f"rules-{place}-code": rule.code, f"rules-{place}-title": "New title", f"rules-{place}-text": "New."}
        values |= {f"rules-{place}-DELETE": "on"} if rule.code != "spam" else {}
    assert client.post("/admin/comments/standards/add/", values).status_code == 302
    assert [rule.code for rule in standards.rules()] == ["spam"]
    first = standards.Standards.objects.get(version=1)
    assert client.post(f"/admin/comments/standards/{first.pk}/change/", values).status_code in (403, 404)
    assert first.rules.count() == 5


def test_a_moderator_does_not_issue_standards(desk_client):
    assert desk_client.get("/admin/comments/standards/add/").status_code == 404
    assert desk_client.get("/admin/comments/standards/").status_code == 200
