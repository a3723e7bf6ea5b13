"""A photograph of 12 megapixels: the upload's answer by the desk's form, then its sizes; prints one line of JSON.

    .venv/bin/python -m bench.pictures [rounds]

It has a paper of its own, on SQLite in a folder that is deleted at the end. Seconds are the fewest of all rounds; `cpu`
is that of the whole process, threads included.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
INSIDE = "import django; django.setup(); from bench import uploading; uploading.run({rounds})"


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """{"upload_seconds", "upload_cpu", "eight_cpu", "all_cpu", "avif_cpu", "ssim", "ssim_encoded", "bytes"}.

    `eight` are 4 JPEG and 4 WebP of the whole picture; `all` is the task, with 24 files and their rows. `ssim` is the
    worst of all sizes against one cut from every pixel, before they are encoded.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "NEWSROOM_DEMO": "1",
            "NEWSROOM_URL": "http://localhost",
            "NEWSROOM_VAR": folder,
        }
        command = [sys.executable, "-c", INSIDE.format(rounds=rounds)]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:2]))) + "\n")
