"""What is not public never reaches the shelf, nor another cache; the marks of pages never leave the house."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse

from newsroom.pagecache import marking, wsgi
from newsroom.pagecache.marking import mark
from newsroom.pagecache.tests.make import House, read


def plain(response: HttpResponse) -> None:
    """Nothing wrong with it: the positive control."""


def with_a_cookie(response: HttpResponse) -> None:
    response.set_cookie("name", "value")


def varying_by_cookie(response: HttpResponse) -> None:
    response["Vary"] = "Accept-Encoding, Cookie"


def not_to_be_stored(response: HttpResponse) -> None:
    response["Cache-Control"] = "no-store"


def compressed(response: HttpResponse) -> None:
    response["Content-Encoding"] = "gzip"


def missing(response: HttpResponse) -> None:
    response.status_code = 404


def failing(response: HttpResponse) -> None:
    response.status_code = 500


def redirecting(response: HttpResponse) -> None:
    response.status_code = 302


UNFIT = [with_a_cookie, varying_by_cookie, not_to_be_stored, compressed, missing, failing, redirecting]


def serve(house: House, spoil: Callable[[HttpResponse], None]) -> None:
    def view(environ: dict) -> HttpResponse:
        response = mark(HttpResponse("words"), tags=["front"], at=house.clock.time)
        spoil(response)
        return response

    house.views["/"] = view


@pytest.mark.parametrize("spoil", [plain, *UNFIT])
def test_an_answer_that_is_not_the_same_for_everyone_is_not_kept(house: House, spoil: Callable) -> None:
    serve(house, spoil)
    house.get()
    assert house.get().is_hit is (spoil is plain)
    assert len(house.cache.pages) == (1 if spoil is plain else 0)


@pytest.mark.parametrize("off", [False, True])
@pytest.mark.parametrize("spoil", [plain, *UNFIT])
def test_other_caches_are_told_the_same(house: House, spoil: Callable, off: bool) -> None:
    serve(house, spoil)
    reply = read(wsgi.Bare(house.django) if off else house.cache)
    public = reply.headers["Cache-Control"].startswith("public")
    assert public is (spoil is plain)
    assert ("Surrogate-Key" in reply.headers) is public
    assert ("X-Accel-Expires" in reply.headers) is public


@pytest.mark.parametrize("off", [False, True])
@pytest.mark.parametrize("spoil", [plain, *UNFIT])
def test_the_marks_never_leave_the_house(house: House, spoil: Callable, off: bool) -> None:
    serve(house, spoil)
    application = wsgi.Bare(house.django) if off else house.cache
    for method in ("GET", "HEAD", "POST"):
        assert not set(marking.INTERNAL) & set(read(application, method=method).headers)


def test_the_view_did_set_the_marks() -> None:
    response = mark(HttpResponse("words"), tags=["front"])
    assert set(marking.INTERNAL) <= set(response.headers)


def test_a_page_without_marks_is_passed_on_as_it_is(house: House) -> None:
    house.views["/"] = lambda environ: HttpResponse("yours", headers={"Cache-Control": "private", "ETag": '"x"'})
    reply = house.get()
    assert (reply.body, reply.headers["Cache-Control"], reply.headers["ETag"]) == (b"yours", "private", '"x"')
    assert "Cache-Status" not in reply.headers
    assert len(house.cache.pages) == 0


def test_a_not_modified_from_django_is_passed_on_and_not_kept(house: House) -> None:
    def view(environ: dict) -> HttpResponse:
        response = mark(HttpResponse("words"), tags=["front"], at=house.clock.time)
        short = HttpResponseNotModified()
        for name, value in response.items():
            if name != "Content-Type":
                short[name] = value
        return short

    house.views["/"] = view
    reply = house.get()
    assert (reply.status, len(house.cache.pages)) == (304, 0)
    assert reply.headers["Cache-Control"].startswith("public")


def test_a_stream_is_passed_on_piece_by_piece_and_closed_for_head(house: House) -> None:
    closed = []

    def pieces():
        try:
            yield b"one"
            yield b"two"
        finally:
            closed.append(True)

    house.views["/"] = lambda environ: StreamingHttpResponse(pieces())
    assert house.get().body == b"onetwo"
    house.get(method="HEAD")
    assert len(closed) == 1, "a stream that was never begun has nothing to close"


def test_a_stream_or_an_untagged_page_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="do not stream"):
        mark(StreamingHttpResponse([b"x"]), tags=["front"])
    with pytest.raises(ValueError, match="at least one tag"):
        mark(HttpResponse("x"), tags=[])
    with pytest.raises(ValueError, match="is no tag"):
        mark(HttpResponse("x"), tags=["two words"])


def test_where_the_cache_is_off_nothing_is_kept(settings, house: House) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"ENABLED": False}
    house.page()
    application = wsgi.wrap(house.django)
    assert [read(application).body for _ in range(2)] == [b"words 1", b"words 2"]
