"""The simulated breaking story: the real cache keeps up, and nothing is older than what its machine was told."""

import pytest

from bench import simulate
from bench.inside.simulation import Scene, Second, play

pytestmark = pytest.mark.django_db

SMALL = {"seconds": 12, "peak": 4000, "stories": 20_000, "machines": 2, "one_in": 4}


@pytest.fixture(autouse=True)
def kept(settings, tmp_path) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"COUNTER": tmp_path / "counter"}


def total(seconds: list[Second], name: str) -> int:
    return sum(getattr(second, name) for second in seconds)


def test_no_page_is_older_than_what_its_machine_was_told() -> None:
    seconds = play(Scene(**SMALL))
    assert total(seconds, "stale") == 0
    assert total(seconds, "late") < total(seconds, "played") * 0.05, "a signal is on its way for a tenth of a second"
    assert total(seconds, "hits") + total(seconds, "renders") == total(seconds, "played")


def test_without_purges_old_pages_are_found() -> None:
    seconds = play(Scene(**SMALL, purging=False))
    assert total(seconds, "late") > total(seconds, "played") * 0.3


def test_most_answers_are_hits_once_the_crowd_is_there() -> None:
    busiest = play(Scene(**SMALL | {"stories": 200}))[-1]
    assert busiest.hits > busiest.played * 0.9


def test_the_same_scene_plays_the_same() -> None:
    assert play(Scene(**SMALL)) == play(Scene(**SMALL))
    assert play(Scene(**SMALL)) != play(Scene(**SMALL, seed=2))


def test_what_it_comes_to_is_told() -> None:
    seconds = [{"offered": 1000, "played": 100, "hits": 90, "renders": 10, "late": 1, "stale": 0}] * 5
    summary = simulate.told(seconds, hit_ms=0.1, render_ms=10)
    assert summary["hit_ratio"] == 0.9
    assert round(summary["peak_cores"], 2) == 1.09
    assert "0.900" in simulate.lines(seconds, 0.1, 10)[1]
