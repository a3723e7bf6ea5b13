"""Which names a reader may have: any script, nothing hidden, nobody of the newsroom."""

import pytest

from articles.tests import make
from newsroom.accounts import names
from newsroom.accounts.names import NameForm, refuse, suggest, tidy
from newsroom.accounts.skeletons import skeleton

FINE = [
    "Zoë O’Neill", "김하나", "남궁 민수", "Анна Ахматова", "Ελένη", "محمد علي", "עדי", "アンナ", "王小明", "อนงค์นาฏ",
    "नीतू", "Nguyễn Thị Ánh", "J. R. Hartley", "Jean-Luc", "Reader 4821", "Modesta", "Editha"
]  # fmt: skip
STAFF = "Mara Quill"
ALIKE = [
    "Mara Quill", "mara quill", "MARA QUILL", "Mara  Quill", "Mara.Quill", "Mara_Quill", "MaraQuill", "Mara QuiII",
    "Mara Qu1ll", "Màra Quíll", "Ｍａｒａ Ｑｕｉｌｌ", "Маrа Quill", "The Mara Quill", "Mara Quill Official",
    "𝐌𝐚𝐫𝐚 𝐐𝐮𝐢𝐥𝐥", "Mara Quill.", "M A R A Quill",
]  # fmt: skip


@pytest.fixture
def quill(db):
    return make.user(STAFF, role="editor")


@pytest.mark.parametrize("name", FINE)
def test_a_name_in_any_script_is_taken(quill, name):
    assert refuse(name) == ""
    assert suggest(name) == name


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_like_that_of_staff_is_refused(quill, name):
    assert refuse(name)
    assert suggest(name).startswith("Reader ")


@pytest.mark.parametrize("name", ["Mara Quilter", "Tamara Quill", "Mara", "Quill"])
def test_a_name_that_only_resembles_it_is_taken(quill, name):
    assert refuse(name) == ""


def test_hangul_written_in_loose_letters_is_the_same_name(db):
    make.user("김하나", role="reporter")
    assert refuse("김하나")
    assert refuse("김 하 나")
    assert refuse("ㄱㅣㅁㅎㅏㄴㅏ")
    assert refuse("김\u3164하나")
    assert refuse("김하니") == ""


@pytest.mark.parametrize("name", ["Mara Lindqvist", "Mára Lindqvist", "Mara Lindqvlst"])
def test_a_name_like_that_of_an_author_is_refused(db, name):
    assert refuse(name) == ""
    make.author("Mara Lindqvist")
    assert refuse(name)


def test_a_name_like_that_of_the_paper_is_refused(db, settings):
    settings.NEWSROOM_NAME = "The Tarn Courier"
    assert refuse("The Tarn C0urier")
    assert refuse("The Tarn Cormorant") == ""


@pytest.mark.parametrize(
    "name",
    ["Moderator", "m0derator", "The Moderators", "Jane (Editor)", "admin", "Admin 2", "관리자", "김기자", "Rnoderator"],
)
def test_a_name_that_sounds_official_is_refused(db, name):
    assert refuse(name)


def test_her_own_name_is_free_to_a_person_on_the_staff(quill):
    make.author("Mara Quill", user=quill)
    assert refuse(STAFF, besides=quill) == ""
    assert refuse(STAFF)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "Z" * 41,
        "Ann\u200bie",
        "Ann\u202eie",
        "Ann\u0007ie",
        "<b>Ann</b>",
        "Ann ✔",
        "...",
        "\u3164\u3164",
        "a" + "\u0301" * 5 + "b",
        "Anna Анна",
    ],
)
def test_a_misshapen_name_is_refused_with_what_to_do(db, name):
    assert names.refuse(name).startswith(("Choose", "Use", "Write"))


def test_forty_letters_are_counted_as_a_reader_counts_them(db):
    assert refuse("가" * 40) == ""
    assert refuse("é" * 40) == ""
    assert refuse("가" * 41)


def test_a_name_from_an_account_is_made_fit_before_it_is_given_up(db):
    assert suggest("  Ann\u200b  Lee ⭐ ") == "Ann Lee"
    assert suggest("e\u0301".join("abc")) == "aébéc"
    assert len(suggest("Z" * 100)) == 40
    assert suggest("⭐").startswith("Reader ")
    assert tidy("\u202eAnn\n") == "Ann"


def test_the_form_keeps_a_good_name_and_explains_a_bad_one(quill):
    reader = make.user("Rhea Reader")
    assert NameForm({"name": "  레아  독자 "}, instance=reader).save().name == "레아 독자"
    form = NameForm({"name": "Mara Quill"}, instance=reader)
    assert form.errors["name"] == ["This name is too close to a name of the newsroom. Choose another."]
    reader.refresh_from_db()
    assert reader.name == "레아 독자"


def test_words_of_a_skeleton_are_kept_apart():
    assert skeleton("Ärger & Söhne") == skeleton("Arger Sohne")
    assert len(skeleton("one two")) == 2
