"""The same bytes as the paper's, served by what the paper is compared with."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import nginx, ports
from bench.plan import ROOT
from bench.ports import Reply
from bench.rows import Unmeasured

LEFT_TO_THE_SERVER = {"date", "server", "connection", "content-length", "transfer-encoding"}


def write(folder: Path, pages: Mapping[str, Reply], *, packed: bool = True) -> None:
    """As files for nginx, and beside them the headers that the paper sent, for granian."""
    known = {}
    for path, reply in pages.items():
        if packed != (reply.header("Content-Encoding") == "gzip"):
            raise Unmeasured(f"{path} came as {reply.header('Content-Encoding') or 'it is'}")
        file = folder / "files" / path.strip("/") / "index.html.gz"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(reply.body)
        file.with_suffix("").write_bytes(gzip.decompress(reply.body) if packed else reply.body)
        headers = [pair for pair in reply.headers if pair[0].lower() not in LEFT_TO_THE_SERVER]
        known[path] = (headers, str(file.relative_to(folder)))
    (folder / "pages.json").write_text(json.dumps(known))


@contextmanager
def serving(folder: Path, pages: Mapping[str, Reply], port: int) -> Iterator[dict[str, tuple[int, int]]]:
    """Port and process id of each reference that could be started."""
    write(folder, pages)
    first = next(iter(pages))
    with ExitStack() as stack:
        found = {}
        for number, (name, kind) in enumerate((("bare", "function"), ("django", "django"))):
            pid = stack.enter_context(granian(folder, port + number, kind, first))
            found[name] = (port + number, pid)
        file = nginx.with_files(folder, port + 2, folder / "files")
        found["nginx"] = (port + 2, stack.enter_context(nginx.running(folder, file, port + 2, first)))
        yield found


@contextmanager
def granian(folder: Path, port: int, kind: str, path: str) -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-m", "bench.bare", str(folder), str(port), kind], cwd=ROOT)
    try:
        ports.wait_for(port, path, process)
        yield process.pid
    finally:
        ports.stop(process)
