"""Acts on a working copy: record, file, send back, restore."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import snapshot, writing
from articles.models import (
    Article,
    Credit,
    Edition,
    Photo,
    PictureBlock,
    PullQuoteBlock,
    RelatedBlock,
    Revision,
    Section,
    TextBlock,
)
from articles.tests import make
from articles.workflow import NotAllowed, Stage, StaleVersion, WrongMove
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


def full_story(**fields) -> Article:
    """One with everything that a story can have."""
    story = make.article(
        "Levy agreed", section=make.section("sport/rowing"), authors=(make.author(), make.author("Ines Marrow")),
        topics=(make.topic(), make.topic("Ferries")), further=(make.section("national"),), kicker="Explained",
        standfirst="Two coins.", dateline="Harbour", desk_note="Call the port.", language="ko", lead_cutline="Quay",
        lead_credit="Photograph: N", lead_alt="A quay", lead_photo=make.photo(),
        planned_at=timezone.now() + timedelta(days=1), short_headline="Levy", **fields,
    )  # fmt: skip
    Credit.objects.create(article=story, wording="Noor Haddad in the islands", role="photographs", position=5)
    PictureBlock.objects.create(parent=story, ordering=20, photo=make.photo(), alt="A crane")
    PullQuoteBlock.objects.create(parent=story, ordering=15, text="Never again", attribution="The port")
    related = RelatedBlock.objects.create(parent=story, ordering=30, title="Before")
    related.stories.set([make.article(), make.article()])
    writing.record(story, by=make.administrator(), seen=1)
    return story


def test_every_save_keeps_a_revision_and_raises_the_version(editor):
    story = make.article("First")
    make.change(story, by=editor, headline="Second")
    assert list(story.revisions.values_list("number", "data__headline")) == [
        (2, "Second"),
        (1, story.revisions.last().data["headline"]),
    ]
    assert (story.version, story.saved_by) == (2, editor)


def test_a_revision_keeps_what_is_stored(editor):
    story = make.article("Stored")
    story.headline = "Only in memory"
    writing.record(story, by=editor, seen=1)
    assert story.revisions.first().data["headline"] == "Stored"


def test_a_save_over_another_one_is_refused_with_what_differs(editor):
    story = make.article("One")
    make.change(story, by=editor, headline="Two", kicker="Live")
    with pytest.raises(StaleVersion, match="Edda Editor saved") as stale:
        writing.record(story, by=editor, seen=1)
    assert sorted(stale.value.changed) == ["headline", "kicker"]
    assert story.revisions.count() == 2


def test_a_reporter_saves_her_draft_but_not_what_was_filed_meanwhile(reporter, editor):
    story = make.article(by=reporter)
    assert writing.record(story, by=reporter, seen=1)
    before = Article.objects.get(pk=story.pk)
    writing.file(story, by=editor, version=2)
    with pytest.raises(NotAllowed, match="until they send it back"):
        writing.record(before, by=reporter, seen=2)
    writing.send_back(story, by=editor, version=2)
    assert writing.record(before, by=reporter, seen=2)


def test_a_new_story_needs_a_section_of_ones_own():
    rita = make.user("Rita", role="reporter", section=make.section("sport"))
    for path, allowed in (("sport/rowing", True), ("national", False)):
        story = Article.objects.create(headline="New", slug="new", section=make.section(path), created_by=rita)
        if allowed:
            assert writing.record(story, by=rita, seen=0).number == 1
        else:
            with pytest.raises(NotAllowed):
                writing.record(story, by=rita, seen=0)


def test_filing_and_sending_back_change_the_stage_and_are_logged(reporter, editor):
    story = make.article(by=reporter)
    assert writing.file(story, by=reporter, version=1).stage == Stage.FILED
    with pytest.raises(WrongMove, match="filed already"):
        writing.file(story, by=editor, version=1)
    with pytest.raises(NotAllowed):
        writing.send_back(story, by=reporter, version=1)
    assert writing.send_back(story, by=editor, version=1).stage == Stage.DRAFT
    with pytest.raises(WrongMove, match="draft already"):
        writing.send_back(story, by=editor, version=1)
    entries = Entry.objects.filter(thing=f"articles.article:{story.pk}").order_by("id")
    assert [(entry.act, entry.by, entry.after) for entry in entries] == [
        ("file", reporter, {"stage": "filed"}),
        ("send_back", editor, {"stage": "draft"}),
    ]


@pytest.mark.parametrize("act", [writing.file, writing.send_back])
def test_stages_change_only_for_the_version_that_was_seen(act, editor):
    story = make.article()
    make.change(story, headline="Changed")
    with pytest.raises(StaleVersion):
        act(story, by=editor, version=1)
    assert Article.objects.get().stage == Stage.DRAFT


def test_publishing_takes_a_filed_story_out_of_the_editors_list(editor):
    story = make.article()
    writing.file(story, by=editor, version=1)
    make.publish(story, by=editor)
    assert Article.objects.get().stage == Stage.DRAFT


def emptied(story: Article) -> Article:
    """The same story with nothing of what it had."""
    story.credits.all().delete()
    for model in (TextBlock, PictureBlock, PullQuoteBlock, RelatedBlock):
        model.objects.filter(parent=story).delete()
    story.topics.clear()
    story.further_sections.clear()
    blank = dict.fromkeys(["short_headline", "kicker", "standfirst", "dateline", "desk_note"], "")
    return make.change(
        story, headline="Other", slug="other", language="en", planned_at=None, lead_photo=None, lead_alt="",
        lead_cutline="", lead_credit="", section=make.section("national"), **blank,
    )  # fmt: skip


def test_a_restored_story_is_what_it_was_in_every_part(editor):
    story = full_story()
    then = snapshot.of(Article.objects.get(pk=story.pk))
    emptied(story)
    assert snapshot.of(Article.objects.get(pk=story.pk)) != then
    kept = writing.restore(story.revisions.get(number=2), by=editor, version=3)
    assert kept.data == snapshot.of(Article.objects.get(pk=story.pk)) == then
    assert [block["kind"] for block in then["body"]] == ["text", "quote", "picture", "related"]
    assert kept.number == Article.objects.get(pk=story.pk).version == 4


def test_restoring_touches_nothing_that_readers_have(editor):
    story = make.article("One", published=True)
    edition = Edition.objects.get()
    make.change(story, headline="Two", slug="two")
    writing.restore(story.revisions.get(number=1), by=editor, version=2)
    again = Edition.objects.get()
    assert (again.pk, again.live_until, again.headline) == (edition.pk, edition.live_until, "One")
    assert Article.objects.get().state == "live"
    assert Entry.objects.get(act="restore").after == {"revision": 1, "version": 3}


@pytest.mark.parametrize("gone", ["a picture", "a section", "an author", "a topic"])
def test_a_revision_whose_parts_are_gone_is_refused_and_nothing_is_half_written(gone, editor):
    story = full_story()
    emptied(story)
    part = {
        "a picture": Photo.objects.first(),
        "a section": Section.objects.get(path="sport/rowing"),
        "an author": make.author(),
        "a topic": make.topic(),
    }[gone]
    part.delete()
    before = snapshot.of(Article.objects.get(pk=story.pk))
    with pytest.raises(WrongMove, match=f"uses {gone} that is no longer there"):
        writing.restore(story.revisions.get(number=2), by=editor, version=3)
    assert snapshot.of(Article.objects.get(pk=story.pk)) == before
    assert story.revisions.count() == 3


def test_related_stories_that_are_gone_are_left_out(editor):
    story = full_story()
    emptied(story)
    first, second = story.revisions.get(number=2).data["body"][-1]["stories"]
    Article.objects.get(pk=first).delete()
    assert writing.restore(story.revisions.get(number=2), by=editor, version=3).data["body"][-1]["stories"] == [second]


def test_only_who_may_write_restores_and_only_over_the_version_she_saw(reporter, editor):
    story = make.article()
    make.change(story, headline="Two")
    revision = Revision.objects.get(number=1)
    with pytest.raises(NotAllowed):
        writing.restore(revision, by=reporter, version=2)
    with pytest.raises(StaleVersion):
        writing.restore(revision, by=editor, version=1)
    assert writing.restore(revision, by=editor, version=2)


def test_an_editor_cannot_restore_a_story_into_a_section_that_is_not_hers(sport_editor):
    story = make.article("Old", section=make.section("national"))
    make.change(story, headline="New", section=make.section("sport"))
    with pytest.raises(NotAllowed):
        writing.restore(story.revisions.get(number=1), by=sport_editor, version=2)
    assert Article.objects.get().headline == "New"
    assert writing.restore(story.revisions.get(number=2), by=sport_editor, version=2)
