"""The page cache around the WSGI application: a page that is kept is answered without asking Django."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeGuard

from . import metrics, options, watch
from .answer import Answer
from .keys import Address, Addresses, Key, canonical, is_readable
from .marking import Freshness
from .page import Page, finished, packed, unpacked
from .ring import Ring
from .shelf import Shelf
from .turns import Turns

logger = logging.getLogger(__name__)

PATIENCE = 2.0
RETRY_SECONDS = 1.0
PATHS_KNOWN = 10_000
READING = ("GET", "HEAD")
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
    """One request that the shelf did not answer: where to, under which key, and whether its answer may be kept."""

    environ: Environ
    start_response: Start
    address: Address
    key: Key
    storable: bool

    @property
    def is_head(self) -> bool:
        return self.environ["REQUEST_METHOD"] == "HEAD"


class PageCache:
    """One a worker. Order of a request: learn of purges, look on the shelf, wait for a turn, look into the ring (all
    workers of the machine share it), render, keep."""

    def __init__(
        self,
        application: Application,
        seen: watch.Watch | None = None,
        clock: Callable[[], float] = time.time,
        patience: float = PATIENCE,
        ring: Ring | None = None,
    ) -> None:
        chosen = options.current()
        self._application = application
        self._bare = Bare(application)
        self._watch = seen or watch.here()
        self._clock = clock
        self._freshness = Freshness(chosen.shared_seconds, chosen.nginx_seconds)
        self._addresses = Addresses()
        self._tally = metrics.here()
        self.pages: Shelf[tuple[str, str, str, str], Page] = Shelf(
            chosen.bytes, lambda page: page.size, lambda: self._tally.add(metrics.EVICTIONS)
        )
        self._parameters: Shelf[Address, frozenset[str]] = Shelf(PATHS_KNOWN)
        self._unmarked: Shelf[Address, bool] = Shelf(PATHS_KNOWN)
        self._ring = ring or ring_of(chosen)
        self.turns = Turns(patience)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """The shelf holds canonical keys of allowed hosts alone: what is found there as typed needs no more looking at.

        That is the way of nearly every hit, so nothing else is done on it.
        """
        if environ["REQUEST_METHOD"] not in READING or not self._watch.catch_up():
            return self._bare(environ, start_response)
        typed = self._addresses.typed(environ)
        page = self._kept(typed)
        if page is not None and (now := self._clock()) < page.ends_at:
            return self._hit(page, environ, start_response, now)
        visit = self._visit(environ, start_response, typed)
        return self._bare(environ, start_response) if visit is None else self._answer(visit)

    def _hit(self, page: Page, environ: Environ, start_response: Start, now: float) -> Iterable[bytes]:
        status, headers, body = page.answer(environ)
        start_response(status, [*headers, *self._freshness.at(now, page.ends_at), HIT])
        self._tally.add(metrics.HITS)
        self._tally.add(metrics.SENT, len(body))
        return [body]

    def _visit(self, environ: Environ, start_response: Start, typed: tuple[str, str, str, str]) -> Visit | None:
        """Until a page of this path has said which parameters it reads, an address with a query is never kept.

        After that, parameters which it does not read are dropped before the render, so nobody can fill the shelf with
        invented ones, and a link with a tracker's parameter gets the page that everyone gets.
        """
        address = self._addresses.of(typed)
        query = typed[3]
        if address is None or not is_readable(query):
            return None
        storable = True
        if query:
            known = self._parameters.get(address)
            storable = known is not None
            query = query if known is None else canonical(query, known)
        return Visit(environ, start_response, address, Key(*address, query), storable)

    def _answer(self, visit: Visit) -> Iterable[bytes]:
        page = self._kept(visit.key)
        if self._is_good(page):
            return self._send(visit, page)
        if not visit.storable or self._unmarked.get(visit.address):
            return self._render(visit, page)
        with self.turns.taken(visit.key) as waited:
            if waited:
                self._tally.add(metrics.WAITS)
                if not self._watch.catch_up():
                    return self._render(visit, page)
                page = self._kept(visit.key)
            if not self._is_good(page):
                page = self._fetched(visit) or page
            return self._send(visit, page) if self._is_good(page) else self._render(visit, page)

    def _is_good(self, page: Page | None) -> TypeGuard[Page]:
        """True also for a last good page while nobody tries to render it."""
        return page is not None and self._clock() < max(page.ends_at, page.retry_at)

    def _kept(self, key: tuple[str, str, str, str]) -> Page | None:
        """The page if none of its tags was purged since its render began; a purged one is gone for good."""
        page = self.pages.get(key)
        if page is None:
            return None
        generation = self._watch.generation
        if page.checked != generation:
            if not self._watch.untouched(page.tags, page.generation):
                if self.pages.drop(key, page):
                    self._tally.add(metrics.PURGED)
                    self._measure()
                return None
            page.checked = generation
        return page

    def _fetched(self, visit: Visit) -> Page | None:
        """A page of the ring, if it is right still; then it stands on the shelf again."""
        record = self._ring and self._ring.get(name_of(visit.key))
        if not record:
            return None
        page = unpacked(record, self._watch.generation)
        if self._clock() >= page.ends_at or not self._watch.untouched_after(page.tags, page.position):
            return None
        self._tally.add(metrics.FETCHED)
        self._learn(visit.address, page)
        self._put(visit.key, page)
        return page

    def _render(self, visit: Visit, last_good: Page | None) -> Iterable[bytes]:
        self._tally.add(metrics.RENDERS)
        generation, position = self._watch.generation, self._watch.position
        answer = Answer(self._application, visit.environ | {"REQUEST_METHOD": "GET", "QUERY_STRING": visit.key.query})
        if answer.code >= 500 and last_good is not None and self._may_stand_in(last_good):
            answer.close()
            last_good.retry_at = min(self._clock() + RETRY_SECONDS, last_good.stale_until)
            return self._send(visit, last_good)
        if not answer.marks:
            if answer.code < 400:
                self._unmarked.put(visit.address, True)
            return answer.pass_on(visit.start_response, without_body=visit.is_head)
        if close_if_unfit(answer, visit.environ):
            return answer.pass_on(visit.start_response, without_body=visit.is_head)
        page = finished(answer, generation, position, visit.environ.get("HTTP_ACCEPT_ENCODING", ""))
        self._keep(visit, page)
        self._tally.add(metrics.MISSES)
        return self._send(visit, page, MISS)

    def _may_stand_in(self, page: Page) -> bool:
        return (
            self._clock() < page.stale_until
            and self._watch.catch_up()
            and self._watch.untouched(page.tags, page.generation)
        )

    def _keep(self, visit: Visit, page: Page) -> None:
        self._learn(visit.address, page)
        if not (self._watch.catch_up() and self._watch.untouched(page.tags, page.generation)):
            page.ends_at = 0.0
        elif visit.storable:
            self._put(visit.key, page)
            self._put_down(visit.key, page)

    def _learn(self, address: Address, page: Page) -> None:
        """Learns the parameters from pages alone: a redirect or a farewell at the same address reads none."""
        self._unmarked.drop(address, True)
        if page.status.startswith("200"):
            known = self._parameters.get(address) or frozenset()
            self._parameters.put(address, known | page.parameters if known else page.parameters)

    def _put(self, key: Key, page: Page) -> None:
        self.pages.put(key, page)
        self._measure()

    def _put_down(self, key: Key, page: Page) -> None:
        """Into the ring, unless nobody could tell that it is right. A full disk costs the ring, never an answer."""
        if self._ring is None or not self._watch.untouched_after(page.tags, page.position):
            return
        try:
            self._ring.put(name_of(key), packed(page))
        except OSError as error:
            logger.error("The page cache stops using the disk: %s", error)
            self._ring = None

    def _measure(self) -> None:
        self._tally.put(metrics.ENTRIES, len(self.pages))
        self._tally.put(metrics.KEPT, self.pages.weight)

    def _send(self, visit: Visit, page: Page, came: tuple[str, str] = HIT) -> Iterable[bytes]:
        now = self._clock()
        if came is HIT:
            if now < page.ends_at:
                return self._hit(page, visit.environ, visit.start_response, now)
            came = LAST_GOOD
            self._tally.add(metrics.STALE)
        status, headers, body = page.answer(visit.environ)
        visit.start_response(status, [*headers, *self._freshness.at(now, page.ends_at), came])
        return [body]


def ring_of(chosen: options.Options) -> Ring | None:
    if chosen.disk is None or not chosen.disk_bytes:
        return None
    try:
        return Ring(chosen.disk_bytes, chosen.disk)
    except OSError as error:
        logger.error("The page cache does without the disk: %s", error)
        return None


def name_of(key: Key) -> bytes:
    return "\n".join(key).encode("utf-8", "surrogateescape")


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
