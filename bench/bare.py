"""The references under granian: the same bytes from a bare WSGI function, or from a bare Django view.

    python -m bench.bare FOLDER PORT function|django

FOLDER holds pages.json: for each path its headers and the file with its body.
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

WORKERS, THREADS, AHEAD, BACKLOG = 2, 4, 16, 1024  # as the paper is served: newsroom/settings.py, newsroom/serving
Pages = dict[str, tuple[list[tuple[str, str]], bytes]]


def pages(folder: Path) -> Pages:
    known = json.loads((folder / "pages.json").read_text())
    return {
        path: ([(name, value) for name, value in headers], (folder / file).read_bytes())
        for path, (headers, file) in known.items()
    }


def function(kept: Pages) -> Callable[..., Iterable[bytes]]:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        headers, body = kept[environ["PATH_INFO"]]
        start_response("200 OK", headers)
        return [body]

    return application


def django_view(kept: Pages) -> Callable[..., Iterable[bytes]]:
    def view(request: HttpRequest) -> HttpResponse:
        headers, body = kept[request.path]
        return HttpResponse(body, headers=dict(headers))

    settings.configure(
        ROOT_URLCONF=(re_path("", view),), MIDDLEWARE=[], ALLOWED_HOSTS=["localhost"], SECRET_KEY="of no use" * 6
    )
    return get_wsgi_application()


def serve(folder: Path, port: int, kind: str) -> None:
    application = {"function": function, "django": django_view}[kind](pages(folder))
    MPServer(
        f"bench.bare:{kind}",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=WORKERS,
        blocking_threads=THREADS,
        backpressure=THREADS * AHEAD,
        backlog=BACKLOG,
        log_level=LogLevels.warning,
    ).serve(target_loader=lambda *_words: application, wrap_loader=False)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
