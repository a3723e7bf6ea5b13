"""Pages rendered for each request, with the page cache off and random addresses, beside a bare Django view."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import database, ports, rounds
from bench.paper import Paper, served
from bench.plan import Plan
from bench.references import granian, write
from bench.rounds import Server
from bench.rows import Row

LOAD = {"connections": 32, "threads": 2, "script": "addresses.lua"}
DISTINCT = 5000
TARGETS = {"Article": (1.5, 3), "Section": (3.0, 4), "Front page": (3.0, 5)}


def run(paper: Paper) -> Iterator[Row]:
    found = paper.inside("addresses", most=DISTINCT)
    kinds = {"Article": found["articles"], "Section": found["sections"], "Front page": ["/"]}
    queries = paper.inside("queries", paths=[paths[0] for paths in kinds.values()])
    with tempfile.TemporaryDirectory() as made, served(paper, NEWSROOM_PAGECACHE="0") as here:
        folder = Path(made)
        first = ports.ask(here.port, found["article"], Accept_Encoding="gzip")
        write(folder, {found["article"]: first}, packed=False)
        with granian(folder, paper.port + 1, "django", found["article"]) as pid:
            servers = {
                "paper": Server(here.port, here.pid, database.cpu_of(paper.plan)),
                "django": Server(paper.port + 1, pid),
            }
            for name, paths in kinds.items():
                row = measured(servers, folder, paths, found["article"], paper.plan)
                yield judged(row, name, queries[paths[0]], len(paths))


def measured(servers: dict[str, Server], folder: Path, paths: Sequence[str], one: str, plan: Plan) -> Row:
    asked, same = folder / "asked", folder / "same"
    asked.write_text("\n".join(paths) + "\n")
    same.write_text(f"{one}\n")
    how = {
        "paper": LOAD | {"words": [str(asked)]},
        "django": LOAD | {"words": [str(same)]},
    }
    found = rounds.alternated(servers, "/", plan.rounds, plan.seconds, how)
    return rounds.compared(Row("", found["paper"]), found)


def judged(row: Row, name: str, queries: int, distinct: int) -> Row:
    most_ms, most_queries = TARGETS[name]
    row.name = f"{name}, cold" + (f" ({distinct:,} addresses at random)" if distinct > 1 else "")
    row.values["queries"] = queries
    cpu = row.values["cpu_ms"] + row.values.get("database_cpu_ms", 0.0)
    row.target = f"≤ {most_ms:g} ms CPU, ≤ {most_queries} queries"
    row.reached = cpu <= most_ms and queries <= most_queries
    return row
