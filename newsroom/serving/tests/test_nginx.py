"""The shipped nginx recipe keeps what it may, as long as it may, before an origin that counts what it is asked."""

import gzip
import json
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from bench.nginx import SHIPPED
from newsroom.pagecache.marking import freshness
from newsroom.serving.tests.proxy import Origin, nginx, proxied
from newsroom.serving.tests.running import Reply, ask, wait_until

pytestmark = pytest.mark.once

ETAG = 'W/"one"'
BODIES = {"gzip": gzip.compress(b"words " * 100), "br": b"as brotli", "identity": b"words " * 100}


class Paper:
    """What the paper would answer: public words until `end`, private ones, words with a cookie."""

    def __init__(self) -> None:
        self.end = time.time() + 3600
        self.slow = 0.0

    def __call__(self, asked: BaseHTTPRequestHandler) -> tuple[int, list[tuple[str, str]], bytes]:
        path = asked.path.partition("?")[0]
        time.sleep(self.slow)
        if path == "/private/" or path.endswith("/comments/mine/"):
            return 200, [("Cache-Control", "private, no-store")], b"private"
        public = freshness(time.time(), self.end, 10)
        if path == "/cookie/":
            return 200, [*public, ("Set-Cookie", "a=b")], b"cookie"
        if path == "/missing/":
            return 404, [("Cache-Control", "no-store")], b"missing"
        if asked.headers.get("If-None-Match") == ETAG and time.time() < self.end:
            return 304, [*public, ("ETag", ETAG), ("Vary", "Accept-Encoding")], b""
        encoding = asked.headers.get("Accept-Encoding", "identity")
        coded = [] if encoding == "identity" else [("Content-Encoding", encoding)]
        words = BODIES[encoding] if time.time() < self.end else b"after the end"
        return 200, [*public, ("ETag", ETAG), ("Vary", "Accept-Encoding"), ("Surrogate-Key", "front"), *coded], words


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def origin(paper: Paper) -> Iterator[Origin]:
    with Origin(paper) as origin:
        yield origin


@pytest.fixture
def port(origin: Origin, tmp_path: Path) -> Iterator[int]:
    with proxied(tmp_path, origin.port) as port:
        yield port


def early_in_a_second() -> None:
    wait_until(lambda: time.time() % 1 < 0.3)


def test_a_crowd_is_answered_from_one_copy_and_the_paper_is_asked_once(paper: Paper, origin: Origin, port: int) -> None:
    paper.slow = 0.2
    early_in_a_second()
    with ThreadPoolExecutor(16) as readers:
        replies = list(readers.map(lambda number: ask(port, "/"), range(16)))
    assert {reply.body for reply in replies} == {BODIES["identity"]}
    assert origin.count("/") == 1
    assert "x-accel-expires" not in replies[0].headers
    assert "surrogate-key" not in replies[0].headers


def test_within_its_second_a_page_costs_the_paper_nothing_and_after_it_a_304(origin: Origin, port: int) -> None:
    early_in_a_second()
    for _ in range(20):
        assert ask(port, "/").status == 200
    assert origin.count("/") == 1
    second = int(time.time())
    wait_until(lambda: int(time.time()) > second)
    assert ask(port, "/").body == BODIES["identity"]
    assert origin.asked[-1][2]["If-None-Match"] == ETAG


@pytest.mark.parametrize(
    ("sent", "used"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=0, deflate", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("", "identity"),
        ("brotherly", "identity"),
    ],
)
def test_each_browser_gets_the_best_copy_it_can_read(port: int, sent: str, used: str) -> None:
    for _ in range(2):
        reply = ask(port, "/", Accept_Encoding=sent)
        assert reply.headers.get("content-encoding", "identity") == used
        assert reply.body == BODIES[used]
        assert reply.headers["vary"] == "Accept-Encoding"


def test_spellings_of_one_encoding_share_a_copy(origin: Origin, port: int) -> None:
    early_in_a_second()
    for sent in ("gzip", "gzip, deflate", "deflate, gzip", "gzip,deflate"):
        assert ask(port, "/", Accept_Encoding=sent).body == BODIES["gzip"]
    assert origin.count("/") == 1


@pytest.mark.parametrize(
    "path", ["/private/", "/cookie/", "/missing/", "/2026/11/25/a/comments/mine/", "/admin/", "/me/"]
)
def test_what_is_private_or_carries_a_cookie_is_never_kept(origin: Origin, port: int, path: str) -> None:
    early_in_a_second()
    for _ in range(3):
        ask(port, path)
    assert origin.count(path) == 3


def test_a_reader_with_a_cookie_leaves_nothing_behind_and_may_read_what_is_there(origin: Origin, port: int) -> None:
    early_in_a_second()
    for _ in range(2):
        ask(port, "/", Cookie="sessionid=secret")
    assert origin.count("/") == 2
    ask(port, "/")
    ask(port, "/", Cookie="sessionid=secret")
    assert origin.count("/") == 3


