"""The desk's story list, search and states at the paper's largest size."""

from collections.abc import Iterator

from bench.paper import Paper
from bench.rows import Row

MOST_MS = 300
NAMES = {
    "list": "Story list",
    "common": "Search for a word of many stories",
    "rare": "Search for a word of few stories",
    "nothing": "Search for a word that no story has",
    **{
        state: f"Stories in the state “{state}”"
        for state in ("draft", "filed", "scheduled", "live", "expired", "withdrawn")
    },
}


def run(paper: Paper) -> Iterator[Row]:
    paper = paper.largest()
    found = paper.inside("desk", rounds=3 if paper.plan.quick else 7)
    size = paper.inside("size")["stories"]
    for kind, name in NAMES.items():
        row = Row(f"{name}, {size:,} stories", {"p50_ms": found[kind]}, target=f"≤ {MOST_MS} ms")
        row.reached = found[kind] <= MOST_MS
        yield row
