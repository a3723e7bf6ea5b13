"""Only parameters that a page reads make another page; others neither fill the shelf nor change the bytes."""

from typing import Any

import pytest
from django.http import HttpResponse

from newsroom.pagecache.keys import canonical
from newsroom.pagecache.marking import mark
from newsroom.pagecache.tests.make import House


@pytest.fixture
def section(house: House) -> House:
    """A page that reads `before` and betrays the whole query that reached it."""

    def view(environ: dict[str, Any]) -> HttpResponse:
        words = f"query {environ['QUERY_STRING']}"
        return mark(HttpResponse(words), tags=["section:1"], parameters=["before"], at=house.clock.time)

    house.views["/"] = view
    return house


def test_a_page_is_kept_for_each_value_of_a_parameter_that_it_reads(section: House) -> None:
    section.get()
    section.get(query="before=3")
    again, other = section.get(query="before=3"), section.get(query="before=4")
    assert again.is_hit
    assert again.body == b"query before=3"
    assert not other.is_hit
    assert other.body == b"query before=4"


def test_unknown_parameters_get_the_page_that_everyone_gets(section: House) -> None:
    section.get()
    for number in range(20):
        reply = section.get(query=f"utm_source={number}&fbclid=x")
        assert reply.is_hit
        assert reply.body == b"query "
    assert section.get(query="x=1&before=3").body == b"query before=3"
    assert section.get(query="before=3&y=2").is_hit
    assert len(section.cache.pages) == 2


def test_a_cold_page_asked_with_a_query_is_answered_as_asked_and_not_kept(section: House) -> None:
    first = section.get(query="utm_source=1")
    assert first.body == b"query utm_source=1"
    assert len(section.cache.pages) == 0
    assert section.get().body == b"query "


def test_a_query_that_is_too_long_or_not_ascii_goes_to_django_as_it_came(section: House) -> None:
    section.get()
    assert not section.get(query="before=" + "9" * 2000).is_hit
    assert not section.get(query="before=\xe9").is_hit
    assert len(section.cache.pages) == 1


def test_a_private_page_gets_its_query_untouched(house: House) -> None:
    house.views["/callback/"] = lambda environ: HttpResponse(environ["QUERY_STRING"])
    for query in ("state=b&code=a%20b", "state=c&code="):
        assert house.get("/callback/", query=query).body == query.encode()


@pytest.mark.parametrize(
    ("query", "kept"),
    [("b=2&a=1", "a=1&b=2"), ("a=2&a=1", "a=2&a=1"), ("a=&x=1", "a="), ("a=%2F", "a=%2F"), ("x=1", ""), ("", "")],
)
def test_a_query_has_one_form(query: str, kept: str) -> None:
    assert canonical(query, ["a", "b"]) == kept
