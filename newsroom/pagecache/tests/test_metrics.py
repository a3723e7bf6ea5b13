"""What every worker counts is shown as one sum, to who brings the token and to nobody else."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client

from newsroom.pagecache import alarm, counted, metrics
from newsroom.pagecache.metrics import ENTRIES, EVICTIONS, HITS, KEPT, MISSES, PURGED, RENDERS, SENT, STALE, Tally
from newsroom.pagecache.tests.make import House

TOKEN = "a-token-of-more-than-twenty-letters"
WORKER = """
import sys
from pathlib import Path
from newsroom.pagecache.metrics import ENTRIES, HITS, Tally
tally = Tally(Path(sys.argv[1]))
tally.add(HITS, 5)
tally.put(ENTRIES, 7)
print("counted", flush=True)
sys.stdin.read()
"""

FORKED = """
import os, sys
from pathlib import Path
from newsroom.pagecache import metrics
tally = metrics.of(Path(sys.argv[1]))
child = os.fork()
for _ in range(1000):
    tally.add(metrics.HITS)
if not child:
    os._exit(0)
os.waitpid(child, 0)
print(*tally._all[0 : 2 * metrics.WORDS : metrics.WORDS])
"""


@pytest.fixture
def worker(tmp_path: Path):
    """Starts a process that counts five hits, keeps seven pages, and lives until it is killed."""
    running = []

    def start() -> subprocess.Popen:
        command = [sys.executable, "-c", WORKER, str(tmp_path / "numbers")]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        running.append(process)
        assert process.stdout.readline() == b"counted\n"
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def kill(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


def test_the_page_shows_the_sum_of_all_workers(worker: Callable, tmp_path: Path) -> None:
    tally = Tally(tmp_path / "numbers")
    tally.add(HITS, 2)
    tally.put(ENTRIES, 1)
    worker()
    worker()
    totals = tally.totals()
    assert (totals[HITS], totals[ENTRIES]) == (12, 15)


def test_what_a_dead_worker_counted_stays_and_what_it_kept_goes(worker: Callable, tmp_path: Path) -> None:
    tally = Tally(tmp_path / "numbers")
    kill(worker())
    totals = tally.totals()
    assert (totals[HITS], totals[ENTRIES]) == (5, 0)
    worker()
    totals = tally.totals()
    assert (totals[HITS], totals[ENTRIES]) == (10, 7), "the next worker counts on in the same place"


def test_workers_come_and_go_without_using_up_the_places(worker: Callable, tmp_path: Path) -> None:
    tally = Tally(tmp_path / "numbers")
    for _ in range(3):
        kill(worker())
    assert tally.totals()[HITS] == 15
    assert not any(tally._all[2 * metrics.WORDS :]), "three workers, one after the other, shared one place"


def test_a_forked_worker_counts_in_a_place_of_its_own(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FORKED, str(tmp_path / "numbers")]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout == "1000 1000\n"


def test_threads_of_a_worker_lose_no_count(tmp_path: Path) -> None:
    tally = Tally(tmp_path / "numbers")
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=lambda: [tally.add(HITS) for _ in range(20_000)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert tally.totals()[HITS] == 80_000


def test_a_file_that_cannot_be_written_costs_the_numbers_alone(tmp_path: Path) -> None:
    tally = Tally(tmp_path / "no such folder" / "numbers")
    tally.add(HITS)
    assert tally.totals()[HITS] == 1


def test_each_thing_that_happens_is_counted_once(house: House) -> None:
    house.page(max_age=10)
    house.get()
    hit = house.get()
    totals = metrics.here().totals()
    assert (totals[HITS], totals[MISSES], totals[RENDERS], totals[SENT]) == (1, 1, 1, len(hit.body))
    assert (totals[ENTRIES], totals[KEPT]) == (1, house.cache.pages.weight)
    house.clock.now += 11
    house.views["/"] = lambda environ: HttpResponse("no database", status=503)
    house.get()
    house.commit("front")
    house.get()
    totals = metrics.here().totals()
    assert (totals[STALE], totals[PURGED], totals[ENTRIES], totals[KEPT]) == (1, 1, 0, 0)
    assert (totals[HITS], totals[MISSES], totals[RENDERS]) == (1, 1, 3)


def test_pages_that_had_to_go_are_counted(house: House) -> None:
    house.cache.pages.room = 20_000
    for number in range(20):
        house.page(f"/{number}/")
        house.get(f"/{number}/")
    totals = metrics.here().totals()
    assert totals[EVICTIONS] == 20 - totals[ENTRIES] > 0


@pytest.mark.parametrize(
    ("token", "sent", "status"),
    [
        (TOKEN, f"Bearer {TOKEN}", 200),
        (TOKEN, f"Bearer {TOKEN}x", 404),
        (TOKEN, f"bearer {TOKEN}", 404),
        (TOKEN, "Bearer \xe9", 404),
        (TOKEN, "", 404),
        ("", "Bearer ", 404),
        ("", "", 404),
    ],
)
def test_the_numbers_are_for_who_brings_the_token(settings, db, token: str, sent: str, status: int) -> None:
    settings.METRICS_TOKEN = token
    client = Client(headers={"Authorization": sent} if sent else {})
    reply, unknown = client.get("/metrics"), client.get("/no-such-page/")
    assert reply.status_code == status
    assert "no-store" in reply.headers["Cache-Control"]
    assert (reply.content == unknown.content) is (status == 404)


def asked(settings) -> list[str]:
    """The lines of the page, as who brings the token sees them."""
    settings.METRICS_TOKEN = TOKEN
    reply = Client(headers={"Authorization": f"Bearer {TOKEN}"}).get("/metrics")
    assert reply.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return reply.content.decode().splitlines()


def test_the_numbers_are_in_prometheus_own_format(settings, db) -> None:
    lines = asked(settings)
    for number in metrics.NUMBERS:
        name = f"newsroom_pagecache_{number.name}"
        place = lines.index(f"# HELP {name} {number.says}")
        assert lines[place + 1] == f"# TYPE {name} {number.kind}"
    for told, typed, number in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        name = number.rpartition(" ")[0]
        assert told.startswith(f"# HELP {name} "), "each number once, with no label"
        assert typed in (f"# TYPE {name} counter", f"# TYPE {name} gauge")


def test_the_page_tells_how_proxies_were_told_and_whether_the_channel_is_heard(
    settings, db, counter_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for count in (counted.sent, counted.sent, counted.failed):
        count()
    lines = asked(settings)
    assert "newsroom_pagecache_proxies_told_total 2" in lines
    assert "newsroom_pagecache_proxies_failed_total 1" in lines
    assert not [line for line in lines if "channel_heard" in line], "one machine has no channel"
    for reading, heard in ((None, 0), (7, 1)):
        channel = SimpleNamespace(reading=lambda reading=reading: reading)
        monkeypatch.setattr(alarm, "channel", lambda channel=channel: channel)
        assert f"newsroom_pagecache_channel_heard {heard}" in asked(settings)
