"""Editors who act at the same moment, on both databases: one after the other, and none is lost."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import photos, publishing, sections, writing
from articles.models import Address, Article, Edition, Photo, Rendition, Section
from articles.tests import make, spans
from articles.tests.crowd import Second, at_once
from articles.workflow import FOREVER, StaleVersion, WrongMove

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_publishers_open_one_edition_each_and_leave_one_open():
    editor, story = make.user("Edda", role="editor"), make.article()
    found = at_once(*[lambda: publishing.publish(Article.objects.get(pk=story.pk), by=editor, version=1)] * 6)
    assert [type(edition) for edition in found] == [Edition] * 6
    assert sorted(edition.number for edition in found) == [1, 2, 3, 4, 5, 6]
    assert Edition.objects.filter(live_until=FOREVER).count() == 1
    spans.check(story)


def test_the_clock_is_read_after_the_lock():
    """She who waited publishes after the one she waited for, not at the moment at which she pressed the button."""
    editor, story, locked = make.user("Edda", role="editor"), make.article(), Event()

    def first_act():
        with transaction.atomic():
            publishing.publish(story, by=editor, version=1)
            locked.set()
            second.until_it_waits()
            return timezone.now()

    def second_act():
        locked.wait(timeout=10)
        return publishing.publish(Article.objects.get(pk=story.pk), by=editor, version=1)

    second = Second(second_act)
    last_moment, edition = at_once(first_act, second)
    assert edition.live_from >= last_moment
    spans.check(story)


def test_of_two_who_save_at_once_one_is_told():
    editor, story = make.user("Edda", role="editor"), make.article()
    found = at_once(*[lambda: writing.record(Article.objects.get(pk=story.pk), by=editor, seen=1)] * 2)
    assert sum(isinstance(one, StaleVersion) for one in found) == 1
    assert list(story.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_of_two_stories_with_one_slug_one_is_refused():
    editor = make.user("Edda", role="editor")
    stories = [make.article(slug="levy") for _ in range(2)]
    found = at_once(*[lambda s=s: publishing.publish(s, by=editor, version=1) for s in stories])
    assert sum(isinstance(one, WrongMove) for one in found) == 1
    assert Address.objects.count() == Edition.objects.count() == 1


def test_withdrawing_and_publishing_at_once_come_one_after_the_other():
    editor, story = make.user("Edda", role="editor"), make.article(published=True)
    at_once(
        lambda: publishing.withdraw(story, by=editor, reason="Wrong", public_note="Gone."),
        lambda: publishing.publish(Article.objects.get(pk=story.pk), by=editor, version=1),
    )
    spans.check(story)


def test_a_picture_that_is_refocused_while_it_is_published_keeps_its_files(editor):
    photo = make.photo()
    story = make.article(lead_photo=photo)
    at_once(
        lambda: publishing.publish(story, by=editor, version=1),
        lambda: photos.refocus(Photo.objects.get(pk=photo.pk), by=editor, focal=(0.2, 0.2)),
    )
    edition = Edition.objects.get()
    shown = {file for crop in edition.picture["crops"].values() for rows in crop.values() for _w, _h, file in rows}
    assert shown <= set(Rendition.objects.values_list("file", flat=True))


@pytest.mark.parametrize("way", ["its own section", "a further section"])
def test_a_story_published_while_its_section_moves_is_listed_where_it_went(way):
    boss, sport, rowing = make.administrator(), make.section("sport"), make.section("national/rowing")
    place = {"section": rowing} if way == "its own section" else {"further": (rowing,)}
    story, moved = make.article(**place), Event()

    def move():
        with transaction.atomic():
            sections.move(rowing, by=boss, parent=sport)
            moved.set()
            published.until_it_waits()

    def publish():
        if connection.vendor == "postgresql":
            moved.wait(timeout=10)
        return publishing.publish(story, by=boss, version=1, at=timezone.now() + timedelta(hours=1))

    published = Second(publish)
    found = at_once(move, published)
    assert isinstance(found[1], Edition), found
    assert Section.objects.get(pk=rowing.pk).path == "sport/rowing"
    spans.check(story)
