"""May she comment here now, does it wait, and who says so: paper, section, story."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles.access import NotAllowed
from articles.publishing import expire
from articles.tests import make as desk
from comments import hosting, policy
from comments.models import Thread
from comments.states import Mode
from comments.tests import make

pytestmark = pytest.mark.django_db


def setting(story):
    return policy.setting(desk.live_edition(story), Thread.objects.filter(article=story).first())


def host(path, mode, days=None):
    hosting.host_section(desk.section(path), mode=mode, close_after_days=days, by=make.moderator())


@pytest.mark.parametrize(
    ("paper", "national", "politics", "story", "expected"),
    [
        (False, None, None, None, ("open", "paper", "")),
        (True, None, None, None, ("premoderated", "paper", "")),
        (True, Mode.OPEN, None, None, ("open", "section", "National")),
        (False, Mode.PREMODERATED, None, None, ("premoderated", "section", "National")),
        (False, Mode.PREMODERATED, Mode.INHERIT, None, ("premoderated", "section", "National")),
        (False, Mode.PREMODERATED, Mode.OPEN, None, ("open", "section", "Politics")),
        (False, Mode.PREMODERATED, Mode.OPEN, Mode.INHERIT, ("open", "section", "Politics")),
        (False, Mode.OPEN, Mode.OPEN, Mode.CLOSED, ("closed", "story", "")),
        (True, Mode.CLOSED, Mode.CLOSED, Mode.OPEN, ("open", "story", "")),
    ],
)
def test_the_nearest_word_holds(settings, paper, national, politics, story, expected):
    settings.COMMENTS_BEFORE_PUBLICATION = paper
    about = make.story(section=desk.section("national/politics"))
    for path, mode in (("national", national), ("national/politics", politics)):
        if mode:
            host(path, mode)
    if story:
        hosting.host(about, mode=story, by=make.moderator())
    found = setting(about)
    assert (found.mode, found.source, found.place) == expected


def test_a_neighbouring_section_with_a_longer_name_says_nothing():
    host("national", Mode.CLOSED)
    assert setting(make.story(section=desk.section("nation"))).mode == Mode.OPEN
    assert setting(make.story(section=desk.section("national-parks"))).mode == Mode.OPEN


def test_conversations_close_at_the_midnight_after_so_many_days(settings):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 2
    published = datetime(2026, 11, 20, 15, 0, tzinfo=settings.PAPER_ZONE)
    midnight = datetime(2026, 11, 23, 0, 0, tzinfo=settings.PAPER_ZONE)
    assert policy.end_of_day(published, 2) == midnight
    story = make.story(hours_ago=24 * 4)
    found = setting(story)
    assert not found.is_open(timezone.now())
    assert found.is_open(found.closes_at - timedelta(seconds=1))
    assert not found.is_open(found.closes_at)


def test_days_are_inherited_by_themselves_and_zero_means_never(settings):
    settings.COMMENTS_CLOSE_AFTER_DAYS = 2
    story = make.story(hours_ago=24 * 10)
    host("national", Mode.INHERIT, days=0)
    assert setting(story).closes_at is None
    host("national/politics", Mode.PREMODERATED, days=5)
    assert not setting(story).is_open(timezone.now())
    tomorrow = timezone.now() + timedelta(days=1)
    hosting.host(story, mode=Mode.INHERIT, closes_at=tomorrow, by=make.moderator())
    assert setting(story).closes_at == tomorrow
    assert setting(story).mode == Mode.PREMODERATED


def test_the_reasons_why_not_in_their_order(reader):
    story, now = make.story(), timezone.now()
    edition = desk.live_edition(story)
    assert policy.may_comment(reader, edition, None, now) is None
    assert policy.may_comment(AnonymousUser(), edition, None, now).code == "signed_out"
    assert policy.may_comment(reader, None, None, now).code == "gone"
    hosting.host(story, mode=Mode.CLOSED, by=make.moderator())
    assert policy.may_comment(reader, edition, Thread.objects.get(), now).code == "closed"
    reader.is_active = False
    assert policy.may_comment(reader, edition, None, now).code == "signed_out"


@pytest.mark.parametrize("who", ["reader", "reporter", "editor"])
def test_only_moderators_decide_how_comments_are_taken(who, request):
    person = request.getfixturevalue(who)
    story = make.story()
    with pytest.raises(NotAllowed):
        hosting.host(story, mode=Mode.CLOSED, by=person)
    with pytest.raises(NotAllowed):
        hosting.host_section(story.section, mode=Mode.CLOSED, by=person)


@pytest.mark.parametrize("source", ["story", "section", "paper"])
def test_every_reason_to_wait_is_a_sentence(source):
    here = policy.Setting(Mode.PREMODERATED, source, "National", None)
    (reason,) = policy.why_it_waits(here)
    sentence = policy.explain(reason)
    assert sentence.startswith("Waits because")
    assert ("National" in sentence) == (source == "section")


def test_a_page_is_kept_until_the_story_ends_or_the_conversation_closes(client):
    story = make.story()
    address = f"{desk.live_edition(story).get_absolute_url()}comments/"
    soon = timezone.now() + timedelta(minutes=3)
    hosting.host(story, mode=Mode.OPEN, closes_at=soon, by=make.moderator())
    assert float(client.get(address)["X-Page-Until"]) == pytest.approx(soon.timestamp(), abs=1)
    sooner = timezone.now() + timedelta(minutes=2)
    expire(story, by=desk.administrator(), at=sooner)
    assert float(client.get(address)["X-Page-Until"]) == pytest.approx(sooner.timestamp(), abs=1)
