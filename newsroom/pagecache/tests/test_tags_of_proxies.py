"""The tags that proxies read: all of them in two headers, or one that goes with every purge."""

import pytest
from django.http import HttpResponse

from newsroom.pagecache.marking import TAGS, mark
from newsroom.pagecache.tags import LONGEST_HEADER, MANY, checked
from newsroom.pagecache.tests.make import House


def test_the_same_tags_go_out_for_fastly_and_for_cloudflare() -> None:
    answer = mark(HttpResponse("words"), tags=["section:5", "article:1"])
    assert answer["Surrogate-Key"] == "article:1 section:5"
    assert answer["Cache-Tag"] == "article:1,section:5"


def test_more_tags_than_a_header_should_hold_become_one_that_every_purge_names() -> None:
    names = [f"article:{number:04}" for number in range(LONGEST_HEADER // 13)]
    assert len(mark(HttpResponse(), tags=names)["Surrogate-Key"].split()) == len(names)
    answer = mark(HttpResponse(), tags=[*names, "one:more", "and:another"])
    assert answer["Surrogate-Key"] == answer["Cache-Tag"] == MANY
    assert len(answer[TAGS].split()) == len(names) + 2, "this cache knows them all"


def test_an_answer_that_may_not_be_kept_goes_out_without_tags(house: House) -> None:
    def view(environ: dict) -> HttpResponse:
        answer = mark(HttpResponse("words"), tags=["front"])
        answer.set_cookie("name", "value")
        return answer

    house.views["/"] = view
    assert {"Surrogate-Key", "Cache-Tag"}.isdisjoint(house.get().headers)
    house.page("/public/")
    assert {"Surrogate-Key", "Cache-Tag"} <= set(house.get("/public/").headers)


def test_a_comma_is_no_letter_of_a_tag() -> None:
    with pytest.raises(ValueError, match="no spaces or commas"):
        checked(["a,b"])
