"""Counts stay equal to what is there, whatever happens, and `recount` proves and mends them."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.access import NotAllowed
from comments import counts, moderation, reacting, readers, talking
from comments.automod.limits import count
from comments.models import Comment, RateCounter, Thread
from comments.states import ABSENT, Standing, WrongMove, deltas
from comments.tests import make


def all_right() -> bool:
    return not counts.wrong_threads(1, 10**6) + counts.wrong_comments(1, 10**6)


def test_a_change_adds_what_it_says():
    public, waiting = Standing(is_public=True, stands=True), Standing(is_waiting=True)
    assert (deltas(waiting, public).public, deltas(waiting, public).waiting) == (1, -1)
    assert deltas(ABSENT, waiting).waiting == 1
    assert not deltas(public, public)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_counts_are_right_after_any_acts_in_any_order(seed, moderator):
    dice = random.Random(seed)
    story, people = make.story(), [make.reader() for _ in range(4)]
    rule = make.rule()
    acts = (
        lambda c, p: make.comment(story, by=make.reader(), parent=c),
        lambda c, p: talking.edit(c, f"Words {dice.random()}", by=c.author),
        lambda c, p: talking.take_back(c, by=c.author),
        lambda c, p: moderation.approve(c, by=moderator),
        lambda c, p: moderation.reject(c, by=moderator, rule=rule),
        lambda c, p: reacting.recommend(c, by=p),
        lambda c, p: reacting.take_recommendation_back(c, by=p),
        lambda c, p: reacting.report(c, reason="spam", by=p),
        lambda c, p: readers.erase(c, timezone.now()),
        lambda c, p: make.wait(c),
    )
    for _ in range(3):
        make.comment(story)
    done = 0
    for _ in range(150):
        comment = dice.choice(list(Comment.objects.select_related("thread", "author")))
        try:
            dice.choice(acts)(comment, dice.choice(people))
            done += 1
        except (WrongMove, NotAllowed):
            continue
    assert done > 20
    assert all_right()


@pytest.mark.django_db
def test_recount_finds_and_mends_wrong_counts():
    said = make.comment()
    make.comment(parent=said)
    Thread.objects.update(public_count=7)
    Comment.objects.filter(pk=said.pk).update(recommended_count=3)
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit):
        call_command("recount", stdout=out, stderr=err)
    assert f"thread:{said.thread_id} public_count: 7, should be 2" in out.getvalue()
    call_command("recount", "--mend", stdout=out)
    out = StringIO()
    call_command("recount", stdout=out)
    assert "right" in out.getvalue()


def in_thread(act):
    """The act with a connection of its own, closed after it; what it raises is its answer."""

    def run(argument):
        try:
            return act(argument)
        except WrongMove as refusal:
            return refusal
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_counts_are_right_when_many_write_and_decide_at_once(moderator):
    story = make.story()
    root = make.comment(story)
    people = [make.reader() for _ in range(8)]

    def say(person):
        said = talking.say(story.pk, f"I am {person.pk}", by=person, key="k", parent=root)
        reacting.recommend(root, by=person)
        if person.pk % 2:
            moderation.reject(said, by=moderator, rule=rule)
        return said

    rule = make.rule()
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(in_thread(say), people))
    assert all(isinstance(answer, Comment) for answer in said)
    root.refresh_from_db()
    assert (root.recommended_count, all_right()) == (8, True)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_sent_by_four_connections_posts_once(reader):
    story = make.story()
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(in_thread(lambda _n: talking.say(story.pk, "Once", by=reader, key="same")), range(4)))
    assert len({comment.pk for comment in said}) == Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_decides(moderator):
    waiting = make.comment(state="waiting")
    approve = in_thread(lambda person: moderation.approve(waiting, by=person, version=waiting.version))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(approve, [moderator, make.moderator()]))
    assert sorted(isinstance(answer, WrongMove) for answer in answers) == [False, True]
    assert all_right()


def hit(at):
    return count([("say:reader:1:60", int(at.timestamp()) // 60 * 60)])["say:reader:1:60"]


@pytest.mark.django_db(transaction=True)
def test_a_limit_holds_over_connections():
    at = timezone.now()
    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(in_thread(lambda _n: hit(at)), range(12)))
    assert numbers == list(range(1, 13))
    assert RateCounter.objects.get().hits == 12
    assert hit(at + timedelta(seconds=60)) == 1
