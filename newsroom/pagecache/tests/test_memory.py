"""What the shelf says its pages weigh is what they take, and a walker through the archive empties nothing."""

import gc
import random
import tracemalloc

import pytest
from django.http import HttpResponse

from newsroom.pagecache.marking import mark
from newsroom.pagecache.tests.make import House

PAGES = 200
WALK = 2_000


def serve(house: House, length: int, tags: int) -> None:
    """Pages of words that compress about as well as a newspaper's, with tags of their own."""
    chance = random.Random(1)

    def view(environ: dict) -> HttpResponse:
        words = " ".join(f"{chance.random():.6f}" for _ in range(length // 9))
        first = chance.randrange(10**6)
        names = [f"article:{first + number}" for number in range(tags)]
        return mark(HttpResponse(words), tags=["front", *names], parameters=["before"], at=house.clock.time)

    for number in range(PAGES + 20):
        house.views[f"/news/2026/11/23/a-story-of-some-length-{number}/"] = view


@pytest.mark.once
@pytest.mark.parametrize(("length", "tags"), [(300, 3), (5_000, 3), (30_000, 5), (30_000, 30)])
def test_the_weight_of_pages_is_the_memory_that_they_take(house: House, length: int, tags: int) -> None:
    serve(house, length, tags)
    shelf = house.cache.pages
    shelf.room = 10**9
    paths = list(house.views)
    for path in paths[PAGES:]:
        house.get(path)
    gc.collect()
    tracemalloc.start()
    try:
        weight = shelf.weight
        for path in paths[:PAGES]:
            house.get(path, HTTP_ACCEPT_ENCODING="br")
            house.get(path, HTTP_ACCEPT_ENCODING="gzip")
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert 0.75 < taken / (shelf.weight - weight) < 1.25


def test_pages_in_use_outlast_a_walk_through_every_page_of_a_list(house: House) -> None:
    def listed(environ: dict) -> HttpResponse:
        words = f"page {environ['QUERY_STRING']} {house.renders}"
        return mark(HttpResponse(words), tags=["section:1"], parameters=["before"], at=house.clock.time)

    house.views["/list/"] = listed
    used = [f"/{number}/" for number in range(20)]
    for path in used:
        house.page(path, words="words " * 100)
        house.get(path)
        house.get(path)
    house.get("/list/")
    before = house.renders
    for number in range(WALK):
        assert not house.get("/list/", query=f"before={number}").is_hit
    assert house.renders == before + WALK
    assert len(house.cache.pages) < WALK, "the shelf was filled many times over"
    assert house.cache.pages.weight <= house.cache.pages.room
    assert all(house.get(path).is_hit for path in used)
