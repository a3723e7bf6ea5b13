"""A chart of a run as SVG, drawn by hand: readable in light and dark, without a script or a foreign font."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, BAR, GAP, LEFT, RIGHT, TOP = 760, 16, 8, 330, 110, 44
STYLE = """
    text { font: 13px system-ui, sans-serif; fill: #1c1c1c; }
    .title { font-size: 15px; font-weight: 600; }
    .ground { fill: #ffffff; } .paper { fill: #1f5fa8; } .reference { fill: #9a9a9a; }
    @media (prefers-color-scheme: dark) {
      text { fill: #ececec; } .ground { fill: #161616; } .paper { fill: #7db4f0; } .reference { fill: #777; }
    }"""


def bars(family: Mapping[str, Any]) -> list[tuple[str, float, str]]:
    """Name, requests a second, kind; the fastest first."""
    found = []
    for row in family["rows"]:
        rate = row["values"].get("requests_s")
        if rate:
            is_reference = row["name"].startswith("Reference: ")
            found.append((row["name"].removeprefix("Reference: "), rate, "reference" if is_reference else "paper"))
    return sorted(found, key=lambda bar: -bar[1])


def drawn(title: str, found: Sequence[tuple[str, float, str]]) -> str:
    height = TOP + len(found) * (BAR + GAP) + GAP
    most = max((rate for _name, rate, _kind in found), default=1.0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">',
        f'  <title id="title">{escape(title)}</title>',
        f"  <style>{STYLE}\n  </style>",
        f'  <rect class="ground" width="{WIDTH}" height="{height}"/>',
        f'  <text class="title" x="8" y="24">{escape(title)}</text>',
    ]
    for number, (name, rate, kind) in enumerate(found):
        lines += bar(TOP + number * (BAR + GAP), name, rate, kind, rate / most)
    return "\n".join([*lines, "</svg>", ""])


def bar(top: int, name: str, rate: float, kind: str, part: float) -> list[str]:
    width = max(1.0, part * (WIDTH - LEFT - RIGHT))
    line = top + BAR - 4
    return [
        f'  <text x="{LEFT - 8}" y="{line}" text-anchor="end">{escape(shortened(name))}</text>',
        f'  <rect class="{kind}" x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" rx="2"/>',
        f'  <text x="{LEFT + width + 6:.1f}" y="{line}">{rate:,.0f}</text>',
    ]


def shortened(name: str) -> str:
    return name.replace("the article's bytes from ", "").replace(", from the page cache", ", page cache")
