"""The paper that is measured: the demo in a folder of its own, grown, served by deploy/serve."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench import ports, processes
from bench.plan import FOLDER, ROOT, Plan
from bench.rows import Unmeasured

METRICS_TOKEN = "bench-reads-the-numbers"  # noqa: S105 - of a paper on this machine alone
COMMAND_SECONDS = 7200


@dataclass(frozen=True)
class Paper:
    """`pid` is the parent of all its processes while it is served; `seen` has what pages cost at each size so far."""

    plan: Plan
    folder: Path
    port: int
    pid: int = 0
    seen: dict[int, dict[str, float]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self, **more: str) -> dict[str, str]:
        foreign = ["DJANGO_", "NEWSROOM_", "WEB_", "STORAGE_", "HOST"]
        foreign += ["DATABASE_"] if self.plan.database == "sqlite" else []  # never a file that is somebody's
        kept = {name: value for name, value in os.environ.items() if not name.startswith(tuple(foreign))}
        kept |= {"DATABASE_URL": self.plan.database_url} if self.plan.database == "postgresql" else {}
        return kept | {
            "NEWSROOM_DEMO": "1",
            "NEWSROOM_VAR": str(self.folder),
            "NEWSROOM_URL": f"http://localhost:{self.port}",
            "NEWSROOM_METRICS_TOKEN": METRICS_TOKEN,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PORT": str(self.port),
            **more,
        }

    def largest(self) -> "Paper":
        """The paper for the largest size: another one where the plan names it."""
        if self.plan.grown is None:
            return self
        plan = replace(self.plan, database_url=self.plan.grown_url or self.plan.database_url)
        paper = replace(self, plan=plan, folder=self.plan.grown)
        paper.manage("migrate", "--verbosity", "0")
        return paper

    def manage(self, *words: str) -> str:
        return self._run("manage.py", *words)

    def knows(self, command: str) -> bool:
        return command in self.manage("help", "--commands").split()

    def inside(self, name: str, /, *, pages_kept: bool = False, **told: Any) -> Any:
        """Runs a module of bench.inside in a Django process of this paper; gives back what it found."""
        kept = {"NEWSROOM_PAGECACHE": str(int(pages_kept))}
        words = self._run("-m", "bench.inside", name, json.dumps(told), **kept)
        return json.loads(words.strip().splitlines()[-1])

    def begin_inside(self, name: str, /, **told: Any) -> subprocess.Popen[str]:
        """The same beside other work; `end_inside` waits for what it found."""
        command = [sys.executable, "-m", "bench.inside", name, json.dumps(told)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def _run(self, *words: str, **more: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
        )
        if done.returncode:
            raise Unmeasured(f"{' '.join(words[:3])}: {done.stderr.strip()[-250:]}")
        return done.stdout

    def cpu_seconds(self) -> float:
        return processes.cpu_seconds(self.pid)

    def pss_mb(self) -> float:
        return processes.pss_mb(self.pid)


def end_inside(running: subprocess.Popen[str], seconds: float = 600) -> Any:
    words, errors = running.communicate(timeout=seconds)
    if running.returncode:
        raise Unmeasured(errors.strip()[-250:])
    return json.loads(words.strip().splitlines()[-1])


def prepared(plan: Plan) -> Paper:
    paper = Paper(plan, FOLDER / f"paper-{plan.database}", plan.port)
    paper.folder.mkdir(parents=True, exist_ok=True)
    paper.manage("prepare")
    return paper


@contextmanager
def served(paper: Paper, *, first: str = "/healthz", **more: str) -> Iterator[Paper]:
    """The paper with its process id, until the block ends; it begins when the first address answers."""
    with (FOLDER / "served.log").open("ab") as log:
        process = subprocess.Popen(
            [ROOT / "deploy" / "serve"], env=paper.environment(**more), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            ports.wait_for(paper.port, first, process)
            yield replace(paper, pid=process.pid)
        finally:
            ports.stop(process)
