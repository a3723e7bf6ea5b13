"""Decisions about comments: who may take them, what the loser of a race sees, and what is kept of them."""

import pytest
from django.utils import timezone

from articles.access import NotAllowed
from articles.tests import make as desk
from comments import moderation, reacting, talking
from comments.models import Comment, Decision
from comments.states import AlreadyDecided, State, WrongMove
from comments.tests import make
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


def test_approving_a_waiting_comment_shows_it(moderator):
    waiting = make.comment(state=State.WAITING)
    decision = moderation.approve(waiting, by=moderator, version=waiting.version)
    waiting.refresh_from_db()
    waiting.thread.refresh_from_db()
    assert (waiting.state, waiting.is_public, waiting.queue, waiting.reasons) == (State.APPROVED, True, "", [])
    assert (waiting.decision, decision.before, decision.after) == (decision, State.WAITING, State.APPROVED)
    assert (waiting.thread.public_count, waiting.thread.waiting_count) == (1, 0)
    entry = Entry.objects.get(act="approve")
    assert (entry.by, entry.before, entry.after["state"]) == (moderator, {"state": "waiting"}, "approved")


def test_rejecting_tells_the_author_the_rule_and_the_note(moderator):
    said = make.comment()
    moderation.reject(said, by=moderator, rule=make.rule("spam"), note="  Buy it elsewhere. ")
    said.refresh_from_db()
    assert (said.state, said.is_public) == (State.REJECTED, False)
    assert (said.decision.rule.code, said.decision.note) == ("spam", "Buy it elsewhere.")


def test_a_rejected_comment_can_be_restored(moderator):
    said = make.comment(state=State.REJECTED)
    moderation.approve(said, by=moderator)
    said.refresh_from_db()
    assert said.is_public
    assert Decision.objects.filter(comment=said).count() == 2


def test_the_second_moderator_sees_who_decided_and_changes_nothing(moderator):
    waiting = make.comment(state=State.WAITING)
    seen = waiting.version
    other = make.moderator()
    moderation.reject(waiting, by=moderator, rule=make.rule(), version=seen)
    with pytest.raises(AlreadyDecided) as refusal:
        moderation.approve(waiting, by=other, version=seen)
    assert refusal.value.decision.by == moderator
    assert "Mo Moderator" in str(refusal.value)
    waiting.refresh_from_db()
    assert waiting.state == State.REJECTED


def test_a_comment_edited_since_is_not_approved_unseen(moderator):
    waiting = make.comment(state=State.WAITING)
    seen = waiting.version
    talking.edit(waiting, "Something quite different", by=waiting.author)
    with pytest.raises(AlreadyDecided):
        moderation.approve(waiting, by=moderator, version=seen)
    waiting.refresh_from_db()
    assert moderation.approve(waiting, by=moderator, version=waiting.version)


def test_a_report_in_between_does_not_hinder_a_decision(moderator):
    said = make.comment()
    seen = said.version
    reacting.report(said, reason="insult", by=make.reader())
    assert moderation.reject(said, by=moderator, rule=make.rule(), version=seen)


def test_nothing_is_decided_about_what_its_author_deleted(moderator):
    said = make.comment(state=State.DELETED)
    with pytest.raises(WrongMove, match="deleted"):
        moderation.approve(said, by=moderator)


def test_a_section_moderator_decides_in_her_section_and_below_only():
    national = desk.section("national")
    person = make.moderator(section=national)
    here = make.comment(make.story(section=desk.section("national/politics")))
    there = make.comment(make.story(section=desk.section("sport")))
    assert moderation.reject(here, by=person, rule=make.rule())
    with pytest.raises(NotAllowed):
        moderation.reject(there, by=person, rule=make.rule())


@pytest.mark.parametrize("who", ["reader", "reporter", "editor"])
def test_others_do_not_moderate(who, request):
    said = make.comment(state=State.WAITING)
    with pytest.raises(NotAllowed):
        moderation.approve(said, by=request.getfixturevalue(who))


def test_keeping_a_reported_comment_handles_its_reports_until_it_changes(moderator):
    said = make.reported()
    assert (said.queue, said.reports_count) == ("reported", 1)
    moderation.approve(said, by=moderator, version=said.version)
    said.refresh_from_db()
    assert (said.queue, said.reports_count, said.reports.open().count()) == ("", 0, 0)
    reacting.report(said, reason="spam", by=make.reader())
    said.refresh_from_db()
    assert said.queue == ""
    talking.edit(said, "A new provocation", by=said.author)
    reacting.report(said, reason="spam", by=make.reader())
    said.refresh_from_db()
    assert said.queue == "reported"


def test_approval_before_publication_does_not_silence_later_reports(moderator):
    said = make.comment(state=State.WAITING)
    moderation.approve(said, by=moderator)
    reacting.report(said, reason="unlawful", address="somewhere")
    said.refresh_from_db()
    assert said.queue == "reported"


def test_several_at_once_skip_what_another_has_decided(moderator):
    first, second, third = (make.comment(state=State.WAITING) for _ in range(3))
    chosen = [(comment, comment.version) for comment in (first, second, third)]
    moderation.approve(second, by=make.moderator())
    outcome = moderation.each(chosen, lambda row, seen: moderation.approve(row, by=moderator, version=seen))
    assert outcome.done == 2
    assert [comment for comment, _sentence in outcome.skipped] == [second]
    assert "decided already" in outcome.skipped[0][1]
    assert Comment.objects.filter(state=State.APPROVED).count() == 3


def test_approving_twice_is_refused_with_the_first_decision(moderator):
    said = make.comment(state=State.WAITING)
    first = moderation.approve(said, by=moderator, at=timezone.now())
    with pytest.raises(AlreadyDecided) as refusal:
        moderation.approve(said, by=moderator)
    assert refusal.value.decision == first
