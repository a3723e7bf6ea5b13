"""One conversation as it grows, and comments posted by many at once."""

from collections.abc import Iterator

from bench.alone import answer_of
from bench.families.growth import grown
from bench.paper import Paper
from bench.rows import Row, Unmeasured

PAGES = {"first": "Comments, first page", "deep": "Comments, a deep page", "permalink": "Comment's permalink"}
POSTED = "≥ 400/s on SQLite, none lost, none doubled"
LEAST_A_SECOND = 400


def growth(paper: Paper) -> Iterator[Row]:
    if not paper.knows("grow"):
        raise Unmeasured("manage.py grow is not there")
    seen = {}
    for size in paper.plan.comments:
        paper.manage("grow", "--comments-on-one", str(size))
        found = paper.inside("conversation", rounds=40 if paper.plan.quick else 200)
        seen[found["comments"]] = found
    for kind, name in PAGES.items():
        yield grown(name, {size: found[kind] for size, found in seen.items()})


def posting(paper: Paper) -> Iterator[Row]:
    seconds = 3 if paper.plan.quick else 10
    words = ["--seconds", str(seconds), "--clients", "32", "--port", str(paper.port + 6)]
    words += ["--database", paper.plan.database_url] if paper.plan.database == "postgresql" else []
    found = answer_of("bench.comments", *words)
    row = Row("Comments posted by 32 clients", target=POSTED)
    row.values = {name: found[name] for name in ("p50_ms", "p99_ms")} | {"requests_s": found["a_second"]}
    row.values["cpu_ms"] = found["server_cpu_ms_a_comment"]
    if found["failed"] or found["other_answers"] or found["ran_out_of_readers"]:
        raise Unmeasured(f"not every post was answered as it should be: {found}")
    row.figure = (
        f"{found['acknowledged']:,} acknowledged, {found['lost']} lost, {found['doubled']} doubled; "
        f"the clients took {found['client_cpu_ms_a_comment']:.2f} ms of CPU each time"
    )
    row.reached = found["a_second"] >= LEAST_A_SECOND and not found["lost"] and not found["doubled"]
    yield row
