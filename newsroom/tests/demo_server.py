"""The demo paper as `make run` serves it, on a free port with a folder of its own, for walks and screenshots."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

START_SECONDS = 30


@dataclass(frozen=True)
class DemoPaper:
    """`environment` is what its processes run with; `manage` runs one of its commands and returns what it printed."""

    url: str
    folder: Path
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, f"manage.py {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[DemoPaper]:
    """Fills the folder, serves until the block ends, and asserts that the server then stops by itself."""
    port = free_port()
    url = f"http://localhost:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "NEWSROOM_"))}
    paper = DemoPaper(
        url,
        folder,
        kept
        | {"NEWSROOM_DEMO": "1", "NEWSROOM_VAR": str(folder), "NEWSROOM_URL": url, "PORT": str(port)}
        | environment,
    )
    paper.manage("prepare")
    server = subprocess.Popen([settings.BASE_DIR / "deploy" / "serve"], env=paper.environment)
    try:
        wait_for(port, server)
        yield paper
    finally:
        server.terminate()
        assert server.wait(timeout=20) == 0, "The server did not stop cleanly."


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            answers(port)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The demo paper did not answer within {START_SECONDS} seconds.")


def answers(port: int) -> None:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        connection.getresponse().read()
