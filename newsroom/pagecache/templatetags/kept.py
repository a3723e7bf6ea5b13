"""`{% kept %}`: a piece of a page that is the same on many pages is rendered once, until one of its tags is purged."""

from collections.abc import Hashable, Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from newsroom.pagecache.memory import Pieces

register = template.Library()

PIECES = Pieces(1000)


class KeptNode(template.Node):
    def __init__(self, name: str, parts: list[FilterExpression], tags: FilterExpression, inside: NodeList) -> None:
        self.name, self.parts, self.tags, self.nodelist = name, parts, tags, inside

    def render(self, context: template.Context) -> SafeString:
        key = (self.name, get_language(), *(key_of(part.resolve(context, True)) for part in self.parts))
        # Safe: it is what the template rendered.
        return mark_safe(  # noqa: S308
            PIECES.made(key, lambda: self.tags.resolve(context).split(), lambda: self.nodelist.render(context))
        )


def key_of(value: Any) -> Hashable:
    """A row by its id, several rows by theirs, any other value by itself."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(key_of(each) for each in value)
    return value


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "bar" line tags="sections" %}…{% endkept %}`: its name, all that it varies by, and its tags.

    Only for what is the same for every reader; it may name no variable that is not among those it varies by.
    """
    words = token.split_contents()[1:]
    tags = token_kwargs(words[-1:], parser)["tags"]
    name, *parts = words[:-1]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(part) for part in parts], tags, inside)
