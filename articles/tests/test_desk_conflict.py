"""Two editors in one story: the second is told what changed, keeps what she typed, and her next save passes."""

import pytest

from articles.models import Article, Credit, Edition, Revision, TextBlock
from articles.tests import make
from articles.tests.desk import CREDIT, QUOTE, TEXT, Desk, fields_of, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(administrator):
    return Desk(administrator)


@pytest.fixture
def second(editor):
    return Desk(editor)


def test_the_second_is_told_who_changed_what_and_keeps_what_she_typed(first, second):
    story = make.article("Before")
    open_form = second.form("article_change", story.pk)
    first.save(story, headline="By the first", kicker="Explained")
    page = second.send(open_form, "article_change", story.pk, headline="By the second", _continue="1")
    form = page.context["adminform"].form
    told = str(form.non_field_errors())
    assert "Administrator saved this story while you were writing and changed: headline, kicker." in told
    assert form["headline"].value() == "By the second"
    assert Article.objects.get(pk=story.pk).headline == "By the first"
    again = second.send(fields_of(page), "article_change", story.pk, _continue="1")
    assert again.status_code == 302
    assert Article.objects.get(pk=story.pk).headline == "By the second"
    assert [r.number for r in Revision.objects.order_by("number")] == [1, 2, 3]


def test_a_refused_save_does_not_run_its_act(first, second):
    story = make.article("Before")
    open_form = second.form("article_change", story.pk)
    first.save(story, headline="By the first")
    page = second.send(open_form, "article_change", story.pk, _act="publish")
    assert page.status_code == 200
    assert not Edition.objects.exists()


def test_typed_text_of_a_block_that_the_other_deleted_becomes_a_new_block(first, second):
    story = make.article(html="<p>Doomed.</p>")
    TextBlock.objects.create(parent=story, ordering=20, html="<p>Second block.</p>")
    open_form = second.form("article_change", story.pk)
    first.save(story, **{f"{TEXT}-0-DELETE": "on"})
    page = second.send(
        open_form, "article_change", story.pk, _continue="1", **{f"{TEXT}-0-html": "<p>Saved from doom.</p>"}
    )
    assert "Saved from doom." in page.content.decode()
    assert second.send(fields_of(page), "article_change", story.pk, _continue="1").status_code == 302
    rows = TextBlock.objects.filter(parent=story).order_by("ordering")
    assert [block.html for block in rows] == ["<p>Saved from doom.</p>", "<p>Second block.</p>"]


def test_a_block_that_the_other_added_survives(first, second):
    story = make.article(html="<p>Mine.</p>")
    open_form = second.form("article_change", story.pk)
    first.send(
        row(first.form("article_change", story.pk), QUOTE, text="Added meanwhile.", attribution=""),
        "article_change",
        story.pk,
    )
    page = second.send(open_form, "article_change", story.pk, headline="Mine", _continue="1")
    assert second.send(fields_of(page), "article_change", story.pk, _continue="1").status_code == 302
    assert [block["kind"] for block in Revision.objects.latest("number").data["body"]] == ["text", "quote"]


def test_a_credit_that_the_other_took_away_is_kept_as_typed(first, second):
    story = make.article(authors=(make.author("Anna Author"), make.author("Otto Author")))
    open_form = second.form("article_change", story.pk)
    first.save(story, **{f"{CREDIT}-0-DELETE": "on"})
    page = second.send(open_form, "article_change", story.pk, _continue="1", **{f"{CREDIT}-0-wording": "Anna, at sea"})
    assert second.send(fields_of(page), "article_change", story.pk, _continue="1").status_code == 302
    assert {str(credit) for credit in Credit.objects.all()} == {"Anna, at sea", "Otto Author"}


def test_a_block_of_another_story_cannot_be_taken_over(second):
    other = make.article(html="<p>Not mine.</p>")
    story = make.article(html="<p>Mine.</p>")
    theirs = TextBlock.objects.get(parent=other)
    second.save(story, **{f"{TEXT}-0-id": theirs.pk, f"{TEXT}-0-html": "<p>Taken over?</p>"})
    theirs.refresh_from_db()
    assert (theirs.parent, theirs.html) == (other, "<p>Not mine.</p>")


def test_whoever_saves_alone_is_told_nothing(first):
    story = make.article("Before")
    assert first.save(story, headline="After").status_code == 302
    assert first.save(story, headline="After all").status_code == 302
