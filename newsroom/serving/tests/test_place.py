"""Each web worker has a socket of its own at the paper's address, so that none of them is left without readers."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from newsroom.serving.place import SPREADS, Place
from newsroom.serving.tests.running import PATIENCE, Paper, is_alive, reply, serving, wait_until

HOST = "127.0.0.1"
ESTABLISHED, LISTENING = "01", "0A"  # include/net/tcp_states.h
AT_ONCE = 32

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not SPREADS, reason="only Linux spreads connections, and tells who has which"),
]
systemd = pytest.mark.skipif(
    not shutil.which("systemd-socket-activate") and os.environ.get("CI") != "true", reason="systemd is not installed"
)
served = pytest.mark.django_db(transaction=True)


def accepted_by(paper: Paper) -> dict[int, int]:
    """How many open connections of readers each child of the server has."""
    accepted = sockets(paper, ESTABLISHED)
    return {child: sum(name in accepted for name in open_files(child)) for child in paper.children()}


def sockets(paper: Paper, state: str) -> set[str]:
    """Of all processes at the paper's ports, named as `/proc` names them among open files."""
    lines = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    here = {f":{port:04X}" for port in paper.ports}
    return {
        f"socket:[{inode}]"
        for _, local, _, found, *_, inode in (line[:10] for line in lines)
        if found == state and local[-5:] in here
    }


def open_files(pid: int) -> Iterator[str]:
    for file in os.scandir(f"/proc/{pid}/fd"):
        with suppress(FileNotFoundError):  # closed meanwhile
            yield os.readlink(file.path)


def connections_at_once(paper: Paper, count: int) -> dict[int, int]:
    """Opens them in one go, asks for a page on each, and keeps them open until it has counted."""
    with ExitStack() as stack:
        opened = [
            stack.enter_context(closing(HTTPConnection(HOST, paper.ports[each % len(paper.ports)], timeout=PATIENCE)))
            for each in range(count)
        ]
        for connection in opened:
            connection.connect()
        for connection in opened:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
        assert {reply(connection.getresponse()).status for connection in opened} == {200}
        return accepted_by(paper)


def test_a_paper_opens_a_socket_for_each_worker_at_one_address() -> None:
    with closing(Place.new(HOST, 0, 3)) as place:
        assert len(place.listeners) == 3
        assert len({listener.getsockname() for listener in place.listeners}) == 1


def test_a_second_paper_at_the_same_address_is_refused_though_sockets_share_it() -> None:
    with closing(Place.new(HOST, 0, 2)) as place:
        port = place.listeners[0].getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            Place.new(HOST, port, 2)
        with socket.create_server((HOST, port), reuse_port=True):
            pass  # the kernel alone would not refuse it


def test_a_paper_starts_where_connections_of_the_one_before_are_still_fading() -> None:
    with closing(Place.new(HOST, 0, 1)) as place:
        port = place.listeners[0].getsockname()[1]
        with socket.create_connection((HOST, port)) as reader:
            accepted, _ = place.listeners[0].accept()
            accepted.close()  # who closes first keeps the port in TIME_WAIT
            assert reader.recv(1) == b""
    Place.new(HOST, port, 2).close()


def test_there_are_never_fewer_workers_than_sockets(caplog: pytest.LogCaptureFixture) -> None:
    with closing(Place.new(HOST, 0, 3)) as place:
        assert place.workers(3) == 3
        assert not caplog.messages
        assert place.workers(2) == 3
        assert "3 listening sockets, and WEB_WORKERS is 2" in caplog.messages[0]
        assert place.workers(4) == 4
        assert len(caplog.messages) == 2


@served
def test_of_many_connections_opened_at_once_each_worker_gets_some(tmp_path: Path) -> None:
    with serving(tmp_path, WEB_WORKERS="3", NEWSROOM_TASK_WORKERS="1") as paper:
        accepted = connections_at_once(paper, AT_ONCE)
        assert sum(accepted.values()) == AT_ONCE
        assert sorted(count > 0 for count in accepted.values()) == [False, True, True, True]  # one does other work


@served
def test_a_new_version_has_the_sockets_of_the_one_before(tmp_path: Path) -> None:
    with serving(tmp_path, NEWSROOM_TASK_WORKERS="0") as paper:
        before = paper.children()
        paper.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not any(is_alive(pid) for pid in before), "the end of the old workers")
        assert all(connections_at_once(paper, AT_ONCE).values())
        listening = sockets(paper, LISTENING)
        assert {len(listening & set(open_files(pid))) for pid in paper.children()} == {1}
        assert len(listening & set(open_files(paper.process.pid))) == len(listening) == 2
        assert len(paper.children()) == 2


@served
@systemd
def test_sockets_that_systemd_opened_have_a_worker_each(tmp_path: Path) -> None:
    with serving(tmp_path, sockets=2, WEB_WORKERS="1", NEWSROOM_TASK_WORKERS="0") as paper:
        assert sorted(connections_at_once(paper, 6).values()) == [3, 3]
        assert "Give newsroom.socket a line for each worker" in paper.log.read_text()


@served
@systemd
def test_workers_share_the_one_socket_that_systemd_opened(tmp_path: Path) -> None:
    with serving(tmp_path, sockets=1, NEWSROOM_TASK_WORKERS="0") as paper:
        wait_until(lambda: len(paper.children()) == 2, "both workers")
        assert sum(connections_at_once(paper, 6).values()) == 6
