"""What one worker rendered the others fetch from the ring, as long as it is right: never after a purge or its end."""

import logging
from pathlib import Path

import pytest

from newsroom.pagecache import watch
from newsroom.pagecache.ring import Ring
from newsroom.pagecache.tests.make import House


@pytest.fixture
def first(counter_file: Path, db: None) -> House:
    house = House(counter_file.parent, Ring(2**20, counter_file.parent))
    house.page("/", tags=["front"])
    house.page("/story/", tags=["article:1"])
    return house


@pytest.fixture
def second(first: House) -> House:
    """A worker that has seen as much as the first."""
    other = first.colleague()
    other.get("/unknown/")
    return other


def test_a_page_is_rendered_once_for_all_workers(first: House, second: House) -> None:
    made = first.get("/story/", HTTP_ACCEPT_ENCODING="gzip")
    fetched = second.get("/story/", HTTP_ACCEPT_ENCODING="gzip")
    assert fetched.is_hit
    assert (fetched.status, fetched.body) == (made.status, made.body)
    assert fetched.headers | {"Cache-Status": ""} == made.headers | {"Cache-Status": ""}
    assert second.renders == 1, "only the unknown page"


def test_what_was_fetched_is_purged_like_any_other_page(first: House, second: House) -> None:
    first.get("/story/")
    assert second.get("/story/").is_hit
    first.commit("article:1")
    assert not second.get("/story/").is_hit


def test_a_purged_page_is_fetched_by_nobody_and_the_others_still_are(first: House, second: House) -> None:
    first.get("/story/")
    first.get("/")
    first.commit("article:1")
    assert not second.get("/story/").is_hit
    assert second.get("/").is_hit


def test_a_page_rendered_after_the_purge_is_fetched(first: House, second: House) -> None:
    first.commit("article:1")
    first.get("/story/")
    assert second.get("/story/").is_hit


def test_a_render_that_a_purge_overtook_is_fetched_by_nobody(first: House, second: House) -> None:
    seen = first.views["/story/"]

    def overtaken(environ):
        answer = seen(environ)
        first.commit("article:1")
        return answer

    first.views["/story/"] = overtaken
    first.get("/story/")
    first.views["/story/"] = seen
    assert not second.get("/story/").is_hit


def test_a_page_that_ended_is_rendered_again(first: House, second: House) -> None:
    first.page("/story/", tags=["article:1"], max_age=60)
    first.get("/story/")
    first.clock.now += 61
    assert not second.get("/story/").is_hit


def test_a_fresh_page_of_another_worker_replaces_ones_own_that_ended(first: House, second: House) -> None:
    first.page("/story/", tags=["article:1"], max_age=60)
    second.get("/story/")
    first.clock.now += 61
    first.get("/story/")
    renders = second.renders
    assert second.get("/story/").is_hit
    assert second.renders == renders


def test_a_worker_that_came_after_a_purge_trusts_only_what_was_rendered_after_it(first: House) -> None:
    first.get("/story/")
    first.commit("article:1")
    late = first.colleague()
    assert not late.get("/story/").is_hit
    assert first.colleague().get("/story/").is_hit


def test_a_page_made_while_a_row_was_passed_over_is_not_shared(first: House) -> None:
    second = first.colleague()
    first.commit("something", 2)
    first.get("/story/")
    assert not second.get("/story/").is_hit, "a purge with a lower id may still be on its way"
    first.clock.now += 61
    first.page("/other/", tags=["article:2"])
    first.get("/other/")
    assert second.get("/other/").is_hit


def test_a_late_purge_with_a_lower_id_reaches_what_was_shared(first: House) -> None:
    second = first.colleague()
    first.commit("something", 2)
    first.get("/unknown/")
    first.clock.now += 61
    first.commit("something", 4)
    first.get("/story/")
    second.get("/unknown/")
    first.commit("article:1", 3)
    assert not second.get("/story/").is_hit


def test_forgotten_tags_cost_every_page_that_is_older(first: House, second: House, monkeypatch) -> None:
    first.get("/story/")
    monkeypatch.setattr(watch, "MOST_TAGS", 2)
    for number in range(1, 5):
        first.commit(f"tag:{number}")
    assert not second.get("/story/").is_hit
    assert first.get("/story/").is_hit, "the second rendered it after them"


def test_a_fetched_page_says_which_parameters_it_reads(first: House, second: House) -> None:
    first.page("/list/", tags=["front"], parameters=["before"])
    first.get("/list/")
    first.get("/list/", "before=3")
    second.get("/list/")
    renders = second.renders
    assert second.get("/list/", "before=3&utm=x").is_hit
    assert second.renders == renders


def test_a_full_disk_costs_the_ring_and_no_answer(first: House, second: House, monkeypatch, caplog) -> None:
    def full(name: bytes, value: bytes) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(first.ring, "put", full)
    with caplog.at_level(logging.ERROR):
        assert first.get("/story/").status == 200
        assert first.get("/story/").is_hit
    assert "No space left on device" in caplog.text
    assert not second.get("/story/").is_hit


def test_without_a_folder_for_it_pages_stay_in_memory(counter_file: Path, settings, db: None, caplog) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"DISK": counter_file.parent / "missing", "DISK_BYTES": 2**20}
    house = House(counter_file.parent)
    house.page("/")
    house.get("/")
    assert house.get("/").is_hit
    assert "does without the disk" in caplog.text


def test_the_position_moves_with_what_was_read_and_stays_below_what_was_passed_over(first: House) -> None:
    def after(seconds: float = 0) -> int:
        first.clock.now += seconds
        first.get("/")
        return first.watch.position

    assert after() == 0
    first.commit("one")
    assert after() == 1
    first.commit("three", 3)
    assert after() == 1
    first.commit("two", 2)
    assert after() == 3
    first.commit("five", 5)
    assert after() == 3, "the fourth may still come"
    assert after(61) == 5, "the fourth was rolled back"
