"""The simulated breaking story: the real cache keeps up, and nothing is older than what its machine was told."""

import pytest

from bench import simulate
from bench.inside import simulation
from bench.inside.simulation import BREAKING, Scene, Second, cache_of, news, play
from newsroom.pagecache.marking import mark

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SMALL = {"seconds": 12, "peak": 4000, "stories": 20_000, "machines": 2, "one_in": 4}


@pytest.fixture(autouse=True)
def kept(settings, tmp_path) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"COUNTER": tmp_path / "counter", "DISK": tmp_path}


def total(seconds: list[Second], name: str) -> int:
    return sum(getattr(second, name) for second in seconds)


def test_no_page_is_older_than_what_its_machine_was_told() -> None:
    seconds = play(Scene(**SMALL))
    assert total(seconds, "stale") == 0
    assert total(seconds, "late") < total(seconds, "played") * 0.05, "a signal is on its way for a tenth of a second"
    assert total(seconds, "hits") + total(seconds, "renders") == total(seconds, "played")


def test_without_purges_old_pages_are_found() -> None:
    seconds = play(Scene(**SMALL, purging=False))
    assert total(seconds, "stale") > total(seconds, "played") * 0.2


def test_a_worker_keeps_no_more_than_it_may(settings, monkeypatch) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"BYTES": 2**20}
    caches = []
    monkeypatch.setattr(simulation, "cache_of", lambda *given: caches.append(cache_of(*given)) or caches[-1])
    play(Scene(**SMALL))
    weights = [cache.pages.weight for cache in caches]
    assert max(weights) <= 2**20
    assert min(weights) > 2**20 * 0.8, "the crowd fills every shelf, or the bound was not tried"


def test_the_breaking_story_is_made_once_for_each_machine_and_purge(monkeypatch) -> None:
    made = []
    monkeypatch.setattr(simulation, "mark", lambda page, **given: made.append(given["tags"][0]) or mark(page, **given))
    scene = Scene(**SMALL)
    play(scene)
    purges = sum(f"article:{BREAKING}" in tags for _at, tags in news(scene))
    most = scene.machines * (purges + 1)
    assert most * 0.5 < made.count(f"article:{BREAKING}") <= most


def test_most_answers_are_hits_once_the_crowd_is_there() -> None:
    busiest = play(Scene(**SMALL | {"stories": 200, "machines": 1, "one_in": 1}))[-1]
    assert busiest.hits > busiest.played * 0.95


def test_the_same_scene_plays_the_same() -> None:
    assert play(Scene(**SMALL)) == play(Scene(**SMALL))
    assert play(Scene(**SMALL)) != play(Scene(**SMALL, seed=2))


def test_what_it_comes_to_is_told() -> None:
    seconds = [{"offered": 1000, "played": 100, "hits": 90, "renders": 10, "late": 1, "stale": 0}] * 5
    summary = simulate.told(seconds, hit_ms=0.1, render_ms=10)
    assert summary["hit_ratio"] == 0.9
    assert round(summary["peak_cores"], 2) == 1.09
    assert "0.900" in simulate.lines(seconds, 0.1, 10)[1]
