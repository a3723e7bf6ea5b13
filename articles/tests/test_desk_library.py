"""Sections, authors, topics and the glossary at the desk: moved and described by the acts, known to the trail."""

import pytest

from articles.models import Author, GlossaryEntry, Section, SectionPath, Topic
from articles.tests import make
from articles.tests.desk import Desk
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(administrator):
    return Desk(administrator)


def test_a_section_is_opened_moved_and_renamed_by_its_form(desk):
    national = make.section("national")
    fields = desk.form("section_add")
    desk.send(fields, "section_add", name="Harbours", slug="harbours", parent="", colour="sea", position=3)
    section = Section.objects.get(slug="harbours")
    assert (section.path, section.colour) == ("harbours", "sea")
    typed = {"name": "Ports", "slug": "ports", "parent": national.pk}
    assert desk.send(desk.form("section_change", section.pk), "section_change", section.pk, **typed).status_code == 302
    section.refresh_from_db()
    assert (section.name, section.path) == ("Ports", "national/ports")
    assert SectionPath.objects.get().path == "harbours"
    assert Entry.objects.filter(act="move_section").count() == 1


@pytest.mark.parametrize("slug", ["admin", "search", "2026", "Not Small", "sport"])
def test_a_slug_that_cannot_stand_there_is_a_sentence_beside_the_field(desk, slug):
    make.section("sport")
    section = make.section("world")
    page = desk.send(desk.form("section_change", section.pk), "section_change", section.pk, slug=slug)
    assert page.context["adminform"].form.errors["slug"]
    section.refresh_from_db()
    assert section.path == "world"


def test_a_section_does_not_stand_below_itself(desk):
    below = make.section("national/politics")
    above = below.parent
    page = desk.send(desk.form("section_change", above.pk), "section_change", above.pk, parent=below.pk)
    assert page.status_code == 200
    above.refresh_from_db()
    assert above.parent is None


def test_only_a_section_that_never_held_anything_is_deleted(desk):
    empty, used = make.section("empty"), make.section("world")
    make.article(section=used)
    assert desk.post("section_delete", used.pk, post="yes").status_code == 403
    assert desk.post("section_delete", empty.pk, post="yes").status_code == 302
    assert not Section.objects.filter(pk=empty.pk).exists()


def test_an_editor_looks_at_sections_and_changes_none(editor):
    section = make.section("world")
    desk = Desk(editor)
    assert desk.get("section_change", section.pk).status_code == 200
    assert desk.client.post(f"/admin/articles/section/{section.pk}/change/", {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize(
    ("screen", "model", "typed"),
    [
        ("author", Author, {"name": "Anna Author", "slug": "anna"}),
        ("topic", Topic, {"name": "Harbour levy", "slug": "harbour-levy"}),
        ("glossaryentry", GlossaryEntry, {"word": "levy", "meaning": "A kind of tax.", "language": "en"}),
    ],
)
def test_an_editor_adds_to_the_library_and_the_trail_knows(editor, reporter, screen, model, typed):
    writer = Desk(reporter)
    assert writer.client.post(f"/admin/articles/{screen}/add/", typed).status_code == 403
    desk = Desk(editor)
    assert desk.send(desk.form(f"{screen}_add"), f"{screen}_add", **typed).status_code == 302
    row = model.objects.get()
    desk.send(desk.form(f"{screen}_change", row.pk), f"{screen}_change", row.pk)
    assert [entry.act for entry in Entry.objects.order_by("id")] == ["add", "change"]
    assert "Added" in desk.get(f"{screen}_history", row.pk).content.decode()


@pytest.mark.parametrize("screen", ["author", "topic"])
def test_an_address_stays_once_saved(editor, screen):
    row = make.author("Anna") if screen == "author" else make.topic("Levy")
    desk = Desk(editor)
    desk.send(desk.form(f"{screen}_change", row.pk), f"{screen}_change", row.pk, name="Another", slug="other")
    row.refresh_from_db()
    assert (row.name, row.slug) in [("Another", "anna"), ("Another", "levy")]


def test_a_word_stands_in_the_glossary_once(editor):
    GlossaryEntry.objects.create(word="Levy", meaning="A tax.")
    desk = Desk(editor)
    page = desk.send(desk.form("glossaryentry_add"), "glossaryentry_add", word="levy", meaning="Another.")
    assert "This word stands in the glossary already." in page.content.decode()


def test_a_glossary_entry_may_go(editor, reporter):
    entry = GlossaryEntry.objects.create(word="Levy", meaning="A tax.")
    assert Desk(reporter).post("glossaryentry_delete", entry.pk, post="yes").status_code == 403
    assert Desk(editor).post("glossaryentry_delete", entry.pk, post="yes").status_code == 302
    assert Entry.objects.get().act == "delete"


def test_only_an_administrator_ties_an_author_to_a_sign_in(editor, administrator, reporter):
    author = make.author("Rosa Reporter")
    desk = Desk(editor)
    desk.send(desk.form("author_change", author.pk), "author_change", author.pk, user=reporter.pk)
    author.refresh_from_db()
    assert author.user is None
    boss = Desk(administrator)
    boss.send(boss.form("author_change", author.pk), "author_change", author.pk, user=reporter.pk)
    author.refresh_from_db()
    assert author.user == reporter


def test_a_section_in_use_is_kept_and_the_page_says_why(administrator):
    desk = Desk(administrator)
    rowing = make.section("sport/rowing")
    story = make.article(section=make.section("national"), further=(rowing,))
    desk.post("section_delete", rowing.pk, post="yes")
    assert "Move it instead" in desk.get("section_change", rowing.pk).content.decode()
    story.further_sections.clear()
    desk.post("section_delete", rowing.pk, post="yes")
    assert not Section.objects.filter(pk=rowing.pk).exists()
