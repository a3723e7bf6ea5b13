"""Saving a story at the desk: what is kept, what is refused, and that nothing can be done without its button."""

import pytest

from articles.models import Article, Credit, PullQuoteBlock, RelatedBlock, Revision, TextBlock
from articles.tests import make
from articles.tests.desk import CREDIT, QUOTE, RELATED, TEXT, Desk, row
from articles.workflow import Stage
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(reporter):
    return Desk(reporter)


def write(desk, **typed):
    """A new story, as the form for it opens."""
    fields = desk.form("article_add")
    given = {
        "headline": "Harbour levy agreed",
        "slug": "harbour-levy",
        "section": make.section().pk,
        f"{TEXT}-0-html": "<p>After fourteen hours.</p>",
        "_continue": "1",
    }
    return desk.send(fields, "article_add", **given | typed)


def test_a_new_story_opens_with_an_empty_text_block_first(desk):
    fields = desk.form("article_add")
    assert fields[f"{TEXT}-TOTAL_FORMS"] == ["1"]
    assert (fields[f"{TEXT}-0-region"], fields[f"{TEXT}-0-ordering"]) == (["body"], ["10"])


def test_a_new_story_is_hers_with_its_text_and_its_first_revision(desk, reporter):
    write(desk)
    story = Article.objects.get()
    assert (story.created_by, story.saved_by, story.version, story.stage) == (reporter, reporter, 1, Stage.DRAFT)
    assert TextBlock.objects.get(parent=story).html == "<p>After fourteen hours.</p>"
    assert Revision.objects.get().data["headline"] == "Harbour levy agreed"


def test_a_story_saved_without_a_word_of_text_keeps_its_empty_block(desk):
    write(desk, **{f"{TEXT}-0-html": ""})
    assert TextBlock.objects.get().html == ""


def test_each_save_keeps_a_revision(desk, reporter):
    story = make.article("First", by=reporter)
    desk.save(story, headline="Second")
    assert [r.data["headline"] for r in Revision.objects.order_by("number")] == ["First", "Second"]


def test_a_headline_is_one_line(desk, reporter):
    story = make.article(by=reporter)
    desk.save(story, headline="One\r\nline  only")
    story.refresh_from_db()
    assert story.headline == "One line only"


def test_pasted_markup_is_cleaned(desk, reporter):
    story = make.article(by=reporter)
    desk.save(story, **{f"{TEXT}-0-html": '<p onclick="x()">Clean<script>alert(1)</script></p>'})
    assert TextBlock.objects.get(parent=story).html == "<p>Clean</p>"


def test_blocks_and_credits_are_added_moved_and_deleted(desk, reporter):
    story = make.article(by=reporter)
    fields = desk.form("article_change", story.pk)
    fields = row(fields, QUOTE, text="Read my face.", attribution="A minister")
    fields = row(fields, CREDIT, role="by", author=make.author().pk, wording="", position=0)
    desk.send(fields, "article_change", story.pk, _continue="1", **{f"{QUOTE}-0-ordering": "5"})
    data = Revision.objects.latest("number").data
    assert [block["kind"] for block in data["body"]] == ["quote", "text"]
    assert data["credits"] == [{"author": make.author().pk, "role": "by", "wording": ""}]
    desk.save(story, **{f"{QUOTE}-0-DELETE": "on", f"{CREDIT}-0-DELETE": "on"})
    assert not PullQuoteBlock.objects.exists()
    assert not Credit.objects.exists()


def test_a_credit_names_someone(desk, reporter):
    story = make.article(by=reporter)
    fields = row(desk.form("article_change", story.pk), CREDIT, role="by", author="", wording="", position=3)
    page = desk.send(fields, "article_change", story.pk, _continue="1")
    assert "Choose an author or write the wording." in page.content.decode()


def test_a_story_goes_only_into_sections_of_her_duty(sport_editor):
    desk = Desk(sport_editor)
    story = make.article(section=make.section("sport"))
    abroad, rowing = make.section("world"), make.section("sport/rowing")
    page = desk.save(story, section=abroad.pk)
    assert page.context["adminform"].form.errors["section"]
    assert desk.save(story, section=rowing.pk).status_code == 302
    story.refresh_from_db()
    assert story.section == rowing


def test_a_new_story_too_is_refused_where_she_has_no_duty(sport_editor):
    page = write(Desk(sport_editor), section=make.section("world").pk)
    assert page.context["adminform"].form.errors["section"]
    assert not Article.objects.exists()


def test_someone_elses_story_does_not_go_where_she_only_reports(sport_editor):
    make.duty(sport_editor, "reporter", make.section("world"))
    story = make.article(section=make.section("sport"))
    page = Desk(sport_editor).save(story, section=make.section("world").pk)
    assert "You may not move this story there" in str(page.context["adminform"].form.errors["section"])


