"""The dictionary package becomes the paper's own file."""

import json
from importlib.util import find_spec
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import gcide, wordfile

pytestmark = pytest.mark.once


def package(folder, words: dict[str, list[tuple[str, list[str]]]]):
    """Files as the package has them: word -> (part of speech, definitions) …"""
    entries = {
        word: {
            "entry": word,
            "pos": [
                {
                    "etymology": "[Invented.]",
                    "part_of_speech": part,
                    "definitions": [{"text": text, "examples": ["A quotation."]} for text in texts],
                }
                for part, texts in parts
            ],
        }
        for word, parts in words.items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words_A.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    return folder


def read(tmp_path, words) -> dict[str, wordfile.Senses]:
    return dict(gcide.entries(package(tmp_path / "en", words)))


def test_parts_of_speech_are_gathered_and_etymologies_and_quotations_dropped(tmp_path):
    found = read(tmp_path, {"talk": [("v. t.", ["to utter."]), ("v. i.", ["To  confer."]), ("n.", ["Rumour."])]})
    assert found == {"talk": [("v", ["To utter.", "To confer."]), ("n", ["Rumour."])]}


def test_forms_point_at_their_base(tmp_path):
    base = [("v. t.", ["To go fast."])]
    found = read(
        tmp_path,
        {"run": base, "ran": [("imp.", ["imp. of Run."]), ("n.", ["Yarn."])], "lone": [("n.", ["pl. of Nothing."])]},
    )
    assert found["ran"] == [("->", ["run"]), ("n", ["Yarn."])]
    assert found["lone"] == [("n", ["Pl. of Nothing."])]


def test_the_main_meaning_comes_before_rare_homonyms(tmp_path):
    found = read(
        tmp_path,
        {
            "see": [("n.", ["A seat."]), ("v. t.", ["To perceive.", "To notice.", "To visit.", "To meet."])],
            "story": [("n.", ["A floor."]), ("n.", ["A tale.", "A report."]), ("v. t.", ["To tell."])],
        },
    )
    assert [part for part, texts in found["see"]] == ["v", "n"]
    assert found["story"] == [("n", ["A tale.", "A report.", "A floor."]), ("v", ["To tell."])]


def test_a_reference_leads_on_only_where_nothing_else_is_said(tmp_path):
    color = [("n.", ["A property of light."])]
    found = read(
        tmp_path, {"color": color, "colour": [("n.", ["See Color."])], "hue": [("n.", ["See Color.", "A shade."])]}
    )
    assert found["colour"] == [("->", ["color"])]
    assert found["hue"] == [("n", ["A shade."])]


def test_affixes_and_empty_entries_are_left_out_and_hyphens_closed(tmp_path):
    found = read(
        tmp_path, {"-s": [("n.", ["A suffix."])], "void": [("n.", ["; ."])], "to-day": [("n.", ["The present day."])]}
    )
    assert found == {"to-day": [("n", ["The present day."])], "today": [("->", ["to-day"])]}


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("a small  boat ;", "A small boat"),
        ("A thing.\n[1913 Webster]", "A thing."),
        ("An aborted fetus; same as abortion{2}.", "An aborted fetus; same as abortion."),
        ("Of or pertaining to Augustus C\n[1913 Webster]", "Of or pertaining to Augustus…"),
        ("To shadow or typi Dryden.1913 Webster]", "To shadow or typi Dryden."),
        ("[1913 Webster]", ""),
        ("; .", ""),
    ],
)
def test_the_makers_marks_are_taken_out(raw, wanted):
    assert gcide.readable(raw) == wanted


def test_a_long_text_ends_after_a_sentence():
    assert gcide.readable("A sentence of some length. " * 60).endswith("length.")
    assert len(gcide.readable("word " * 1000)) <= gcide.MAX_TEXT + 1


@pytest.mark.parametrize(
    ("label", "parts"),
    [("n.", "n"), ("v. t. & i.", "v"), ("a. & n.", "a n"), ("prop. adj.", "a"), ("imp. & p. p.", "v"), ("suff.", "")],
)
def test_labels_become_parts_of_speech(label, parts):
    assert gcide.parts_of(label) == parts


def test_the_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "var" / "words 1.sqlite3"
    assert wordfile.write(file, [("talk", [("n", ["Rumour."])])]) == 1
    assert wordfile.word_count(file) == 1

    def torn():
        yield "run", [("v", ["To go fast."])]
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError):
        wordfile.write(file, torn())
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    with wordfile.open_for_reading(file) as connection:
        assert wordfile.read(connection, "talk") == [("n", ["Rumour."])]
        assert wordfile.read(connection, "run") is None


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_missing_or_foreign_file_counts_as_none(tmp_path, content):
    file = tmp_path / "words.sqlite3"
    if content is not None:
        file.write_bytes(content)
    assert wordfile.word_count(file) == 0


def test_the_command_says_what_it_did_and_does_it_once(tmp_path, settings, monkeypatch):
    settings.DICTIONARY_FILE = tmp_path / "words.sqlite3"
    place = package(tmp_path / "en", {"talk": [("n.", ["Rumour."])]})
    monkeypatch.setattr(gcide, "folder", lambda: place)
    said = StringIO()
    call_command("load_dictionary", "--if-missing", stdout=said)
    package(tmp_path / "en", {"talk": [("n.", ["Rumour."])], "run": [("v. i.", ["To go fast."])]})
    call_command("load_dictionary", "--if-missing", stdout=said)
    call_command("load_dictionary", stdout=said)
    assert [line.split(",")[0] for line in said.getvalue().splitlines()] == [
        "The dictionary is ready: 1 words",
        "The dictionary is there: 1 words.",
        "The dictionary is ready: 2 words",
    ]


def test_a_missing_package_is_a_sentence_that_says_what_to_do(tmp_path, settings, monkeypatch):
    settings.DICTIONARY_FILE = tmp_path / "words.sqlite3"
    monkeypatch.setattr(gcide, "MODULE", "a_package_that_nobody_has")
    assert find_spec(gcide.MODULE) is None
    with pytest.raises(CommandError, match=r"requirements-data\.txt"):
        call_command("load_dictionary")
    assert not settings.DICTIONARY_FILE.exists()
