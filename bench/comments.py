"""Comments posted by many clients at once, through the real server: how many a second, and whether none is lost.

    python -m bench.comments --seconds 10 --clients 32

Serves a demo paper of its own in a temporary folder, posts with wrk on loopback alone, and stops by itself. Prints
JSON. The clients share the cores with the server; what they use is said beside it.
"""

import argparse
import json
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import wrk
from bench.processes import cpu_seconds
from bench.rows import Unmeasured

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "b" * 32  # a CSRF token is any secret that the form repeats
A_READER = 4  # comments, as in lua/comments.lua
MOST_A_SECOND = 1500  # readers are made for so many
START_SECONDS = 60


def surroundings(folder: Path, port: int, database: str) -> list[str]:
    """The command that runs another with the settings of this paper."""
    given = {
        "NEWSROOM_DEMO": "1",
        "NEWSROOM_VAR": str(folder),
        "NEWSROOM_URL": f"http://localhost:{port}",
        "NEWSROOM_PROXY_COUNT": "1",  # so that each client can have an address of its own
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "PORT": str(port),
    } | ({"DATABASE_URL": database} if database else {})
    return ["env", *(f"{name}={value}" for name, value in given.items())]


def told(around: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [*around, sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def manage(around: list[str], *words: str) -> str:
    done = told(around, *words)
    if done.returncode:
        raise Unmeasured(f"manage.py {words[0]}: {done.stderr.strip()[-200:]}")
    return done.stdout


def recount(around: list[str]) -> str:
    """What it says; wrong counts are a finding, which must not hide the others."""
    done = told(around, "recount")
    return (done.stdout + done.stderr).strip()


PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from datetime import timedelta
from articles.models import Edition
from comments.models import Comment
from newsroom.accounts.models import User
number = {readers}
User.objects.bulk_create(
    [User(username=f"bench-{{n}}", name=f"Reader {{n}}", password="!") for n in range(number)], batch_size=500
)
store = import_module(settings.SESSION_ENGINE).SessionStore()
readers, rows, ends = User.objects.filter(username__startswith="bench-"), [], timezone.now() + timedelta(days=1)
for reader in readers:
    kept = {{
        SESSION_KEY: str(reader.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: reader.get_session_auth_hash(),
    }}
    rows.append(Session(session_key=f"bench{{reader.pk:027d}}", session_data=store.encode(kept), expire_date=ends))
Session.objects.bulk_create(rows, batch_size=500)
edition = Edition.objects.live().select_related("section").order_by("-published_at").first()
print(json.dumps({{
    "keys": [row.session_key for row in rows], "path": edition.get_absolute_url(), "story": edition.article_id,
    "before": Comment.objects.filter(thread__article=edition.article_id).count(),
}}))
"""
COUNT = """
import json
from django.db.models import F
from comments.models import Comment, Thread
thread = Thread.objects.get(article={story})
print(json.dumps({{
    "keys": list(Comment.objects.filter(thread=thread, key__startswith="bench-").values_list("key", flat=True)),
    "public_count": thread.public_count, "public": Comment.objects.filter(thread=thread, is_public=True).count(),
}}))
"""


@contextmanager
def serving(around: list[str], port: int) -> Iterator[int]:
    """The server's process id, until the block ends."""
    server = subprocess.Popen([*around, ROOT / "deploy" / "serve"], stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


@dataclass(frozen=True)
class Answers:
    """What every post was answered: the keys of those acknowledged, how often each other status came.

    `ran_out` counts the clients whose readers were used up before the time was over: the rate is then too low.
    """

    acknowledged: list[str]
    others: dict[str, int]
    ran_out: int = 0


def readers_of(folder: Path, word: str, sessions: list[str], first: int, clients: int) -> None:
    """A file for each client: its readers, each with an address of its own. `first` is the number of the first."""
    lines = [f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}\t{session}\n" for n, session in enumerate(sessions, first)]
    for client in range(clients):
        (folder / f"{word}-{client}.readers").write_text("".join(lines[client::clients]))


def answers_of(folder: Path, word: str, requests: int) -> Answers:
    """What the clients wrote down; refused unless it is every answer that wrk counted."""
    found = [line.split("\t") for file in folder.glob(f"{word}-*.answers") for line in file.read_text().splitlines()]
    if len(found) != requests:
        raise Unmeasured(f"wrk counted {requests} answers, {len(found)} were written down")
    said = [key for key, status, where in found if status == "302" and "done=say" in where]
    others = Counter(status for _key, status, where in found if status != "302" or "done=say" not in where)
    return Answers(said, dict(others), len(list(folder.glob(f"{word}-*.ran-out"))))


def post(port: int, path: str, folder: Path, word: str, clients: int, seconds: float) -> tuple[wrk.Load, Answers]:
    """One thread for each connection: only so does the script know which request an answer belongs to."""
    words = [str(folder), word, f"localhost:{port}", TOKEN]
    url = f"http://127.0.0.1:{port}{path}comments/mine/"
    load = wrk.run(url, seconds, connections=clients, threads=clients, script="comments.lua", words=words)
    return load, answers_of(folder, word, load.requests)


def children_cpu() -> float:
    """Seconds of CPU of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(port: int, clients: int, seconds: float, folder: Path, database: str) -> dict[str, Any]:
    around = surroundings(folder / "var", port, database)
    if not (folder / "var" / "newsroom.sqlite3").exists() or database:
        manage(around, "prepare")
    readers = clients + max(clients, int(MOST_A_SECOND * seconds) // A_READER)
    ready = json.loads(manage(around, "shell", "--no-imports", "-c", PREPARE.format(readers=readers)))
    readers_of(folder, "warm", ready["keys"][:clients], 0, clients)
    readers_of(folder, "bench", ready["keys"][clients:], clients, clients)
    with serving(around, port) as pid:
        post(port, ready["path"], folder, "warm", clients, 1)  # the first requests load the code
        server, client = cpu_seconds(pid), children_cpu()
        load, answers = post(port, ready["path"], folder, "bench", clients, seconds)
        server, client = cpu_seconds(pid) - server, children_cpu() - client
    there = json.loads(manage(around, "shell", "--no-imports", "-c", COUNT.format(story=ready["story"])))
    found = report(load, answers, there)
    found["server_cpu_ms_a_comment"] = round(server / max(1, found["acknowledged"]) * 1000, 2)
    found["client_cpu_ms_a_comment"] = round(client / max(1, found["acknowledged"]) * 1000, 3)
    return found | {"recount": recount(around)}


def report(load: wrk.Load, answers: Answers, there: dict[str, Any]) -> dict[str, Any]:
    """A comment stored and not acknowledged was on its way when the time was over: not lost, at most one a client."""
    acknowledged, stored = set(answers.acknowledged), there["keys"]
    return {
        "acknowledged": len(acknowledged),
        "a_second": round(len(acknowledged) * load.requests_s / load.requests, 1) if load.requests else 0.0,
        "lost": len(acknowledged - set(stored)),
        "doubled": len(stored) - len(set(stored)),
        "on_their_way": len(set(stored) - acknowledged),
        "other_answers": answers.others,
        "ran_out_of_readers": answers.ran_out,
        "failed": load.failed,
        "p50_ms": load.p50_ms,
        "p99_ms": load.p99_ms,
        "count_is_right": there["public_count"] == there["public"],
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--clients", type=int, default=32)
    words.add_argument("--seconds", type=float, default=10)
    words.add_argument("--port", type=int, default=8190)
    words.add_argument("--database", default="", help="DATABASE_URL of an empty database; SQLite when left out")
    words.add_argument("--paper", help="a NEWSROOM_VAR that is ready: a copy of it is served instead of a new demo")
    chosen = words.parse_args()
    try:
        wrk.program()
        with tempfile.TemporaryDirectory() as made:
            if chosen.paper:
                shutil.copytree(chosen.paper, Path(made) / "var")
            found = measure(chosen.port, chosen.clients, min(chosen.seconds, 120), Path(made), chosen.database)
    except Unmeasured as reason:
        sys.exit(str(reason))
    sys.stdout.write(f"{json.dumps(found, indent=2)}\n")


if __name__ == "__main__":
    main()
