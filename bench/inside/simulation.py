"""A breaking story, played against the real cache code; `python -m bench.simulate` tells it.

From no request to 50,000 a second within a minute, Zipf over a million stories, while the desk publishes and corrects
and readers comment. The clock is simulated; `PageCache`, `Watch`, `Shelf` and `Ring` are the paper's own: a shelf for
each worker, a ring for each machine. A purge is in the database at once and reaches each machine by signal up to 100 ms
later.
Only one request in so many is played, so the hit ratio is a lower bound: at full load a page is asked for again sooner.
"""

import math
from base64 import b64encode
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from heapq import merge
from random import Random
from typing import Any

from django.http import HttpResponse

from newsroom.pagecache import options
from newsroom.pagecache.marking import mark
from newsroom.pagecache.ring import Ring
from newsroom.pagecache.watch import Watch
from newsroom.pagecache.wsgi import PageCache, ring_of

BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC).timestamp()
BREAKING = "/national/2026/11/23/breaking/"
SHARES = ((BREAKING, 0.35), ("/", 0.15), ("/national/", 0.05))  # of all requests; the archive gets the rest
SECTIONS = 32
TEXT = b64encode(Random(0).randbytes(4300)).decode()  # hard to compress: a page fills the 11 kB that a real one does
NETWORK = 0.1  # seconds that a signal takes at most


@dataclass(frozen=True)
class Scene:
    """`one_in` is how many requests stand behind a played one."""

    seconds: int = 60
    peak: int = 50_000
    stories: int = 1_000_000
    machines: int = 4
    workers: int = 2
    one_in: int = 20
    purging: bool = True
    seed: int = 1


@dataclass
class Second:
    offered: int = 0
    played: int = 0
    hits: int = 0
    renders: int = 0
    late: int = 0  # older than the last commit, on a machine that its signal had not reached yet
    stale: int = 0  # older than what the machine had been told: must never happen


@dataclass
class Paper:
    """What is true: a version for each tag, and the log of purges."""

    now: float = BEGIN
    versions: Counter = field(default_factory=Counter)
    purges: list[tuple[float, str]] = field(default_factory=list)

    def commit(self, *tags: str) -> None:
        for tag in tags:
            self.versions[tag] += 1
            self.purges.append((self.now, tag))


def tags_of(path: str) -> tuple[str, ...]:
    if path == "/":
        return ("front",)
    if path == "/national/":
        return ("section:0",)
    return (f"article:{path}",)


@dataclass
class Machine:
    """Signal and purge rows as one machine sees them; `delays` are how long each signal takes to it."""

    paper: Paper
    random: Random
    purging: bool
    told_at: list[float] = field(default_factory=list)
    ring: Ring | None = field(default_factory=lambda: ring_of(options.current()))

    def reading(self) -> int:
        """How many signals have come; they keep their order."""
        while len(self.told_at) < len(self.paper.purges):
            sent = self.paper.purges[len(self.told_at)][0]
            self.told_at.append(max(sent + self.random.uniform(0, NETWORK), self.told_at[-1] if self.told_at else 0))
        return bisect_right(self.told_at, self.paper.now)

    def settled(self) -> int:
        return len(self.paper.purges)

    def among(self, ids: Collection[int]) -> list[tuple[int, str]]:
        """Nothing commits out of order here."""
        return []

    def since(self, last: int) -> list[tuple[int, str]]:
        if not self.purging:
            return []
        return [(number, tag) for number, (_at, tag) in enumerate(self.paper.purges[last:], last + 1)]

    def told(self, tags: Iterable[str]) -> int:
        """The version of a page that this machine has been told of."""
        wanted = set(tags)
        return sum(tag in wanted for _at, tag in self.paper.purges[: self.reading()])


def play(scene: Scene) -> list[Second]:
    """Second by second what happened; the same for the same scene."""
    paper, random = Paper(), Random(scene.seed)
    machines = [Machine(paper, Random(f"{scene.seed} {n}"), scene.purging) for n in range(scene.machines)]
    caches = [(machine, cache_of(paper, machine)) for machine in machines for _ in range(scene.workers)]
    seconds = [Second(offered=load(scene, n)) for n in range(scene.seconds)]
    told: dict[tuple[int, str], int] = {}
    for at, act in merge(requests(scene, random), news(scene), key=lambda event: event[0]):
        paper.now = BEGIN + at
        if isinstance(act, tuple):
            paper.commit(*act)
            continue
        answered(seconds[int(at)], act, *caches[random.randrange(len(caches))], told)
    return seconds


def answered(second: Second, path: str, machine: Machine, cache: Callable, told: dict) -> None:
    """One request, and whether its answer was as new as it has to be."""
    headers: dict[str, str] = {}
    body = b"".join(cache(asked(path), lambda status, given, error=None: headers.update(given)))
    version = int(body.split(b" ", 1)[0])
    second.played += 1
    is_hit = headers["Cache-Status"].endswith("; hit")
    second.hits += is_hit
    second.renders += not is_hit
    if version < machine.paper.versions[tags_of(path)[0]]:
        if version < machine.told(tags_of(path)):
            second.stale += 1
        else:
            second.late += 1


def load(scene: Scene, second: int) -> int:
    """Requests in this second: the news spreads faster and faster, then everybody has come."""
    grown = min(1.0, (second + 1) / scene.seconds * 1.25)
    return round(scene.peak * grown**3)


def requests(scene: Scene, random: Random) -> Iterator[tuple[float, str]]:
    for second in range(scene.seconds):
        number = max(1, load(scene, second) // scene.one_in)
        for place in range(number):
            yield second + (place + random.random()) / number, chosen(scene, random)


def chosen(scene: Scene, random: Random) -> str:
    """Zipf with exponent 1 over the archive, by the inverse of its continuous form."""
    roll = random.random()
    for path, share in SHARES:
        if roll < share:
            return path
        roll -= share
    return f"/archive/{int(math.exp(random.random() * math.log(scene.stories)))}/"


def news(scene: Scene) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Each second a comment on the breaking story and a story published; every fifth second a correction."""
    for second in range(scene.seconds):
        yield second + 0.2, (f"article:{BREAKING}",)
        yield second + 0.5, ("front", f"section:{second % SECTIONS}")
        if second % 5 == 4:
            yield second + 0.8, (f"article:{BREAKING}", "front", "section:0")


def asked(path: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "",
        "wsgi.url_scheme": "http",
    }


def cache_of(paper: Paper, machine: Machine) -> Callable:
    """A worker: the paper's page cache around a stand-in for Django that marks its pages as views do."""

    def django(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        tags = tags_of(environ["PATH_INFO"])
        words = f"{paper.versions[tags[0]]} {TEXT}"
        page = mark(HttpResponse(words), tags=[*tags, "sections"], at=datetime.fromtimestamp(paper.now, UTC))
        start_response("200 OK", list(page.items()))
        return page

    def clock() -> float:
        return paper.now

    return PageCache(django, Watch(machine, machine, clock), clock, ring=machine.ring)


def run(**chosen: Any) -> list[dict[str, int]]:
    """For `bench.inside`: the seconds as plain numbers."""
    return [asdict(second) for second in play(Scene(**chosen))]
