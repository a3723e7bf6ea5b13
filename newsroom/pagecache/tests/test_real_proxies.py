"""A real nginx and a real Varnish in front of pages that they may keep for an hour: told of a purge, they ask again."""

import os
import re
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from newsroom.pagecache.proxies import known
from newsroom.pagecache.proxies.address import read
from newsroom.pagecache.tests.servers import PATIENCE, free_port, wait_until

pytestmark = pytest.mark.once

PATHS = os.environ.get("PATH", "") + ":/usr/sbin"
NGINX_PROGRAM = shutil.which("nginx", path=PATHS)
VARNISH_PROGRAM = shutil.which("varnishd", path=PATHS)
DEPLOY = Path(settings.BASE_DIR) / "deploy"
VCL = """vcl 4.1;
backend default {{ .host = "127.0.0.1"; .port = "{port}"; }}
include "{deploy}/varnish.vcl";
"""
NGINX = """
daemon off; pid {folder}/pid; error_log stderr emerg;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    proxy_cache_path {folder}/cache levels=1:2 keys_zone=newsroom:1m use_temp_path=off;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass http://127.0.0.1:{paper}; proxy_cache newsroom; open_file_cache off; }}
    }}
    {forget}
}}
"""


class Paper(BaseHTTPRequestHandler):
    """Each page carries the tag that its path names, and the number of pages made so far."""

    def do_GET(self) -> None:
        self.server.made += 1
        words = str(self.server.made).encode()
        self.send_response(200)
        self.send_header("Cache-Control", "public, max-age=0, s-maxage=3600")
        self.send_header("X-Accel-Expires", "3600")
        self.send_header("Surrogate-Key", f"front {self.path.strip('/')} other")
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *words: Any) -> None:
        """Says nothing."""


@pytest.fixture
def paper() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.made = 0
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def running(command: list[str], port: int) -> Iterator[Callable[[str], str]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: listens(port))
        yield lambda tag: page(port, tag)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def listens(port: int) -> bool:
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", port)) == 0


def page(port: int, tag: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{tag}", timeout=PATIENCE) as answer:
        return answer.read().decode()


@pytest.mark.skipif(not NGINX_PROGRAM and os.environ.get("CI") != "true", reason="There is no nginx here.")
def test_nginx_forgets_its_pages_when_it_is_told(paper: int, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    port, door = free_port(), free_port()
    forget = (DEPLOY / "nginx-forget.conf").read_text(encoding="utf-8")
    forget = forget.replace("127.0.0.1:8081", f"127.0.0.1:{door}").replace(
        "/var/cache/nginx/newsroom/", f"{tmp_path}/cache/"
    )
    configuration = tmp_path / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(
        user + NGINX.format(folder=tmp_path, port=port, paper=paper, forget=forget), encoding="utf-8"
    )
    with running([NGINX_PROGRAM, "-e", "stderr", "-p", str(tmp_path), "-c", str(configuration)], port) as ask:
        tags = [f"article:{number}" for number in range(20)]
        first = [ask(tag) for tag in tags]
        assert [ask(tag) for tag in tags] == first, "it keeps pages"
        for _ in range(3):
            known.purge(read(f"nginx://127.0.0.1:{door}/forget/"), ["article:1"])
            fresh = [ask(tag) for tag in tags]
            assert not set(fresh) & set(first)
            assert [ask(tag) for tag in tags] == fresh, "and keeps them again"
            first = fresh


@pytest.mark.skipif(not VARNISH_PROGRAM and os.environ.get("CI") != "true", reason="There is no varnishd here.")
def test_varnish_forgets_the_pages_with_the_tag_alone(paper: int, tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "paper.vcl").write_text(VCL.format(port=paper, deploy=DEPLOY), encoding="utf-8")
    command = [VARNISH_PROGRAM, "-F", "-n", str(tmp_path / "work"), "-a", f"127.0.0.1:{port}", "-j", "none"]
    with running([*command, "-f", str(tmp_path / "paper.vcl")], port) as ask:
        first = {tag: ask(tag) for tag in ("article:1", "article:12", "article:2")}
        known.purge(read(f"varnish://127.0.0.1:{port}"), ["article:1", 'od"d(', "article:2"])
        assert ask("article:12") == first["article:12"]
        assert ask("article:1") != first["article:1"]
        assert ask("article:2") != first["article:2"]
        known.purge(read(f"varnish://127.0.0.1:{port}"), ["front"])
        assert ask("article:12") != first["article:12"]


def test_varnish_is_given_a_list_of_machines_and_refuses_others() -> None:
    words = (DEPLOY / "varnish.vcl").read_text(encoding="utf-8")
    assert re.search(r"client\.ip !~ newsroom.*\n\s*return \(synth\(403\)\)", words)
