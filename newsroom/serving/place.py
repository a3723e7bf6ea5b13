"""Where the paper is reached: the sockets that its web workers take connections from."""

import logging
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

BACKLOG = 1024
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """What a parent takes over from the one it was: the open sockets, and web workers that are to leave."""

    listeners: tuple[socket.socket, ...]
    leaving: Sequence[int] = ()

    @classmethod
    def new(cls, host: str, port: int, count: int) -> "Place":
        """As many sockets at one address. OSError where another process listens there, even one that would share it."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listen = partial(socket.create_server, family=family, backlog=BACKLOG)
        with listen((host, port)) as alone:
            port = alone.getsockname()[1]
        if not sys.platform.startswith("linux"):  # others send every connection to the same socket
            count = 1
        listeners = tuple(listen((host, port), reuse_port=True) for _ in range(count))
        for listener in listeners:
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it, on Linux
        return cls(listeners)

    @classmethod
    def taken_over(cls, descriptors: Sequence[int], leaving: Sequence[int]) -> "Place":
        return cls(tuple(socket.socket(fileno=descriptor) for descriptor in descriptors), leaving)

    def close(self) -> None:
        for listener in self.listeners:
            listener.close()

    def workers(self, wanted: int) -> int:
        """How many web workers: connections to a socket that none of them has would wait for ever."""
        if wanted < len(self.listeners):
            logger.warning(
                "WEB_WORKERS is %d, newsroom.socket has %d lines: one worker a line.", wanted, len(self.listeners)
            )
        return max(wanted, len(self.listeners))
