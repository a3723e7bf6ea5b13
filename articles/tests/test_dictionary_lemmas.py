"""From the word in the sentence to the word in the dictionary."""

import pytest

from articles.lemmas import bases, normal, windows

pytestmark = pytest.mark.once


def base_words(word: str, language: str = "en") -> list[str]:
    return [base.word for base in bases(word, language)]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("talks", "talk"),
        ("talked", "talk"),
        ("talking", "talk"),
        ("stopped", "stop"),
        ("hoped", "hope"),
        ("using", "use"),
        ("falling", "fall"),
        ("panicked", "panic"),
        ("dying", "die"),
        ("bigger", "big"),
        ("happiest", "happy"),
        ("cities", "city"),
        ("boxes", "box"),
        ("leaves", "leaf"),
        ("wives", "wife"),
        ("policemen", "policeman"),
        ("mice", "mouse"),
        ("went", "go"),
        ("withheld", "withhold"),
        ("rewritten", "rewrite"),
        ("minister's", "minister"),
        ("ministers'", "minister"),
        ("don't", "do"),
        ("can't", "can"),
        ("harbours", "harbor"),
        ("organised", "organize"),
        ("travelling", "travel"),
        ("centres", "center"),
        ("councillor", "councilor"),
        ("café", "cafe"),
        ("fire engines", "fire engine"),
        ("fire-engine", "fire engine"),
        ("time table", "time-table"),
    ],
)
def test_a_form_leads_to_its_base(word, base):
    assert base in base_words(word)


@pytest.mark.parametrize(
    ("word", "first"), [("hoped", "hope"), ("hopped", "hop"), ("talked", "talk"), ("noted", "note")]
)
def test_the_likeliest_base_comes_first(word, first):
    assert base_words(word)[0] == first


@pytest.mark.parametrize("word", ["news's", "class", "glass"])
def test_a_double_s_is_no_plural(word):
    assert "clas" not in base_words(word)
    assert "glas" not in base_words(word)


@pytest.mark.parametrize(
    ("word", "noun"),
    [("정부는", "정부"), ("서울에서", "서울"), ("도시로", "도시"), ("국회의", "국회"), ("학교까지", "학교")],
)
def test_a_korean_particle_comes_off(word, noun):
    assert noun in base_words(word, "ko")


def test_a_particle_alone_is_left_alone():
    assert base_words("는", "ko") == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  “Parliament’s”, ", "parliament's"),
        ("(TALKS)", "talks"),
        ("co\u00adop\u00aderate", "cooperate"),
        ("well\u2011known", "well-known"),
        ("prime \n minister", "prime minister"),
        ("각", "각"),
        ("…", ""),
        ("", ""),
        ("x" * 64, "x" * 64),
        ("x" * 65, ""),
        ("x" * 1_000_000, ""),
    ],
)
def test_what_is_typed_or_selected_is_made_plain_and_bounded(typed, wanted):
    assert normal(typed) == wanted


def test_a_phrase_is_searched_from_long_to_short():
    assert windows("prime-minister") == ["prime minister", "prime", "minister"]
    assert windows("the prime minister")[1:] == ["the prime", "prime minister", "the", "prime", "minister"]
    assert windows("talks") == ["talks"]
