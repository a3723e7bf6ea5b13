"""nginx with the shipped deploy/nginx.conf, its addresses and folders replaced, before an origin of the test's own."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.nginx import before_the_paper
from newsroom.tests.demo_server import free_port, wait_for


def nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not found and os.environ.get("CI") != "true":
        pytest.skip("nginx is not installed")
    assert found, "nginx is missing"
    return found


@contextmanager
def proxied(folder: Path, origin: int) -> Iterator[int]:
    """nginx before the origin's port; gives its own."""
    port = free_port()
    folder.chmod(0o755)
    process = subprocess.Popen(
        [nginx(), "-p", folder, "-e", folder / "error.log", "-c", before_the_paper(folder, port, origin)]
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


class Origin:
    """Answers by a function of the test, and remembers what it was asked."""

    def __init__(self, answer: Callable[[BaseHTTPRequestHandler], tuple[int, list[tuple[str, str]], bytes]]) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.is_away = False
        origin = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if origin.is_away:
                    self.close_connection = True
                    return
                origin.asked.append((self.command, self.path, dict(self.headers)))
                status, headers, body = answer(self)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_HEAD = do_POST = do_GET  # noqa: N815

            def log_message(self, *words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> "Origin":
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.go_away()

    def go_away(self) -> None:
        """Also on the connections that are open."""
        self.is_away = True
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def count(self, path: str) -> int:
        return sum(asked == path for _, asked, _ in self.asked)
