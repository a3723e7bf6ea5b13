"""Makers for the tests: a clock to turn, purge rows without a database, a small application and its readers."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.http import HttpResponse

from newsroom.pagecache.counter import Counter
from newsroom.pagecache.marking import mark
from newsroom.pagecache.ring import Ring
from newsroom.pagecache.watch import LATE_FOR, Watch
from newsroom.pagecache.wsgi import PageCache

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp()


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now

    @property
    def time(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)


@dataclass
class Rows:
    """Stands for the table: a row is visible once it is listed, in whatever order the ids commit."""

    clock: Clock = field(default_factory=Clock)
    listed: list[tuple[int, str, datetime]] = field(default_factory=list)
    away: bool = False
    looks: int = 0
    looked_for: list[list[int]] = field(default_factory=list)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    """What happens elsewhere after the next look has read its rows."""

    def settled(self) -> int:
        """As on PostgreSQL: what was written in the last minute may not be all that was written before it."""
        self._answer()
        long_ago = self.clock.time - LATE_FOR
        return max((number for number, _tag, at in self.listed if at < long_ago), default=0)

    def since(self, last: int) -> list[tuple[int, str]]:
        self._answer()
        self.looks += 1
        rows = sorted((number, tag) for number, tag, _at in self.listed if number > last)
        while self.meanwhile:
            self.meanwhile.pop()()
        return rows

    def among(self, ids: Collection[int]) -> list[tuple[int, str]]:
        self._answer()
        self.looked_for.append(sorted(ids))
        return [(number, tag) for number, tag, _at in self.listed if number in ids]

    def _answer(self) -> None:
        if self.away:
            raise OperationalError("the database is away")


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def came(self) -> str:
        return self.headers.get("Cache-Status", "")

    @property
    def is_hit(self) -> bool:
        return self.came == "newsroom; hit"


@dataclass
class House:
    """A page cache with its clock, rows and counter; `views` maps a path to what Django would answer. `ring` is shared
    by the workers of a machine."""

    folder: Path
    ring: Ring | None = None
    clock: Clock = field(default_factory=Clock)
    rows: Rows = field(init=False)
    views: dict[str, Callable[[dict[str, Any]], HttpResponse]] = field(default_factory=dict)
    renders: int = 0

    def __post_init__(self) -> None:
        self.rows = Rows(self.clock)
        self.counter = Counter(self.folder / "counter")
        self.watch = Watch(self.counter, self.rows, self.clock)
        self.cache = PageCache(self.django, self.watch, self.clock, ring=self.ring)

    def django(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        self.renders += 1
        view = self.views.get(environ["PATH_INFO"])
        response = view(environ) if view else HttpResponse("unknown", status=404)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()) + cookies(response))
        return response

    def page(self, path: str = "/", words: str = "words", tags: Iterable[str] = ("front",), **more: Any) -> None:
        """A public page at the path; a number in its words counts the renders."""

        def view(environ: dict[str, Any]) -> HttpResponse:
            return mark(HttpResponse(f"{words} {self.renders}"), tags=tags, at=self.clock.time, **more)

        self.views[path] = view

    def commit(self, tag: str, number: int | None = None, *, wake: bool = True) -> None:
        """A purge becomes visible; without `wake` the process died before it raised the counter."""
        self.rows.listed.append((number or len(self.rows.listed) + 1, tag, self.clock.time))
        if wake:
            self.counter.increase()

    def colleague(self) -> "House":
        """Another worker of this machine: its own memory, the same rows, pages and ring."""
        other = House(self.folder, self.ring, self.clock, views=self.views)
        other.rows.listed = self.rows.listed
        return other

    def get(self, path: str = "/", query: str = "", method: str = "GET", **environ: str) -> Reply:
        return read(self.cache, path, query, method, **environ)


def read(application: Callable, path: str = "/", query: str = "", method: str = "GET", **environ: str) -> Reply:
    answered: list[Any] = []
    asked = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
    }
    body = application(asked | environ, lambda status, headers, error=None: answered.extend((status, headers)))
    words = b"".join(body)
    getattr(body, "close", lambda: None)()
    status, headers = answered
    return Reply(int(status[:3]), dict(headers), words)


def cookies(response: HttpResponse) -> list[tuple[str, str]]:
    return [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
