"""Any acts in any order: after each of them the rules of the spans hold and what has begun is unchanged."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import publishing
from articles.installing import HELD
from articles.models import Article, Edition
from articles.tests import make, spans
from articles.workflow import FOREVER, WrongMove

pytestmark = pytest.mark.django_db

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["publish", "schedule", "past", "correct", "unschedule", "expire", "lift", "withdraw", "change"]
        ),
        st.integers(0, 6),
        st.sampled_from([None, "rebuild", "cancel"]),
    ),
    min_size=1,
    max_size=10,
)
NOW = timezone.now


def perform(story: Article, act: str, hours: int, pending: str | None) -> None:
    by, at = make.administrator(), NOW() + timedelta(hours=hours + 0.5)
    match act:
        case "publish":
            make.publish(story, pending=pending)
        case "schedule":
            make.publish(story, at=at, pending=pending, until=at + timedelta(hours=2) if hours % 3 == 0 else None)
        case "past":
            make.publish(story, at=NOW() - timedelta(seconds=hours), pending=pending)
        case "correct":
            publishing.correct(story, by=by, version=story.version, note="It is two.", pending=pending)
        case "unschedule":
            publishing.unschedule(story, by=by)
        case "expire":
            publishing.expire(story, by=by, at=at)
        case "lift":
            publishing.expire(story, by=by, at=FOREVER)
        case "withdraw":
            publishing.withdraw(story, by=by, reason="Wrong", public_note="Gone.")
        case _:
            slug = f"{story.slug.rstrip('0123456789')}{hours}"
            make.change(
                story, headline=f"Headline {hours}", slug=slug, section=make.section(("sport", "national")[hours % 2])
            )


def begun(story: Article, at: datetime) -> dict[int, tuple]:
    fields = [name.removesuffix("_id") if name.endswith("_by_id") else name for name in HELD]
    return {row[0]: row[1:] for row in Edition.objects.filter(article=story).begun(at).values_list("pk", *fields)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_the_rules_hold_after_every_act(acts) -> None:
    with transaction.atomic():
        follow(acts)
        transaction.set_rollback(True)


def follow(acts) -> None:
    story = make.article("Story", slug="story-", section=make.section("sport"))
    for act, hours, pending in acts:
        before = begun(story, NOW())
        with suppress(WrongMove), transaction.atomic():
            perform(story, act, hours, pending)
        story.refresh_from_db()
        spans.check(story)
        after = begun(story, NOW())
        assert {pk: after[pk] for pk in before} == before, "an edition that readers had has changed"


def test_most_acts_of_such_a_sequence_are_done(administrator):
    """The control: the sequences are not refusals alone."""
    story = make.article("Story", slug="story-")
    for act in ("publish", "change", "correct", "schedule", "unschedule", "expire", "lift", "past", "withdraw"):
        perform(story, act, 0, "cancel")
        story.refresh_from_db()
    assert Edition.objects.filter(article=story).count() == 3
