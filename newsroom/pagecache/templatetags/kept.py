"""`{% kept %}`: a piece of a page that is alike on many pages is rendered once, until one of its tags is purged."""

import html
import re
from collections.abc import Hashable, Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from newsroom.pagecache.memory import Pieces

register = template.Library()

PIECES: Pieces[tuple[str, ...]] = Pieces(2000)


class KeptNode(template.Node):
    def __init__(
        self,
        name: str,
        parts: list[FilterExpression],
        options: dict[str, FilterExpression],
        inside: NodeList,
        variable: str | None,
    ) -> None:
        self.name, self.parts, self.nodelist, self.variable = name, parts, inside, variable
        self.tags = options.pop("tags")
        self.blanks = options
        self.places = {f"⟪{name}⟫": place for place, name in enumerate(options)}
        self.sign = re.compile("|".join(map(re.escape, self.places)) or "(?!)")

    def render(self, context: template.Context) -> str:
        words = [escaped(blank.resolve(context)) for blank in self.blanks.values()]
        key = (self.name, *map(bool, words), *[key_of(part.resolve(context, True)) for part in self.parts])
        piece = PIECES.made(key, lambda: self.tags.resolve(context).split(), lambda: self.cut(context, words))
        if len(piece) > 1:
            piece = list(piece)
            piece[1::2] = [words[place] for place in piece[1::2]]
        # Safe: it is what the template rendered, and what stands in its blanks was escaped.
        made = SafeString("".join(piece))
        if self.variable is None:
            return made
        context[self.variable] = made
        return ""

    def cut(self, context: template.Context, words: list[str]) -> tuple[str | int, ...]:
        """Text and places of blanks in turn."""
        filled = zip(self.blanks, self.places, words, strict=True)
        with context.push(**{name: sign if word else "" for name, sign, word in filled}):
            text = self.nodelist.render(context)
        pieces, last = [], 0
        for found in self.sign.finditer(text):
            pieces += [text[last : found.start()], self.places[found[0]]]
            last = found.end()
        return (*pieces, text[last:])


def escaped(value: Any) -> str:
    """As Django's `conditional_escape`, without its care for lazy words; nothing for None."""
    if value is None:
        return ""
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def key_of(value: Any) -> Hashable:
    """A row by its id, several rows by theirs, any other value by itself."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable):
        return tuple([key_of(each) for each in value])
    return value


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "bar" line tags="sections" %}…{% endkept %}`: its name, all that it varies by, its tags.

    `{% kept "tools" tags="" address=edition.get_absolute_url %}…{{ address }}…{% endkept %}`: any other word with a
    value is a blank, which is filled anew each time. Inside it can be printed, as text or in an attribute, and asked
    whether it is there: `{% if address %}`. Nothing else is known of it.
    With `as name` at its end it is not printed, but stands in that variable.
    Only for what is the same for every reader; it may name no variable that is not among those it varies by.
    """
    words = token.split_contents()[1:]
    variable = words.pop() if words[-2] == "as" else None
    if variable:
        words.pop()
    plain = [word for word in words if not re.match(r"\w+=", word)]
    options = token_kwargs(words[len(plain) :], parser)
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    parts = [parser.compile_filter(part) for part in plain[1:]]
    return KeptNode(plain[0].strip("\"'"), parts, options, inside, variable)
