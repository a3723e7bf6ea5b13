"""No side door of the desk shows more than its front door: choosers, filters, history, revisions, hostile text."""

import json

import pytest

from articles.models import Article, Author, Edition, GlossaryEntry, Section, Topic
from articles.tests import make
from articles.tests.desk import Desk, row

pytestmark = pytest.mark.django_db

CHOOSERS = [
    ("relatedblock", "stories"),
    ("article", "topics"),
    ("article", "further_sections"),
    ("credit", "author"),
    ("author", "user"),
]


def suggested(desk, model="relatedblock", field="stories", term=""):
    page = desk.get("/admin/autocomplete/", app_label="articles", model_name=model, field_name=field, term=term)
    if page.status_code != 200:
        return page.status_code
    return [row["text"] for row in json.loads(page.content)["results"]]


@pytest.fixture
def paper(reporter, editor):
    """A reporter's draft, somebody else's draft, and a live story whose working copy says more than readers know."""
    make.article("Her own draft", by=reporter)
    make.article("Hidden merger", by=editor)
    live = make.article("Public words", by=editor, published=True)
    make.change(live, headline="Minister resigns")


def test_a_reporter_is_offered_her_own_and_what_readers_see(reporter, paper):
    assert suggested(Desk(reporter)) == ["Public words", "Her own draft"]


@pytest.mark.parametrize("term", ["Hidden", "merger", "Minister", "resigns"])
def test_she_finds_nothing_by_words_that_she_may_not_see(reporter, paper, term):
    assert suggested(Desk(reporter), term=term) == []


def test_an_editor_is_offered_all_of_her_sections_as_they_stand(editor, paper):
    assert suggested(Desk(editor)) == ["Minister resigns", "Hidden merger", "Her own draft"]
    assert suggested(Desk(editor), term="merger") == ["Hidden merger"]


def test_sign_ins_are_offered_to_administrators_alone_and_are_staffs(reporter, editor, administrator, reader):
    assert suggested(Desk(reporter), "author", "user") == 403
    assert suggested(Desk(editor), "author", "user") == 403
    assert "Rhea Reader" not in suggested(Desk(administrator), "author", "user")
    assert "Edda Editor" in suggested(Desk(administrator), "author", "user")


def test_a_moderator_is_offered_nothing_of_the_newsroom(moderator, paper):
    desk = Desk(moderator)
    assert [suggested(desk, *chooser) for chooser in CHOOSERS] == [403] * len(CHOOSERS)


@pytest.mark.parametrize(
    ("model", "field"),
    [("edition", "article"), ("duty", "user"), ("revision", "by"), ("nothing", "at"), ("article", "slug")],
)
def test_choosers_that_no_form_has_are_closed_to_reporters(reporter, paper, model, field):
    found = suggested(Desk(reporter), model, field)
    assert found in (403, 404) or "Hidden merger" not in found


@pytest.mark.parametrize(
    "query",
    [
        {"created_by__password__startswith": "a"},
        {"editions__headline__startswith": "Hidden"},
        {"section__duty__user": "1"},
    ],
)
def test_the_lists_cannot_be_asked_about_hidden_columns(reporter, paper, query):
    assert Desk(reporter).get("article_changelist", **query).status_code in (302, 400)


@pytest.mark.parametrize("query", [{"q": "merger"}, {"state": "live"}, {"section": "national"}, {"author": "1"}])
def test_searching_and_filtering_reach_no_further_than_the_list(reporter, paper, query):
    page = Desk(reporter).get("article_changelist", **query).content.decode()
    assert "Hidden merger" not in page
    assert "Minister" not in page


@pytest.mark.parametrize(
    "query", [{"state": "nonsense"}, {"author": "x"}, {"section": "no/where"}, {"p": "99"}, {"o": "9"}]
)
def test_nonsense_in_the_lists_address_is_no_error(editor, paper, query):
    assert Desk(editor).get("article_changelist", **query).status_code in (200, 302)


def test_a_revision_of_another_story_is_not_reached_by_way_of_her_own(reporter, paper):
    own = Article.objects.get(headline="Her own draft")
    hidden = Article.objects.get(headline="Hidden merger")
    desk = Desk(reporter)
    assert desk.get("article_revision", own.pk, 1).status_code == 200
    assert desk.get("article_revision", own.pk, 7).status_code == 404
    for name in ("article_revision", "article_restore"):
        assert desk.post(name, hidden.pk, 1).status_code == 404


