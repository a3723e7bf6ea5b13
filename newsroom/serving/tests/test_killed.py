"""Workers are killed with -9 while readers comment and editors publish: nothing acknowledged is lost or doubled."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from articles.tests import make as desk
from comments.models import Comment
from comments.tests import make
from newsroom.serving.server import tell
from newsroom.serving.tests.running import PATIENCE, Paper, is_alive, reply, serving, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 12
TOKEN = "a" * 32


@pytest.fixture(autouse=True)
def no_limits_used_up(db: None) -> None:
    cache.clear()


def cookies_of_a_reader() -> str:
    client = Client()
    client.force_login(make.reader())
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def say(port: int, path: str, number: int, cookies: str) -> int:
    """Sends one comment, again with the same key until it is acknowledged; how often it was sent."""
    words = {"act": "say", "text": f"Words number {number}.", "key": f"{number + 1:032x}", "csrfmiddlewaretoken": TOKEN}
    headers = {"Host": "localhost", "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    headers["X-Forwarded-For"] = f"10.0.0.{number}"  # limits count addresses
    for attempt in range(1, 200):
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", f"{path}comments/mine/", urlencode(words), headers)
            answer = reply(connection.getresponse())
        except (OSError, HTTPException):
            continue
        finally:
            connection.close()
        if answer.status == 302:
            return attempt
        assert answer.status >= 500, answer.words
    raise AssertionError("a comment was never acknowledged")


def kill_one_of(paper: Paper, among: set[int]) -> None:
    victim = min(among)
    count = len(paper.children())
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not is_alive(victim) and len(paper.children()) >= count, "a new worker")


def test_comments_and_stories_survive_the_death_of_web_workers(tmp_path: Path) -> None:
    story = desk.article(published=True)
    path = desk.live_edition(story).get_absolute_url()
    cookies = [cookies_of_a_reader() for _ in range(READERS)]
    with (
        serving(tmp_path, NEWSROOM_TASK_WORKERS="0", NEWSROOM_PROXY_COUNT="1") as paper,
        ThreadPoolExecutor(4) as readers,
    ):
        first = paper.children()
        sent = [readers.submit(say, paper.port, path, number, own) for number, own in enumerate(cookies)]
        for number, victim in enumerate(sorted(first)):
            kill_one_of(paper, {victim})
            headline = f"Headline number {number}"
            desk.publish(desk.change(story, headline=headline))
            assert all(headline in paper.get(path).words for _ in range(4)), "a worker showed the story as it was"
        assert all(answer.result() for answer in sent)
        assert not first & paper.children()
        page = paper.get(f"{path}comments/").words
    said = list(Comment.objects.values_list("text", flat=True))
    assert sorted(said) == sorted(f"Words number {number}." for number in range(READERS))
    assert all(words in page for words in said)


def test_a_background_worker_that_is_killed_is_replaced_and_readers_notice_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as paper:
        wait_until(lambda: '"worker": "ok"' in paper.get("/readyz").words, "a sign of life")
        background = {int(line.rpartition(":")[2].split()[0]) for line in worker_lines(paper)}
        assert background < paper.children()
        kill_one_of(paper, background)
        wait_until(lambda: len(worker_lines(paper)) == 2, "its successor")
        assert paper.get("/readyz").status == 200


def worker_lines(paper: Paper) -> list[str]:
    return [line for line in paper.log.read_text().splitlines() if "Starting worker worker_id=" in line]


def test_children_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path, code=-signal.SIGKILL) as paper:
        children = paper.children()
        assert len(children) == 3
        paper.process.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in children), "the end of all children")


def test_a_worker_that_is_told_many_times_to_end_ends(tmp_path: Path) -> None:
    """The kernel tells it once for each thread of a parent that dies, and a terminal tells parent and children."""
    with serving(tmp_path, NEWSROOM_TASK_WORKERS="0") as paper:
        worker = min(paper.children())
        time.sleep(0.5)
        for number in range(200):
            tell(worker, (signal.SIGTERM, signal.SIGINT)[number % 2])

        def is_gone() -> bool:
            """If it had not begun, it is told again."""
            tell(worker, signal.SIGTERM)
            return not is_alive(worker)

        wait_until(is_gone, "the end of a web worker")
        wait_until(lambda: len(paper.children() - {worker}) == 2, "a new worker")
