"""What a reader typed, made plain and counted as readers count; the browser's counter.js follows the same rules.

Both are held together by `tests/vectors.json`. The server is right where the Unicode versions differ.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Trimmed at both ends. Said letter by letter, since Python's strip and JavaScript's trim disagree; with the blanks
# that show nothing: zero-width space, soft hyphen, word joiner, Hangul fillers, the empty Braille pattern.
BLANK = " \n\u00a0\u00ad\u115f\u1160\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u2800\u3000\u3164\ufeff\uffa0"
ENDS = regex.compile(rf"\A[{BLANK}]+|[{BLANK}]+\Z")
# Control characters (line breaks stay), direction overrides and isolates, halves of surrogate pairs.
UNWANTED = regex.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BREAKS = regex.compile(r"\n{3,}")
LETTER = regex.compile(r"\X")
SEEN = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")
# One cluster can be arbitrarily long; the longest in daily use, a family with skin tones, has eleven code points.
POINTS_A_LETTER = 16

ADDRESS = regex.compile(r"https?://[^\s<>\"'“”‘’「」()\[\]]{3,200}", regex.IGNORECASE)
AFTER = ".,;:!?…。，"
LINKS = 5  # further addresses stay text


def tidy(raw: str) -> str:
    """CRLF to LF, NFC, without unwanted characters, trimmed; idempotent."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain = unicodedata.normalize("NFC", UNWANTED.sub("", lines))
    plain = BREAKS.sub("\n\n", ENDS.sub("", plain))
    return plain if SEEN.search(plain) else ""


def count(raw: str) -> int:
    """Extended grapheme clusters of the tidy text."""
    return sum(1 for _letter in LETTER.finditer(tidy(raw)))


def accept(raw: str, *, limit: int) -> str:
    """The tidy text; raises ValidationError with a sentence when it is empty or too long."""
    if len(raw) > 4 * limit * POINTS_A_LETTER:
        raise ValidationError(_("This is far too long for a comment. Shorten it and send it again."), "too_long")
    plain = tidy(raw)
    if not plain:
        raise ValidationError(_("Write something first: the comment is empty."), "empty")
    letters = count(plain)
    if letters > limit:
        sentence = ngettext(
            "The comment has %(letters)s characters. Shorten it by %(over)s and send it again; the limit is %(limit)s.",
            "The comment has %(letters)s characters. Shorten it by %(over)s and send it again; the limit is %(limit)s.",
            letters - limit,
        )
        raise ValidationError(sentence % {"letters": letters, "over": letters - limit, "limit": limit}, "too_long")
    if len(plain) > limit * POINTS_A_LETTER:
        raise ValidationError(_("Some letters carry too many marks. Use plainer letters and send it again."), "marks")
    return plain


@dataclass(frozen=True)
class Piece:
    """A part of a line: words, or an address that may be followed."""

    words: str
    address: str = ""


def pieces(plain: str) -> Iterator[Piece]:
    """Words and web addresses in their order; templates escape both."""
    end = 0
    for found in islice(ADDRESS.finditer(plain), LINKS):
        address = found.group().rstrip(AFTER)
        if found.start() > end:
            yield Piece(plain[end : found.start()])
        yield Piece(address, address)
        end = found.start() + len(address)
    if end < len(plain):
        yield Piece(plain[end:])


def folded(plain: str) -> str:
    """For comparing: without case, blanks and punctuation, compatibility forms made one."""
    return regex.sub(r"[^\p{L}\p{N}]+", "", unicodedata.normalize("NFKC", plain).casefold())