SCRIPT = "<script>alert(1)</script>"
BREAKS = f"'\"><img src=x onerror=alert(2)>{SCRIPT}"


@pytest.fixture
def hostile(administrator):
    """Every field that somebody may write in says the same."""
    section = make.section("world")
    Section.objects.filter(pk=section.pk).update(name=BREAKS, description=BREAKS)
    author, topic = make.author("Anna"), make.topic("Levy")
    Author.objects.update(name=BREAKS, role=BREAKS, biography=BREAKS)
    Topic.objects.update(name=BREAKS, description=BREAKS)
    GlossaryEntry.objects.create(word=BREAKS[:60], meaning=BREAKS)
    photo = make.photo(caption=BREAKS, credit=BREAKS, alt=BREAKS)
    words = dict.fromkeys("short_headline kicker standfirst dateline desk_note lead_cutline lead_alt".split(), BREAKS)
    words |= {"kicker": BREAKS[:40], "short_headline": BREAKS[:80], "dateline": BREAKS[:80]}
    story = make.article(BREAKS, section=section, authors=(author,), topics=(topic,), lead_photo=photo, **words)
    desk = Desk(administrator)
    fields = desk.form("article_change", story.pk)
    for block in ("quote", "related", "picture"):
        more = {
            "quote": {"text": BREAKS, "attribution": BREAKS},
            "related": {"title": BREAKS[:80], "stories": [story.pk]},
            "picture": {"photo": photo.pk, "cutline": BREAKS, "credit": BREAKS, "alt": BREAKS},
        }[block]
        fields = row(
            fields,
            {"quote": "articles_pullquoteblock_set", "related": "articles_relatedblock_set"}.get(
                block, "articles_pictureblock_set"
            ),
            **more,
        )
    fields = row(fields, "credits", role="by", author="", wording=BREAKS, position=1)
    assert desk.send(fields, "article_change", story.pk, _act="publish").status_code == 302
    assert (
        desk.save(story, headline="Calm words", standfirst="", act="correct", correction_note=BREAKS).status_code == 302
    )
    return story


def test_hostile_words_are_only_words_on_every_screen(hostile, administrator):
    desk = Desk(administrator)
    rows = {"photo": hostile.lead_photo_id, "author": Author.objects.get().pk, "topic": Topic.objects.get().pk}
    rows |= {"glossaryentry": GlossaryEntry.objects.get().pk, "section": hostile.section_id, "article": hostile.pk}
    paths = [desk.get("admin:index").request["PATH_INFO"], "pin_changelist"]
    pages = [desk.get(path) for path in paths]
    for name, pk in rows.items():
        pages += [desk.get(f"{name}_changelist"), desk.get(f"{name}_change", pk), desk.get(f"{name}_history", pk)]
    pages += [desk.get("article_revision", hostile.pk, 1), desk.get("article_preview", hostile.pk)]
    pages += [desk.get("article_withdraw", hostile.pk), desk.get("article_delete", make.article(BREAKS).pk)]
    pages += [desk.get("admin:log_entry_changelist"), desk.get("article_changelist", q=BREAKS)]
    for page in pages:
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert SCRIPT not in page.content.decode(), page.request["PATH_INFO"]
        assert "<img src=x" not in page.content.decode(), page.request["PATH_INFO"]
    assert "&lt;script&gt;alert(1)" in pages[2].content.decode()


def test_hostile_words_in_messages_are_only_words(administrator):
    desk = Desk(administrator)
    answer = desk.send(desk.form("topic_add"), "topic_add", name=BREAKS[:80], slug="levy")
    page = desk.client.get(answer["Location"]).content.decode()
    assert "was added successfully" in page
    assert SCRIPT not in page


def test_the_policy_of_every_screen_allows_no_inline_script(administrator):
    story = make.article()
    page = Desk(administrator).get("article_change", story.pk)
    policy = page["Content-Security-Policy"]
    script = next(part for part in policy.split(";") if part.strip().startswith("script-src "))
    assert "unsafe" not in script
    assert "'nonce-" in script
    assert Edition.objects.count() == 0
