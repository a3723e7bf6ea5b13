"""Filters of the moderators' screens."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from comments.models import Rule

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value below a key."""
    return mapping.get(key)


@register.filter
def suffix(pk: int) -> str:
    """What the names of a row's own fields end with."""
    return f"-{pk}"


@register.filter
def rule_title(code: str, rules: Iterable[Rule]) -> str:
    """The title of the rule in force with a code; the code itself when there is none any more."""
    return next((rule.title for rule in rules if rule.code == code), code)
