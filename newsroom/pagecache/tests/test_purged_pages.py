"""A purge is seen at the next request; a render that it overtook is not kept; a lost wake-up heals within a second."""

import pytest
from django.http import HttpResponse

from newsroom.pagecache import watch
from newsroom.pagecache.marking import mark
from newsroom.pagecache.tests.make import House


def test_a_purged_page_is_rendered_again_and_others_are_not(house: House) -> None:
    house.page("/", tags=["front", "section:1"])
    house.page("/a/", tags=["article:1"])
    for path in ("/", "/a/"):
        house.get(path)
    house.commit("section:1")
    assert not house.get("/").is_hit
    assert house.get("/a/").is_hit
    assert house.get("/").is_hit, "the new render is kept"


def test_a_render_overtaken_by_a_purge_of_its_tag_is_not_kept(house: House) -> None:
    def view(environ: dict) -> HttpResponse:
        response = mark(HttpResponse("old"), tags=["article:1"], at=house.clock.time)
        if house.renders == 1:
            house.commit("article:1")
        return response

    house.views["/"] = view
    overtaken = house.get()
    assert overtaken.body == b"old"
    assert "s-maxage=0" in overtaken.headers["Cache-Control"]
    assert not house.get().is_hit
    assert house.get().is_hit


def test_a_purge_that_another_request_learns_of_during_the_render_counts_too(house: House) -> None:
    def view(environ: dict) -> HttpResponse:
        response = mark(HttpResponse("old"), tags=["article:1"], at=house.clock.time)
        if house.renders == 1:
            house.commit("article:1")
            house.get("/elsewhere/")
        return response

    house.views["/"] = view
    house.get()
    assert not house.get().is_hit
    assert house.get().is_hit


def test_a_purge_that_commits_while_the_rows_are_read_is_seen_next_time(house: House) -> None:
    house.page()
    house.get()
    house.rows.meanwhile.append(lambda: house.commit("front"))
    house.commit("other")
    assert house.get().is_hit
    assert not house.get().is_hit


def test_a_render_beside_a_purge_of_another_tag_is_kept(house: House) -> None:
    def view(environ: dict) -> HttpResponse:
        house.commit("article:2")
        return mark(HttpResponse("words"), tags=["article:1"], at=house.clock.time)

    house.views["/"] = view
    house.get()
    assert house.get().is_hit


def test_a_purge_that_raised_no_counter_is_seen_within_a_second(house: House) -> None:
    house.page()
    house.get()
    house.commit("front", wake=False)
    house.clock.now += 0.9
    assert house.get().is_hit
    house.clock.now += 0.2
    assert not house.get().is_hit


def test_the_rows_are_looked_at_once_a_second_and_not_more(house: House) -> None:
    house.page()
    for _ in range(50):
        house.get()
    assert house.rows.looks == 1
    house.clock.now += 1.1
    for _ in range(50):
        house.get()
    assert house.rows.looks == 2


def test_a_lower_number_that_commits_later_is_seen(house: House) -> None:
    house.page("/a/", tags=["article:1"])
    house.commit("other", number=8)
    house.get("/a/")
    house.commit("article:1", number=7)
    assert not house.get("/a/").is_hit


def test_a_row_read_twice_purges_once(house: House) -> None:
    house.page()
    house.commit("front", number=8)
    house.get()
    house.commit("other", number=9)
    assert house.get().is_hit
    house.clock.now += 2
    assert house.get().is_hit


def test_purges_from_before_the_worker_began_mean_nothing_to_it(house: House) -> None:
    house.commit("front")
    house.page()
    house.get()
    assert house.get().is_hit


def test_a_worker_that_slept_longer_than_rows_are_kept_forgets_everything(house: House) -> None:
    house.page(max_age=100_000)
    house.get()
    house.clock.now += (watch.KEPT_FOR - watch.LATE_FOR).total_seconds() - 1
    assert house.get().is_hit
    house.clock.now += watch.KEPT_FOR.total_seconds()
    assert not house.get().is_hit


def test_more_purged_tags_than_are_remembered_forget_what_is_older(house: House, monkeypatch) -> None:
    monkeypatch.setattr(watch, "MOST_TAGS", 10)
    house.page()
    house.get()
    for number in range(10):
        house.commit(f"article:{number}")
        assert house.get().is_hit
    house.commit("article:10")
    assert not house.get().is_hit
    assert house.get().is_hit


def test_two_readings_of_one_tag_keep_the_later_generation(house: House) -> None:
    """A page rendered between two purges of its tag goes with the second."""
    house.page()
    for _ in range(3):
        house.get()
        house.commit("front")
        assert not house.get().is_hit


@pytest.mark.parametrize("counts", [1, 3])
def test_the_counter_changes_for_every_reader(house: House, counts: int) -> None:
    before = house.counter.reading()
    for _ in range(counts):
        house.counter.increase()
    after = house.counter.reading()
    assert int.from_bytes(after, "little") - int.from_bytes(before, "little") == counts


def test_a_row_that_was_passed_over_is_looked_for_until_it_comes(house: House) -> None:
    house.page(tags=["article:1"])
    house.commit("other", number=1)
    house.commit("other", number=4)
    house.get()
    house.commit("other", number=5)
    assert house.get().is_hit
    house.commit("article:1", number=3)
    assert not house.get().is_hit
    house.commit("other", number=6)
    assert house.get().is_hit
    assert house.rows.looked_for == [[2, 3], [2, 3], [2]]


def test_a_row_that_does_not_come_within_a_minute_is_given_up(house: House) -> None:
    house.page()
    house.commit("other", number=2)
    for _ in range(5):
        house.get()
        house.clock.now += 31
    assert house.rows.looked_for == [[1], [1]]
