"""Publishing: what readers get, from when, until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Address, Edition, Listing
from articles.tests import make
from articles.workflow import FOREVER, NotAllowed, StaleVersion, State, WrongMove

pytestmark = pytest.mark.django_db


def live(story, at=None):
    return Edition.objects.live(at).filter(article=story).first()


def test_a_draft_has_no_edition():
    assert live(make.article()) is None


def test_publishing_opens_an_edition_for_ever(editor):
    story = make.article("Harbour levy agreed")
    edition = publishing.publish(story, by=editor, version=1)
    assert live(story) == edition
    assert edition.live_until == FOREVER
    assert edition.headline == "Harbour levy agreed"


def test_publishing_again_cuts_the_open_edition(editor):
    story = make.article(published=True, hours_ago=5)
    make.change(story, headline="Changed")
    make.publish(story, by=editor)
    first, second = Edition.objects.filter(article=story).order_by("number")
    assert first.live_until == second.live_from
    assert second.published_at == first.published_at
    assert live(story).headline == "Changed"


def test_a_scheduled_story_is_live_from_its_moment_on(editor):
    story = make.article()
    moment = timezone.now() + timedelta(hours=2)
    make.publish(story, by=editor, at=moment)
    assert live(story) is None
    assert live(story, moment - timedelta(microseconds=1)) is None
    assert live(story, moment) is not None
    story.refresh_from_db()
    assert story.state == State.SCHEDULED


def test_a_scheduled_change_leaves_the_live_text_until_its_moment(editor):
    story = make.article("Before", published=True)
    make.change(story, headline="After")
    moment = timezone.now() + timedelta(hours=2)
    make.publish(story, by=editor, at=moment)
    assert live(story).headline == "Before"
    assert live(story, moment).headline == "After"


def test_unscheduling_opens_the_live_edition_again(editor):
    story = make.article("Before", published=True)
    make.publish(story, by=editor, at=timezone.now() + timedelta(hours=2))
    publishing.unschedule(story, by=editor)
    assert Edition.objects.filter(article=story).count() == 1
    assert live(story).live_until == FOREVER


def test_publishing_while_a_change_is_scheduled_asks_what_to_do_with_it(editor):
    story = make.article("Before", published=True)
    make.publish(story, by=editor, at=timezone.now() + timedelta(hours=2))
    with pytest.raises(WrongMove, match="scheduled"):
        make.publish(story, by=editor)
    assert Edition.objects.filter(article=story).count() == 2


def test_a_scheduled_change_can_be_rebuilt_from_the_new_text(editor):
    story = make.article("Before", published=True)
    moment = timezone.now() + timedelta(hours=2)
    make.publish(story, by=editor, at=moment)
    make.change(story, headline="Newer")
    make.publish(story, by=editor, pending="rebuild")
    assert live(story).headline == "Newer"
    assert live(story).live_until == moment
    assert live(story, moment).headline == "Newer"


def test_a_scheduled_change_can_be_cancelled_by_publishing(editor):
    story = make.article("Before", published=True)
    make.publish(story, by=editor, at=timezone.now() + timedelta(hours=2))
    make.publish(story, by=editor, pending="cancel")
    assert live(story).live_until == FOREVER


def test_a_first_publication_can_be_brought_forward(editor):
    story = make.article()
    make.publish(story, by=editor, at=timezone.now() + timedelta(days=3))
    edition = make.publish(story, by=editor, pending="cancel")
    assert edition.published_at == edition.live_from
    assert list(Address.objects.values_list("published_on", flat=True)) == [edition.published_on]


def test_an_expired_story_is_gone_at_its_moment(editor):
    story = make.article(published=True)
    moment = timezone.now() + timedelta(hours=1)
    publishing.expire(story, by=editor, at=moment)
    assert live(story, moment - timedelta(seconds=1))
    assert live(story, moment) is None


def test_a_withdrawn_story_is_on_no_surface_of_any_moment(editor):
    story = make.article(published=True, hours_ago=5)
    make.publish(story, by=editor, at=timezone.now() + timedelta(hours=2))
    publishing.withdraw(story, by=editor, reason="Wrong person named", public_note="We withdrew this story.")
    for hours in (-3, 0, 3):
        assert live(story, timezone.now() + timedelta(hours=hours)) is None
    assert not Listing.objects.filter(article=story).exists()
    assert Edition.objects.get(article=story).public_note == "We withdrew this story."


def test_a_withdrawn_story_can_be_published_once_more(editor):
    story = make.article(published=True, hours_ago=5)
    publishing.withdraw(story, by=editor, reason="Checked again", public_note="Withdrawn.")
    make.publish(story, by=editor)
    assert live(story)
    assert Listing.objects.filter(article=story).exists()


def test_a_correction_ties_its_note_to_both_editions(editor):
    story = make.article(published=True)
    make.change(story, standfirst="Two coins a tonne.")
    correction = publishing.correct(
        story, by=editor, version=story.version, note="It is two coins a tonne, not a crate."
    )
    assert (correction.before.number, correction.after.number) == (1, 2)
    assert live(story).content["corrections"][0]["note"] == "It is two coins a tonne, not a crate."


def test_the_second_publisher_is_told_what_changed(editor):
    story = make.article()
    make.change(story, headline="Changed by another")
    with pytest.raises(StaleVersion) as stale:
        publishing.publish(story, by=editor, version=1)
    assert stale.value.changed == ["headline"]


def test_a_reporter_may_not_publish(reporter, editor):
    story = make.article(by=reporter)
    with pytest.raises(NotAllowed):
        make.publish(story, by=reporter)
    assert make.publish(story, by=editor)


def test_an_editor_publishes_in_her_sections_alone(sport_editor):
    with pytest.raises(NotAllowed):
        make.publish(make.article(section=make.section("national/politics")), by=sport_editor)
    assert make.publish(make.article(section=make.section("sport/rowing")), by=sport_editor)


def test_a_past_moment_needs_its_own_right(editor, administrator):
    story = make.article()
    yesterday = timezone.now() - timedelta(days=1)
    with pytest.raises(NotAllowed):
        make.publish(story, by=editor, at=yesterday)
    assert make.publish(story, by=administrator, at=yesterday).live_from == yesterday


def test_two_stories_of_a_day_cannot_share_a_slug(editor):
    make.publish(make.article(slug="levy"), by=editor)
    with pytest.raises(WrongMove, match="slug"):
        make.publish(make.article(slug="levy"), by=editor)


def test_an_empty_story_is_not_published(editor):
    with pytest.raises(WrongMove, match="no text"):
        make.publish(make.article(html=""), by=editor)


def test_a_picture_without_alt_text_is_not_published(editor):
    story = make.article(lead_photo=make.photo(alt=""))
    with pytest.raises(WrongMove, match="alt text"):
        make.publish(story, by=editor)
    make.change(story, lead_alt="Ferries at the quay")
    assert make.publish(story, by=editor).picture["alt"] == "Ferries at the quay"
