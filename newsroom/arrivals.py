"""What is looked at before a request is read: its size, the alphabet it claims to be written in, its cookies."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from newsroom import errors

# Python knows alphabets that decode to no text at all (base64) or to halves of letters (unicode_escape), and RFC 2231
# has a roundabout way to name them (`charset*=`). Django trips over both while it makes the request.
ODD = re.compile(r"\*|\bcharset\b(?!\s*=\s*\"?utf-?8\"?\s*(?:;|$))", re.IGNORECASE)
UNREAD = "application/octet-stream"
NUL = "\\000"  # as a quoted cookie spells it; PostgreSQL refuses to look for a session of such a name
LARGEST = 32 * 1024 * 1024  # bytes: a picture and the words of its form

Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]


def plainly(application: Application) -> Application:
    """The paper speaks UTF-8: a body in anything else is not read, so its form arrives empty and is refused."""

    def arrived(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if ODD.search(environ.get("CONTENT_TYPE", "")):
            environ = environ | {"CONTENT_TYPE": UNREAD}
        if NUL in environ.get("HTTP_COOKIE", ""):
            environ = environ | {"HTTP_COOKIE": environ["HTTP_COOKIE"].replace(NUL, "?")}
        return application(environ, start_response)

    return arrived


class Sized:
    """Refuses a body that no form needs: files are written to disk before anyone asks who has sent them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > LARGEST:
            return errors.too_large(request)
        return self.get_response(request)
