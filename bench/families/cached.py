"""Pages from the page cache, and behind the shipped nginx recipe, beside the references with the same bytes."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import database, nginx, ports, processes, references, rounds
from bench.paper import Paper, served
from bench.ports import Reply
from bench.rounds import Server
from bench.rows import Row, Unmeasured, missing

TARGET = "≥ 0.5 of bare, ≥ 0.25 of nginx"
ASKED = 20
BEHIND = "≥ 0.9 of nginx"


def run(paper: Paper) -> Iterator[Row]:
    found = paper.inside("addresses", most=1)
    paths = {
        "Article": found["article"],
        "Section": found["section"],
        "Front page": "/",
        "Comments page": found["comments"],
    }
    queries = paper.inside("queries", pages_kept=True, paths=list(paths.values()))
    with tempfile.TemporaryDirectory() as made, served(paper) as here:
        pages = {path: page(here, path) for path in paths.values()}
        folder = Path(made)
        with references.serving(folder, pages, paper.port + 1) as known:
            servers = {name: Server(*where) for name, where in known.items()}
            servers["paper"] = Server(here.port, here.pid, database.cpu_of(paper.plan))
            for name, path in paths.items():
                yield from page_rows(here, name, path, servers, queries[path], pages[path])
            yield from behind(here, paths, servers, pages)


def page(paper: Paper, path: str) -> Reply:
    """The answer as it is once a worker keeps it."""
    for _ in range(ASKED):
        reply = ports.ask(paper.port, path, Accept_Encoding="gzip")
        if reply.status == 200 and "hit" in reply.header("Cache-Status"):
            return reply
    raise Unmeasured(f"{path} is not kept: {reply.status} {reply.header('Cache-Status')}")


def page_rows(
    paper: Paper, name: str, path: str, servers: Mapping[str, Server], queries: int, reply: Reply
) -> Iterator[Row]:
    some = servers if name == "Article" else {kind: each for kind, each in servers.items() if kind != "django"}
    found = rounds.alternated(some, path, paper.plan.rounds, paper.plan.seconds)
    values = found["paper"] | {"queries": queries, "bytes": len(reply.body), "pss_mb": paper.pss_mb()}
    row = rounds.compared(Row(f"{name}, from the page cache", values, target=TARGET), found)
    row.reached = values["of_bare"] >= 0.5 and values["of_nginx"] >= 0.25
    yield row
    if name == "Article":
        for reference, words in REFERENCES.items():
            measured = found[reference] | {"bytes": len(reply.body), "pss_mb": processes.pss_mb(servers[reference].pid)}
            yield rounds.compared(Row(words, measured), found)


REFERENCES = {
    "bare": "Reference: the article's bytes from a bare WSGI function under granian",
    "nginx": "Reference: the article's bytes from nginx as a gzip file",
    "django": "Reference: the article's bytes from a bare Django view under granian",
}


def behind(
    paper: Paper, paths: Mapping[str, str], servers: Mapping[str, Server], pages: Mapping[str, Reply]
) -> Iterator[Row]:
    """The recipe of deploy/nginx.conf before the running paper; CPU is that of nginx and the paper."""
    port = paper.port + 4
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            with nginx.running(folder, nginx.before_the_paper(folder, port, paper.port), port, "/healthz") as pid:
                recipe = Server(port, pid, lambda: processes.cpu_seconds(paper.pid))
                for name, path in paths.items():
                    some = {"nginx": servers["nginx"], "recipe": recipe}
                    found = rounds.alternated(some, path, paper.plan.rounds, paper.plan.seconds)
                    values = found["recipe"] | {"bytes": len(pages[path].body)}
                    values["cpu_ms"] += values.pop("database_cpu_ms", 0.0)
                    row = rounds.compared(Row(f"{name}, behind the nginx recipe", values, target=BEHIND), found)
                    row.reached = values["of_nginx"] >= 0.9
                    yield row
        except Unmeasured as reason:
            yield missing("Behind the nginx recipe", reason, BEHIND)
