"""Measurements that run by themselves, with a paper of their own."""

import json
import subprocess
import sys
from typing import Any

from bench.plan import ROOT
from bench.rows import Unmeasured

SECONDS = 300


def answer_of(module: str, *words: str) -> dict[str, Any]:
    """What a measurement that runs by itself printed as JSON."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode:
        raise Unmeasured(f"{module}: {done.stderr.strip()[-200:]}")
    return json.loads(done.stdout[done.stdout.index("{") :])
