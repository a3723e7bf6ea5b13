"""Arranging the front page: order, ends, one place a story, and two editors at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import front, publishing, questions
from articles.models import Edition, Front, Pin
from articles.tests import make
from articles.workflow import NotAllowed, StaleVersion, WrongMove
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def stories():
    return [make.article(f"Story {letter}", published=True) for letter in "abc"]


def order(at=None) -> list[str]:
    ids = [edition for edition, _article, _until in questions.pinned(at or timezone.now())]
    return [Edition.objects.get(pk=pk).headline for pk in ids]


def test_stories_stand_in_the_order_they_were_given(editor, stories):
    a, b, c = stories
    front.arrange([(b, None), (a, None), (c, None)], by=editor, version=0)
    assert order() == ["Story b", "Story a", "Story c"]
    front.arrange([(c, None), (b, None)], by=editor, version=1)
    assert order() == ["Story c", "Story b"]
    assert list(Pin.objects.order_by("position").values_list("position", flat=True)) == [1, 2]
    entry = Entry.objects.filter(act="arrange_front").first()
    assert (entry.before, entry.after) == ({"stories": [b.pk, a.pk, c.pk]}, {"stories": [c.pk, b.pk]})


def test_the_front_page_can_be_emptied(editor, stories):
    front.arrange([(stories[0], None)], by=editor, version=0)
    assert front.arrange([], by=editor, version=1).version == 2
    assert order() == []


def test_a_pin_ends_at_its_moment(editor, stories):
    moment = timezone.now() + HOUR
    front.arrange([(stories[0], moment), (stories[1], None)], by=editor, version=0)
    assert order() == ["Story a", "Story b"]
    assert order(moment - timedelta(microseconds=1)) == ["Story a", "Story b"]
    assert order(moment) == ["Story b"]


def test_a_pinned_story_that_is_not_live_is_passed_over(editor, stories):
    draft = make.article("Draft")
    front.arrange([(draft, None), (stories[0], None)], by=editor, version=0)
    assert order() == ["Story a"]
    make.publish(draft)
    assert order() == ["Draft", "Story a"]


def test_a_withdrawn_story_loses_its_pin(editor, stories):
    front.arrange([(story, None) for story in stories], by=editor, version=0)
    publishing.withdraw(stories[0], by=editor, reason="Wrong", public_note="Gone.")
    assert order() == ["Story b", "Story c"]


def test_the_second_of_two_editors_is_told_who_was_first(editor, administrator, stories):
    front.arrange([(stories[0], None)], by=editor, version=0)
    with pytest.raises(StaleVersion, match="Edda Editor arranged the front page in the meantime"):
        front.arrange([(stories[1], None)], by=administrator, version=0)
    assert order() == ["Story a"]


def test_a_front_page_that_nobody_arranged_yet_names_nobody(editor):
    with pytest.raises(StaleVersion, match="Somebody"):
        front.arrange([], by=editor, version=7)


def test_a_story_stands_there_once(editor, stories):
    with pytest.raises(WrongMove, match="once"):
        front.arrange([(stories[0], None), (stories[0], None)], by=editor, version=0)
    assert not Pin.objects.exists()


def test_the_front_page_holds_so_many_and_no_more(editor):
    stories = [make.article() for _ in range(front.MOST + 1)]
    with pytest.raises(WrongMove, match="Take some away"):
        front.arrange([(story, None) for story in stories], by=editor, version=0)
    assert front.arrange([(story, None) for story in stories[1:]], by=editor, version=0)


def test_editors_of_one_section_and_reporters_do_not_arrange_it(sport_editor, reporter, stories):
    for person in (sport_editor, reporter):
        with pytest.raises(NotAllowed):
            front.arrange([(stories[0], None)], by=person, version=0)
    assert not Pin.objects.exists()


def test_there_is_one_front_page():
    assert front.current() == front.current()
    assert Front.objects.count() == 1
