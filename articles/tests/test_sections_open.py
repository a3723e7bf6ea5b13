"""Opening, describing and closing sections."""

import pytest

from articles import publishing, sections
from articles.models import Duty, Section, SectionPath
from articles.tests import make
from articles.workflow import WrongMove
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


def test_a_new_section_stands_below_its_parent(administrator):
    parent = make.section("national")
    made = sections.open_section(by=administrator, name="Courts", slug="courts", parent=parent, colour="teal")
    assert (made.path, made.colour, made.parent) == ("national/courts", "teal", parent)
    assert Entry.objects.get(act="open_section").after == {"path": "national/courts"}


def test_a_new_section_takes_over_a_path_that_another_one_left(administrator):
    sections.move(make.section("politics"), by=administrator, parent=None, slug="parliament")
    assert SectionPath.objects.get().path == "politics"
    sections.open_section(by=administrator, name="Politics", slug="politics")
    assert not SectionPath.objects.exists()


def test_describing_changes_what_it_may_and_never_the_address(administrator):
    section = make.section("national")
    sections.describe(section, by=administrator, name="Home", colour="teal", path="elsewhere", slug="elsewhere")
    section.refresh_from_db()
    assert (section.name, section.colour, section.path, section.slug) == ("Home", "teal", "national", "national")
    entry = Entry.objects.get(act="describe_section")
    assert (entry.before["name"], entry.after["name"]) == ("National", "Home")


def test_an_empty_section_closes(administrator):
    sections.close_section(make.section("national/courts"), by=administrator)
    assert set(Section.objects.values_list("path", flat=True)) == {"national"}
    assert Entry.objects.get(act="close_section").before == {"path": "national/courts"}


def with_a_draft(section):
    make.article(section=section)


def with_a_further_draft(section):
    make.article(further=(section,))


def with_a_story_that_left(section):
    story = make.article(section=section, published=True)
    publishing.withdraw(story, by=make.administrator(), reason="Wrong", public_note="Gone.")
    make.change(story, section=make.section("world"))


def with_a_listing(section):
    story = make.article(further=(section,), published=True)
    story.further_sections.clear()


def with_a_child(section):
    make.section(f"{section.path}/votes")


def with_an_old_address(section):
    sections.move(section, by=make.administrator(), parent=None, slug="other")


def with_a_duty(section):
    make.user("Petra", role="editor", section=section)


@pytest.mark.parametrize(
    "used",
    [with_a_draft, with_a_further_draft, with_a_story_that_left, with_a_listing, with_a_child, with_an_old_address,
     with_a_duty],
)  # fmt: skip
def test_a_section_in_use_stays(used, administrator):
    section = make.section("courts")
    used(section)
    with pytest.raises(WrongMove, match=r"Move it instead|Take that away first"):
        sections.close_section(section, by=administrator)
    assert Section.objects.filter(pk=section.pk).exists()
    assert not Entry.objects.filter(act="close_section").exists()
    assert Duty.objects.filter(section=section).exists() == (used is with_a_duty)
