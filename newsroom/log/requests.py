"""One line for each request that the application itself answers, and one for each slow query: no personal data.

A line says the method, the name of the route, the status, the time, the queries and the request's id; never an address,
a name, a path or a query, since readers type into those. Answers from the page cache are counted, not logged.
"""

import contextlib
import contextvars
import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from newsroom.pagecache.marking import TAGS

HEADER = "X-Request-ID"
METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT".split())
SANE = re.compile(r"[A-Za-z0-9_-]{8,64}")
VERB = re.compile(r"\s*(\w+)")
TABLE = re.compile(r'\b(?:FROM|INTO|UPDATE)\s+"?(\w+)', re.IGNORECASE)

current: contextvars.ContextVar[str] = contextvars.ContextVar("request", default="-")
access = logging.getLogger("newsroom.access")
slow = logging.getLogger("newsroom.slow")


class Named(logging.Filter):
    """Gives each record the id of the request in which it was written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True


class Tally:
    """Counts the queries of one request, and names the slow ones by what they do."""

    def __init__(self, limit: float) -> None:
        self.count = 0
        self._limit = limit

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.count += 1
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seconds = time.perf_counter() - begun
            if seconds >= self._limit:
                words = {"query": fingerprint(sql), "ms": round(seconds * 1000)}
                slow.warning("%(query)s took %(ms)d ms", words, extra={"fields": words})


def fingerprint(sql: str) -> str:
    """The verb, the first table and eight letters that stand for the statement without its values."""
    verb, table = VERB.match(sql), TABLE.search(sql)
    digest = hashlib.sha256(re.sub(r"'[^']*'|\b\d+\b", "?", sql).encode()).hexdigest()[:8]
    return f"{verb[1].upper() if verb else '?'} {table[1] if table else '-'} {digest}"


class Requests:
    """First of the middleware, so that it sees every answer. About 20 µs a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._limit = settings.SLOW_QUERY_MS / 1000

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = id_of(request)
        token = current.set(name)
        tally, begun = Tally(self._limit), time.perf_counter()
        try:
            with contextlib.ExitStack() as wrapped:
                for alias in connections:
                    wrapped.enter_context(connections[alias].execute_wrapper(tally))
                response = self.get_response(request)
            tell(request, response, tally.count, time.perf_counter() - begun)
        finally:
            current.reset(token)
        if not response.has_header(TAGS):  # a public page is the same for everyone
            response.headers[HEADER] = name
        return response


def id_of(request: HttpRequest) -> str:
    """The proxy's, where one stands in front and it looks like one; otherwise a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.PROXY_COUNT else ""
    return given if SANE.fullmatch(given) else secrets.token_hex(8)


def tell(request: HttpRequest, response: HttpResponse, queries: int, seconds: float) -> None:
    match = request.resolver_match
    words = {
        "method": request.method if request.method in METHODS else "?",
        "route": (match.view_name if match else "") or "-",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "queries": queries,
    }
    access.info("%(method)s %(route)s %(status)d, %(ms)s ms, %(queries)d queries", words, extra={"fields": words})
