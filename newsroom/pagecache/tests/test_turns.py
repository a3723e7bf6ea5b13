"""A cold page is rendered once, however many ask for it; nobody waits for a page that is never kept."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse

from newsroom.pagecache import metrics
from newsroom.pagecache.marking import mark
from newsroom.pagecache.shelf import Shelf
from newsroom.pagecache.tests.make import House, Reply
from newsroom.pagecache.turns import Turns
from newsroom.pagecache.wsgi import PageCache

READERS = 6


def crowd(house: House, open_door: threading.Event, rendering: threading.Semaphore, renders: int) -> list[Reply]:
    """Readers who all come while the first render still runs; the door opens when so many renders have begun."""
    with ThreadPoolExecutor(READERS) as readers:
        replies = [readers.submit(house.get) for _ in range(READERS)]
        for _ in range(renders):
            assert rendering.acquire(timeout=2)
        open_door.set()
        return [reply.result(timeout=15) for reply in replies]


@pytest.mark.parametrize("public", [True, False])
def test_a_crowd_before_a_cold_page_makes_one_render(house: House, public: bool) -> None:
    house.cache = PageCache(house.django, house.watch, house.clock, patience=60)
    door, rendering = threading.Event(), threading.Semaphore(0)

    def view(environ: dict) -> HttpResponse:
        rendering.release()
        door.wait(10)
        words = HttpResponse("words")
        return mark(words, tags=["front"], at=house.clock.time) if public else words

    house.views["/"] = view
    if not public:
        door.set()
        house.get()
        door.clear()
        rendering.acquire()
    replies = crowd(house, door, rendering, renders=1 if public else READERS)
    assert {reply.body for reply in replies} == {b"words"}
    assert house.renders == (1 if public else READERS + 1)
    assert len(house.cache.turns) == 0


def test_who_has_waited_long_enough_renders_by_himself(house: House) -> None:
    house.cache = PageCache(house.django, house.watch, house.clock, patience=0.01)
    door, rendering = threading.Event(), threading.Semaphore(0)

    def view(environ: dict) -> HttpResponse:
        rendering.release()
        door.wait(10)
        return mark(HttpResponse("words"), tags=["front"], at=house.clock.time)

    house.views["/"] = view
    crowd(house, door, rendering, renders=READERS)
    assert house.renders == READERS


def test_a_render_that_raises_gives_its_turn_back() -> None:
    turns = Turns(patience=5)
    with pytest.raises(RuntimeError), turns.taken("/"):
        raise RuntimeError
    with turns.taken("/") as waited:
        assert not waited
    assert len(turns) == 0


def test_a_value_too_big_for_the_shelf_is_refused_and_the_old_one_goes() -> None:
    shelf: Shelf[str, bytes] = Shelf(80, len)
    assert shelf.put("a", b"x" * 10)
    assert not shelf.put("a", b"x" * 11)
    assert (len(shelf), shelf.weight) == (0, 0)


def test_dropping_leaves_a_newer_value_in_place() -> None:
    shelf: Shelf[str, bytes] = Shelf(80, len)
    old, new = b"old" * 2, b"new" * 2
    shelf.put("a", old)
    shelf.put("a", new)
    shelf.drop("a", old)
    assert shelf.get("a") is new
    shelf.drop("a", new)
    assert (shelf.get("a"), shelf.weight) == (None, 0)


def test_when_the_first_render_fails_those_who_waited_try_for_themselves_and_are_counted(house: House) -> None:
    house.cache = PageCache(house.django, house.watch, house.clock, patience=60)
    door, rendering = threading.Event(), threading.Semaphore(0)

    def view(environ: dict) -> HttpResponse:
        first = house.renders == 1
        rendering.release()
        door.wait(10)
        if first:
            return HttpResponse("no database", status=503)
        return mark(HttpResponse("words"), tags=["front"], at=house.clock.time)

    house.views["/"] = view
    replies = crowd(house, door, rendering, renders=1)
    assert sorted(reply.status for reply in replies) == [200] * (READERS - 1) + [503]
    assert house.renders <= READERS
    assert metrics.here().totals()[metrics.WAITS] <= READERS - 1
    assert house.get().is_hit
