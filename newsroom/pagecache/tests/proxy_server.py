"""Plays the interface of a proxy on this machine: writes down what it is asked, answers what it is told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    json: Any


@dataclass
class Proxy:
    port: int
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Status and headers of the next answers; after them it is 200."""
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def proxy_server() -> Iterator[Proxy]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.proxy = Proxy(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    def answer(self) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        proxy.asked.append(Asked(self.command, self.path, dict(self.headers), json.loads(body) if body else None))
        status, headers = proxy.answers.pop(0) if proxy.answers else (200, {})
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    do_POST = do_BAN = do_DELETE = answer  # noqa: N815 -- the library's own names

    def log_message(self, *words: Any) -> None:
        """Says nothing."""
