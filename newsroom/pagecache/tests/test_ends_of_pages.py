"""A page ends at its moment without any job, here and in a proxy; the last good one stands in when Django fails."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from pytest_django import Settings

from newsroom.pagecache.marking import STALE, mark
from newsroom.pagecache.tests.make import House, Reply
from newsroom.pagecache.wsgi import PageCache


def fail(house: House, path: str = "/") -> None:
    house.views[path] = lambda environ: HttpResponse("no database", status=503)


def seconds_for_proxies(reply: Reply) -> int:
    return int(reply.headers["Cache-Control"].partition("s-maxage=")[2].partition(",")[0])


def test_a_page_ends_at_its_age(house: House) -> None:
    house.page(max_age=60)
    house.get()
    house.clock.now += 59.9
    assert house.get().is_hit
    house.clock.now += 0.1
    assert not house.get().is_hit


def test_a_page_ends_at_its_moment_when_that_comes_first(house: House) -> None:
    house.page(max_age=60, until=house.clock.time + timedelta(seconds=5))
    house.get()
    house.clock.now += 4.999
    assert house.get().is_hit
    house.clock.now += 0.001
    assert not house.get().is_hit


def test_a_proxy_is_told_less_than_the_rest_of_a_pages_time(house: House) -> None:
    moment = house.clock.time + timedelta(seconds=30.5)
    house.page(until=moment)
    rest = []
    for _ in range(31):
        reply = house.get()
        rest.append(seconds_for_proxies(reply))
        house.clock.now += 1
    assert rest[0] == 10, "a proxy that hears of no purge keeps a page for ten seconds at most"
    assert all(seconds <= 30.5 - age for age, seconds in enumerate(rest))
    assert rest[-2:] == [1, 0]


def test_nginx_is_told_the_running_second_and_never_the_one_in_which_a_page_ends(house: House) -> None:
    house.page(until=house.clock.time + timedelta(seconds=3.4))
    for age in (0, 0.9, 2.9):
        house.clock.now += age
        assert house.get().headers["X-Accel-Expires"] == f"@{int(house.clock.now)}"
        house.clock.now -= age
    house.clock.now += 3.1
    assert house.get().headers["X-Accel-Expires"] == "0"


def test_an_nginx_that_hears_of_purges_is_told_more_seconds_but_never_the_one_in_which_a_page_ends(
    house: House, settings: Settings
) -> None:
    told = {"PURGE_URLS": ("nginx://127.0.0.1:8081/forget/",), "SHARED_SECONDS": 300}
    settings.PAGECACHE = settings.PAGECACHE | told
    house.cache = PageCache(house.django, house.watch, house.clock)
    house.page()
    house.page("/due/", until=house.clock.time + timedelta(seconds=30.5))
    now = int(house.clock.now)
    assert [house.get().headers["X-Accel-Expires"] for _ in range(2)] == [f"@{now + 300}"] * 2
    assert [house.get("/due/").headers["X-Accel-Expires"] for _ in range(2)] == [f"@{now + 29}"] * 2


def test_a_proxy_may_stand_in_for_some_minutes_but_not_beyond_the_end_of_a_page(house: House) -> None:
    house.page()
    assert "stale-if-error=599" in house.get().headers["Cache-Control"]
    house.page("/due/", until=house.clock.time + timedelta(seconds=30))
    assert "stale-if-error=29" in house.get("/due/").headers["Cache-Control"]
    house.clock.now += 29.5
    assert "stale-if-error" not in house.get("/due/").headers["Cache-Control"]


def test_browsers_ask_again_each_time(house: House) -> None:
    house.page()
    assert "max-age=0, must-revalidate" in house.get().headers["Cache-Control"]


def test_a_moment_that_passed_during_the_render_keeps_nothing_fresh(house: House) -> None:
    def view(environ: dict) -> HttpResponse:
        begun = house.clock.time
        house.clock.now += 1
        return mark(HttpResponse("before"), tags=["front"], at=begun, until=begun + timedelta(seconds=0.5))

    house.views["/"] = view
    assert seconds_for_proxies(house.get()) == 0
    assert not house.get().is_hit


@pytest.mark.parametrize("cause", ["its age", "its moment"])
def test_the_last_good_page_stands_in_and_says_so(house: House, cause: str) -> None:
    house.page(max_age=10) if cause == "its age" else house.page(until=house.clock.time + timedelta(seconds=10))
    house.get()
    house.clock.now += 11
    fail(house)
    reply = house.get()
    assert (reply.status, reply.body) == (200, b"words 1")
    assert "last-good-page" in reply.came
    assert seconds_for_proxies(reply) == 0


def test_while_the_last_good_page_stands_in_django_is_asked_once_a_second(house: House) -> None:
    house.page(max_age=10)
    house.get()
    house.clock.now += 11
    fail(house)
    for _ in range(20):
        assert house.get().status == 200
    assert house.renders == 2
    house.page(max_age=10)
    house.clock.now += 1.1
    assert house.get().body == b"words 3"


def test_the_last_good_page_stands_in_for_a_day_and_no_longer(house: House) -> None:
    house.page(max_age=10)
    house.get()
    fail(house)
    house.rows.away = True
    house.clock.now += STALE.total_seconds() - 1
    assert house.get().status == 200
    house.clock.now += 2
    assert house.get().status == 503


def test_a_story_past_its_own_end_does_not_stand_in(house: House) -> None:
    house.page(until=house.clock.time + timedelta(seconds=5), stale_until=house.clock.time + timedelta(seconds=5))
    house.get()
    fail(house)
    house.clock.now += 4
    assert house.get().is_hit
    house.clock.now += 1
    assert house.get().status == 503


def test_a_purged_page_never_stands_in(house: House) -> None:
    house.page(max_age=10)
    house.get()
    house.commit("front")
    fail(house)
    assert house.get().status == 503


def test_a_page_purged_while_django_fails_does_not_stand_in(house: House) -> None:
    house.page(max_age=10)
    house.get()
    house.clock.now += 11

    def view(environ: dict) -> HttpResponse:
        house.commit("front")
        return HttpResponse("no database", status=503)

    house.views["/"] = view
    assert house.get().status == 503


def test_pages_stay_while_the_rows_cannot_be_read_and_nothing_was_purged(house: House) -> None:
    house.page()
    house.get()
    house.rows.away = True
    fail(house)
    house.clock.now += 5
    assert house.get().is_hit


def test_an_unknown_purge_takes_every_page_away_until_the_rows_can_be_read(house: House) -> None:
    house.page()
    house.get()
    house.commit("other")
    house.rows.away = True
    fail(house)
    assert house.get().status == 503
    house.rows.away = False
    house.clock.now += 1.1
    assert house.get().is_hit


def test_a_failure_is_never_kept_and_a_private_page_has_no_stand_in(house: House) -> None:
    house.views["/"] = lambda environ: HttpResponse("yours")
    house.get()
    fail(house)
    assert house.get().status == 503
    house.page()
    assert house.get().status == 200
