"""The story's buttons: each saves what is typed, calls its act, and says what happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Correction, Edition
from articles.tests import make
from articles.tests.desk import TEXT, Desk, row, said
from articles.workflow import FOREVER, Stage, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(editor):
    return Desk(editor)


def fresh(story):
    return Article.objects.get(pk=story.pk)


def told(desk, answer):
    """What the page after the redirect says."""
    assert answer.status_code == 302
    return " ".join(said(desk.client.get(answer["Location"])))


def moment(ahead):
    at = timezone.localtime(timezone.now() + ahead).replace(second=0, microsecond=0)
    return at, {"publish_at": f"{at:%Y-%m-%dT%H:%M}"}


def names(page):
    return {button.name for button in page.context["acts"]}


def test_publish_now_saves_what_is_typed_and_publishes_it(desk):
    story = make.article("Before")
    answer = desk.save(story, act="publish", headline="After")
    assert told(desk, answer) == "Published. Readers see it now."
    assert make.live_edition(story).headline == "After"


def test_a_new_story_is_published_by_the_same_button(desk):
    fields = desk.form("article_add")
    typed = {"headline": "New", "slug": "new", "section": make.section().pk, f"{TEXT}-0-html": "<p>Words.</p>"}
    answer = desk.send(fields, "article_add", _act="publish", **typed)
    assert told(desk, answer) == "Published. Readers see it now."
    assert make.live_edition(Article.objects.get()).headline == "New"


def test_the_save_stands_when_the_act_is_refused_and_the_page_says_both(desk):
    story = make.article("Before", html="")
    words = told(desk, desk.save(story, act="publish", headline="After"))
    assert words.startswith("Saved, but nothing else was done.")
    assert "no text yet" in words
    assert fresh(story).headline == "After"
    assert not Edition.objects.exists()


def test_a_new_story_too_is_saved_when_its_act_is_refused(desk):
    fields = desk.form("article_add")
    typed = {"headline": "New", "slug": "new", "section": make.section().pk}
    assert "Saved, but" in told(desk, desk.send(fields, "article_add", _act="publish", **typed))
    assert Article.objects.get().headline == "New"


@pytest.mark.parametrize("act", ["publish", "schedule", "unschedule", "expire", "correct", "send_back"])
def test_a_reporter_cannot_post_what_she_has_no_button_for(reporter, act):
    story = make.article("Before", by=reporter)
    desk = Desk(reporter)
    assert act not in names(desk.get("article_change", story.pk))
    when = moment(timedelta(hours=2))[1]
    words = told(desk, desk.save(story, act=act, headline="After", correction_note="A note.", **when))
    assert words.startswith("Saved, but nothing else was done.")
    assert not Edition.objects.exists()
    assert fresh(story).stage == Stage.DRAFT


def test_a_button_that_does_not_exist_does_nothing(desk):
    story = make.article()
    assert "unknown" in told(desk, desk.save(story, act="destroy"))


def test_a_reporter_files_and_an_editor_sends_back(reporter, desk):
    story = make.article(by=reporter)
    writer = Desk(reporter)
    assert names(writer.get("article_change", story.pk)) == {"file"}
    assert "Filed" in told(writer, writer.save(story, act="file"))
    assert "_act" not in writer.get("article_change", story.pk).content.decode()
    assert "Sent back" in told(desk, desk.save(story, act="send_back"))
    assert fresh(story).stage == Stage.DRAFT


def test_scheduling_says_when_in_the_papers_zone(desk):
    story = make.article()
    at, when = moment(timedelta(hours=3))
    words = told(desk, desk.save(story, act="schedule", **when))
    assert words.startswith("Scheduled for")
    assert at.tzname() in words
    assert Edition.objects.get().live_from == at
    assert fresh(story).state == State.SCHEDULED
    assert "Unscheduled" in told(desk, desk.save(story, act="unschedule"))
    assert fresh(story).state == State.DRAFT


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ({}, "Choose the day and time"),
        (moment(timedelta(hours=-3))[1], "That moment has passed"),
    ],
)
def test_scheduling_without_a_moment_ahead_is_refused_in_words(desk, when, sentence):
    story = make.article("Before")
    assert sentence in told(desk, desk.save(story, act="schedule", headline="After", **when))
    assert fresh(story).headline == "After"


def test_a_moment_that_no_clock_has_keeps_what_is_typed(desk):
    story = make.article("Before")
    page = desk.save(story, act="schedule", headline="After", publish_at="tomorrow at noon")
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["publish_at"]
    assert page.context["adminform"].form["headline"].value() == "After"
    assert [field for field, _sentence in page.context["points"]] == ["Publish at"]
    assert 'value="tomorrow at noon"' in page.content.decode()
    assert fresh(story).headline == "Before"


def scheduled_change(editor):
    story = make.article("Live", published=True)
    make.change(story, headline="Planned")
    make.publish(story, by=editor, at=timezone.now() + timedelta(hours=5))
    return story


def test_publishing_over_a_scheduled_change_asks_what_to_do_with_it(desk, editor):
    story = scheduled_change(editor)
    assert "story-pending" in desk.get("article_change", story.pk).content.decode()
    words = told(desk, desk.save(story, act="publish", headline="Now"))
    assert "Say whether to rebuild it" in words
    assert make.live_edition(story).headline == "Live"


@pytest.mark.parametrize(("choice", "left"), [("rebuild", 1), ("cancel", 0)])
def test_the_choice_is_taken(desk, editor, choice, left):
    story = scheduled_change(editor)
    assert "Published" in told(desk, desk.save(story, act="publish", headline="Now", pending=choice))
    assert make.live_edition(story).headline == "Now"
    assert Edition.objects.filter(article=story).pending().count() == left


def test_a_story_without_a_scheduled_change_is_not_asked(desk):
    story = make.article(published=True)
    assert "story-pending" not in desk.get("article_change", story.pk).content.decode()


def test_a_correction_needs_its_note_and_ties_it_to_the_editions(desk):
    story = make.article("The mayor said yes", published=True)
    assert "what was wrong" in told(desk, desk.save(story, act="correct"))
    words = told(desk, desk.save(story, act="correct", headline="The mayor said no", correction_note="She said no."))
    assert words == "The correction is published."
    correction = Correction.objects.get()
    assert (correction.note, correction.after.headline) == ("She said no.", "The mayor said no")
    assert "She said no." in desk.get("article_history", story.pk).content.decode()


def test_an_end_is_set_and_lifted(desk):
    story = make.article(published=True)
    at, when = moment(timedelta(days=2))
    assert "The end is set." in told(desk, desk.save(story, act="expire", end_at=when["publish_at"]))
    assert make.live_edition(story).live_until == at
    desk.save(story, act="expire", end_at="")
    assert make.live_edition(story).live_until == FOREVER


def test_withdrawing_needs_a_reason_and_a_note_on_a_page_of_its_own(desk):
    story = make.article(published=True)
    answer = desk.save(story, act="withdraw", headline="Typed before")
    assert answer["Location"].endswith("/withdraw/")
    assert fresh(story).headline == "Typed before"
    page = desk.post("article_withdraw", story.pk, reason="Named the wrong man", public_note="")
    assert page.context["form"].errors["public_note"]
    assert "Named the wrong man" in page.content.decode()
    assert fresh(story).state == State.LIVE
    done = desk.post("article_withdraw", story.pk, reason="Named the wrong man", public_note="We withdrew it.")
    assert "Readers see the note" in told(desk, done)
    assert fresh(story).state == State.WITHDRAWN


def test_a_draft_has_nothing_to_withdraw(desk):
    story = make.article()
    assert "nothing to withdraw" in desk.get("article_withdraw", story.pk).content.decode()
    page = desk.post("article_withdraw", story.pk, reason="Why", public_note="Note")
    assert "nothing to withdraw" in page.content.decode()


def test_a_reporter_withdraws_nothing(reporter):
    story = make.article(published=True, by=reporter)
    assert Desk(reporter).post("article_withdraw", story.pk, reason="Why", public_note="Note").status_code == 403
    assert fresh(story).state == State.LIVE


def test_a_revision_is_compared_and_restored_without_touching_what_readers_see(desk):
    story = make.article("First words", published=True)
    desk.save(story, headline="Second words")
    page = desk.get("article_revision", story.pk, 1).content.decode()
    assert "<del>First</del>" in page
    assert "<ins>Second</ins>" in page
    version = fresh(story).version
    answer = desk.post("article_restore", story.pk, 1, version=version)
    assert "Restored" in told(desk, answer)
    assert fresh(story).headline == "First words"
    assert make.live_edition(story).headline == "First words"


def test_restoring_over_someone_elses_save_is_refused(desk):
    story = make.article("First")
    make.change(story, headline="Second")
    answer = desk.post("article_restore", story.pk, 1, version=1)
    assert "saved this story in the meantime" in told(desk, answer)
    assert fresh(story).headline == "Second"


def test_restoring_asks_for_a_post_and_for_the_right(desk, reporter):
    story = make.article("First", by=reporter)
    make.change(story, headline="Second")
    assert desk.get("article_restore", story.pk, 1)["Location"].endswith("/revisions/1/")
    Desk(reporter).save(story, act="file")
    Desk(reporter).post("article_restore", story.pk, 1, version=2)
    assert fresh(story).headline == "Second"


def test_comparing_names_what_the_snapshot_numbers(desk):
    politics, world = make.section("national/politics"), make.section("world")
    story = make.article(section=politics, authors=(make.author("Anna Author"),), topics=(make.topic("Harbour levy"),))
    fields = row(
        desk.form("article_change", story.pk), "credits", role="translated", author="", wording="The desk", position=1
    )
    desk.send(fields, "article_change", story.pk, section=world.pk, topics=[])
    page = desk.get("article_revision", story.pk, 1).content.decode()
    for words in ("Politics", "World", "Harbour levy", "Translated by: The desk"):
        assert words in page.replace("</ins>", "").replace("<ins>", "")
