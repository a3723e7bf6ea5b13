"""Rounds of load, taken by the servers in turn, so that each meets the same weather of the machine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench import processes, wrk
from bench.rows import Row, Unmeasured, median

WARM_SECONDS = 1


@dataclass(frozen=True)
class Server:
    """Where load goes, and the processes whose CPU it costs."""

    port: int
    pid: int
    elsewhere: Callable[[], float] = lambda: 0.0  # CPU seconds of the database server


@dataclass
class Seen:
    """All rounds of one server."""

    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    requests: int = 0
    failed: int = 0
    cpu: float = 0.0
    elsewhere: float = 0.0

    def values(self) -> dict[str, float]:
        if self.failed > self.requests / 1000:
            raise Unmeasured(f"{self.failed} of {self.requests} requests failed")
        found = {"requests_s": median(self.rates), "p50_ms": median(self.p50), "p99_ms": median(self.p99)}
        found["cpu_ms"] = self.cpu / self.requests * 1000
        if self.elsewhere:
            found["database_cpu_ms"] = self.elsewhere / self.requests * 1000
        return found


def one(server: Server, path: str, seconds: float, seen: Seen, **how: Any) -> None:
    cpu, elsewhere = processes.cpu_seconds(server.pid), server.elsewhere()
    load = wrk.run(f"http://127.0.0.1:{server.port}{path}", seconds, **how)
    seen.cpu += processes.cpu_seconds(server.pid) - cpu
    seen.elsewhere += server.elsewhere() - elsewhere
    seen.requests += load.requests
    seen.failed += load.failed
    seen.rates.append(load.requests_s)
    seen.p50.append(load.p50_ms)
    seen.p99.append(load.p99_ms)


def alternated(
    servers: Mapping[str, Server],
    path: str,
    rounds: int,
    seconds: float,
    how: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, dict[str, float]]:
    """Medians of each server; every one is warmed up first. `how` has words for wrk, by server."""
    chosen = how or {}
    seen = {name: Seen() for name in servers}
    for name, server in servers.items():
        wrk.run(f"http://127.0.0.1:{server.port}{path}", WARM_SECONDS, **chosen.get(name, {}))
    for _ in range(rounds):
        for name, server in servers.items():
            one(server, path, seconds, seen[name], **chosen.get(name, {}))
    return {name: each.values() for name, each in seen.items()}


def compared(row: Row, found: Mapping[str, Mapping[str, float]]) -> Row:
    """The row with its ratio to each reference: requests a second."""
    for name in ("bare", "nginx", "django"):
        if name in found:
            row.values[f"of_{name}"] = row.values["requests_s"] / found[name]["requests_s"]
    return row
