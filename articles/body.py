"""HTML of a story's text made safe, in one function; knows no models.

Limits on length and depth come first: nh3 is quadratic in nesting (measured: 160 kB of nested lists, 6.6 s).
"""

import re
from html import escape
from html.parser import HTMLParser

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 400_000  # characters of HTML in one text block
MAX_DEPTH = 30

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
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # PostgreSQL's JSON takes no NUL, no half pair
EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")

_cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)


def storable(text: str) -> str:
    """Without the characters that a database refuses or that no reader sees."""
    return UNSTORABLE.sub("", text)


class _Rewriter(HTMLParser):
    """Word processors' habits put into plain tags: b, i, styled spans, deep headings, empty wrappers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[tuple[str, str]] = []  # (tag as written, tag as put out or "")
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            if tag == "br" and not self.silent:
                self.out.append("<br>")
            return
        if len(self.open) >= MAX_DEPTH:
            raise ValidationError(
                _("This text is nested too deeply. Paste it as plain text and format it here."), "too_deep"
            )
        given = {name: value or "" for name, value in attrs}
        put = self.translated(tag, given.get("style", ""))
        self.open.append((tag, put))
        self.silent += tag in SILENT
        if put and not self.silent:
            kept = ATTRIBUTES.get(put, ())
            words = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if name in kept)
            self.out.append(f"<{put}{words}>")

    def translated(self, tag: str, style: str) -> str:
        if tag in ("b", "strong") and LIGHT.search(style):
            return ""
        if tag in ("span", "font"):
            return "strong" if BOLD.search(style) else "em" if SLANTED.search(style) else ""
        put = RENAMED.get(tag, tag)
        if put == "p" and any(parent == "p" for _tag, parent in self.open):
            return ""
        return put if put in TAGS else ""

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _put in self.open):
            return
        while self.open:
            name, put = self.open.pop()
            self.silent -= name in SILENT
            if put and not self.silent:
                self.out.append(f"</{put}>")
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(escape(data, quote=False))


def clean(html: str) -> str:
    """Safe HTML of the tags above, idempotent; raises ValidationError beyond the limits."""
    if len(html) > MAX_LENGTH:
        raise ValidationError(
            _("This text has %(have)d characters; a block holds %(limit)d. Split it into two blocks."),
            "too_long",
            {"have": len(html), "limit": MAX_LENGTH},
        )
    rewriter = _Rewriter()
    rewriter.feed(storable(html))
    rewriter.close()
    while rewriter.open:
        rewriter.handle_endtag(rewriter.open[-1][0])
    return EMPTY_PARAGRAPH.sub("", _cleaner.clean("".join(rewriter.out))).strip()


class _Text(HTMLParser):
    BREAKS = {"p", "br", "li", "h2", "h3", "tr", "blockquote"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BREAKS:
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append(" ")

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "br":
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        self.out.append(data)


def plain(html: str) -> str:
    """The text of cleaned HTML, a line a paragraph."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.out).strip()


def word_count(text: str) -> int:
    return len(text.split())
