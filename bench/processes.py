"""CPU and memory of a group of processes, from /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def stat(pid: int) -> list[str]:
    """The fields after the name in brackets: state, parent, ..."""
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def family(pid: int) -> list[int]:
    """The process, its children and theirs."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            parent = parent_of(int(entry.name))
            children.setdefault(parent, []).append(int(entry.name))
    return list(_below(pid, children))


def _below(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    yield pid
    for child in children.get(pid, []):
        yield from _below(child, children)


def parent_of(pid: int) -> int:
    try:
        return int(stat(pid)[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def cpu_seconds(pid: int) -> float:
    """Of all living processes of the family and of those whose end a parent has seen."""
    ticks = 0
    for each in family(pid):
        try:
            ticks += sum(int(number) for number in stat(each)[11:15])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return ticks / TICKS


def pss_mb(pid: int) -> float:
    """Memory of the family; what processes share counts once."""
    kilobytes = 0
    for each in family(pid):
        try:
            rollup = (PROC / str(each) / "smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        kilobytes += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def machine() -> str:
    """The processor's name, its cores that we may use, the memory."""
    lines = (PROC / "cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = int((PROC / "meminfo").read_text().split()[1]) / 1024 / 1024
    return f"{names[0] if names else 'unknown processor'}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GB"
