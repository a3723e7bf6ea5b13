"""The rules hold over real worker processes: granian with two workers, rows in the test database, real acts."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from newsroom.pagecache import purging
from newsroom.pagecache.counter import Counter
from newsroom.pagecache.tests.servers import WORKERS, Server, database_of_the_tests, serving, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

KILLED_AFTER_COMMIT = """
import os, django
django.setup()
from django.db import transaction
from newsroom.pagecache import purging
with transaction.atomic():
    transaction.on_commit(lambda: os._exit(9))
    purging.purge("killed")
"""


@pytest.fixture(scope="module")
def running(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with django_db_blocker.unblock():
        database = database_of_the_tests()
    with serving(tmp_path_factory.mktemp("workers"), database) as server:
        yield server


@pytest.fixture
def server(running: Server, settings) -> Server:
    settings.PAGECACHE = {"ENABLED": True, "COUNTER": running.folder / "counter"}
    return running


def test_after_each_commit_no_worker_gives_a_stale_page(server: Server) -> None:
    server.warm("/page/news/")
    replies = []
    for number in range(1, 13):
        with transaction.atomic():
            purging.purge("news")
        fresh = [server.get("/page/news/") for _ in range(12)]
        assert {reply.words.partition("before")[0] for reply in fresh} == {f"news {number} "}
        replies += fresh
    assert len({reply.worker for reply in replies}) == WORKERS
    assert sum(reply.is_hit for reply in replies) >= len(replies) - WORKERS * 12, "each worker renders once a purge"


def test_a_page_changes_at_its_moment_without_a_job(server: Server) -> None:
    moment = int((time.time() + 1.2) * 1000)
    path = f"/due/{moment}/"
    server.warm(path)
    early = late = 0
    while time.time() * 1000 < moment + 200:
        begun = time.time() * 1000
        reply = server.get(path)
        if begun >= moment:
            assert reply.words == "after"
            late += 1
        elif time.time() * 1000 < moment:
            assert reply.words == "before"
            early += reply.is_hit
    assert early
    assert late


@pytest.mark.parametrize("overtaken", [True, False])
def test_a_render_overtaken_by_a_purge_is_not_kept_by_a_worker(server: Server, overtaken: bool) -> None:
    tag = "overtaken" if overtaken else "undisturbed"
    with ThreadPoolExecutor(1) as reader:
        first = reader.submit(server.get, f"/slow/{tag}/")
        wait_until(lambda: list(server.folder.glob(f"{tag}.*.begun")))
        if overtaken:
            purging.purge(tag)
        (server.folder / f"{tag}.go").touch()
        old = first.result()
    assert old.words == f"{tag} 0 "
    next_of_each = server.every_worker(f"/slow/{tag}/")
    assert next_of_each[old.worker].is_hit is not overtaken
    assert {reply.words for reply in next_of_each.values()} == {f"{tag} {int(overtaken)} "}


def test_a_crowd_makes_one_render_in_each_worker(server: Server) -> None:
    with ThreadPoolExecutor(8) as readers:
        waiting = [readers.submit(server.get, "/slow/crowd/") for _ in range(8)]
        wait_until(lambda: list(server.folder.glob("crowd.*.begun")))
        (server.folder / "crowd.go").touch()
        replies = [reply.result() for reply in waiting]
    begun = [file.name.split(".")[1] for file in server.folder.glob("crowd.*.begun")]
    assert sorted(begun) == sorted({reply.worker for reply in replies})


def test_a_purge_whose_process_was_killed_after_its_commit_is_seen_within_two_seconds(server: Server) -> None:
    server.warm("/page/killed/")
    counter = Counter(server.folder / "counter")
    before = counter.reading()
    killed = subprocess.run([sys.executable, "-c", KILLED_AFTER_COMMIT], env=server.environ, check=False)
    committed = time.monotonic()
    assert killed.returncode == 9
    assert counter.reading() == before, "the process died before it could wake the workers"
    server.every_worker("/page/killed/", lambda reply: reply.words.startswith("killed 1 "))
    assert time.monotonic() - committed < 2


def test_the_last_good_page_stands_in_for_a_database_that_is_away(server: Server) -> None:
    server.every_worker("/fragile/", lambda reply: reply.status == 200)
    (server.folder / "away").touch()
    try:
        replies = server.every_worker("/fragile/", lambda reply: "last-good-page" in reply.came)
        assert {reply.status for reply in replies.values()} == {200}
        purging.purge("fragile")
        assert {server.get("/fragile/").status for _ in range(8)} == {500}
    finally:
        (server.folder / "away").unlink()


def test_private_pages_and_pages_with_cookies_come_from_django_each_time(server: Server) -> None:
    for path in ("/private/", "/cookie/", "/temporary/"):
        assert not any(server.get(path).is_hit for _ in range(4))
    server.warm("/gone/")
