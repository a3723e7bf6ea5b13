"""From the button to the reader under load, and how often the cache answers while the desk publishes."""

import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import ports, wrk
from bench.paper import METRICS_TOKEN, Paper, end_inside, served
from bench.rows import Row, Unmeasured

VISIBLE = "p99 ≤ 100 ms under half of the cached load; 0 stale"
MOST_MS = 100
HITS = "≥ 95 % hits"
CONNECTIONS = 32
COUNTED = {
    "hits": "hits_total",
    "misses": "misses_total",
    "evictions": "evictions_total",
    "entries": "entries",
    "kept": "kept_bytes",
}


def visible(paper: Paper) -> Iterator[Row]:
    """`wrk` waits between its requests so long that the rate is half of what it was without waiting."""
    quick = paper.plan.quick
    seconds, wanted = (10, 5_000) if quick else (75, 100_000)
    with tempfile.TemporaryDirectory() as made, served(paper) as here:
        file = Path(made) / "asked"
        found = here.inside("addresses", most=1)
        file.write_text("\n".join([found["article"], found["section"], "/"]) + "\n")
        full = wrk.run(f"{here.url}/", 2, script="addresses.lua", words=[str(file)])
        pause = max(1, round(CONNECTIONS / (full.requests_s / 2) * 1000))
        load = wrk.start(f"{here.url}/", seconds + 4, script="addresses.lua", words=[str(file), "0", "0", str(pause)])
        seen = here.inside("visible", pages_kept=True, port=here.port, seconds=seconds, wanted=wanted)
        beside = wrk.end(load)
    row = Row("Publish to visible in every worker", {name: seen[name] for name in ("p50_ms", "p99_ms")}, target=VISIBLE)
    row.figure = (
        f"{seen['acts']} acts, {seen['stale']} stale of {seen['asked']:,} answers, "
        f"beside {beside.requests_s:,.0f} of {full.requests_s:,.0f} req/s; slowest {seen['slowest']}"
    )
    row.reached = seen["p99_ms"] <= MOST_MS and not seen["stale"]
    yield row


def hits(paper: Paper) -> Iterator[Row]:
    """All stories by Zipf; one is published each second.

    Before that each address is asked for about once, as in the hour for which a page is kept: what is measured is a
    paper that runs, not one that was just started.
    """
    plan = paper.plan
    warm, seconds = (5, 10) if plan.quick else (20, 40)
    with tempfile.TemporaryDirectory() as made, served(paper) as here:
        found = here.inside("addresses", most=plan.articles)
        file = Path(made) / "asked"
        file.write_text("\n".join(["/", *found["sections"], *found["articles"]]) + "\n")
        fill(here, file)
        load = wrk.start(f"{here.url}/", warm + seconds, script="addresses.lua", words=[str(file), str(plan.zipf)])
        desk = here.begin_inside("each_second", seconds=warm + seconds - 4)
        time.sleep(warm)
        before = numbers(here)
        time.sleep(seconds - 4)
        after = numbers(here)
        wrk.end(load)
        published = end_inside(desk)
    hit, miss = (after[name] - before[name] for name in ("hits", "misses"))
    if not hit + miss:
        raise Unmeasured("the cache counted nothing")
    share = hit / (hit + miss)
    row = Row(
        f"Hits while one story a second is published, Zipf ({plan.zipf:g}) over {len(found['articles']):,} stories",
        target=HITS,
    )
    kept = f"{after['entries']:,} pages kept in {after['kept'] / 1024**2:.1f} MB, {after['evictions']:,} evicted"
    row.figure = f"{share:.1%} of {hit + miss:,} ({published} published; {kept})"
    row.reached = share >= 0.95
    yield row


def fill(paper: Paper, file: Path) -> None:
    """Walks through all addresses in order until most of them are kept."""
    slices, seconds = (2, 3) if paper.plan.quick else (18, 10)
    for _ in range(slices):
        before = numbers(paper)
        wrk.run(f"{paper.url}/", seconds, connections=8, script="addresses.lua", words=[str(file), "0", "1"])
        after = numbers(paper)
        hit, miss = (after[name] - before[name] for name in ("hits", "misses"))
        if hit > miss * 20:
            return


def numbers(paper: Paper) -> dict[str, int]:
    """What all workers have counted, from the private page of numbers."""
    reply = ports.ask(paper.port, "/metrics", Authorization=f"Bearer {METRICS_TOKEN}")
    if reply.status != 200:
        raise Unmeasured(f"/metrics answered {reply.status}")
    words = reply.body.decode()
    return {name: int(number_of(words, f"newsroom_pagecache_{long}")) for name, long in COUNTED.items()}


def number_of(words: str, name: str) -> float:
    found = re.search(rf"^{name}(?:\{{[^}}]*\}})? ([\d.e+]+)$", words, re.MULTILINE)
    if not found:
        raise Unmeasured(f"{name} is not among the numbers")
    return float(found[1])
