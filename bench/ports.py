"""Waiting for a server on this machine, and one plain request to it."""

import http.client
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass

from bench.rows import Unmeasured

START_SECONDS = 60.0


@dataclass(frozen=True)
class Reply:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")


def ask(port: int, path: str, **headers: str) -> Reply:
    """Over a new connection; names of headers are written with underscores."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": "localhost"} | named)
        answer = connection.getresponse()
        return Reply(answer.status, answer.getheaders(), answer.read())
    finally:
        connection.close()


def wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if ask(port, path).status == 200:
                return
        time.sleep(0.01)
    raise Unmeasured(f"no answer from {path} on port {port}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
