"""Recommending and reporting, signed in and out."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments import reacting
from comments.models import Recommendation, Report
from comments.states import State, WrongMove
from comments.talking import Refused
from comments.tests import make

pytestmark = pytest.mark.django_db


def count_of(said):
    said.refresh_from_db()
    return said.recommended_count


def test_a_recommendation_counts_once_and_can_be_taken_back(reader):
    said = make.comment()
    reacting.recommend(said, by=reader)
    reacting.recommend(said, by=reader)
    assert count_of(said) == 1
    reacting.take_recommendation_back(said, by=reader)
    reacting.take_recommendation_back(said, by=reader)
    assert count_of(said) == 0


def test_nobody_recommends_her_own_or_a_hidden_comment(reader):
    own = make.comment(by=reader)
    with pytest.raises(WrongMove, match="own"):
        reacting.recommend(own, by=reader)
    with pytest.raises(WrongMove, match="no longer"):
        reacting.recommend(make.comment(state=State.REJECTED), by=reader)
    assert not Recommendation.objects.exists()


def test_a_report_brings_a_comment_to_the_moderators(reader):
    said = make.comment()
    reacting.report(said, reason="insult", text="Look at line two", by=reader)
    said.refresh_from_db()
    assert (said.queue, said.reports_count, said.is_public) == ("reported", 1, True)
    assert said.reports.get().text == "Look at line two"


def test_the_same_sender_reports_once_and_others_add_up(reader):
    said = make.comment()
    for _ in range(2):
        reacting.report(said, reason="insult", by=reader)
        reacting.report(said, reason="spam", address="abc")
    reacting.report(said, reason="spam", address="def")
    said.refresh_from_db()
    assert (said.reports_count, Report.objects.count()) == (3, 3)


def test_a_report_names_a_rule_of_the_standards(reader):
    with pytest.raises(WrongMove, match="Choose"):
        reacting.report(make.comment(), reason="ugly", by=reader)


def test_nobody_reports_her_own_comment(reader):
    with pytest.raises(WrongMove, match="your own"):
        reacting.report(make.comment(by=reader), reason="insult", by=reader)


def test_reports_from_one_address_are_limited():
    at = timezone.now().replace(minute=0, second=0, microsecond=0)
    story = make.story(hours_ago=3)
    said = [make.comment(story, at=at) for _ in range(11)]
    for comment in said[:10]:
        reacting.report(comment, reason="spam", address="abc", at=at)
    with pytest.raises(Refused):
        reacting.report(said[10], reason="spam", address="abc", at=at)
    assert reacting.report(said[10], reason="spam", address="def", at=at)


def test_the_database_refuses_a_report_with_two_senders_or_none(reader):
    said = make.comment()
    values = {"comment": said, "reason": "spam", "at": timezone.now()}
    for sender in ({"reader": reader, "address": "abc"}, {"reader": None, "address": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(**values, **sender)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**values | {"reason": ""}, reader=reader)
    assert Report.objects.create(**values, reader=reader)
