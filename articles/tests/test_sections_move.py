"""Moving and renaming sections: paths, former paths, and the lists of every section above."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import access, publishing, sections
from articles.models import Article, Edition, Listing, Section, SectionPath
from articles.tests import make, spans
from articles.tests.crowd import at_once
from articles.workflow import NotAllowed, WrongMove

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_rules_hold():
    """After every test: paths follow the tree, and each story is listed where today's tree has it."""
    yield
    for section in Section.objects.select_related("parent"):
        assert section.path == f"{section.parent.path}/{section.slug}" if section.parent else section.slug
    assert not SectionPath.objects.filter(path__in=Section.objects.values("path")).exists()
    for story in Article.objects.all():
        spans.check(story)


@pytest.fixture
def boss(administrator):
    return administrator


def paths() -> set[str]:
    return set(Section.objects.values_list("path", flat=True))


def former() -> dict[str, str]:
    return dict(SectionPath.objects.values_list("path", "section__path"))


def listed(section: Section) -> set[str]:
    rows = Listing.objects.filter(kind="section", place=section.pk)
    return set(rows.values_list("edition__headline", flat=True))


def test_a_moved_section_takes_all_below_it_along_and_old_paths_lead_on(boss):
    for path in ("national/politics/parliament/votes", "national/politics-extra", "world"):
        make.section(path)
    sections.move(make.section("national/politics"), by=boss, parent=make.section("world"))
    assert paths() == {
        "national", "national/politics-extra", "world", "world/politics", "world/politics/parliament",
        "world/politics/parliament/votes",
    }  # fmt: skip
    assert former() == {
        "national/politics": "world/politics",
        "national/politics/parliament": "world/politics/parliament",
        "national/politics/parliament/votes": "world/politics/parliament/votes",
    }


def test_a_renamed_section_keeps_its_place(boss):
    section = make.section("national/politics")
    moved = sections.move(section, by=boss, parent=section.parent, slug="parliament")
    assert (moved.path, moved.slug, moved.parent.path) == ("national/parliament", "parliament", "national")
    assert former() == {"national/politics": "national/parliament"}


def test_a_section_that_moves_back_has_its_old_address_again(boss):
    section, national = make.section("national/politics"), make.section("national")
    sections.move(section, by=boss, parent=None)
    sections.move(section, by=boss, parent=national)
    assert paths() == {"national", "national/politics"}
    assert former() == {"politics": "national/politics"}


def test_two_sections_can_swap_their_names(boss):
    first, second = make.section("east"), make.section("west")
    for section, slug in ((first, "middle"), (second, "east"), (first, "west")):
        sections.move(section, by=boss, parent=None, slug=slug)
    assert {section.pk: section.path for section in Section.objects.all()} == {first.pk: "west", second.pk: "east"}
    assert former() == {"middle": "west"}


def test_addresses_of_stories_lead_to_where_their_section_went(boss, django_assert_num_queries):
    story = make.article(section=make.section("national/politics"), published=True)
    edition = make.live_edition(story)
    sections.move(story.section, by=boss, parent=None, slug="parliament")
    found = access.story("national/politics", edition.published_on, edition.slug, at=edition.live_from)
    assert found.get_absolute_url() == edition.get_absolute_url().replace("national/politics", "parliament")
    assert access.story("national/nowhere", edition.published_on, edition.slug, at=edition.live_from) is None
    assert Edition.objects.values().get() | {"public_note": ""} == Edition.objects.filter(pk=edition.pk).values().get()


def test_a_story_leaves_the_ancestors_it_had_and_joins_the_new_ones(boss):
    votes = make.section("national/politics/parliament/votes")
    make.article("Vote", section=votes, published=True)
    make.article("Speech", section=make.section("national/politics"), published=True)
    sections.move(votes, by=boss, parent=make.section("world/europe"))
    assert {path: listed(make.section(path)) for path in sorted(paths())} == {
        "national": {"Speech"},
        "national/politics": {"Speech"},
        "national/politics/parliament": set(),
        "world": {"Vote"},
        "world/europe": {"Vote"},
        "world/europe/votes": {"Vote"},
    }


def test_a_story_stays_where_another_of_its_sections_keeps_it(boss):
    votes, courts = make.section("national/politics/votes"), make.section("national/courts")
    make.article("Both", section=votes, further=(courts,), published=True)
    make.article("Own", section=votes, further=(make.section("national"),), published=True)
    make.article("Vote", section=votes, published=True)
    sections.move(votes, by=boss, parent=None)
    assert listed(make.section("national")) == {"Both", "Own"}
    assert listed(make.section("national/politics")) == set()
    sections.move(votes, by=boss, parent=courts)
    assert listed(courts) == listed(make.section("national")) == {"Both", "Own", "Vote"}


