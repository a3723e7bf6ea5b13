"""Comments are plain text, counted as readers count."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from hypothesis import given
from hypothesis import strategies as st

from comments.templatetags.conversation import as_said
from comments.text import accept, count, folded, pieces, tidy

pytestmark = pytest.mark.once

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_server_counts_as_readers_do(vector):
    assert count(vector["text"]) == vector["count"]


def test_250_syllables_pass_and_251_do_not():
    assert accept("가" * 250, limit=250)
    with pytest.raises(ValidationError, match="251 characters"):
        accept("가" * 251, limit=250)


def test_a_letter_with_endless_marks_is_refused():
    with pytest.raises(ValidationError):
        accept("e" + "\u0316" * 4100, limit=250)


@given(st.text())
def test_tidying_twice_is_tidying_once(raw):
    assert tidy(tidy(raw)) == tidy(raw)


@given(st.text())
def test_pieces_lose_nothing(raw):
    plain = tidy(raw)
    assert "".join(piece.words for piece in pieces(plain)) == plain


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("See https://example.org/a?b=c&d=e.", "https://example.org/a?b=c&d=e"),
        ("(http://example.org/a)", "http://example.org/a"),
        ("한국어https://example.org/가나", "https://example.org/가나"),
        ("HTTPS://EXAMPLE.ORG/", "HTTPS://EXAMPLE.ORG/"),
    ],
)
def test_an_address_becomes_a_link(said, address):
    assert [piece.address for piece in pieces(said) if piece.address] == [address]


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "www.example.org", "data:text/html,x", "ftp://a.b/c", "https://"]
)
def test_nothing_else_does(said):
    assert not [piece for piece in pieces(said) if piece.address]


def test_the_sixth_address_stays_text():
    assert sum(bool(piece.address) for piece in pieces("https://a.example/ " * 8)) == 5


def test_words_are_escaped_and_paragraphs_kept():
    html = as_said('<b>"Hi"</b>\nthere\n\nhttps://a.example/?x=1&y="2')
    assert html == (
        "<p>&lt;b&gt;&quot;Hi&quot;&lt;/b&gt;\nthere</p>"
        '<p><a href="https://a.example/?x=1&amp;y=" rel="nofollow ugc noopener">https://a.example/?x=1&amp;y=</a>'
        "&quot;2</p>"
    )


SCRAPS = ["a", "<b>", "&", "'", "\n", "\n\n", "%s", "https://a.example/?b=1&c", "://", " "]


@given(st.lists(st.sampled_from(SCRAPS)).map("".join))
def test_words_come_out_as_django_would_escape_them(raw):
    paragraphs = [paragraph.strip("\n") for paragraph in raw.split("\n\n")]
    links = '<a href="{0}" rel="nofollow ugc noopener">{0}</a>'
    lines = [
        format_html_join(
            "", "{}", ((format_html(links, part.words) if part.address else part.words,) for part in parts)
        )
        for parts in map(pieces, filter(None, paragraphs))
    ]
    assert as_said(raw) == format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def test_folding_sees_through_case_blanks_and_width():
    assert folded("Ｔｈｅ  ferry!") == folded("the FERRY") == "theferry"
