"""A finished page as it is kept: its bytes in every encoding, its headers, its tags and its end."""

from dataclasses import dataclass, field
from typing import Any

from . import encoding, marking
from .answer import Answer, Headers

REPLACED = frozenset({"content-length", "cache-control", "x-accel-expires", "etag", "vary", "connection"})
OVERHEAD = 2000
"""Bytes of memory for what is not a body or a header: objects, keys, places in dictionaries."""


@dataclass(slots=True, eq=False)
class Page:
    status: str
    tags: tuple[str, ...]
    ends_at: float
    stale_until: float
    generation: int
    etag: str
    headers: Headers
    bodies: dict[str, bytes]
    parameters: frozenset[str]
    checked: int = -1
    retry_at: float = 0.0
    size: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        words = sum(len(name) + len(value) for name, value in self.headers)
        self.size = OVERHEAD + 2 * words + sum(map(len, self.bodies.values()))

    def answer(self, environ: dict[str, Any]) -> tuple[str, Headers, bytes]:
        """Status, headers and body for this request, without the headers that change by the second."""
        if self.etag and matches(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            return "304 Not Modified", [pair for pair in self.headers if pair[0].lower() != "content-type"], b""
        for name in encoding.accepted(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body = self.bodies.get(name)
            if body is not None:
                break
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if name != encoding.IDENTITY:
            headers.append(("Content-Encoding", name))
        return self.status, headers, body if environ["REQUEST_METHOD"] != "HEAD" else b""


def finished(answer: Answer, generation: int) -> Page:
    """The page that a marked answer makes; reads its body to the end."""
    body = answer.whole()
    etag = marking.etag(body) if answer.code == 200 else ""
    headers = [pair for pair in answer.headers if pair[0].lower() not in REPLACED]
    headers.append(("Vary", "Accept-Encoding"))
    if etag:
        headers.append(("ETag", etag))
    marks = answer.marks
    return Page(
        status=answer.status,
        tags=tuple(marks[marking.TAGS.lower()].split()),
        ends_at=float(marks[marking.UNTIL.lower()]),
        stale_until=float(marks[marking.STALE_UNTIL.lower()]),
        generation=generation,
        etag=etag,
        headers=headers,
        bodies=encoding.encoded(body, answer.header("content-type") or ""),
        parameters=frozenset(marks[marking.PARAMETERS.lower()].split()),
    )


def matches(asked: str, etag: str) -> bool:
    """If-None-Match by the weak comparison of RFC 9110, 8.8.3.2."""
    if not asked:
        return False
    return asked.strip() == "*" or etag.removeprefix("W/") in {
        word.strip().removeprefix("W/") for word in asked.split(",")
    }
