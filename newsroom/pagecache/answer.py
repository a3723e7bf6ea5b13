"""What the application answered, before it goes to the reader: its marks are read here and taken off."""

from collections.abc import Callable, Iterable
from typing import Any

from . import marking

Headers = list[tuple[str, str]]
STORABLE = (200, 301, 410)
INTERNAL = frozenset(name.lower() for name in marking.INTERNAL)
PUBLIC_ONLY = frozenset({"cache-control", "x-accel-expires", "surrogate-key", "cache-tag", "etag"})


class Answer:
    """Made for Django, which calls `start_response` before it returns and never uses its `write`."""

    def __init__(self, application: Callable, environ: dict[str, Any]) -> None:
        self.status = ""
        self.headers: Headers = []
        self.marks: dict[str, str] = {}
        self._error: Any = None
        self.body: Iterable[bytes] = application(environ, self._start)
        self.code = int(self.status[:3])

    def header(self, name: str) -> str | None:
        """All values of the header (lower case) as one, or None."""
        values = [value for key, value in self.headers if key.lower() == name]
        return ", ".join(values) if values else None

    def unfit(self) -> str | None:
        """Why this answer may not be kept although it is marked, or None."""
        if self.code not in STORABLE:
            return f"its status is {self.code}"
        if self.header("set-cookie") is not None:
            return "it sets a cookie"
        if self.header("content-encoding") is not None:
            return "it is compressed already"
        vary = {word.strip().lower() for word in (self.header("vary") or "").split(",")} - {"", "accept-encoding"}
        if vary:
            return f"it varies by {', '.join(sorted(vary))}"
        asked = (self.header("cache-control") or "").lower()
        return "it asks not to be stored" if "no-store" in asked or "private" in asked else None

    def seal(self) -> None:
        """Tell every other cache, too, to keep its hands off."""
        self.headers = [pair for pair in self.headers if pair[0].lower() not in PUBLIC_ONLY]
        self.headers.append(("Cache-Control", "private, no-store"))

    def whole(self) -> bytes:
        """The body as bytes; lets Django end the request."""
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self) -> None:
        close = getattr(self.body, "close", None)
        if close is not None:
            close()

    def pass_on(self, start_response: Callable, *, without_body: bool = False) -> Iterable[bytes]:
        if self._error is None:
            start_response(self.status, self.headers)
        else:
            start_response(self.status, self.headers, self._error)
        if without_body:
            self.close()
            return []
        return self.body

    def _start(self, status: str, headers: Headers, error: Any = None) -> Callable[[bytes], None]:
        self.status, self._error = status, error
        self.headers = [pair for pair in headers if pair[0].lower() not in INTERNAL]
        self.marks = {name.lower(): value for name, value in headers if name.lower() in INTERNAL}
        return refuse_write


def refuse_write(words: bytes) -> None:
    raise NotImplementedError("Return the body: this application's answers are never written piece by piece.")
