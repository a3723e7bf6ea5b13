"""nginx on this machine: before the paper with the shipped deploy/nginx.conf, or with the same bytes as files."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import ports
from bench.plan import ROOT
from bench.rows import Unmeasured

SHIPPED = ROOT / "deploy" / "nginx.conf"
AROUND = """{user}
daemon off;
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""
FILES = """
    sendfile on;
    tcp_nopush off;
    keepalive_requests 1000000;
    open_file_cache max=1000 inactive=60s;
    open_file_cache_valid 30s;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        default_type "text/html; charset=utf-8";
        index index.html;
        gzip_static on;
    }}
"""


def program() -> str:
    found = shutil.which("nginx", path=f"{os.defpath}:/usr/sbin:/usr/local/sbin:/usr/local/bin")
    if not found:
        raise Unmeasured("nginx is missing. Debian, Ubuntu: apt-get install nginx-light")
    return found


def around(folder: Path, servers: str) -> Path:
    user = "user root;" if os.geteuid() == 0 else ""  # folders of a run are open to their maker alone
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(user=user, folder=folder, servers=servers))
    return file


def before_the_paper(folder: Path, port: int, origin: int) -> Path:
    """The shipped file without TLS, on this machine alone."""
    text = SHIPPED.read_text()
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"\n    listen \[::\]:443[^;]*;", "", text)
    text = re.sub(r"listen 443[^;]*;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n    ssl_[^;]*;", "", text)
    text = text.replace("server_name news.example.org;", "server_name localhost;")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{origin}")
    for path in ("/var/cache/nginx/newsroom", "/var/log/nginx", "/var/lib/newsroom"):
        text = text.replace(path, str(folder / Path(path).name))
    for name in ("nginx", "newsroom"):
        (folder / name).mkdir(exist_ok=True)
    return around(folder, text)


def with_files(folder: Path, port: int, root: Path) -> Path:
    return around(folder, FILES.format(port=port, root=root))


@contextmanager
def running(folder: Path, configuration: Path, port: int, path: str) -> Iterator[int]:
    """Gives the process id."""
    command = [program(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)]
    process = subprocess.Popen(command)
    try:
        ports.wait_for(port, path, process)
        yield process.pid
    finally:
        ports.stop(process)
