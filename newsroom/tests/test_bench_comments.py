"""Which comments were acknowledged is known exactly: wrk posts to a server that answers as it likes, on loopback."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from bench import comments, wrk
from bench.rows import Unmeasured

pytestmark = pytest.mark.once

CLIENTS = 4
LOAD = wrk.Load(requests=4, requests_s=2.0, p50_ms=1.0, p99_ms=2.0, failed=0)
ANSWERS = comments.Answers(["bench-0-0", "bench-0-1", "bench-1-0"], {"429": 1})
STORED = ["bench-0-0", "bench-0-1", "bench-1-0"]
ENDINGS = {0: (302, "/mine/?done=say"), 1: (302, "/mine/?done=wait"), 2: (429, ""), 3: (302, "/mine/?done=say")}


def there(keys: list[str]) -> dict[str, Any]:
    return {"keys": keys, "public_count": len(keys), "public": len(keys)}


class Answering(ThreadingHTTPServer):
    """Remembers what it was sent; the last figure of a comment's number decides how it is answered."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.acknowledged: list[str] = []
        self.posts: list[tuple[str, str, str]] = []


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Answering

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        key = form["key"][0]
        status, where = ENDINGS[int(key.rpartition("-")[2]) % len(ENDINGS)]
        self.server.posts.append((key, self.headers["X-Forwarded-For"], self.headers["Cookie"]))
        if where.endswith("done=say"):
            self.server.acknowledged.append(key)
        self.send_response(status)
        self.send_header("Location" if int(key[-1]) % 2 else "location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Says nothing."""


@contextmanager
def answering() -> Iterator[Answering]:
    if not shutil.which("wrk") and os.environ.get("CI") != "true":
        pytest.skip("wrk is not installed")
    with Answering() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_each_answer_is_told_of_the_comment_that_it_answers_and_used_up_readers_are_said(tmp_path: Path) -> None:
    sessions = [f"session{number}" for number in range(CLIENTS * 5)]
    comments.readers_of(tmp_path, "bench", sessions, 300, CLIENTS)
    with answering() as server:
        load, answers = comments.post(server.server_port, "/story/", tmp_path, "bench", CLIENTS, 1)
        keys = [key for key, _address, _cookie in server.posts]
        assert load.requests == len(keys) == len(set(keys)) == len(sessions) * comments.A_READER - 1
        assert sorted(answers.acknowledged) == sorted(server.acknowledged)
        assert answers.others == {"302": len(sessions), "429": len(sessions)}
        assert answers.ran_out == CLIENTS
        readers = [reader for _key, *reader in server.posts]
        assert max(readers.count(reader) for reader in readers) == comments.A_READER
        assert ["10.0.1.44", f"sessionid=session0; csrftoken={comments.TOKEN}"] in readers


def test_time_that_is_over_first_leaves_readers(tmp_path: Path) -> None:
    comments.readers_of(tmp_path, "bench", [f"session{number}" for number in range(20_000)], 0, CLIENTS)
    with answering() as server:
        _load, answers = comments.post(server.server_port, "/story/", tmp_path, "bench", CLIENTS, 1)
        assert answers.ran_out == 0
        assert set(answers.acknowledged) <= set(server.acknowledged)
        assert len(server.acknowledged) - len(answers.acknowledged) <= CLIENTS


def test_answers_that_were_not_written_down_are_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "bench-0.answers").write_text("bench-0-0\t302\t/mine/?done=say\n")
    assert comments.answers_of(tmp_path, "bench", 1).acknowledged == ["bench-0-0"]
    with pytest.raises(Unmeasured, match="counted 2 answers, 1"):
        comments.answers_of(tmp_path, "bench", 2)


@pytest.mark.parametrize(
    ("stored", "lost", "doubled", "on_their_way"),
    [
        (STORED, 0, 0, 0),
        (STORED[1:], 1, 0, 0),
        ([*STORED, STORED[0]], 0, 1, 0),
        ([*STORED, "bench-1-1"], 0, 0, 1),
    ],
)
def test_what_is_lost_doubled_or_on_its_way_is_counted(
    stored: list[str], lost: int, doubled: int, on_their_way: int
) -> None:
    found = comments.report(LOAD, ANSWERS, there(stored))
    assert (found["lost"], found["doubled"], found["on_their_way"]) == (lost, doubled, on_their_way)
    assert (found["acknowledged"], found["a_second"], found["other_answers"]) == (3, 1.5, {"429": 1})
