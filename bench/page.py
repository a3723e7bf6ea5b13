"""Writes docs/performance.md and its picture from the results of `make bench`: python -m bench.page."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench import chart, tables
from bench.plan import FOLDER, ROOT

PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "performance.svg"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = """# Performance

Written by `make bench-docs` from the results of `make bench`; change the words in `bench/page.py`, not here.

## How it is measured

`make bench` starts the demo paper as production would, with `deploy/serve` (2 web workers, 1 background worker, DEBUG
off), in a folder of its own below `var/bench`, and fills it with `manage.py grow`. Load comes from `wrk` on the same
machine, over 127.0.0.1: paper, references and client share the cores. Rounds of the paper and of the references
alternate, and each figure is the median of its rounds. Absolute figures move from run to run; the ratios (×) move less.

* **× bare**: requests a second, divided by those of a bare WSGI function under granian that answers the same bytes
  with the same headers. **× nginx**: divided by nginx sending the same bytes as a gzip file. **× Django**: divided by a
  Django view without middleware under granian. Cold pages are compared with one that sends the page's bytes ready-made.
* **CPU ms** is user and system time for each request of all processes of the paper; **DB CPU** is PostgreSQL's own.
  Redis' is not counted. **PSS** is memory, with what processes share counted once. **Queries** are those of a second
  request of the page.
* *Publish to visible* runs from the end of the act until 12 new connections in a row get the new text, at the article,
  its sections, the front page, feeds and the news sitemap. Another reader notes which act was committed last before it
  asks; an older answer is stale.
* *Growth* and the desk are timed in process, through the same WSGI application, with the page cache off.

Each family has its own moment: one that was measured again after a change stands with the later one. What stops the
targets that are missed: [decision 10](decisions/0010-targets-not-reached.md).

Run it yourself: `make bench` (about a quarter of an hour), `BENCH_QUICK=1 make bench` (a rough try),
`BENCH_ARTICLES=40000 BENCH_GROWTH="1000 1000000" BENCH_MINUTES=10 make bench` (everything, some hours), and the same
with `DATABASE_URL` and `CACHE_URL`, such as `.ci/with-postgres make bench` (its PostgreSQL does not wait for the disk).
`BENCH_ONLY="cold growth"` measures some families again. `BENCH_GROWN=/folder` (and `BENCH_GROWN_URL` where its rows are
in PostgreSQL) names a paper that is large already.
"""


def results() -> list[dict[str, Any]]:
    files = [FOLDER / f"result-{database}.json" for database in NAMES]
    return [json.loads(file.read_text()) for file in files if file.exists()]


def written(found: Sequence[Mapping[str, Any]]) -> str:
    parts = [HEAD]
    if any(bars_of(result) for result in found):
        parts.append("![Requests a second, from the page cache and from the references](pictures/performance.svg)\n")
    return "\n".join([*parts, *(section(result) for result in found)])


def section(result: Mapping[str, Any]) -> str:
    lines = [f"## On {NAMES[result['database']]}\n", facts(result)]
    for family in result["families"]:
        if family["rows"]:
            lines.append(f"### {family['says']}\n\n{moment(family)}{tables.markdown(family['rows'])}\n")
    return "\n".join(lines)


def moment(family: Mapping[str, Any]) -> str:
    return f"Begun at {family['at'][:16].replace('T', ' ')} UTC.\n\n" if family.get("at") else ""


def facts(result: Mapping[str, Any]) -> str:
    quick = " **A quick try: its figures are rough.**" if result["quick"] else ""
    sizes = ", ".join(f"{size:,}" for size in result["growth"])
    reached, judged = counted(result)
    measured = f"{result['at'][:10]}, {result['machine']}, Python {result['python']}, commit {result['commit']}"
    stories = f"{result['articles']:,} stories (growth: {sizes}), {result['stories']:,} at the end"
    targets = f"{reached} of {judged} targets reached.{quick}"
    return f"{measured}; {stories}; limits and drafts in {result['cache']}. {targets}\n"


def counted(result: Mapping[str, Any]) -> tuple[int, int]:
    """Targets reached, and targets; one that could not be measured counts as not reached."""
    rows = [row for family in result["families"] for row in family["rows"] if row["target"] or row["why"]]
    return sum(row["reached"] is True for row in rows), len(rows)


def bars_of(result: Mapping[str, Any]) -> list[tuple[str, float, str]]:
    return next((chart.bars(family) for family in result["families"] if family["name"] == "cached"), [])


def main() -> None:
    found = results()
    if not found:
        raise SystemExit("There is no result yet. Run: make bench")
    PAGE.write_text(written(found))
    drawn = next((bars for bars in map(bars_of, found) if bars), [])
    if drawn:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(chart.drawn(f"Requests a second, {found[0]['machine']}", drawn))
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is written.\n")


if __name__ == "__main__":
    main()
