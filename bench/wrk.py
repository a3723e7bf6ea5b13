"""Load from wrk, on this machine alone, and its words read back as numbers."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.rows import Unmeasured

LUA = Path(__file__).parent / "lua"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
MOST_SECONDS = 1800


@dataclass(frozen=True)
class Load:
    """What one run of wrk saw; `failed` are answers other than 2xx and 3xx, and broken connections."""

    requests: int
    requests_s: float
    p50_ms: float
    p99_ms: float
    failed: int


def program() -> str:
    found = shutil.which("wrk")
    if not found:
        raise Unmeasured("wrk is missing. Debian, Ubuntu: apt-get install wrk")
    return found


def start(
    url: str,
    seconds: float,
    *,
    connections: int = 32,
    threads: int = 2,
    script: str = "",
    words: Sequence[str] = (),
    encoding: str = "gzip",
) -> subprocess.Popen[str]:
    """`script` is a file of bench/lua; `words` are what it is told."""
    if not url.startswith("http://127.0.0.1:"):
        raise ValueError("Load goes to this machine alone.")
    length = max(1, min(round(seconds), MOST_SECONDS))
    command = [program(), f"-t{threads}", f"-c{connections}", f"-d{length}s", "--latency", "--timeout", "10s"]
    command += ["-H", "Host: localhost", "-H", f"Accept-Encoding: {encoding}"]
    command += ["-s", str(LUA / script)] if script else []
    return subprocess.Popen(
        [*command, url, *(["--", *words] if words else [])], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def end(running: subprocess.Popen[str]) -> Load:
    words, _ = running.communicate(timeout=MOST_SECONDS + 30)
    return parse(words)


def run(url: str, seconds: float, **how: Any) -> Load:
    return end(start(url, seconds, **how))


def parse(words: str) -> Load:
    """The lines of `wrk --latency`."""
    done = re.search(r"(\d+) requests in", words)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", words)
    if not done or not rate:
        raise Unmeasured(f"wrk said: {words[-200:]}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", words)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", words)
    failed = (int(refused[1]) if refused else 0) + (sum(map(int, broken.groups())) if broken else 0)
    return Load(int(done[1]), float(rate[1]), latency(words, 50), latency(words, 99), failed)


def latency(words: str, part: int) -> float:
    found = re.search(rf"^\s+{part}%\s+([\d.]+)(us|ms|s|m)\s*$", words, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]] if found else 0.0
