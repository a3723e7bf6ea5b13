"""How a view says that its answer is public: which tags it depends on, and until when it is right."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.http import HttpResponse
from django.utils import timezone

from . import options
from .tags import checked, for_proxies

TAGS = "X-Page-Tags"
UNTIL = "X-Page-Until"
STALE_UNTIL = "X-Page-Stale-Until"
PARAMETERS = "X-Page-Parameters"
INTERNAL = (TAGS, UNTIL, STALE_UNTIL, PARAMETERS)
"""Between the view and `wsgi.wrap` only; they are taken off every answer that leaves the house."""

STALE = timedelta(days=1)
"""How long the last good page may stand in while the database is away."""

STAND_IN_SECONDS = 600
"""How long a proxy may show its copy while the paper itself is down."""

R = TypeVar("R", bound=HttpResponse)


def mark(
    response: R,
    *,
    tags: Iterable[str],
    until: datetime | None = None,
    max_age: int | None = None,
    stale_until: datetime | None = None,
    parameters: Iterable[str] = (),
    at: datetime | None = None,
) -> R:
    """Mark a finished answer (200, 301 or 410) that is the same bytes for everyone, and return it.

    `until` is the next moment at which it may look different. `stale_until` is the moment after which it may not even
    stand in for a database that is away (the end of a story that expires). `parameters` are all the query parameters
    that this address reads; every answer of the address names the same ones, others are ignored.
    """
    if response.streaming or not getattr(response, "is_rendered", True):
        raise ValueError("Only a finished answer can be marked: render it first, and do not stream it.")
    names = checked(tags)
    if not names:
        raise ValueError("A marked page needs at least one tag, otherwise nothing could ever purge it.")
    now = (at or timezone.now()).timestamp()
    chosen = options.current()
    end = now + (chosen.max_age if max_age is None else max_age)
    if until is not None:
        end = min(end, until.timestamp())
    last = now + STALE.total_seconds()
    if stale_until is not None:
        last = min(last, stale_until.timestamp())
    response[TAGS] = " ".join(names)
    response["Surrogate-Key"], response["Cache-Tag"] = " ".join(for_proxies(names)), ",".join(for_proxies(names))
    response[UNTIL] = f"{end:.6f}"
    response[STALE_UNTIL] = f"{last:.6f}"
    response[PARAMETERS] = " ".join(parameters)
    if response.status_code == 200:
        response["ETag"] = etag(response.content)
    for name, value in freshness(now, end, chosen.shared_seconds, chosen.nginx_seconds):
        response[name] = value
    return response


def freshness(now: float, end: float, shared_seconds: int, nginx_seconds: int = 0) -> list[tuple[str, str]]:
    """What browsers and proxies are told of an answer that is right until `end`.

    A browser asks again each time and usually gets a 304: nothing can be purged there, and a correction must be seen.
    A proxy may answer by itself for a few seconds, and while the paper is down for some minutes, never beyond `end`.
    nginx counts in whole seconds and keeps a page to the end of the second that it is told: the running one here, if
    `end` does not lie in it. So it shows nothing ended, and what was purged for less than a second. One that hears of
    purges is given `nginx_seconds` more.
    """
    left = max(0, int(end - now))
    stand_in = min(STAND_IN_SECONDS, int(end) - int(now) - 1)
    lasts = int(now) < int(end)
    words = f"public, max-age=0, must-revalidate, s-maxage={min(shared_seconds, left)}"
    if lasts and stand_in > 0:
        words += f", stale-if-error={stand_in}"
    last = min(int(now) + nginx_seconds, int(end) - 1)
    return [("Cache-Control", words), ("X-Accel-Expires", f"@{last}" if lasts and shared_seconds else "0")]


class Freshness:
    """`freshness`, made anew once a second for all the pages that do not end soon."""

    def __init__(self, shared_seconds: int, nginx_seconds: int) -> None:
        self._seconds = shared_seconds, nginx_seconds
        self._soon = max(shared_seconds, nginx_seconds, STAND_IN_SECONDS) + 2
        self._usual: tuple[int, list[tuple[str, str]]] = (-1, [])

    def at(self, now: float, end: float) -> list[tuple[str, str]]:
        if end - now <= self._soon:
            return freshness(now, end, *self._seconds)
        second = int(now)
        made, pairs = self._usual
        if made != second:
            pairs = freshness(second, end, *self._seconds)
            self._usual = second, pairs
        return pairs


def etag(content: bytes) -> str:
    """A weak tag, since the same page goes out as identity, gzip and Brotli."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
