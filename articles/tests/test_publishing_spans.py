"""Spans of editions: planned ends, moved plans, gaps, past moments, addresses; invariants stand in spans.py."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import access, publishing
from articles.models import Address, Article, Edition, Photo
from articles.tests import make, spans
from articles.workflow import FOREVER, NotAllowed, State, WrongMove

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def the_rules_hold():
    yield
    for story in Article.objects.all():
        spans.check(story)


def text(story, at) -> str | None:
    edition = Edition.objects.live(at).filter(article=story).first()
    return edition and edition.headline


def soon(hours: float):
    return timezone.now() + hours * HOUR


def test_a_plan_that_is_moved_leaves_no_gap(editor):
    story, early, late = make.article("Before", published=True), soon(2), soon(5)
    make.change(story, headline="After")
    make.publish(story, by=editor, at=early)
    make.publish(story, by=editor, at=late)
    assert [text(story, at) for at in (soon(0), early, late)] == ["Before", "Before", "After"]
    sooner = soon(1)
    make.publish(story, by=editor, at=sooner)
    assert [text(story, at) for at in (soon(0), sooner, early, late)] == ["Before", "After", "After", "After"]


def test_a_first_publication_that_is_moved_takes_its_day_and_address_along(editor):
    story = make.article(slug="levy")
    make.publish(story, by=editor, at=soon(24))
    edition = make.publish(story, by=editor, at=soon(24 * 9))
    assert edition.published_at == edition.live_from
    assert list(Address.objects.values_list("published_on", "slug")) == [(edition.published_on, "levy")]


def test_unscheduling_a_first_publication_leaves_nothing(editor):
    story = make.article()
    make.publish(story, by=editor, at=soon(2))
    assert Address.objects.exists()
    publishing.unschedule(story, by=editor)
    assert not Address.objects.exists()
    assert not Edition.objects.exists()
    assert Article.objects.get().state == State.DRAFT


def test_a_planned_end_stays_when_the_text_is_corrected(editor):
    story, end = make.article(published=True), soon(3)
    publishing.expire(story, by=editor, at=end)
    correction = publishing.correct(story, by=editor, version=1, note="It is two.")
    assert correction.after.live_until == end


def test_a_planned_end_stays_when_a_change_is_scheduled_and_when_it_is_taken_back(editor):
    story, end = make.article(published=True), soon(3)
    publishing.expire(story, by=editor, at=end)
    assert make.publish(story, by=editor, at=soon(1)).live_until == end
    publishing.unschedule(story, by=editor)
    assert make.live_edition(story).live_until == end


def test_an_end_that_is_set_while_a_change_is_scheduled_stays_when_the_change_is_taken_back(editor):
    story, end = make.article(published=True), soon(3)
    make.publish(story, by=editor, at=soon(1))
    publishing.expire(story, by=editor, at=end)
    publishing.unschedule(story, by=editor)
    assert make.live_edition(story).live_until == end


@pytest.mark.parametrize("pending", ["cancel", "rebuild"])
def test_a_planned_end_stays_when_a_scheduled_change_is_cancelled_or_rebuilt(editor, pending):
    story, moment, end = make.article(published=True), soon(1), soon(3)
    make.publish(story, by=editor, at=moment, until=end)
    first = make.publish(story, by=editor, pending=pending)
    assert first.live_until == (end if pending == "cancel" else moment)
    assert Edition.objects.filter(article=story).latest("live_from").live_until == end


def test_an_end_can_be_named_or_lifted(editor):
    story, end = make.article(published=True), soon(3)
    assert make.publish(story, by=editor, until=end).live_until == end
    assert make.publish(story, by=editor, until=end + HOUR).live_until == end + HOUR
    publishing.expire(story, by=editor, at=FOREVER)
    assert make.publish(story, by=editor).live_until == FOREVER


def test_a_text_that_begins_after_the_end_begins_anew(editor):
    story, end, again = make.article(published=True), soon(1), soon(3)
    publishing.expire(story, by=editor, at=end)
    assert make.publish(story, by=editor, at=again).live_until == FOREVER
    assert [bool(text(story, at)) for at in (soon(0), end, soon(2), again)] == [True, False, False, True]
    publishing.unschedule(story, by=editor)
    assert make.live_edition(story).live_until == end, "the plan had not cut it"


def test_publishing_now_before_a_gap_keeps_the_gap(editor):
    story, end, again = make.article(published=True), soon(1), soon(3)
    publishing.expire(story, by=editor, at=end)
    make.publish(story, by=editor, at=again)
    make.publish(story, by=editor, pending="rebuild")
    assert [bool(text(story, at)) for at in (soon(0), end, again)] == [True, False, True]


def test_an_expired_story_comes_back_on_its_first_day(editor):
    story = make.article(published=True, hours_ago=30)
    first = make.live_edition(story)
    publishing.expire(story, by=editor)
    edition = make.publish(story, by=editor)
    assert (edition.published_at, edition.published_on) == (first.published_at, first.published_on)


def test_an_end_beyond_which_a_change_is_scheduled_is_refused_with_the_reason(editor):
    story = make.article(published=True)
    make.publish(story, by=editor, at=soon(2))
    with pytest.raises(WrongMove, match="Unschedule it first"):
        publishing.expire(story, by=editor, at=soon(1))
    with pytest.raises(WrongMove, match="cannot end before it begins"):
        make.publish(story, by=editor, at=soon(3), until=soon(2))
    with pytest.raises(WrongMove, match="lie ahead"):
        publishing.expire(make.article(published=True), by=editor, at=soon(-0.5))


def test_a_changed_slug_keeps_the_old_address(editor):
    story = make.article(slug="talks", published=True)
    day, path = make.live_edition(story).published_on, "national/politics"
    make.change(story, slug="talks-end")
    make.publish(story, by=editor)
    for slug in ("talks", "talks-end"):
        found = access.story(path, day, slug, at=timezone.now())
        assert found.get_absolute_url() == f"/{path}/{day:%Y/%m/%d}/talks-end/"
    with pytest.raises(WrongMove, match="slug"):
        make.publish(make.article(slug="talks"), at=make.live_edition(story).published_at + timedelta(seconds=1))


def test_a_slug_that_is_only_planned_leads_nowhere(editor):
    story, moment = make.article(slug="talks", published=True), soon(2)
    day, path = make.live_edition(story).published_on, "national/politics"
    make.change(story, slug="minister-resigns")
    make.publish(story, by=editor, at=moment)
    assert access.story(path, day, "minister-resigns", at=timezone.now()) is None
    assert access.gone(path, day, "minister-resigns", at=timezone.now()) is None
    assert access.story(path, day, "minister-resigns", at=moment).slug == "minister-resigns"
    publishing.withdraw(story, by=editor, reason="Wrong", public_note="Gone.")
    assert access.gone(path, day, "minister-resigns", at=moment) is None
    assert access.gone(path, day, "talks", at=timezone.now()).public_note == "Gone."


def test_a_withdrawn_story_comes_back_on_its_first_day(editor):
    story = make.article(published=True, hours_ago=50)
    first = make.live_edition(story)
    publishing.withdraw(story, by=editor, reason="Checked", public_note="Gone.")
    again = make.publish(story, by=editor)
    assert (again.published_on, again.get_absolute_url()) == (first.published_on, first.get_absolute_url())
    assert text(story, soon(-10)) is None, "what was withdrawn stays so for every past moment"


def test_cancelling_a_plan_lets_files_go_that_only_it_used(editor, django_capture_on_commit_callbacks):
    photo = make.photo()
    story = make.article(lead_photo=photo)
    make.publish(story, by=editor, at=soon(2))
    with django_capture_on_commit_callbacks(execute=True):
        publishing.photos.refocus(photo, by=editor, focal=(0.1, 0.1))
    assert photo.renditions.values("batch").distinct().count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        publishing.unschedule(story, by=editor)
    assert set(photo.renditions.values_list("batch", flat=True)) == {Photo.objects.get().batch}


def test_a_story_is_told_at_past_moments_in_the_order_of_time(administrator):
    """The demo's way: published, corrected, changed and withdrawn, all of it days ago."""
    story = make.article("One")
    make.publish(story, at=soon(-50))
    make.change(story, headline="Two")
    correction = publishing.correct(story, by=administrator, version=2, note="It is two.", at=soon(-40))
    make.change(story, headline="Three")
    make.publish(story, at=soon(-30))
    assert [text(story, soon(h)) for h in (-51, -49, -39, -29)] == [None, "One", "Two", "Three"]
    assert correction.at == correction.after.live_from == correction.before.live_until
    publishing.withdraw(story, by=administrator, reason="Wrong", public_note="Gone.", at=soon(-20))
    assert Edition.objects.latest("live_from").live_until < soon(-19)
    assert {edition.withdrawn_at.hour for edition in Edition.objects.all()} == {soon(-20).hour}


