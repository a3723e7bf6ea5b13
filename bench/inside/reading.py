"""Reading pages in this process, through the same application as the server calls."""

import time
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.wsgi import application


def read(path: str, cookie: str = "") -> tuple[int, float]:
    """Status and milliseconds."""
    path, _, query = path.partition("?")
    seen: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_COOKIE": cookie,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
    began = time.perf_counter()
    answer: Iterable[bytes] = application(environ, lambda status, headers, exc_info=None: seen.append(status))
    for _part in answer:
        pass
    close = getattr(answer, "close", None)
    if close:
        close()
    return int(seen[0][:3]), (time.perf_counter() - began) * 1000


def milliseconds(path: str) -> float:
    """Raises for an answer that is no page."""
    status, taken = read(path)
    if status >= 400:
        raise LookupError(f"{path} answered {status}")
    return taken


def queries(path: str, cookie: str = "") -> int:
    """Of a second request."""
    read(path, cookie)
    with CaptureQueriesContext(connection) as captured:
        status, _ = read(path, cookie)
    if status != 200:
        raise LookupError(f"{path} answered {status}")
    return len(captured)
