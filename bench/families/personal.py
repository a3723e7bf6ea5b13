"""A signed-in reader's own page of a conversation."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import database, rounds
from bench.paper import Paper, served
from bench.rounds import Server
from bench.rows import Row

READERS = 200
MOST_MS, MOST_QUERIES = 4.0, 5


def run(paper: Paper) -> Iterator[Row]:
    cookies = paper.inside("people", readers=READERS)
    paths = [f"{path}comments/mine/" for path in paper.inside("addresses", most=READERS)["articles"]]
    queries = paper.inside("own_page", path=paths[0], cookie=cookies[0])
    with tempfile.TemporaryDirectory() as made, served(paper) as here:
        file = Path(made) / "asked"
        file.write_text("".join(f"{path}\t{cookie}\n" for path, cookie in zip(paths, cookies, strict=False)))
        how = {"paper": {"connections": 32, "script": "addresses.lua", "words": [str(file)]}}
        servers = {"paper": Server(here.port, here.pid, database.cpu_of(paper.plan))}
        found = rounds.alternated(servers, "/", paper.plan.rounds, paper.plan.seconds, how)["paper"]
    row = Row("comments/mine/, signed in", found | {"queries": queries})
    row.target = f"≤ {MOST_MS:g} ms CPU, ≤ {MOST_QUERIES} queries"
    cpu = found["cpu_ms"] + found.get("database_cpu_ms", 0.0)
    row.reached = cpu <= MOST_MS and queries <= MOST_QUERIES
    yield row
