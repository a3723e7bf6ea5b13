"""Measures everything and prints one table: python -m bench. What it does and for how long is in bench/plan.py."""

import json
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bench import database, processes, tables
from bench import paper as papers
from bench import plan as plans
from bench.families import FAMILIES
from bench.paper import Paper
from bench.plan import FOLDER, ROOT, Plan
from bench.rows import Row, Unmeasured, missing

# What can go wrong while measuring, and must not stop the rows that follow.
FAILURES = (
    Unmeasured,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    subprocess.SubprocessError,
)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_words: sys.exit("Stopped."))  # ends the servers that it has begun
    plan = plans.read()
    if unknown := set(plan.only) - {name for name, _says, _measure in FAMILIES}:
        sys.exit(f"BENCH_ONLY: no family {', '.join(sorted(unknown))}; there are {', '.join(f[0] for f in FAMILIES)}.")
    database.require_empty(plan)
    if not plan.keep:
        shutil.rmtree(FOLDER / f"paper-{plan.database}", ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    say(f"The demo paper on {plan.database}, in {FOLDER.relative_to(ROOT)}; the server's words are in served.log.")
    paper = papers.prepared(plan)
    file = FOLDER / f"result-{plan.database}.json"
    earlier = json.loads(file.read_text()) if plan.only and file.exists() else {}
    known = {family["name"]: family for family in earlier.get("families", ())}
    families = [known.get(name, {"name": name, "says": says, "at": "", "rows": []}) for name, says, _ in FAMILIES]
    # Where a few families are measured again, the paper of the whole run stays the one that is told of.
    told = {name: fact for name, fact in earlier.items() if name != "families"}
    for place, (name, says, measure) in enumerate(FAMILIES):
        if plan.only and name not in plan.only:
            continue
        families[place] = {"name": name, "says": says, "at": now()}
        families[place]["rows"] = [row.as_dict() for row in rows(name, measure, paper)]
        # After each, so that a run which is stopped has measured something.
        result = (told or facts(plan, time.monotonic() - began) | paper.inside("size")) | {"families": families}
        file.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    say("")
    for family in (family for family in families if family["rows"]):
        say(f"{family['says']}\n{tables.text(family['rows'])}\n")
    say(f"{result['machine']}; {result['seconds']:.0f} s; written to {file.relative_to(ROOT)}")
    if not plan.keep:
        shutil.rmtree(paper.folder, ignore_errors=True)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def rows(name: str, measure: Callable[[Paper], Iterator[Row]], paper: Paper) -> Iterator[Row]:
    """The rows of one family; one that fails says why."""
    began = time.monotonic()
    try:
        for row in measure(paper):
            say(f"  {tables.text([row.as_dict()]).splitlines()[-1]}")
            yield row
    except FAILURES as reason:
        with (FOLDER / "failures.log").open("a") as file:
            file.write(f"{name}\n{traceback.format_exc()}\n")
        say(f"  {name}: not measured: {reason}")
        yield missing(name, reason)
    say(f"{name}: {time.monotonic() - began:.0f} s")


def facts(plan: Plan, seconds: float) -> dict[str, Any]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "database": plan.database,
        "cache": "Redis" if plan.cache_url else "the database",
        "at": now(),
        "commit": commit.stdout.strip(),
        "machine": processes.machine(),
        "python": sys.version.split()[0],
        "quick": plan.quick,
        "articles": plan.articles,
        "growth": list(plan.growth),
        "seconds": round(seconds),
    }


if __name__ == "__main__":
    main()
