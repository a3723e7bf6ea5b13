"""Plays a breaking story against the real cache code and tells what it would need: python -m bench.simulate [--json].

The scene and what is simplified in it stand in `bench/inside/simulation.py`.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from typing import Any

from bench.plan import ROOT

HIT_MS, RENDER_MS = 0.04, 2.5  # CPU a request, of all processes; see docs/performance.md
CORES = 2
EVERY = 5  # seconds a line
TITLES = ("second", "offered/s", "played", "hits", "renders", "late", "stale", "hit ratio", "cores")


def played(mib: int, **scene: Any) -> list[dict[str, int]]:
    """By a process of its own, with a folder that is thrown away and so many MiB of pages a worker."""
    with tempfile.TemporaryDirectory() as folder:
        own = [f"NEWSROOM_VAR={folder}", "NEWSROOM_DEMO=1", "DJANGO_SETTINGS_MODULE=newsroom.settings"]
        own += [f"NEWSROOM_PAGECACHE_BYTES={mib * 2**20}"]
        command = [sys.executable, "-m", "bench.inside", "simulation", json.dumps(scene)]
        done = subprocess.run(["env", *own, *command], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def told(seconds: list[dict[str, int]], hit_ms: float, render_ms: float) -> dict[str, Any]:
    """What all of it comes to."""
    total = {name: sum(second[name] for second in seconds) for name in seconds[0]}
    busiest = max(seconds, key=lambda second: second["offered"])
    ratio = total["hits"] / total["played"]
    return total | {
        "hit_ratio": ratio,
        "late_ratio": total["late"] / total["played"],
        "peak_cores": cores(busiest, hit_ms, render_ms),
        "peak_machines": cores(busiest, hit_ms, render_ms) / CORES,
    }


def cores(second: dict[str, int], hit_ms: float, render_ms: float) -> float:
    """Busy cores if all that was offered behaved as what was played."""
    a_request = (second["hits"] * hit_ms + second["renders"] * render_ms) / second["played"]
    return second["offered"] * a_request / 1000


def lines(seconds: list[dict[str, int]], hit_ms: float, render_ms: float) -> list[str]:
    rows = [TITLES]
    for number, second in enumerate(seconds, 1):
        if number % EVERY == 0:
            values = [number, *(second[name] for name in ("offered", "played", "hits", "renders", "late", "stale"))]
            ratio, busy = second["hits"] / second["played"], cores(second, hit_ms, render_ms)
            rows.append((*(f"{value:,}" for value in values), f"{ratio:.3f}", f"{busy:.1f}"))
    return ["".join(f"{word:>11}" for word in row) for row in rows]


def closing(total: dict[str, Any], hit_ms: float, render_ms: float) -> list[str]:
    return [
        f"{total['offered']:,} requests: hit ratio of those played {total['hit_ratio']:.4f}",
        f"older than the last signal: {total['stale']}; while a signal travelled: {total['late']}",
        f"at the peak {total['peak_cores']:.1f} busy cores, {total['peak_machines']:.1f} machines of {CORES} cores",
        f"with {hit_ms:g} ms a hit and {render_ms:g} ms a render",
    ]


def main() -> None:
    parser = ArgumentParser("python -m bench.simulate")
    parser.add_argument("--one-in", type=int, default=20, help="how many requests stand behind each played one")
    parser.add_argument("--machines", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2, help="of each machine")
    parser.add_argument("--mib", type=int, default=4, help="of pages that each worker keeps")
    parser.add_argument("--hit-ms", type=float, default=HIT_MS)
    parser.add_argument("--render-ms", type=float, default=RENDER_MS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    seconds = played(asked.mib, one_in=asked.one_in, machines=asked.machines, workers=asked.workers)
    total = told(seconds, asked.hit_ms, asked.render_ms)
    words = [*lines(seconds, asked.hit_ms, asked.render_ms), *closing(total, asked.hit_ms, asked.render_ms)]
    sys.stdout.write(json.dumps({"seconds": seconds, "total": total}) if asked.json else "\n".join(words))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
