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
BELOW = ("", "comments/", "print/")


def run(paper: Paper) -> Iterator[Row]:
    """All processes: parent, 2 web workers, 1 background worker."""
    stories = paper.inside("addresses", most=WANTED)["articles"]
    addresses = [f"{path}{below}" for below in BELOW for path in stories][:WANTED]
    third = paper.plan.minutes * 60 / 3
    seen = []
    with tempfile.TemporaryDirectory() as made, served(paper) as here:
        file = Path(made) / "asked"
        file.write_text("\n".join(addresses) + "\n")
        for _ in range(3):
            load = wrk.run(f"{here.url}/", third, connections=8, script="addresses.lua", words=[str(file)])
            seen.append(here.pss_mb())
    row = Row("Memory of all processes, 2 web workers", {"pss_mb": seen[-1], "requests_s": load.requests_s})
    row.figure = f"{len(addresses):,} addresses, after each third of {paper.plan.minutes:g} minutes: " + ", ".join(
        f"{each:.0f}" for each in seen
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
