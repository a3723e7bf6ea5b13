"""HTML of a story's text made safe, in one function; knows no models.

Limits on length and depth come first: nh3 is quadratic in nesting (measured: 160 kB of nested lists, 6.6 s).
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 400_000  # characters of HTML in one text block
MAX_DEPTH = 30
MAX_PASSES = 6

# What the desk's editor offers. A table needs its three parts named, or the editor does not start.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}
TAGS = set("p br strong em h2 h3 a ul ol li blockquote table thead tbody tr th td".split())
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p", "center": "p"}
SILENT = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml", "head"}
VOID = {"br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.IGNORECASE)
LIGHT = re.compile(r"font-weight:\s*(normal|400)", re.IGNORECASE)
SLANTED = re.compile(r"font-style:\s*italic", re.IGNORECASE)

HOLDS_WORDS = {"p", "h2", "h3", "li", "td", "th", "blockquote"}
INLINE = {"strong", "em", "a"}
# Which open tag a new one ends, though nobody wrote its end: <p>one<p>two, <li>one<li>two.
ENDS = {tag: {"p"} for tag in ("p", "h2", "h3", "ul", "ol", "blockquote", "table")} | {
    "li": {"p", "li"},
    "td": {"p", "td", "th"},
    "th": {"p", "td", "th"},
    "tr": {"p", "td", "th", "tr"},
    "tbody": {"p", "td", "th", "tr", "thead", "tbody"},
}

UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # PostgreSQL's JSON takes no NUL, no half pair
EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>|</?(?:strong|em)>)*</p>")

START_OR_END = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
TAG_END = re.compile(r"[\s/]*>")
RAW_END = {tag: re.compile(rf"</{tag}[\s/>]", re.IGNORECASE) for tag in ("script", "style")}
LONG_NUMBER = re.compile(r"&#[0-9]{8,};?")  # int() refuses numbers of thousands of digits

_cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)


def storable(text: str) -> str:
    """Without the characters that a database refuses or that no reader sees."""
    return UNSTORABLE.sub("", text)


class Token(NamedTuple):
    """A piece of HTML: "text", the "start" of a tag with its attributes, or its "end"."""

    kind: str
    value: str
    attributes: dict[str, str] = {}


def tokens(html: str) -> Iterator[Token]:
    """HTML from anywhere, piece by piece, without comments and scripts; what never closes is text.

    Linear in the length whatever is written: html.parser needs 50 s for 60 kB of "<a <a <a".
    """
    place = 0
    while (less := html.find("<", place)) >= 0:
        if less > place:
            yield Token("text", _unescaped(html[place:less]))
        token, place = _token(html, less)
        if token:
            yield token
        if token and token.kind == "start" and token.value in RAW_END:
            found = RAW_END[token.value].search(html, place)
            place = found.start() if found else len(html)
    if place < len(html):
        yield Token("text", _unescaped(html[place:]))


def _token(html: str, less: int) -> tuple[Token | None, int]:
    """What begins at a “<”, and where the next piece begins."""
    if html.startswith("<!--", less):
        close = html.find("-->", less + 2)
        return (None, close + 3) if close >= 0 else (_rest(html, less), len(html))
    match = START_OR_END.match(html, less)
    if match is None:
        if html[less + 1 : less + 2] not in ("!", "?", "/"):
            return Token("text", "<"), less + 1
        close = html.find(">", less)
        return (None, close + 1) if close >= 0 else (_rest(html, less), len(html))
    place, attributes = match.end(), {}
    while not (close := TAG_END.match(html, place)):
        found = ATTRIBUTE.match(html, place)
        if found is None:
            return _rest(html, less), len(html)
        name, *values = found.groups()
        attributes.setdefault(name.lower(), _unescaped(next((v for v in values if v is not None), "")))
        place = found.end()
    kind = "end" if match[1] else "start"
    return Token(kind, match[2].lower(), attributes), close.end()


def _rest(html: str, place: int) -> Token:
    return Token("text", _unescaped(html[place:]))


def _unescaped(text: str) -> str:
    return unescape(LONG_NUMBER.sub("\ufffd", text))


class _Rewriter:
    """Word processors' habits put into plain, balanced tags: b, i, styled spans, deep headings, loose text."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[tuple[str, str]] = []  # (tag as written, tags as put out, with spaces)
        self.silent = 0

    def take(self, token: Token) -> None:
        match token.kind:
            case "start":
                self.start(token.value, token.attributes)
            case "end":
                self.end(token.value)
            case _ if not self.silent:
                if token.value.strip():
                    self.hold_words()
                self.out.append(escape(token.value, quote=False))

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag in VOID:
            if tag == "br" and not self.silent:
                self.hold_words()
                self.out.append("<br>")
            return
        put = self.translated(tag, given.get("style", ""))
        while self.open and self.open[-1][1] in ENDS.get(put, ()):
            self.close()
        if put.split()[:1] and put.split()[0] in INLINE and not self.silent:
            self.hold_words()
        if len(self.open) >= MAX_DEPTH:
            raise ValidationError(
                _("This text is nested too deeply. Paste it as plain text and format it here."), "too_deep"
            )
        self.open.append((tag, put))
        self.silent += tag in SILENT
        if put and not self.silent:
            kept = ATTRIBUTES.get(put, ())
            words = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if name in kept)
            self.out.extend(f"<{name}{words}>" for name in put.split())

    def translated(self, tag: str, style: str) -> str:
        """The tags that stand for a tag: none, one, or two for a span that is bold and italic."""
        if tag in ("b", "strong") and LIGHT.search(style):
            return ""
        if tag in ("span", "font"):
            return " ".join(put for put, says in (("strong", BOLD), ("em", SLANTED)) if says.search(style))
        put = RENAMED.get(tag, tag)
        return put if put in TAGS else ""

    def hold_words(self) -> None:
        """Opens a paragraph for text that stands in none."""
        if not any(put in HOLDS_WORDS for _tag, put in self.open):
            self.open.append(("", "p"))
            self.out.append("<p>")

    def end(self, tag: str) -> None:
        if tag in (name for name, _put in self.open):
            while self.close() != tag:
                pass

    def close(self) -> str:
        """Ends the innermost open tag and names it."""
        name, put = self.open.pop()
        self.silent -= name in SILENT
        if not self.silent:
            self.out.extend(f"</{tag}>" for tag in reversed(put.split()))
        return name