def test_head_and_conditional_requests_are_answered_from_the_copy(origin: Origin, port: int) -> None:
    early_in_a_second()
    ask(port, "/")
    head = ask(port, "/", "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(BODIES["identity"])))
    unchanged = ask(port, "/", If_None_Match=ETAG)
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert origin.count("/") == 1


def test_a_page_is_never_shown_after_its_exact_end(paper: Paper, port: int) -> None:
    early_in_a_second()
    paper.end = time.time() + 1.5
    early = late = 0
    while time.time() < paper.end + 0.5:
        begun = time.time()
        reply = ask(port, "/")
        if begun >= paper.end:
            assert reply.body == b"after the end"
            late += 1
        else:
            early += 1
    assert early
    assert late


def test_while_the_paper_is_down_the_last_copy_stands_in_but_never_beyond_its_end(
    paper: Paper, origin: Origin, port: int
) -> None:
    early_in_a_second()
    ask(port, "/lasts/")
    paper.end = time.time() + 2.5
    ask(port, "/ends/")
    origin.go_away()
    wait_until(lambda: time.time() > paper.end - 1.2)
    assert ask(port, "/ends/").status == 200
    wait_until(lambda: time.time() > paper.end)
    assert ask(port, "/ends/").status == 502
    assert ask(port, "/lasts/").body == BODIES["identity"]
    assert ask(port, "/never-asked/").status == 502


def test_the_paper_is_told_the_real_reader_and_no_invented_one(origin: Origin, port: int) -> None:
    ask(port, "/", X_Forwarded_For="203.0.113.9", X_Request_ID="invented")
    headers = origin.asked[-1][2]
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert len(headers["X-Request-ID"]) == 32


def test_pictures_and_static_files_come_from_disk(origin: Origin, port: int, tmp_path: Path) -> None:
    for folder in ("media", "static"):
        (tmp_path / "newsroom" / folder).mkdir()
        (tmp_path / "newsroom" / folder / "a.css").write_text("a {}")
    with gzip.open(tmp_path / "newsroom" / "static" / "a.css.gz", "wt") as file:
        file.write("a {}")
    picture: Reply = ask(port, "/media/a.css")
    assert (picture.status, picture.body) == (200, b"a {}")
    assert "immutable" in picture.headers["cache-control"]
    assert ask(port, "/static/a.css", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"
    assert not any(path.startswith(("/media", "/static")) for _, path, _ in origin.asked)


def test_a_body_that_no_form_needs_is_refused_at_the_door(origin: Origin, port: int) -> None:
    assert ask(port, "/accounts/", "POST", Content_Length=str(33 * 1024 * 1024)).status == 413
    assert not any(method == "POST" for method, _, _ in origin.asked)


def test_the_log_holds_no_address_no_query_and_no_name(port: int, tmp_path: Path) -> None:
    ask(port, "/search/?q=secret-words", User_Agent="secret-browser", Cookie="a=secret-cookie")
    log = tmp_path / "nginx" / "newsroom.log"
    wait_until(lambda: '"method":"GET"' in log.read_text(), "the log")
    assert not [word for word in ("secret", "127.0.0.1", "/search") if word in log.read_text()]


def test_only_lines_of_what_the_paper_answered_have_an_id(port: int, tmp_path: Path) -> None:
    log = tmp_path / "nginx" / "newsroom.log"

    def ids() -> dict[str, str]:
        return {line["cache"]: line["request"] for line in map(json.loads, log.read_text().splitlines())}

    early_in_a_second()  # after it the page would be asked for again
    for _ in range(2):
        ask(port, "/")
    wait_until(lambda: ids().keys() >= {"MISS", "HIT"}, "the log, which each of nginx' workers writes in its own time,")
    assert re.fullmatch("[0-9a-f]{32}", ids()["MISS"])
    assert ids()["HIT"] == ""


def test_the_shipped_file_is_accepted_by_nginx_with_tls(tmp_path: Path) -> None:
    folder = str(tmp_path)
    certificate = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    certificate += [
        "-keyout",
        f"{folder}/privkey.pem",
        "-out",
        f"{folder}/fullchain.pem",
        "-days",
        "2",
        "-subj",
        "/CN=x",
    ]
    subprocess.run(certificate, check=True, capture_output=True)
    text = SHIPPED.read_text().replace("/etc/letsencrypt/live/news.example.org", folder)
    text = text.replace("/var/cache/nginx/newsroom", f"{folder}/cache").replace("/var/log/nginx", folder)
    file = tmp_path / "nginx.conf"
    file.write_text(f"pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {text} }}")
    done = subprocess.run([nginx(), "-t", "-e", f"{folder}/error.log", "-c", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
