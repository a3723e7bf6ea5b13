"""PostgreSQL servers of a test's own, to stop, start and let lag: a fresh one, or a replica of the suite's."""

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from newsroom.postgresql.base import DatabaseWrapper

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c listen_addresses=''"


def programs() -> Path | None:
    """The folder of the newest initdb, or None where PostgreSQL's programs are missing."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    on_path = shutil.which("initdb")
    return Path(on_path or found[-1]).parent if on_path or found else None


def may_be_missing() -> bool:
    """Whether a test that needs the programs is skipped. In CI it fails instead."""
    return programs() is None and os.environ.get("CI") != "true"


class Server:
    """One cluster in one folder, reached by the socket file in it alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, program: str, *words: str) -> None:
        # PostgreSQL refuses to run as root
        group = str(os.getgid())
        as_nobody = ["setpriv", "--reuid=nobody", f"--regid={group}", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*as_nobody, str(programs() / program), *words]
        log = self.folder / "programs.log"
        with log.open("ab") as out:
            done = subprocess.run(command, cwd=self.folder, stdout=out, stderr=out, env={"HOME": str(self.folder)})
        assert done.returncode == 0, log.read_text(encoding="utf-8")

    def start(self) -> None:
        options = f"{FAST} -c unix_socket_directories='{self.folder}'"
        self.control("start", "--log", str(self.folder / "log"), "-o", options)

    def stop(self) -> None:
        self.control("stop", "--mode", "immediate")

    def control(self, act: str, *words: str) -> None:
        self.run("pg_ctl", "--pgdata", str(self.folder / "data"), "--wait", "--silent", act, *words)


@contextmanager
def making() -> Iterator[Server]:
    """The short folder name fits into a socket's address."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-server.", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    folder.chmod(0o755)
    server = Server(folder)
    try:
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh() -> Iterator[Server]:
    with making() as server:
        words = ["--username", "newsroom", "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
        server.run("initdb", "--pgdata", str(server.folder / "data"), *words)
        server.start()
        yield server


@contextmanager
def replica_of(rows: dict[str, Any]) -> Iterator[Server]:
    """A streaming replica of the server that these settings of Django name."""
    with making() as server:
        where = ["--host", rows["HOST"], "--username", rows["USER"]]
        server.run("pg_basebackup", *where, "--pgdata", str(server.folder / "data"), "-R", "--checkpoint=fast", "-N")
        server.start()
        yield server


@contextmanager
def known_as(alias: str, rows: dict[str, Any]) -> Iterator[None]:
    """One more of Django's databases, for this thread; Django's tests let one pass that stands in no settings."""
    connections[alias] = DatabaseWrapper(rows, alias)
    try:
        yield
    finally:
        connections[alias].close()
        connections[alias].close_pool()
        del connections[alias]
