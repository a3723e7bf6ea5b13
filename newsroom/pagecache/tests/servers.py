"""Real servers for the tests: granian with two workers each, on one database, with a folder of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.db import connection

WORKERS = 2
PATIENCE = 10.0
ROOT = Path(project.BASE_DIR)


@dataclass(frozen=True)
class Reply:
    status: int
    words: str
    worker: str
    came: str

    @property
    def is_hit(self) -> bool:
        return self.came == "newsroom; hit"


@dataclass(frozen=True)
class Server:
    port: int
    folder: Path
    environ: dict[str, str]

    def get(self, path: str) -> Reply:
        """One request on a connection of its own, so that any worker may take it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            reply = connection.getresponse()
            words = reply.read().decode()
            return Reply(reply.status, words, reply.getheader("X-Worker"), reply.getheader("Cache-Status", ""))
        finally:
            connection.close()

    def every_worker(self, path: str, right: Callable[[Reply], bool] = lambda reply: True) -> dict[str, Reply]:
        """Ask until each worker has given a right answer; the first right one of each."""
        replies: dict[str, Reply] = {}
        end = time.monotonic() + PATIENCE
        while len(replies) < WORKERS and time.monotonic() < end:
            reply = self.get(path)
            if right(reply):
                replies.setdefault(reply.worker, reply)
        assert len(replies) == WORKERS, f"only {len(replies)} of {WORKERS} workers answered {path} as they should"
        return replies

    def warm(self, path: str) -> None:
        self.every_worker(path, lambda reply: reply.is_hit)


def database_of_the_tests() -> dict[str, Any]:
    kept = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    database = {name: connection.settings_dict[name] for name in kept}
    return database | {"NAME": str(database["NAME"])}


@contextmanager
def serving(folder: Path, database: dict[str, Any], **pagecache: Any) -> Iterator[Server]:
    """A machine; `pagecache` goes to its PAGECACHE."""
    given = {"folder": str(folder), "database": database, "pagecache": pagecache}
    environ = os.environ | {
        "PAGECACHE_TEST": json.dumps(given),
        "DJANGO_SETTINGS_MODULE": "newsroom.pagecache.tests.worker.settings",
        "PYTHONPATH": str(ROOT),
    }
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(WORKERS)]
    command += ["--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-ws", "--log-level", "warning", "newsroom.pagecache.tests.worker.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        server = Server(port, folder, environ)
        wait_for(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(server: Server, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            server.get("/private/")
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the workers did not start")


def wait_until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)
