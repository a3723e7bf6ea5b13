"""What differs between two snapshots, field by field and block by block; knows no models."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from articles import body

Kind = Literal["same", "removed", "added"]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 6000  # of one text; beyond it whole paragraphs are compared, since the matcher is quadratic


@dataclass(frozen=True)
class Change:
    """`key` names a field, a kind of block, or "order"; `pieces` are (kind, text) in reading order."""

    key: str
    uuid: str
    pieces: list[tuple[Kind, str]]


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Every field and block that differs, and the order of blocks; they are matched by uuid."""
    found = [
        Change(key, "", pieces(_words_of(before.get(key)), _words_of(after[key])))
        for key in after
        if key not in ("body", "format") and before.get(key) != after[key]
    ]
    old = {block["uuid"]: block for block in before.get("body", [])}
    new = {block["uuid"]: block for block in after["body"]}
    for uuid in [*new, *(uuid for uuid in old if uuid not in new)]:
        if old.get(uuid) != new.get(uuid):
            was, now = (_words_of(blocks.get(uuid)) for blocks in (old, new))
            found.append(Change((new.get(uuid) or old[uuid])["kind"], uuid, pieces(was, now)))
    was, now = ([uuid for uuid in order if uuid in old and uuid in new] for order in (old, new))
    if was != now:
        before_after = ([f"{_words_of(new[uuid])[:60]}\n" for uuid in order] for order in (was, now))
        found.append(Change("order", "", _matched(*before_after)))
    return found


def _words_of(value: Any) -> str:
    match value:
        case None:
            return ""
        case {"html": html}:
            return body.plain(html)
        case dict():
            return "\n".join(f"{v}" for k, v in value.items() if k not in ("kind", "uuid") and v not in ("", None))
        case list():
            return "\n".join(_words_of(item) for item in value)
        case _:
            return str(value)


def pieces(before: str, after: str) -> list[tuple[Kind, str]]:
    """The two texts as one, with what went and what came."""
    a, b = WORDS.findall(before), WORDS.findall(after)
    if len(a) + len(b) > MOST_WORDS:
        a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return _matched(a, b)


def _matched(a: list[str], b: list[str]) -> list[tuple[Kind, str]]:
    found: list[tuple[Kind, str]] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(a[a1:a2])))
        else:
            found += [
                (kind, text) for kind, text in (("removed", "".join(a[a1:a2])), ("added", "".join(b[b1:b2]))) if text
            ]
    return found