def clean(html: str) -> str:
    """Safe HTML of the tags above, idempotent; raises ValidationError beyond the limits.

    Browsers' rules move wrongly nested tags, and the result may be moved once more: it is cleaned until it stays as it
    is (twice, as a rule). What never comes to rest loses its tags.
    """
    for _pass in range(MAX_PASSES):
        before, html = html, _cleaned(html)
        if html == before:
            return html
    lines = plain(html).splitlines()
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line.strip())


def _cleaned(html: str) -> str:
    if len(html) > MAX_LENGTH:
        raise ValidationError(
            _("This text has %(have)d characters; a block holds %(limit)d. Split it into two blocks."),
            "too_long",
            {"have": len(html), "limit": MAX_LENGTH},
        )
    rewriter = _Rewriter()
    for token in tokens(storable(html)):
        rewriter.take(token)
    while rewriter.open:
        rewriter.close()
    return EMPTY_PARAGRAPH.sub("", _cleaner.clean("".join(rewriter.out))).strip()


ENDS_A_LINE = {"p", "li", "h2", "h3", "tr", "blockquote"}


def plain(html: str) -> str:
    """The text of cleaned HTML, a line a paragraph."""
    out = []
    for token in tokens(html):
        if token.kind == "text":
            out.append(token.value)
        elif token.value == "br" or (token.kind == "end" and token.value in ENDS_A_LINE):
            out.append("\n")
        elif token.kind == "end" and token.value in ("td", "th"):
            out.append(" ")
    return "".join(out).strip()


def word_count(text: str) -> int:
    return len(text.split())
