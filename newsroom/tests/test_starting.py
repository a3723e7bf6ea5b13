"""How the paper starts and stops: words when something is missing, and no process left behind."""

import importlib.util
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

from newsroom.demo import port
from newsroom.tests.demo_server import answers, free_port, wait_for

pytestmark = pytest.mark.once


@pytest.fixture
def install() -> ModuleType:
    """deploy/install.py, which is no part of any package."""
    spec = importlib.util.spec_from_file_location("install", settings.BASE_DIR / "deploy" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """A server with two workers, and its port."""
    number = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"NEWSROOM_VAR": str(tmp_path), "PORT": str(number), "WEB_WORKERS": "2"}
    environment |= {"NEWSROOM_TASK_WORKERS": "0"}
    (tmp_path / "static").mkdir()
    process = subprocess.Popen([settings.BASE_DIR / "deploy" / "serve"], env=environment)
    wait_for(number, process)
    yield process, number
    process.terminate()
    process.wait(timeout=10)


def children(pid: int) -> set[int]:
    return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()}


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_cleanly_and_leaves_no_child(server: tuple, stop: signal.Signals) -> None:
    process, _ = server
    workers = children(process.pid)
    assert len(workers) >= 2
    process.send_signal(stop)
    assert process.wait(timeout=10) == 0
    assert eventually(lambda: not any(alive(pid) for pid in workers))


def test_a_worker_that_dies_is_replaced(server: tuple) -> None:
    process, number = server
    workers = children(process.pid)
    os.kill(min(workers), signal.SIGKILL)
    assert eventually(lambda: len(children(process.pid) - {min(workers)}) >= len(workers))
    assert process.poll() is None
    answers(number)


def test_a_taken_port_is_refused_with_another_one_to_try() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert f"Port {taken} is taken" in port.main(str(taken))
        assert "make run PORT=" in port.main(str(taken))


def test_a_free_port_is_taken_without_a_word() -> None:
    assert port.main(str(free_port())) == ""


@pytest.mark.parametrize("word", ["", "x", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_refused(word: str) -> None:
    assert "Give a number" in port.main(word)


def test_an_old_python_is_refused_in_words(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "VERSION", (3, 10))
    with pytest.raises(SystemExit, match=r"3\.11, 3\.12 or 3\.13; this is 3\.10"):
        install.check_python()


def test_a_python_without_venv_is_told_which_package_to_install(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SystemExit, match=r"apt-get install python3\.\d+-venv"):
        install.check_python()


def test_this_python_is_good_enough(install: ModuleType) -> None:
    install.check_python()


def test_what_is_installed_is_known_by_its_files(install: ModuleType, tmp_path: Path) -> None:
    install.ROOT = tmp_path
    (tmp_path / "constraints.txt").write_text("django==5.2.19", encoding="ascii")
    (tmp_path / "requirements.txt").write_text("django", encoding="ascii")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\nruff", encoding="ascii")
    before = install.fingerprint(["requirements-dev.txt"])
    assert before == install.fingerprint(["requirements-dev.txt"])
    (tmp_path / "requirements.txt").write_text("django  # more", encoding="ascii")
    assert before != install.fingerprint(["requirements-dev.txt"])