@pytest.mark.parametrize("act", ["publish", "correct", "withdraw"])
def test_a_past_moment_needs_its_right_and_must_come_after_what_was_public(act, editor, administrator):
    def perform(by, at):
        match act:
            case "publish":
                return make.publish(story, by=by, at=at)
            case "correct":
                return publishing.correct(story, by=by, version=1, note="It is two.", at=at)
        return publishing.withdraw(story, by=by, reason="Wrong", public_note="Gone.", at=at) or True

    story = make.article(published=True, hours_ago=5)
    with pytest.raises(NotAllowed, match="past moment"):
        perform(editor, soon(-2))
    with pytest.raises(WrongMove, match="already"):
        perform(administrator, soon(-6))
    assert perform(administrator, soon(-2))


def test_corrections_and_withdrawals_are_never_planned(administrator):
    story = make.article(published=True)
    with pytest.raises(WrongMove, match="lies ahead"):
        publishing.correct(story, by=administrator, version=1, note="It is two.", at=soon(1))
    with pytest.raises(WrongMove, match="lies ahead"):
        publishing.withdraw(story, by=administrator, reason="Wrong", public_note="Gone.", at=soon(1))
    assert make.live_edition(story).number == 1


def test_a_past_text_inside_an_ended_one_cuts_it(administrator):
    story = make.article("One")
    make.publish(story, at=soon(-9), until=soon(-5))
    make.change(story, headline="Two")
    make.publish(story, at=soon(-7))
    assert [text(story, soon(h)) for h in (-8, -6, -4)] == ["One", "Two", None]


def test_a_moment_before_a_withdrawal_is_taken(administrator):
    story = make.article(published=True, hours_ago=9)
    publishing.withdraw(story, by=administrator, reason="Wrong", public_note="Gone.", at=soon(-2))
    with pytest.raises(WrongMove, match="withdrawn after that moment"):
        make.publish(story, at=soon(-4))
    assert make.publish(story, at=soon(-1))


def test_a_rebuilt_correction_keeps_the_moment_at_which_it_was_made(editor):
    story = make.article(published=True)
    make.publish(story, by=editor, at=soon(2))
    correction = publishing.correct(story, by=editor, version=1, note="It is two.", pending="rebuild")
    notes = [edition.content["corrections"] for edition in Edition.objects.filter(article=story, number__gt=1)]
    assert notes == [[{"at": correction.at.isoformat(), "note": "It is two."}]] * 2
