"""The table of a run, for a terminal and for the documentation."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

HEADS = (
    "", "req/s", "p50 ms", "p99 ms", "CPU ms", "DB CPU", "PSS MB", "queries", "bytes", "× bare", "× nginx", "× Django",
)  # fmt: skip
COLUMNS = (
    "requests_s", "p50_ms", "p99_ms", "cpu_ms", "database_cpu_ms", "pss_mb", "queries", "bytes",
    "of_bare", "of_nginx", "of_django",
)  # fmt: skip
WHOLE = {"requests_s", "queries", "bytes", "pss_mb"}


def number(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name in WHOLE or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 0.0005 else "0"


def verdict(row: Mapping[str, Any]) -> str:
    if row["why"]:
        return f"not measured: {row['why']}"
    if not row["target"]:
        return ""
    return {True: "reached", False: "not reached", None: "not judged"}[row["reached"]]


def cells(row: Mapping[str, Any]) -> list[str]:
    name = f"{row['name']}: {row['figure']}" if row["figure"] else row["name"]
    numbers = [number(column, row["values"].get(column)) for column in COLUMNS]
    return [name, *numbers, row["target"], verdict(row)]


def used(rows: Iterable[Sequence[str]]) -> list[int]:
    """Places of the columns in which any row says something; the name always stays."""
    table = list(rows)
    return [place for place in range(len(HEADS) + 2) if place == 0 or any(cell[place] for cell in table)]


def table(rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Heads first; empty columns are left out."""
    full = [cells(row) for row in rows]
    places = used(full)
    heads = [*HEADS, "target", ""]
    return [[line[place] for place in places] for line in [heads, *full]]


def text(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = table(rows)
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return "\n".join("  ".join(line).rstrip() for line in padded)


def markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    heads, *lines = table(rows)
    ruled = ["---" if place == 0 else "---:" for place in range(len(heads))]
    safe = [[cell.replace("|", "\\|") for cell in line] for line in [heads, ruled, *lines]]
    return "\n".join(f"| {' | '.join(line)} |" for line in safe)