def test_her_own_story_does(sport_editor):
    make.duty(sport_editor, "reporter", make.section("world"))
    story = make.article(section=make.section("sport"), by=sport_editor)
    assert Desk(sport_editor).save(story, section=make.section("world").pk).status_code == 302


def test_who_strikes_her_only_right_to_a_story_is_refused_as_a_whole(desk, reporter):
    story = make.article("Before", authors=(make.author("Rosa Reporter", user=reporter),))
    page = desk.save(story, headline="After", **{f"{CREDIT}-0-DELETE": "on"})
    assert page.status_code == 403
    story.refresh_from_db()
    assert (story.headline, story.version, story.credits.count()) == ("Before", 1, 1)


def test_a_filed_story_is_no_longer_hers_to_change(desk, reporter):
    story = make.article("Filed", by=reporter)
    fields = desk.form("article_change", story.pk)
    desk.save(story, act="file")
    page = desk.get("article_change", story.pk).content.decode()
    assert "You may read this story" in page
    assert 'name="headline"' not in page
    assert desk.send(fields, "article_change", story.pk, headline="Later").status_code == 403
    story.refresh_from_db()
    assert (story.headline, story.stage) == ("Filed", Stage.FILED)


@pytest.mark.parametrize("name", ["stage", "version", "created_by", "saved_by", "created_at"])
def test_what_acts_own_cannot_be_posted(desk, reporter, editor, name):
    story = make.article(by=reporter)
    values = {"stage": "filed", "version": "99", "created_by": editor.pk, "saved_by": editor.pk, "created_at": ""}
    before = Article.objects.values("stage", "created_by", "created_at").get(pk=story.pk)
    desk.save(story, **{name: values[name]})
    assert Article.objects.values("stage", "created_by", "created_at").get(pk=story.pk) == before
    assert Article.objects.get(pk=story.pk).version == 2


def test_a_tampered_version_of_a_new_story_means_nothing(desk):
    assert write(desk, seen="7").status_code == 302
    assert Article.objects.get().version == 1


@pytest.mark.parametrize("count", ["many", "-1", "999999999999", ""])
def test_a_nonsense_row_count_is_no_error_of_ours(desk, reporter, count):
    story = make.article(by=reporter)
    page = desk.save(story, **{f"{TEXT}-TOTAL_FORMS": count, f"{TEXT}-INITIAL_FORMS": count})
    assert page.status_code in (200, 302)


def test_the_body_editors_copying_is_ignored(desk, reporter):
    secret = TextBlock.objects.get(parent=make.article("Not hers", html="<p>Embargoed.</p>"))
    story = make.article(by=reporter)
    desk.save(story, _clone=f"articles.textblock:{secret.pk}", _clone_region="body", _clone_ordering="30")
    assert TextBlock.objects.count() == 2


def test_save_as_new_makes_no_copy(desk, reporter):
    story = make.article(by=reporter)
    desk.save(story, _saveasnew="1", headline="Changed")
    assert Article.objects.get().headline == "Changed"


def test_a_draft_can_be_deleted_and_the_trail_knows(desk, reporter):
    story = make.article("Never mind", by=reporter)
    assert desk.post("article_delete", story.pk, post="yes").status_code == 302
    assert not Article.objects.exists()
    assert Entry.objects.get(act="delete_draft").label == "Never mind"


def test_what_was_ever_published_cannot_be_deleted(administrator):
    story = make.article(published=True)
    desk = Desk(administrator)
    assert desk.get("article_delete", story.pk).status_code == 403
    assert desk.post("article_delete", story.pk, post="yes").status_code == 403
    assert "deletelink" not in desk.get("article_change", story.pk).content.decode()


def test_a_block_can_refer_to_what_she_sees_and_to_what_readers_see(desk, reporter):
    story, own, live, hidden = (
        make.article(by=reporter),
        make.article(by=reporter),
        make.article(published=True),
        None,
    )
    hidden = make.article("Embargoed merger")
    fields = desk.form("article_change", story.pk)
    desk.send(row(fields, RELATED, title="", stories=[own.pk, live.pk]), "article_change", story.pk)
    assert set(RelatedBlock.objects.get().stories.all()) == {own, live}
    page = desk.send(row(fields, RELATED, title="", stories=[hidden.pk]), "article_change", story.pk)
    assert "Embargoed" not in page.content.decode()
    assert RelatedBlock.objects.count() == 1


def test_a_reference_that_an_editor_made_stays_without_its_headline(desk, reporter, editor):
    story, hidden = make.article(by=reporter), make.article("Embargoed merger")
    fields = Desk(editor).form("article_change", story.pk)
    Desk(editor).send(row(fields, RELATED, title="See also", stories=[hidden.pk]), "article_change", story.pk)
    page = desk.get("article_change", story.pk).content.decode()
    assert "A story that you may not see" in page
    assert "Embargoed" not in page
    desk.save(story, headline="Changed")
    assert list(RelatedBlock.objects.get().stories.all()) == [hidden]
