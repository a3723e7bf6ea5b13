"""The page cache around the WSGI application: a page that is kept is answered without asking Django."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from . import options, watch
from .answer import Answer
from .keys import Address, Addresses, canonical, is_readable
from .marking import freshness
from .page import Page, finished
from .shelf import Shelf
from .turns import Turns

logger = logging.getLogger(__name__)

PATIENCE = 2.0
RETRY_SECONDS = 1.0
PATHS_KNOWN = 10_000
HIT = ("Cache-Status", "newsroom; hit")
MISS = ("Cache-Status", "newsroom; fwd=miss")
LAST_GOOD = ("Cache-Status", "newsroom; fwd=stale; fwd-status=503; detail=last-good-page")

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


def wrap(application: Application) -> Application:
    """Around Django's application, also where the cache is off: the marks of pages must never leave the house."""
    return PageCache(application) if options.current().enabled else Bare(application)


class Bare:
    """Keeps nothing; takes the marks off."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        answer = Answer(self._application, environ)
        if answer.marks:
            close_if_unfit(answer, environ)
        return answer.pass_on(start_response)


@dataclass(slots=True)
class Visit:
    """One request for a page: where to, under which key, and whether its answer may be kept."""

    environ: Environ
    start_response: Start
    address: Address
    key: tuple
    query: str
    storable: bool

    @property
    def is_head(self) -> bool:
        return self.environ["REQUEST_METHOD"] == "HEAD"


class PageCache:
    """One a worker. Order of a request: learn of purges, look on the shelf, wait for a turn, render, keep."""

    def __init__(
        self,
        application: Application,
        seen: watch.Watch | None = None,
        clock: Callable[[], float] = time.time,
        patience: float = PATIENCE,
    ) -> None:
        chosen = options.current()
        self._application = application
        self._bare = Bare(application)
        self._watch = seen or watch.here()
        self._clock = clock
        self._seconds = chosen.shared_seconds, chosen.nginx_seconds
        self._addresses = Addresses()
        self.pages: Shelf[tuple, Page] = Shelf(chosen.bytes, lambda page: page.size)
        self._parameters: Shelf[Address, frozenset[str]] = Shelf(PATHS_KNOWN)
        self._unmarked: Shelf[Address, bool] = Shelf(PATHS_KNOWN)
        self.turns = Turns(patience)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        visit = self._visit(environ, start_response)
        if visit is None or not self._watch.catch_up():
            return self._bare(environ, start_response)
        page = self._kept(visit)
        if page is not None and self._clock() < max(page.ends_at, page.retry_at):
            return self._send(visit, page)
        if not visit.storable or self._unmarked.get(visit.address):
            return self._render(visit, page)
        with self.turns.taken(visit.key) as waited:
            if waited and self._watch.catch_up():
                page = self._kept(visit)
                if page is not None and self._clock() < max(page.ends_at, page.retry_at):
                    return self._send(visit, page)
            return self._render(visit, page)

    def _visit(self, environ: Environ, start_response: Start) -> Visit | None:
        """Until a page of this path has said which parameters it reads, an address with a query is never kept.

        After that, parameters which it does not read are dropped before the render, so nobody can fill the shelf with
        invented ones, and a link with a tracker's parameter gets the page that everyone gets.
        """
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        address = self._addresses.of(environ)
        query = environ.get("QUERY_STRING", "")
        if address is None or not is_readable(query):
            return None
        storable = True
        if query:
            known = self._parameters.get(address)
            storable = known is not None
            query = query if known is None else canonical(query, known)
        return Visit(environ, start_response, address, (*address, query), query, storable)

    def _kept(self, visit: Visit) -> Page | None:
        """The page if none of its tags was purged since its render began; a purged one is gone for good."""
        page = self.pages.get(visit.key)
        if page is None:
            return None
        generation = self._watch.generation
        if page.checked != generation:
            if not self._watch.untouched(page.tags, page.generation):
                self.pages.drop(visit.key, page)
                return None
            page.checked = generation
        return page

    def _render(self, visit: Visit, last_good: Page | None) -> Iterable[bytes]:
        generation = self._watch.generation
        answer = Answer(self._application, visit.environ | {"REQUEST_METHOD": "GET", "QUERY_STRING": visit.query})
        if answer.code >= 500 and last_good is not None and self._may_stand_in(visit, last_good):
            answer.close()
            last_good.retry_at = self._clock() + RETRY_SECONDS
            return self._send(visit, last_good)
        if not answer.marks:
            if answer.code < 400:
                self._unmarked.put(visit.address, True)
            return answer.pass_on(visit.start_response, without_body=visit.is_head)
        if close_if_unfit(answer, visit.environ):
            return answer.pass_on(visit.start_response, without_body=visit.is_head)
        page = finished(answer, generation)
        self._keep(visit, page)
        return self._send(visit, page, MISS)

    def _may_stand_in(self, visit: Visit, page: Page) -> bool:
        return (
            self._clock() < page.stale_until
            and self._watch.catch_up()
            and self._watch.untouched(page.tags, page.generation)
        )

    def _keep(self, visit: Visit, page: Page) -> None:
        """Learns the parameters from pages alone: a redirect or a farewell at the same address reads none."""
        self._unmarked.drop(visit.address, True)
        if page.status.startswith("200"):
            known = self._parameters.get(visit.address) or frozenset()
            self._parameters.put(visit.address, known | page.parameters)
        if not (self._watch.catch_up() and self._watch.untouched(page.tags, page.generation)):
            page.ends_at = 0.0
        elif visit.storable:
            self.pages.put(visit.key, page)

    def _send(self, visit: Visit, page: Page, came: tuple[str, str] = HIT) -> Iterable[bytes]:
        now = self._clock()
        if came is HIT and now >= page.ends_at:
            came = LAST_GOOD
        status, headers, body = page.answer(visit.environ)
        visit.start_response(status, [*headers, *freshness(now, page.ends_at, *self._seconds), came])
        return [body]


def close_if_unfit(answer: Answer, environ: Environ) -> bool:
    """Seal a marked answer that may not be kept; 304 is fine as it is."""
    if answer.code == 304:
        return True
    reason = answer.unfit()
    if reason is None:
        return False
    answer.seal()
    if answer.code < 400:
        logger.warning("%s is marked as public but %s; it is not kept.", environ.get("PATH_INFO"), reason)
    return True
