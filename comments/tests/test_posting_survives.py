"""Workers are killed with -9 in the midst of comments from several clients: each acknowledged one is there, once."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import cache

from articles.tests import make as desk
from comments import counts
from comments.models import Comment, Thread
from comments.tests import make
from newsroom.log.models import Entry
from newsroom.serving.tests.running import Paper, is_alive, serving, wait_until
from newsroom.serving.tests.test_killed import cookies_of_a_reader, say

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 6
EACH = 4  # a fifth in a minute is the last that the limits take
KILLS = 3


@pytest.fixture(autouse=True)
def no_limits_used_up(db: None) -> None:
    cache.clear()


def talk(port: int, path: str, client: int, cookies: str) -> list[int]:
    """One reader's comments, each sent until it is acknowledged; the numbers acknowledged."""
    numbers = range(client * EACH, (client + 1) * EACH)
    for number in numbers:
        say(port, path, number, cookies)
    return list(numbers)


def kill_a_worker_after(paper: Paper, said: int) -> None:
    """Once so many comments stand there, so that the others are on their way."""
    wait_until(lambda: Comment.objects.count() >= said, f"{said} comments")
    victim, number = min(paper.children()), len(paper.children())
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not is_alive(victim) and len(paper.children()) >= number, "a new worker")


def test_comments_of_several_clients_survive_the_death_of_workers(tmp_path: Path) -> None:
    path = desk.live_edition(make.story()).get_absolute_url()
    cookies = [cookies_of_a_reader() for _ in range(CLIENTS)]
    with (
        serving(tmp_path, NEWSROOM_TASK_WORKERS="0", NEWSROOM_PROXY_COUNT="1") as paper,
        ThreadPoolExecutor(CLIENTS) as clients,
    ):
        first = paper.children()
        talks = [clients.submit(talk, paper.port, path, client, own) for client, own in enumerate(cookies)]
        for kill in range(KILLS):
            kill_a_worker_after(paper, 1 + kill * EACH)
        acknowledged = [number for each in talks for number in each.result()]
        assert first != paper.children(), "no worker was killed"
    assert sorted(acknowledged) == list(range(CLIENTS * EACH))
    assert_all_stand_once(acknowledged)


def assert_all_stand_once(acknowledged: list[int]) -> None:
    """Rows, their log and the counts tell of the same comments."""
    said = list(Comment.objects.values_list("key", flat=True))
    assert sorted(said) == sorted(f"{number + 1:032x}" for number in acknowledged)
    assert Entry.objects.filter(act="say").count() == len(said)
    assert Thread.objects.get().public_count == Comment.objects.filter(is_public=True).count() == len(said)
    assert counts.wrong_threads(0, 2**62) == counts.wrong_comments(0, 2**62) == []


def test_a_lost_a_doubled_and_a_miscounted_comment_would_be_noticed() -> None:
    said = make.comment()
    Comment.objects.filter(pk=said.pk).update(key=f"{1:032x}")
    assert_all_stand_once([0])
    for acknowledged in ([], [0, 1]):
        with pytest.raises(AssertionError):
            assert_all_stand_once(acknowledged)
    Thread.objects.update(public_count=2)
    with pytest.raises(AssertionError):
        assert_all_stand_once([0])
