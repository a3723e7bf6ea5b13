"""`{% kept %}`: a piece of a page that is alike on many pages is rendered once, until one of its tags is purged."""

import re
from collections.abc import Hashable, Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from newsroom.pagecache.memory import Pieces

register = template.Library()

PIECES: Pieces[tuple[str, ...]] = Pieces(1000)
BLANK = re.compile(r"⟪(\w+)⟫")


class KeptNode(template.Node):
    def __init__(
        self, name: str, parts: list[FilterExpression], options: dict[str, FilterExpression], inside: NodeList
    ) -> None:
        self.name, self.parts, self.nodelist = name, parts, inside
        self.tags = options.pop("tags")
        self.blanks = options

    def render(self, context: template.Context) -> SafeString:
        key = (self.name, get_language(), *(key_of(part.resolve(context, True)) for part in self.parts))
        piece = PIECES.made(key, lambda: self.tags.resolve(context).split(), lambda: self.cut(context))
        words = list(piece)
        for place in range(1, len(words), 2):
            words[place] = conditional_escape(self.blanks[words[place]].resolve(context))
        # Safe: it is what the template rendered, and what stands in its blanks was escaped.
        return mark_safe("".join(words))  # noqa: S308

    def cut(self, context: template.Context) -> tuple[str, ...]:
        """Text and names of blanks in turn."""
        with context.push(**{name: f"⟪{name}⟫" for name in self.blanks}):
            return tuple(BLANK.split(self.nodelist.render(context)))


def key_of(value: Any) -> Hashable:
    """A row by its id, several rows by theirs, any other value by itself."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(key_of(each) for each in value)
    return value


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "bar" line tags="sections" %}…{% endkept %}`: its name, all that it varies by, its tags.

    `{% kept "tools" tags="" address=edition.get_absolute_url %}…{{ address }}…{% endkept %}`: any other word with a
    value is a blank, which is filled anew each time; inside it can only be printed, as text or in an attribute.
    Only for what is the same for every reader; it may name no variable that is not among those it varies by.
    """
    words = token.split_contents()[1:]
    plain = [word for word in words if not re.match(r"\w+=", word)]
    options = token_kwargs(words[len(plain) :], parser)
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(plain[0].strip("\"'"), [parser.compile_filter(part) for part in plain[1:]], options, inside)
