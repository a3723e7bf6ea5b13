"""Two machines, one database, one Redis: real servers, of which the second learns of a purge by subscription alone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import transaction

from newsroom.pagecache import alarm, purging, subscription
from newsroom.pagecache.tests.servers import (
    PATIENCE,
    Reply,
    Server,
    database_of_the_tests,
    free_port,
    serving,
    wait_until,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not shutil.which("redis-server") and os.environ.get("CI") != "true", reason="There is no redis-server here."
    ),
]

NEVER = 3600.0
"""How often the machines of these tests look at the rows by themselves."""


@dataclass
class Redis:
    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_until(self._answers)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as there:
                there.sendall(b"PING\r\n")
                return there.recv(5) == b"+PONG"
        except OSError:
            return False


@pytest.fixture(scope="module")
def running_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = Redis(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def running(
    running_redis: Redis, django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The second machine; the first is this process, where the acts are done."""
    with django_db_blocker.unblock():
        database = database_of_the_tests()
    folder = tmp_path_factory.mktemp("second")
    with serving(folder, database, REDIS=running_redis.url, LOOK_SECONDS=NEVER) as server:
        yield server


@pytest.fixture
def redis(running_redis: Redis, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Redis:
    """As a process sees it that has not failed to reach it a moment ago, and waits long enough on a busy machine."""
    monkeypatch.setattr(subscription, "PATIENCE", 2.0)
    alarm.subscription.cache_clear()
    settings.PAGECACHE = {"ENABLED": True, "COUNTER": tmp_path / "counter", "REDIS": running_redis.url}
    return running_redis


@pytest.fixture
def second(running: Server, redis: Redis) -> Server:
    return running


def purge(tag: str) -> None:
    with transaction.atomic():
        purging.purge(tag)


def page(server: Server, tag: str) -> Reply:
    return server.get(f"/page/{tag}/")


def number(reply: Reply) -> int:
    """How many purges the page knows of."""
    return int(reply.words.split()[1])


def test_the_other_machine_learns_of_each_commit_by_subscription(second: Server) -> None:
    waited = []
    for purges in range(1, 31):
        second.warm("/page/news/")
        purge("news")
        committed = time.perf_counter()
        wait_until(lambda purges=purges: {number(page(second, "news")) for _ in range(4)} == {purges})
        waited.append(1000 * (time.perf_counter() - committed))
    waited.sort()
    sys.stdout.write(f"\nfresh on the other machine after {waited[15]:.0f} ms (median), {waited[-1]:.0f} ms (most)\n")


def test_without_a_word_to_the_channel_the_other_machine_would_not_know(second: Server, settings) -> None:
    """The positive control of the test above: it is the subscription, and nothing else, that carried the purges."""
    second.warm("/page/unheard/")
    settings.PAGECACHE = settings.PAGECACHE | {"REDIS": ""}
    purge("unheard")
    assert all(page(second, "unheard").is_hit for _ in range(20))


def test_while_redis_is_away_every_answer_is_fresh_and_hits_return_with_it(second: Server, redis: Redis) -> None:
    second.warm("/page/away/")
    redis.stop()
    try:
        wait_until(lambda: not any(page(second, "away").is_hit for _ in range(8)))
        for purges in range(1, 6):
            purge("away")
            replies = [page(second, "away") for _ in range(6)]
            assert {(reply.status, number(reply), reply.is_hit) for reply in replies} == {(200, purges, False)}
    finally:
        redis.start()
    seen: list[Reply] = []
    wait_until(lambda: seen.append(page(second, "away")) or seen[-1].is_hit)
    second.warm("/page/away/")
    seen += [page(second, "away") for _ in range(8)]
    assert {number(reply) for reply in seen} == {5}, "a stale page came back"


def test_a_silent_redis_counts_as_lost_and_delays_nobody(second: Server, redis: Redis) -> None:
    """Stopped, not ended: connections stay open, and nothing is said on them."""
    second.warm("/page/silent/")
    redis.process.send_signal(signal.SIGSTOP)
    try:
        wait_until(lambda: not any(page(second, "silent").is_hit for _ in range(8)))
        purge("silent")
        assert {number(page(second, "silent")) for _ in range(6)} == {1}
    finally:
        redis.process.send_signal(signal.SIGCONT)
    second.warm("/page/silent/")
    assert {number(page(second, "silent")) for _ in range(8)} == {1}
