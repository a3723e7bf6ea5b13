"""A page that is kept is answered without Django, in the form that the reader's browser asks for."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, HttpResponseGone, HttpResponsePermanentRedirect

from newsroom.pagecache import encoding
from newsroom.pagecache.marking import mark
from newsroom.pagecache.tests.make import House


def test_a_page_is_rendered_once_and_then_kept(house: House) -> None:
    house.page()
    first, second = house.get(), house.get()
    assert (first.body, second.body, house.renders) == (b"words 1", b"words 1", 1)
    assert second.is_hit
    assert not first.is_hit


def test_a_reader_with_a_cookie_gets_the_same_bytes(house: House) -> None:
    house.page()
    plain, signed_in = house.get(), house.get(HTTP_COOKIE="sessionid=1")
    assert signed_in.is_hit
    assert signed_in.body == plain.body
    assert signed_in.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=0.8, br;q=0", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("br;q=nonsense", None),
    ],
)
def test_a_page_is_compressed_as_the_browser_asks(house: House, accept: str, name: str | None) -> None:
    house.page(words="word " * 200)
    house.get()
    reply = house.get(HTTP_ACCEPT_ENCODING=accept)
    read = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[name]
    assert reply.is_hit
    assert reply.headers.get("Content-Encoding") == name
    assert read(reply.body).startswith(b"word word")
    assert int(reply.headers["Content-Length"]) == len(reply.body)


def test_a_page_is_compressed_when_an_encoding_is_asked_for_and_once(house: House, monkeypatch) -> None:
    made, compressed = [], encoding.compressed
    monkeypatch.setattr(encoding, "compressed", lambda body, name: made.append(name) or compressed(body, name))
    house.page(words="word " * 200)
    replies = {name: house.get(HTTP_ACCEPT_ENCODING=name) for name in ("br", "gzip", "identity", "br", "gzip")}
    assert made == ["br", "gzip"]
    assert gzip.decompress(replies["gzip"].body) == brotli.decompress(replies["br"].body) == replies["identity"].body


def test_a_page_that_the_browser_has_answers_not_modified(house: House) -> None:
    house.page()
    tag = house.get().headers["ETag"]
    same = house.get(HTTP_IF_NONE_MATCH=f'"other", {tag}')
    other = house.get(HTTP_IF_NONE_MATCH='"other"')
    assert (same.status, same.body) == (304, b"")
    assert same.headers["ETag"] == tag
    assert "Content-Length" not in same.headers
    assert (other.status, other.body) == (200, b"words 1")


def test_head_answers_like_get_without_the_body_and_fills_the_shelf(house: House) -> None:
    house.page()
    head = house.get(method="HEAD")
    get = house.get()
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(get.body)))
    assert get.is_hit


def test_a_post_is_never_answered_from_the_shelf(house: House) -> None:
    house.page()
    house.get()
    assert not house.get(method="POST").is_hit
    assert house.renders == 2


@pytest.mark.parametrize("answer", [HttpResponseGone("gone"), HttpResponsePermanentRedirect("/elsewhere/")])
def test_a_farewell_and_a_move_are_kept_too(house: House, answer: HttpResponse) -> None:
    house.views["/"] = lambda environ: mark(answer, tags=["article:1"], at=house.clock.time)
    house.get()
    reply = house.get()
    assert reply.is_hit
    assert reply.status == answer.status_code
    assert reply.headers.get("Location") == answer.get("Location")


def test_scheme_host_and_path_are_different_pages(house: House) -> None:
    for path in ("/", "/a/"):
        house.page(path)
    house.get()
    assert not house.get("/a/").is_hit
    assert not house.get(**{"wsgi.url_scheme": "https"}).is_hit
    assert not house.get(HTTP_HOST="testserver:8000").is_hit
    assert house.get(HTTP_HOST="TESTSERVER").is_hit


def test_a_strange_host_is_left_to_django_and_fills_nothing(house: House) -> None:
    house.page()
    for number in range(5):
        assert not house.get(HTTP_HOST=f"evil{number}.example").is_hit
    assert len(house.cache.pages) == 0
    house.get()
    assert len(house.cache.pages) == 1


def test_the_scheme_is_read_from_the_proxy_as_django_reads_it(settings, counter_file) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    house = House(counter_file.parent)
    house.page()
    house.get(HTTP_X_FORWARDED_PROTO="https")
    assert not house.get().is_hit
    assert house.get(HTTP_X_FORWARDED_PROTO="https").is_hit


def test_memory_is_bounded_and_the_page_not_used_longest_goes_first(house: House) -> None:
    for number in range(300):
        house.page(f"/{number}/", words="words " * 5000)
        house.get(f"/{number}/")
        house.get("/0/")
    assert house.renders == 300, "the page that is asked for again and again was rendered once"
    assert house.cache.pages.weight <= house.cache.pages.room
    assert 1 < len(house.cache.pages) < 300
    assert house.get("/0/").is_hit
    assert not house.get("/1/").is_hit
