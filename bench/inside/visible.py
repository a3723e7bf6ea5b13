"""Publishes as the button does and watches every surface, over new connections, for the words of the act.

A headline carries the number of its act. A reader in a process of its own notes the number committed last before it
asks; an answer with a lower number is stale.
"""

import multiprocessing
import re
import socket
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from bench import ports
from bench.inside.acts import Desk
from bench.rows import percentile

ASKED_AFTER = 12
"""New connections that must show the act before it counts as visible: 1 in 2,000 that one of two workers is missed."""

GIVE_UP_SECONDS = 5.0
BETWEEN_SECONDS = 0.2
LENGTH = re.compile(rb"(?im)^content-length: *(\d+)")
NUMBER = re.compile(rb"Act (\d+) of the run")


def run(port: int, wanted: int, seconds: float) -> dict[str, Any]:
    """Goes on until the reader has asked so often, or the time is over."""
    desk = Desk()
    surfaces = places(desk.publish("Act 0 of the run"))
    context = multiprocessing.get_context("fork")
    committed = context.Value("l", 0)
    pipe, other = context.Pipe()
    reader = context.Process(target=read, args=(port, surfaces[:4], committed, wanted, seconds, other))
    reader.start()
    waits: dict[str, list[float]] = {path: [] for path in surfaces}
    acts = 0
    with ThreadPoolExecutor(len(surfaces)) as readers:
        while not pipe.poll(BETWEEN_SECONDS) and reader.is_alive():
            acts += 1
            for path, wait in zip(surfaces, one(desk, acts, port, surfaces, committed, readers), strict=True):
                waits[path].append(wait)
    if not pipe.poll(GIVE_UP_SECONDS):
        raise ConnectionError("the reader ended without a word")
    asked, stale = pipe.recv()
    reader.join()
    every = [wait for each in waits.values() for wait in each]
    slowest = max(waits, key=lambda path: percentile(waits[path], 0.5))
    return {
        "acts": acts,
        "asked": asked,
        "stale": stale,
        "p50_ms": percentile(every, 0.5),
        "p99_ms": percentile(every, 0.99),
        "slowest": f"{slowest}, p50 {percentile(waits[slowest], 0.5):.0f} ms",
    }


def places(edition: Any) -> list[str]:
    """Where the headline stands: the article, its sections, the front page, feeds, the news sitemap."""
    path = edition.section.path
    parts = path.split("/")
    sections = [f"/{'/'.join(parts[: number + 1])}/" for number in range(len(parts))]
    feeds = ["/feed/", "/feed/atom/", "/feed/json/", f"/{path}/feed/"]
    return [edition.get_absolute_url(), "/", sections[0], "/feed/", *sections[1:], *feeds[1:], "/news-sitemap.xml"]


def one(desk: Desk, act: int, port: int, surfaces: list[str], committed: Any, readers: Executor) -> list[float]:
    """Milliseconds from the commit until each surface showed the act for good; all are asked at the same time."""
    desk.publish(f"Act {act} of the run")
    began = time.monotonic()
    committed.value = act
    return list(readers.map(lambda path: (shown(port, path, act, began) - began) * 1000, surfaces))


def shown(port: int, path: str, act: int, began: float) -> float:
    """When the first of ASKED_AFTER right answers in a row had come."""
    in_a_row, first = 0, 0.0
    while in_a_row < ASKED_AFTER:
        found = number_in(ports.ask(port, path, Connection="close").body)
        now = time.monotonic()
        if found >= act:
            first = first if in_a_row else now
            in_a_row += 1
        else:
            in_a_row = 0
        if now - began > GIVE_UP_SECONDS:
            raise TimeoutError(f"{path} did not show the act within {GIVE_UP_SECONDS:g} seconds")
    return first


def number_in(body: bytes) -> int:
    return max((int(number) for number in NUMBER.findall(body)), default=-1)


def read(port: int, paths: list[str], committed: Any, wanted: int, seconds: float, pipe: Any) -> None:
    """Asks until it has asked often enough or the time is over."""
    asked = stale = 0
    end = time.monotonic() + seconds
    requests = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for path in paths]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        while asked < wanted and time.monotonic() < end:
            least = committed.value
            connection.sendall(requests[asked % len(requests)])
            stale += number_in(answer(connection)) < least
            asked += 1
    pipe.send((asked, stale))


def answer(connection: socket.socket) -> bytes:
    """Head and body; http.client would take three times as long."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        seen += received(connection)
    head, _, body = seen.partition(b"\r\n\r\n")
    length = int(LENGTH.search(head)[1])
    while len(body) < length:
        body += received(connection)
    return body


def received(connection: socket.socket) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionError("the paper closed the connection")
    return part
