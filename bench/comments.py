"""Comments posted by many clients at once, through the real server: how many a second, and whether none is lost.

    python -m bench.comments --seconds 10 --clients 32

Serves a demo paper of its own in a temporary folder, posts on loopback alone, and stops by itself. Prints JSON.
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "b" * 32  # a CSRF token is any secret that the form repeats
A_READER = 4  # comments; a fifth in a minute is the last that the limits take
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


def manage(around: list[str], *words: str) -> str:
    command = [*around, sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


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
    "keys": list(Comment.objects.filter(thread=thread, key__startswith="bench").values_list("key", flat=True)),
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


def post(
    connection: http.client.HTTPConnection, host: str, path: str, session: str, key: str, address: str
) -> tuple[int, str]:
    """Status and where the answer leads."""
    form = {"text": f"What I have to say is {key}", "key": key, "act": "say", "csrfmiddlewaretoken": TOKEN}
    headers = {
        "Host": host,
        "Origin": f"http://{host}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-Forwarded-For": address,
    }
    connection.request("POST", f"{path}comments/mine/", body=urlencode(form), headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.getheader("Location", "")


def client(work: tuple[int, int, str, list[str], float]) -> dict[str, Any]:
    """Posts over one connection until the time is over; the comments acknowledged, other answers, waits."""
    number, port, path, sessions, seconds = work
    host, acknowledged, others, waits = f"localhost:{port}", [], {}, []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    end = time.monotonic() + seconds
    for sent in range(len(sessions) * A_READER):
        began = time.monotonic()
        if began >= end:
            break
        key = f"bench-{number}-{sent}"
        address = f"10.{number}.{sent // A_READER // 256}.{sent // A_READER % 256}"
        status, where = post(connection, host, path, sessions[sent // A_READER], key, address)
        waits.append(time.monotonic() - began)
        if status == 302 and "done=say" in where:
            acknowledged.append(key)
        else:
            others[str(status)] = others.get(str(status), 0) + 1
    connection.close()
    return {"acknowledged": acknowledged, "others": others, "waits": waits, "ran_out": time.monotonic() < end}


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process, its children and theirs have used."""
    total, tick = 0.0, os.sysconf("SC_CLK_TCK")
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        total += cpu_of(int(child))
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return total + (int(fields[11]) + int(fields[12])) / tick


def measure(port: int, clients: int, seconds: float, folder: Path, database: str) -> dict[str, Any]:
    around = surroundings(folder, port, database)
    if not (folder / "newsroom.sqlite3").exists() or database:
        manage(around, "prepare")
    readers = max(clients, int(MOST_A_SECOND * seconds) // A_READER)
    ready = json.loads(manage(around, "shell", "--no-imports", "-c", PREPARE.format(readers=readers)))
    first, *keys = ready["keys"]
    work = [(n, port, ready["path"], keys[n::clients], seconds) for n in range(clients)]
    with serving(around, port) as pid, get_context("fork").Pool(clients) as pool:
        client((255, port, ready["path"], [first], 0.2))  # the first requests load the code
        cpu, began = cpu_of(pid), time.monotonic()
        found = pool.map(client, work, chunksize=1)
        took, cpu = time.monotonic() - began, cpu_of(pid) - cpu
    there = json.loads(manage(around, "shell", "--no-imports", "-c", COUNT.format(story=ready["story"])))
    return report(found, there, took, cpu) | {"recount": manage(around, "recount").strip()}


def report(found: list[dict[str, Any]], there: dict[str, Any], took: float, cpu: float) -> dict[str, Any]:
    acknowledged = [key for one in found for key in one["acknowledged"]]
    waits = sorted(wait for one in found for wait in one["waits"])
    stored = [key for key in there["keys"] if not key.startswith("bench-255-")]
    return {
        "acknowledged": len(acknowledged),
        "a_second": round(len(acknowledged) / took, 1),
        "lost": len(set(acknowledged) - set(stored)),
        "doubled": len(stored) - len(set(stored)),
        "other_answers": [one["others"] for one in found if one["others"]],
        "ran_out_of_readers": sum(one["ran_out"] for one in found),
        "p50_ms": round(waits[len(waits) // 2] * 1000, 1),
        "p99_ms": round(waits[len(waits) * 99 // 100] * 1000, 1),
        "server_cpu_ms_a_comment": round(cpu / max(1, len(acknowledged)) * 1000, 2),
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
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "var"
        if chosen.paper:
            shutil.copytree(chosen.paper, folder)
        found = measure(chosen.port, chosen.clients, min(chosen.seconds, 120), folder, chosen.database)
    sys.stdout.write(f"{json.dumps(found, indent=2)}\n")


if __name__ == "__main__":
    main()
