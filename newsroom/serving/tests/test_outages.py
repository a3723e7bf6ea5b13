"""The database and the cache go away and come back: readers get what they can be given, and nothing stays broken."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from articles.tests import make
from newsroom.pagecache.tests.test_machines import Redis
from newsroom.serving.tests.running import Paper, serving, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def database_away() -> Iterator[None]:
    """PostgreSQL lets nobody into the test database and sends everyone out."""
    name = str(connection.settings_dict["NAME"])
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path="/template1"))
    connection.close()
    connection.close_pool()  # this process would wait longer and longer between its own attempts to come back
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def readiness(paper: Paper) -> tuple[int, str]:
    reply = paper.get("/readyz")
    return reply.status, reply.words.partition('"status": "')[2].partition('"')[0]


def test_while_the_database_is_away_kept_pages_are_read_and_afterwards_all_is_well(tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a file of this machine, which does not go away")
    story = make.article(published=True)
    path = make.live_edition(story).get_absolute_url()
    with serving(tmp_path) as paper:
        for _ in range(40):
            assert paper.get(path).status == 200
        with database_away():
            wait_until(lambda: readiness(paper) == (503, "database"))
            replies = [paper.get(path) for _ in range(10)]
            assert {reply.status for reply in replies} == {200}
            assert paper.get("/search/?q=harbour").status == 503
            assert paper.get("/healthz").status == 200
        wait_until(lambda: readiness(paper) == (200, "ready"))
        make.publish(make.change(story, headline="After the outage"))
        assert all("After the outage" in paper.get(path).words for _ in range(4))


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    server.stop()


def test_while_the_cache_is_away_every_page_is_fresh_and_afterwards_all_is_well(redis: Redis, tmp_path: Path) -> None:
    story = make.article(published=True)
    path = make.live_edition(story).get_absolute_url()
    with serving(tmp_path, CACHE_URL=redis.url) as paper:
        assert readiness(paper) == (200, "ready")
        redis.stop()
        wait_until(lambda: '"cache": "missing"' in paper.get("/readyz").words)
        assert readiness(paper) == (200, "ready"), "a machine without Redis still serves readers"
        make.publish(make.change(story, headline="During the outage"))
        assert all("During the outage" in paper.get(path).words for _ in range(4))
        redis.start()
        wait_until(lambda: '"cache": "ok"' in paper.get("/readyz").words)
        make.publish(make.change(story, headline="After the outage"))
        assert all("After the outage" in paper.get(path).words for _ in range(4))
