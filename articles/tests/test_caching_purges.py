"""Each act purges the pages that show what it changed, and no others."""

import pytest

from articles import caching, publishing, sections
from articles import front as front_page
from articles.tests import make
from newsroom.pagecache.marking import TAGS
from newsroom.pagecache.models import Purge

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make.article(
        published=True,
        section=make.section("national/politics"),
        further=(make.section("sport"),),
        authors=(make.author("Ines Marrow"),),
        topics=(make.topic("Ferries"),),
    )


def purged() -> set[str]:
    tags = set(Purge.objects.values_list("tag", flat=True))
    Purge.objects.all().delete()
    return tags


def test_a_change_of_a_story_purges_its_page_and_every_list_it_stands_in(story, editor) -> None:
    culture = make.section("culture")
    purged()
    publishing.withdraw(story, by=editor, reason="Wrong", public_note="It was wrong.")
    tags = purged()
    assert caching.article(story.pk) in tags
    for path in ("national", "national/politics", "sport"):
        assert caching.section(make.section(path).pk) in tags
    author, topic = make.author("Ines Marrow").pk, make.topic("Ferries").pk
    assert {caching.place("author", author), caching.place("topic", topic)} <= tags
    assert not {caching.author(author), caching.topic(topic)} & tags, "her name is as it was, on all her other stories"
    assert {caching.FRONT, caching.NEWEST, caching.CORRECTIONS, caching.DUE} <= tags
    assert caching.section(culture.pk) not in tags
    assert caching.SECTIONS not in tags


def test_the_list_of_an_author_and_of_a_topic_depend_on_their_stories_and_on_their_names(story, client) -> None:
    for path, kind, own in (
        (make.author("Ines Marrow").get_absolute_url(), "author", caching.author(make.author("Ines Marrow").pk)),
        (make.topic("Ferries").get_absolute_url(), "topic", caching.topic(make.topic("Ferries").pk)),
    ):
        tags = client.get(path)[TAGS].split()
        assert {own, caching.place(kind, int(own.partition(":")[2]))} <= set(tags)


def test_a_story_that_leaves_a_section_purges_that_section_too(story, editor) -> None:
    left = story.section.pk
    make.change(story, section=make.section("culture"))
    purged()
    make.publish(story, by=editor)
    assert {caching.section(left), caching.section(make.section("culture").pk)} <= purged()


@pytest.mark.parametrize("act", ["describe", "move"])
def test_a_change_of_the_tree_purges_every_page(story, administrator, act: str) -> None:
    purged()
    if act == "describe":
        sections.describe(story.section, by=administrator, name="Parliament")
    else:
        sections.move(story.section, by=administrator, parent=None)
    assert purged() == {caching.SECTIONS}


def test_the_front_page_is_purged_alone_when_it_is_arranged(story, editor) -> None:
    purged()
    front_page.arrange([(story, None)], by=editor, version=0)
    assert purged() == {caching.FRONT}


def test_library_changes_purge_their_own_tags() -> None:
    caching.purge_author(3)
    caching.purge_topic(4)
    caching.purge_glossary()
    assert purged() == {"author:3", "topic:4", "glossary"}
