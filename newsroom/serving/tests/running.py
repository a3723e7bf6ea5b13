"""A paper served by real processes from the test database, and readers who act as browsers do."""

import os
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from newsroom.tests.demo_server import free_port, wait_for

PATIENCE = 20.0


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def words(self) -> str:
        return self.body.decode()


@dataclass
class Paper:
    ports: list[int]
    process: subprocess.Popen
    log: Path

    @property
    def port(self) -> int:
        return self.ports[0]

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        return ask(self.port, path, method, **headers)

    def children(self) -> set[int]:
        return {child for child in children(self.process.pid) if is_alive(child)}


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Reply:
    """One request on a connection of its own."""
    asked = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        asked.request(method, path, headers={"Host": "localhost"} | named(headers))
        return reply(asked.getresponse())
    finally:
        asked.close()


def named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def reply(answer: HTTPResponse) -> Reply:
    body = answer.read()
    return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


def database_url() -> str:
    """The address of the test database, for other processes."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{quote(name)}"))


@contextmanager
def serving(folder: Path, *, code: int = 0, sockets: int = 0, **environment: str) -> Iterator[Paper]:
    """Serves the test database as production does until the block ends, and asserts how the server then ended. With
    `sockets`, systemd's own program opens so many sockets, each at a port of its own, and starts it as a unit would."""
    ports = [free_port() for _ in range(sockets or 1)]
    given = {name: value for name, value in os.environ.items() if name != "NEWSROOM_TASKS"}
    given |= {"DATABASE_URL": database_url(), "PORT": str(ports[0]), "WEB_WORKERS": "2"}
    given |= environment
    command = [*(opened_by_systemd(ports, given) if sockets else ()), settings.BASE_DIR / "deploy" / "serve"]
    log = folder / "log"
    with log.open("w") as out:
        process = subprocess.Popen(command, env=given, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(ports[0], process)
        yield Paper(ports, process, log)
    finally:
        process.terminate()
        ended = process.wait(timeout=PATIENCE)
        assert ended == code, log.read_text()


def opened_by_systemd(ports: Iterable[int], environment: Iterable[str]) -> list[str]:
    listens = [f"--listen=127.0.0.1:{port}" for port in ports]
    return ["systemd-socket-activate", *listens, *[f"--setenv={name}" for name in environment]]


def children(pid: int) -> list[int]:
    return [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in file.read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds: Callable[[], object], what: str = "it") -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"{what} did not happen in time"
        time.sleep(0.02)


@dataclass
class Crowd:
    """Readers on kept connections. As browsers and proxies do, each asks again on a new connection only when a *reused*
    one was closed before any byte of the answer; everything else that goes wrong is a failed request."""

    port: int
    paths: list[str]
    readers: int = 4
    statuses: Counter = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def answered(self) -> int:
        return sum(self.statuses.values())

    def __enter__(self) -> "Crowd":
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(self.readers)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def wait_for_more(self, count: int) -> None:
        enough = self.answered + count
        wait_until(lambda: self.answered >= enough or self.failures, f"{count} more answers")

    def _read(self, number: int) -> None:
        kept, turn = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE), number
        reused = False
        while not self._over.is_set():
            path = self.paths[turn % len(self.paths)]
            try:
                kept.request("GET", path, headers={"Host": "localhost"})
                answer = reply(kept.getresponse())
            except (OSError, HTTPException) as error:
                kept.close()
                if not reused:
                    self.failures.append(f"{path}: {error!r}")
                reused = False
                continue
            self.statuses[answer.status] += 1
            reused = answer.headers.get("connection", "") != "close"
            turn += 1
        kept.close()
