"""The desk's story list and search at the paper's largest size."""

from collections.abc import Iterator

from bench.paper import Paper
from bench.rows import Row

MOST_MS = 300
NAMES = {
    "list": "Story list",
    "search": "Search for a word of many headlines",
    "nothing": "Search for a word that no story has",
}


def run(paper: Paper) -> Iterator[Row]:
    paper = paper.largest()
    found = paper.inside("desk", rounds=3 if paper.plan.quick else 7)
    size = paper.inside("size")["stories"]
    for kind, name in NAMES.items():
        row = Row(f"{name}, {size:,} stories", {"p50_ms": found[kind]}, target=f"≤ {MOST_MS} ms")
        row.reached = found[kind] <= MOST_MS
        yield row
