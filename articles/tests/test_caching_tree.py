"""The remembered tree of sections."""

import pytest

from articles import caching, sections
from articles.tests import make

pytestmark = pytest.mark.django_db


def names(rows) -> list[str]:
    return [row.name for row in rows]


def test_each_section_is_followed_by_those_below_it_in_the_editors_order() -> None:
    make.section("sport", position=2)
    make.section("national/politics")
    make.section("national/courts")
    make.section("national")
    assert names(caching.tree().by_id.values()) == ["National", "Courts", "Politics", "Sport"]
    assert names(caching.tree().roots) == ["National", "Sport"]


def test_the_tree_knows_parents_children_and_paths() -> None:
    parties = make.section("national/politics/parties")
    tree = caching.tree()
    assert names(tree.ancestors(parties)) == ["National", "Politics", "Parties"]
    assert names(tree.children(tree.by_path["national"])) == ["Politics"]
    assert tree.children(parties) == ()
    assert tree.by_path["national/politics/parties"] == parties


def test_the_navigation_holds_flagged_sections_alone() -> None:
    make.section("national/politics")
    assert names(caching.tree().navigation) == ["National"]


@pytest.mark.django_db(transaction=True)
def test_the_tree_costs_no_query_until_a_section_changes(administrator, django_assert_num_queries) -> None:
    section = make.section("national/politics")
    caching.tree()
    with django_assert_num_queries(0):
        assert "national/politics" in caching.tree().by_path
    sections.describe(section, by=administrator, name="Parliament")
    assert caching.tree().by_path["national/politics"].name == "Parliament"
