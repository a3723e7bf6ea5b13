"""The last packet of an answer is not held back until the reader's machine has acknowledged the one before (40 ms)."""

import socket

import pytest

from newsroom.serving.place import Place


def holds_packets_back(listener: socket.socket) -> bool:
    with listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            return not accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_connections_of_the_paper_send_at_once(host: str) -> None:
    assert not holds_packets_back(Place.new(host, 0, 1).listeners[0])


def test_so_do_those_of_a_socket_that_systemd_opened() -> None:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        assert not holds_packets_back(Place.taken_over([opened.detach()], ()).listeners[0])


def test_a_socket_that_nobody_told_so_holds_packets_back() -> None:
    assert holds_packets_back(socket.create_server(("127.0.0.1", 0)))
