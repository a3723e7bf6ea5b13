"""The light mark-up of the demo's stories, turned into the blocks of a body."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Text:
    html: str


@dataclass(frozen=True)
class Picture:
    scene: str
    cutline: str
    credit: str
    alt: str


@dataclass(frozen=True)
class Quote:
    text: str
    attribution: str


@dataclass(frozen=True)
class Related:
    stories: list[str]


Block = Text | Picture | Quote | Related
Address = Callable[[str], str]

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ITALIC = re.compile(r"\*(.+?)\*")
STORY = "story:"


def blocks(body: str, address: Address) -> list[Block]:
    """Paragraphs between two `!` lines make one text block; `address` gives a story's own address by its slug."""
    found: list[Block] = []
    for part in body.split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and lines[0].startswith("!"):
            found += [directive(line) for line in lines]
        elif lines:
            html = paragraph(lines, address)
            if found and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].html + html)
            else:
                found.append(Text(html))
    return found


def directive(line: str) -> Block:
    """`!quote words — speaker`, `!picture scene | cutline | credit | alt`, `!related slug, slug`."""
    word, _space, rest = line.partition(" ")
    match word:
        case "!quote":
            text, _dash, speaker = rest.rpartition(" — ")
            return Quote(text.strip(), speaker.strip())
        case "!picture":
            return Picture(*(part.strip() for part in rest.split("|")))
        case "!related":
            return Related([slug.strip() for slug in rest.split(",")])
    raise ValueError(f"“{line[:40]}” is no block that a story can have.")


def paragraph(lines: list[str], address: Address) -> str:
    """HTML of lines that stand together."""
    first = lines[0]
    for mark, tag in (("## ", "h2"), ("### ", "h3")):
        if first.startswith(mark):
            return f"<{tag}>{inline(first[len(mark) :], address)}</{tag}>"
    if first.startswith("- "):
        return f"<ul>{''.join(f'<li><p>{inline(line[2:], address)}</p></li>' for line in lines)}</ul>"
    if first.startswith("> "):
        return f"<blockquote><p>{inline(' '.join(line[2:] for line in lines), address)}</p></blockquote>"
    if first.startswith("|"):
        return table(lines, address)
    return f"<p>{inline(' '.join(lines), address)}</p>"


def table(lines: list[str], address: Address) -> str:
    """The first line is the header; the shape is the one that the desk's editor writes."""
    rows = []
    for number, line in enumerate(lines):
        tag, opening = ("td", "<td>") if number else ("th", '<th scope="col">')
        cells = [inline(cell.strip(), address) for cell in line.strip("|").split("|")]
        rows.append(
            "<tr>"
            + "".join(f"{opening}<p>{cell}</p></{tag}>" if cell else f"{opening}</{tag}>" for cell in cells)
            + "</tr>"
        )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def inline(text: str, address: Address) -> str:
    """Bold, italic and links; a link to a story that has no address stays words."""

    def link(found: re.Match[str]) -> str:
        words, target = found.groups()
        if target.startswith(STORY):
            target = address(target.removeprefix(STORY))
        return f'<a href="{target}">{words}</a>' if target else words

    marked = BOLD.sub(r"<strong>\1</strong>", LINK.sub(link, escape(text, quote=False)))
    return ITALIC.sub(r"<em>\1</em>", marked)
