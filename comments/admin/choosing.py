"""What a moderator's post says: which comments, which decision, which rule and note."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from comments import standards
from comments.models import Rule


@dataclass
class Choice:
    """`rule` is None for an approval; `problem` is a sentence when nothing can be decided."""

    chosen: list[tuple[int, int]] = field(default_factory=list)  # (comment, version seen)
    rule: Rule | None = None
    note: str = ""
    problem: str = ""


def seen(value: str) -> tuple[int, int] | None:
    """“12:3” is comment 12 as of its version 3."""
    comment, _colon, version = value.partition(":")
    is_pair = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (comment, version))
    return (int(comment), int(version)) if is_pair else None


def choice_of(post: QueryDict) -> Choice:
    """A row's own button names its comment; the buttons for several take the ticked ones."""
    for verb in ("approve", "reject"):
        if verb in post:
            pair = seen(post[verb])
            return chosen([pair] if pair else [], verb, post, suffix=f"-{pair[0]}" if pair else "")
    pairs = [pair for pair in map(seen, post.getlist("chosen")) if pair]
    return chosen(pairs, post.get("several", ""), post, suffix="")


def chosen(pairs: list[tuple[int, int]], verb: str, post: Mapping[str, str], *, suffix: str) -> Choice:
    if not pairs:
        return Choice(problem=_("Tick at least one comment first."))
    if verb == "approve":
        return Choice(chosen=pairs)
    rule = standards.rule(post.get(f"rule{suffix}", ""))
    if verb != "reject" or rule is None:
        return Choice(problem=_("Choose the rule that the comment breaks: its author will see it."))
    return Choice(chosen=pairs, rule=rule, note=post.get(f"note{suffix}", ""))