def test_planned_and_past_editions_are_listed_anew_too(boss, editor):
    story = make.article("One", section=make.section("national/politics"), published=True)
    make.change(story, headline="Two")
    make.publish(story)
    make.change(story, headline="Three")
    make.publish(story, at=make.live_edition(story).live_from.replace(year=2990))
    sections.move(story.section, by=boss, parent=make.section("world"))
    assert listed(make.section("world")) == {"One", "Two", "Three"}
    assert listed(make.section("national")) == set()


def test_withdrawn_stories_are_listed_nowhere_after_a_move(boss):
    story = make.article(section=make.section("national/politics"), published=True)
    publishing.withdraw(story, by=boss, reason="Wrong", public_note="Gone.")
    sections.move(story.section, by=boss, parent=make.section("world"))
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("slug", "words"),
    [("feed", "an address of the paper"), ("2026", "needs a letter"), ("a/b", "slug"), ("Politics", "small letters"),
     ("a_b", "small letters"), ("pol%", "slug"), ("x" * 51, "at most 50"), ("taken", "slug here already")],
)  # fmt: skip
def test_a_slug_that_cannot_stand_there_is_refused_with_the_reason(slug, words, boss):
    section, _taken = make.section("national/politics"), make.section("national/taken")
    with pytest.raises(WrongMove, match=words):
        sections.move(section, by=boss, parent=section.parent, slug=slug)
    with pytest.raises(WrongMove, match=words):
        sections.open_section(by=boss, name="New", slug=slug, parent=section.parent)
    assert paths() == {"national", "national/politics", "national/taken"}
    assert sections.move(section, by=boss, parent=section.parent, slug="fine").path == "national/fine"


@pytest.mark.parametrize("place", ["national", "national/politics", "national/politics/votes"])
def test_a_section_cannot_stand_below_itself(place, boss):
    make.section("national/politics/votes")
    with pytest.raises(WrongMove, match="below itself"):
        sections.move(make.section("national"), by=boss, parent=make.section(place))


def test_a_form_that_was_read_before_another_move_does_no_harm(boss):
    section, stale = make.section("national/politics"), make.section("world/europe")
    sections.move(make.section("world"), by=boss, parent=None, slug="abroad")
    assert sections.move(section, by=boss, parent=stale).path == "abroad/europe/politics"
    with pytest.raises(WrongMove, match="below itself"):
        sections.move(stale, by=boss, parent=section)


def test_a_path_that_would_grow_too_long_is_refused(boss):
    deep = make.section("/".join(["a" * 49] * 7))
    root = make.section("a" * 49)
    with pytest.raises(WrongMove, match="too long"):
        sections.move(root, by=boss, parent=make.section("b" * 50))
    assert sections.move(root, by=boss, parent=make.section("b" * 49)).path == f"{'b' * 49}/{'a' * 49}"
    deep.refresh_from_db()
    assert len(deep.path) == sections.MAX_PATH


def test_a_move_to_the_same_place_is_no_move(boss):
    section = make.section("national/politics")
    sections.move(section, by=boss, parent=section.parent)
    assert former() == {}


def test_only_who_runs_the_paper_moves_sections(editor):
    section = make.section("national/politics")
    for act in (
        lambda: sections.move(section, by=editor, parent=None),
        lambda: sections.open_section(by=editor, name="N", slug="n"),
        lambda: sections.describe(section, by=editor, name="N"),
        lambda: sections.close_section(section, by=editor),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert paths() == {"national", "national/politics"}


def test_a_move_costs_the_same_for_two_stories_and_for_twenty(boss):
    found, world = [], make.section("world")
    access.duties(boss)
    for stories, path in ((2, "east"), (20, "west")):
        section = make.section(f"national/{path}")
        for _ in range(stories):
            make.article(section=section, published=True)
        with CaptureQueriesContext(connection) as captured:
            sections.move(section, by=boss, parent=world)
        found.append(len(captured))
    assert found[0] == found[1] < 40


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_circle():
    boss, east, west = make.administrator(), make.section("east"), make.section("west")
    found = at_once(
        lambda: sections.move(east, by=boss, parent=west),
        lambda: sections.move(west, by=boss, parent=east),
    )
    assert sorted(type(one).__name__ for one in found) == ["Section", "WrongMove"]
