"""Memory after load over many distinct addresses, and the time from nothing to the first answer."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import wrk
from bench.paper import Paper, served
from bench.rows import Row, median

WANTED = 100_000
MOST_MB, MOST_GROWTH = 150, 1.1
MOST_SECONDS = 3.0
IN_ORDER = ("0", "1")
BELOW = ("", "comments/", "print/")


def run(paper: Paper) -> Iterator[Row]:
    """All processes: parent, 2 web workers, 1 background worker."""
    stories = paper.inside("addresses", most=WANTED)["articles"]
    addresses = [f"{path}{below}" for below in BELOW for path in stories][:WANTED]
    third = paper.plan.minutes * 60 / 3
    seen, asked = [], 0
    with tempfile.TemporaryDirectory() as made, served(paper) as here:
        for part in range(3):
            file = Path(made) / f"asked-{part}"
            file.write_text("\n".join(addresses[part::3]) + "\n")
            load = wrk.run(f"{here.url}/", third, connections=8, script="addresses.lua", words=[str(file), *IN_ORDER])
            asked += load.requests
            seen.append(here.pss_mb())
    row = Row("Memory of all processes, 2 web workers", {"pss_mb": seen[-1], "requests_s": load.requests_s})
    thirds = ", ".join(f"{each:.0f}" for each in seen)
    row.figure = (
        f"{asked:,} requests for {len(addresses):,} addresses in {paper.plan.minutes:g} minutes; thirds: {thirds}"
    )
    row.target = f"≤ {MOST_MB} MB, flat"
    row.reached = seen[-1] <= MOST_MB and seen[-1] <= seen[-2] * MOST_GROWTH
    yield row


def start(paper: Paper) -> Iterator[Row]:
    taken = []
    for _ in range(1 if paper.plan.quick else 3):
        began = time.monotonic()
        with served(paper, first="/"):
            taken.append(time.monotonic() - began)
    row = Row("Cold start to the first front page", {"p50_ms": median(taken) * 1000}, target=f"≤ {MOST_SECONDS:g} s")
    row.reached = median(taken) <= MOST_SECONDS
    yield row
