"""`{% comments rows %}`: `_comment.html` is rendered once for each shape of comment; what differs is filled in."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from comments.arranging import Row
from comments.said import Said
from comments.templatetags.conversation import as_said, moment_pattern, moment_said, reader_name, tombstone
from newsroom.accounts import portrait
from newsroom.pagecache.memory import Pieces

register = template.Library()

SIGN = re.compile(r"⟪(\w+)⟫")


class Shape(NamedTuple):
    """All that the template asks about a comment and its row; none of their words."""

    is_public: bool
    has_portrait: bool
    is_staff: bool
    is_edited: bool
    is_recommended: bool
    is_open: bool
    has_more: bool


STENCILS: Pieces[str] = Pieces(200)  # about 1.5 kB each


@register.simple_tag(takes_context=True)
def comments(context: Any, rows: Iterable[Row]) -> SafeString:
    """Needs `address`, `mine` and `is_open` of the page."""
    sheet = Sheet(context["address"], context["mine"], context["is_open"])
    # Safe: a stencil is what the template rendered, and `Sheet` escapes what it fills in.
    return SafeString("".join([sheet.filled(row) for row in rows]))


class Sheet:
    """What the comments of one page share."""

    def __init__(self, address: str, mine: str, is_open: bool) -> None:
        self.is_open = is_open
        self.around = {"address": escape(address), "mine": escape(mine)}
        self.zone, self.pattern, self.language = timezone.get_current_timezone(), moment_pattern(), get_language()
        self.pictures = portrait.home()
        self.stencils: dict[tuple[bool, ...], str] = {}

    def filled(self, row: Row) -> str:
        said, depth, more = row
        words = {"pk": said.id, "depth": depth, "more": more, **self.around}
        shape = (
            said.is_public,
            said.portrait != "",
            said.is_staff,
            said.edited_at is not None,
            said.recommended_count > 0,
            self.is_open,
            more is not None,
        )
        if said.is_public:
            self.say(said, words)
        else:
            words["tombstone"] = escape(tombstone(said))
        return (self.stencils.get(shape) or self.stencil(shape)) % words

    def say(self, said: Said, words: dict[str, Any]) -> None:
        at = said.created_at.astimezone(self.zone)
        words["name"] = escape(reader_name(said))
        words["at"] = at.isoformat()
        words["moment"] = escape(moment_said(at, self.pattern, self.language))
        words["text"] = as_said(said.text)
        words["recommended"] = said.recommended_count
        if said.portrait:
            addresses = portrait.addresses(said, self.pictures)
            words["small"], words["large"] = escape(addresses[96]), escape(addresses[192])
        else:
            words["initials"] = escape(portrait.initials(said.name or said.username))
            words["tint"] = portrait.tint(said.author_id)

    def stencil(self, key: tuple[bool, ...]) -> str:
        self.stencils[key] = STENCILS.made(key, tuple, lambda: cut(Shape._make(key)))
        return self.stencils[key]


def cut(shape: Shape) -> str:
    """The HTML of a comment of this shape, to be filled by `%`."""
    signs = {name: f"⟪{name}⟫" for name in ("pk", "name", "at", "moment", "text", "initials", "tint", "tombstone")}
    addresses = {96: "⟪small⟫", 192: "⟪large⟫"} if shape.has_portrait else {}
    recommended = "⟪recommended⟫" if shape.is_recommended else ""
    around = {
        "comment": shape._asdict() | signs | {"addresses": addresses, "recommended": recommended},
        "depth": "⟪depth⟫",
        "more": "⟪more⟫" if shape.has_more else "",
        "mine": "⟪mine⟫",
        "address": "⟪address⟫",
        "is_open": shape.is_open,
    }
    html = get_template("comments/_comment.html").render({"row": around})
    return SIGN.sub(r"%(\1)s", html.replace("%", "%%"))
