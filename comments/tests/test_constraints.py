"""What the database itself refuses about conversations; each refusal beside a row that it takes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from comments.models import (
    Comment,
    CommentVersion,
    Decision,
    RateCounter,
    Recommendation,
    Rule,
    SectionPolicy,
    Standards,
    Thread,
)
from comments.states import State
from comments.tests import make

pytestmark = pytest.mark.django_db


def refuses(model: type[models.Model], whole: dict, *broken: dict) -> None:
    """The whole row is taken, each broken one is not."""
    for wrong in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**whole | wrong)
    assert model.objects.create(**whole)


@pytest.fixture
def said():
    return make.comment()


def test_a_comment_s_columns_agree_with_its_state(said, reader):
    shown = {"state": State.APPROVED, "is_public": True, "stands": True, "queue": ""}
    whole = {"thread": said.thread, "author": reader, "text": "Words", "key": "a"} | shown
    refuses(
        Comment,
        whole,
        {"state": "liked"},
        {"is_public": False},
        {"stands": False},
        {"queue": "waiting"},
        {"queue": "reported"},
        {"state": State.WAITING, "is_public": False, "stands": False},
        {"state": State.REJECTED},
        {"state": State.REJECTED, "is_public": False},
        {"text": ""},
        {"parent": said},
        {"depth": 1},
        {"parent": said, "root": said},
        {"edited_at": timezone.now() - timedelta(days=1)},
        {"recommended_count": -1},
        {"replies_count": -1},
        {"reports_count": -1},
    )


def test_a_reported_comment_has_reports(said, reader):
    whole = {"thread": said.thread, "author": reader, "text": "Words", "key": "a", "state": State.APPROVED}
    whole |= {"is_public": True, "stands": True, "queue": "reported", "reports_count": 1}
    refuses(Comment, whole, {"reports_count": 0})


def test_a_key_a_version_and_a_recommendation_stand_once(said, reader):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=make.comment(by=said.author).pk).update(key=said.key)
    CommentVersion.objects.create(comment=said, number=1, text=said.text, at=said.created_at)
    refuses(CommentVersion, {"comment": said, "number": 2, "text": "x", "at": timezone.now()}, {"number": 1})
    Recommendation.objects.create(comment=said, reader=reader, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.create(comment=said, reader=reader, at=timezone.now())


def test_a_rejection_names_its_rule(said, moderator):
    whole = {"comment": said, "by": moderator, "at": timezone.now(), "text_number": 1}
    whole |= {"before": State.APPROVED, "after": State.REJECTED, "rule": make.rule()}
    refuses(Decision, whole, {"rule": None}, {"after": "praised"}, {"before": "praised"})


def test_modes_and_versions_are_known_ones(said):
    story = make.story()
    refuses(Thread, {"article": story, "mode": "closed"}, {"mode": "shut"}, {"public_count": -1}, {"waiting_count": -1})
    refuses(SectionPolicy, {"section": story.section, "mode": "open"}, {"mode": "shut"}, {"close_after_days": -1})
    now = timezone.now()
    refuses(Standards, {"version": 2, "introduction": "x", "at": now}, {"version": 0}, {"version": 1})
    rule = {"standards": Standards.objects.get(version=2), "code": "a", "title": "A", "text": "a"}
    Rule.objects.create(**rule)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.create(**rule)


def test_a_span_is_counted_in_one_row():
    RateCounter.objects.create(key="a", window=60)
    with pytest.raises(IntegrityError), transaction.atomic():
        RateCounter.objects.create(key="a", window=60)
    assert RateCounter.objects.create(key="a", window=120)


def test_what_was_said_is_not_deleted(said):
    for row in (said, said.author, said.thread, said.thread.article):
        with pytest.raises(models.ProtectedError), transaction.atomic():
            row.delete()
    with pytest.raises(models.ProtectedError), transaction.atomic():
        Comment.objects.all().delete()
