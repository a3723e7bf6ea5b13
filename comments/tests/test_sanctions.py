"""Suspending, banning and lifting."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.access import NotAllowed
from comments import reacting, sanctioning
from comments.models import Sanction
from comments.states import WrongMove
from comments.talking import Refused
from comments.tests import make
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db


def test_a_suspended_reader_comments_again_when_it_ends(moderator, reader):
    now = timezone.now()
    sanctioning.suspend(reader, until=now + timedelta(hours=1), reason="Three insults in a day.", by=moderator)
    story = make.story()
    with pytest.raises(Refused, match="Three insults") as refusal:
        make.comment(story, by=reader)
    assert refusal.value.code == "suspended"
    assert make.comment(story, by=reader, at=now + timedelta(hours=2)).is_public


def test_a_banned_reader_neither_comments_nor_recommends_until_it_is_lifted(moderator, reader):
    ban = sanctioning.ban(reader, reason="Advertising.", by=moderator)
    said = make.comment()
    with pytest.raises(Refused) as refusal:
        make.comment(said.thread.article, by=reader)
    assert refusal.value.code == "banned"
    with pytest.raises(Refused):
        reacting.recommend(said, by=reader)
    sanctioning.lift(ban, by=moderator)
    assert make.comment(said.thread.article, by=reader).is_public
    acts = [entry.act for entry in Entry.objects.filter(thing=f"comments.sanction:{ban.pk}").order_by("id")]
    assert acts == ["ban", "lift"]


def test_sanctions_need_a_moderator_a_reason_and_a_reader(moderator, reader, stranger, editor):
    with pytest.raises(NotAllowed):
        sanctioning.ban(reader, reason="Because.", by=stranger)
    with pytest.raises(NotAllowed):
        sanctioning.ban(reader, reason="Because.", by=editor)
    with pytest.raises(WrongMove, match="why"):
        sanctioning.ban(reader, reason=" ", by=moderator)
    with pytest.raises(WrongMove, match="staff"):
        sanctioning.ban(editor, reason="Because.", by=moderator)
    with pytest.raises(WrongMove, match="later"):
        sanctioning.suspend(reader, until=timezone.now() - timedelta(1), reason="Because.", by=moderator)
    assert sanctioning.ban(reader, reason="Because.", by=moderator)
    with pytest.raises(WrongMove, match="already"):
        sanctioning.ban(reader, reason="Because.", by=moderator)


def test_a_sanction_is_lifted_once(moderator, reader):
    ban = sanctioning.ban(reader, reason="Because.", by=moderator)
    sanctioning.lift(ban, by=moderator)
    with pytest.raises(WrongMove):
        sanctioning.lift(ban, by=moderator)


def test_the_database_refuses_half_a_sanction(moderator, reader):
    now = timezone.now()
    whole = {"person": reader, "kind": "ban", "until": None, "reason": "Because.", "by": moderator, "at": now}
    for broken in (
        {"kind": "suspend"},
        {"until": now + timedelta(1)},
        {"kind": "suspend", "until": now - timedelta(1)},
        {"reason": ""},
        {"lifted_at": now},
        {"kind": "scold"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.create(**whole | broken)
    assert Sanction.objects.create(**whole)
