"""Preview: the working copy through the public template, as saved or as typed, for those who may see the story."""

import pytest

from articles.models import Article, Edition, Revision, TextBlock
from articles.tests import make
from articles.tests.desk import QUOTE, TEXT, Desk, row, said
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return make.article("As saved", by=reporter, html="<p>The words as saved.</p>")


def stays_here(page):
    """Kept by no cache, no search engine, and told to no other site."""
    return "no-store" in page["Cache-Control"] and (page["X-Robots-Tag"], page["Referrer-Policy"]) == (
        "noindex",
        "no-referrer",
    )


def test_what_is_saved_is_shown_by_the_public_template(reporter, story):
    page = Desk(reporter).get("article_preview", story.pk)
    assert "articles/article.html" in [template.name for template in page.templates]
    assert "As saved" in page.content.decode()
    assert "The words as saved." in page.content.decode()
    assert stays_here(page)


def test_what_is_typed_is_shown_and_nothing_of_it_is_stored(reporter, story):
    desk = Desk(reporter)
    fields = row(desk.form("article_change", story.pk), QUOTE, text="A typed quotation.", attribution="")
    typed = {"headline": "As typed", f"{TEXT}-0-html": "<p>Typed words.</p>"}
    entries = Entry.objects.count()
    page = desk.send(fields, "article_preview", story.pk, _preview="1", **typed)
    shown = page.content.decode()
    for words in ("As typed", "Typed words.", "A typed quotation."):
        assert words in shown
    assert stays_here(page)
    kept = Article.objects.get(pk=story.pk)
    assert (kept.headline, kept.version, Revision.objects.count()) == ("As saved", 1, 1)
    assert [block.html for block in TextBlock.objects.all()] == ["<p>The words as saved.</p>"]
    assert Entry.objects.count() == entries
    assert said(desk.get("article_change", story.pk)) == []


def test_the_form_can_still_be_saved_afterwards(reporter, story):
    desk = Desk(reporter)
    fields = desk.form("article_change", story.pk)
    desk.send(fields, "article_preview", story.pk, headline="As typed")
    assert desk.send(fields, "article_change", story.pk, headline="As typed", _continue="1").status_code == 302
    assert Article.objects.get(pk=story.pk).headline == "As typed"


def test_a_story_that_was_never_saved_has_a_preview(reporter):
    desk = Desk(reporter)
    typed = {"headline": "Brand new", "slug": "new", "section": make.section().pk, f"{TEXT}-0-html": "<p>Words.</p>"}
    page = desk.send(desk.form("article_add"), "article_preview_new", _preview="1", **typed)
    assert "Brand new" in page.content.decode()
    assert stays_here(page)
    assert not Article.objects.exists()
    assert desk.get("article_preview_new")["Location"].endswith("/add/")


def test_what_cannot_be_shown_says_what_to_mend(reporter, story):
    desk = Desk(reporter)
    fields = row(desk.form("article_change", story.pk), QUOTE, text="", attribution="Nobody")
    page = desk.send(fields, "article_preview", story.pk, headline="", slug="Not A Slug")
    assert page.status_code == 422
    points = dict(page.context["points"])
    assert {"Headline", "Slug", "Quotation"} <= {field.capitalize() for field in points}
    assert Article.objects.get(pk=story.pk).headline == "As saved"


def test_no_button_works_by_way_of_the_preview(editor):
    story = make.article()
    desk = Desk(editor)
    page = desk.send(desk.form("article_change", story.pk), "article_preview", story.pk, _preview="1", _act="publish")
    assert page.status_code == 200
    assert not Edition.objects.exists()


def test_who_may_only_read_a_story_previews_it_as_saved(reporter, story):
    desk = Desk(reporter)
    fields = desk.form("article_change", story.pk)
    desk.save(story, act="file")
    assert desk.get("article_preview", story.pk).status_code == 200
    assert desk.send(fields, "article_preview", story.pk, headline="Typed").status_code == 403


@pytest.mark.parametrize("person", ["sport_editor", "moderator"])
def test_others_find_nothing(request, person, story):
    desk = Desk(request.getfixturevalue(person))
    assert desk.get("article_preview", story.pk).status_code == 404
    assert desk.post("article_preview", story.pk, headline="Typed").status_code == 404


def test_the_working_copy_of_a_live_story_is_previewed_and_readers_keep_theirs(editor):
    story = make.article("Live", published=True)
    make.change(story, headline="Working")
    assert "Working" in Desk(editor).get("article_preview", story.pk).content.decode()
    assert make.live_edition(story).headline == "Live"
