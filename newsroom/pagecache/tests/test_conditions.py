"""Conditions, HEAD and wishes of a request are answered as a proxy would answer them, without asking Django."""

import gzip

import pytest
from django.http import HttpResponse

from newsroom.pagecache.marking import mark
from newsroom.pagecache.tests.make import House

MOMENT = "Mon, 23 Nov 2026 11:00:00 GMT"
LATER = "Mon, 23 Nov 2026 11:30:00 GMT"
NEEDED = {"Cache-Control", "ETag", "Vary"}
"""What RFC 9110, 15.4.5, asks of a 304, as far as a 200 of ours carries it; the server adds the date."""


@pytest.fixture
def page(house: House) -> House:
    house.page(words="word " * 200)
    house.get()
    return house


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("{tag}", 304),
        ("{strong}", 304),
        ('"other", {tag}', 304),
        ('"other",{strong}  , W/"third"', 304),
        ("*", 304),
        (" * ", 304),
        ('"other"', 200),
        ("{bare}", 200),
        ("", 200),
        (", ,", 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_tag_is_compared_weakly_and_in_lists(page: House, method: str, asked: str, status: int) -> None:
    tag = page.get().headers["ETag"]
    strong = tag.removeprefix("W/")
    sent = asked.format(tag=tag, strong=strong, bare=strong.strip('"'))
    reply = page.get(method=method, HTTP_IF_NONE_MATCH=sent)
    assert (reply.status, reply.is_hit, page.renders) == (status, True, 1)


def test_not_modified_carries_what_a_whole_answer_would_and_no_body(page: House) -> None:
    whole = page.get()
    short = page.get(HTTP_IF_NONE_MATCH="*", HTTP_ACCEPT_ENCODING="gzip")
    assert short.body == b""
    assert {name: short.headers[name] for name in NEEDED} == {name: whole.headers[name] for name in NEEDED}
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(short.headers)


@pytest.mark.parametrize("accept", ["gzip", "br", "identity", ""])
def test_head_has_the_headers_of_get_and_no_body(page: House, accept: str) -> None:
    get, head = (page.get(method=method, HTTP_ACCEPT_ENCODING=accept) for method in ("GET", "HEAD"))
    assert head.headers == get.headers
    assert int(head.headers["Content-Length"]) == len(get.body) > 0
    assert head.body == b""


def test_who_reads_no_compression_gets_the_bytes_that_were_rendered(page: House) -> None:
    assert page.get().body == gzip.decompress(page.get(HTTP_ACCEPT_ENCODING="gzip").body) == b"word " * 200 + b" 1"


@pytest.mark.parametrize(
    "wish",
    [
        {"HTTP_CACHE_CONTROL": "no-cache"},
        {"HTTP_CACHE_CONTROL": "no-store, max-age=0"},
        {"HTTP_PRAGMA": "no-cache"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_RANGE": "bytes=0-3"},
        {"HTTP_RANGE": "bytes=0-3", "HTTP_IF_RANGE": MOMENT},
    ],
)
def test_no_wish_of_a_stranger_goes_past_the_cache(page: House, wish: dict[str, str]) -> None:
    usual, reply = page.get(), page.get(**wish)
    assert (reply.status, reply.headers, reply.body, page.renders) == (200, usual.headers, usual.body, 1)


def test_an_answer_counts_as_new_each_time_so_it_has_no_age(page: House) -> None:
    page.clock.now += 300
    reply = page.get()
    assert "s-maxage=10," in reply.headers["Cache-Control"]
    assert "Age" not in reply.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_IF_MODIFIED_SINCE": MOMENT}, 304),
        ({"HTTP_IF_MODIFIED_SINCE": LATER}, 200),
        ({"HTTP_IF_MODIFIED_SINCE": "nonsense"}, 200),
        ({"HTTP_IF_MODIFIED_SINCE": MOMENT, "HTTP_IF_NONE_MATCH": '"other"'}, 200),
        ({"HTTP_IF_MODIFIED_SINCE": LATER, "HTTP_IF_NONE_MATCH": "*"}, 304),
    ],
)
def test_a_date_counts_where_the_page_gave_that_date_and_no_tag_is_sent(
    house: House, headers: dict[str, str], status: int
) -> None:
    def view(environ: dict) -> HttpResponse:
        dated = HttpResponse("words", headers={"Last-Modified": MOMENT})
        return mark(dated, tags=["front"], at=house.clock.time)

    house.views["/"] = view
    house.get()
    assert house.get(**headers).status == status


def test_a_page_that_gives_no_date_is_sent_whole_whatever_date_is_asked(page: House) -> None:
    assert page.get(HTTP_IF_MODIFIED_SINCE=LATER).status == 200


@pytest.mark.parametrize("status", [301, 410])
def test_a_farewell_and_a_move_are_always_sent_whole(house: House, status: int) -> None:
    house.views["/"] = lambda environ: mark(HttpResponse("x", status=status), tags=["front"], at=house.clock.time)
    house.get()
    assert house.get(HTTP_IF_NONE_MATCH="*").status == status
