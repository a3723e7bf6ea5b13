"""The application that worker processes of the tests serve: Django inside the page cache, inside a name plate."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from newsroom.pagecache.wsgi import wrap

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.pagecache.tests.worker.settings")
paper = wrap(get_wsgi_application())


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """Says in a header which process answered."""
    return paper(environ, lambda status, headers, *error: start_response(status, [*headers, plate()], *error))


def plate() -> tuple[str, str]:
    return "X-Worker", str(os.getpid())
