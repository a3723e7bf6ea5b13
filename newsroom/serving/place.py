"""Where the paper is reached: the sockets that its web workers take connections from."""

import logging
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

BACKLOG = 1024
SPREADS = sys.platform.startswith("linux")
"""Whether connections are spread over sockets at one address; other systems send all of them to one."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """What a parent takes over from the one it was: the open sockets, and web workers that are to leave."""

    listeners: tuple[socket.socket, ...]
    leaving: Sequence[int] = ()

    def __post_init__(self) -> None:
        for listener in self.listeners:
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it, on Linux

    @classmethod
    def new(cls, host: str, port: int, count: int) -> "Place":
        """As many sockets at one address. OSError where another process listens there, even one that would share it."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listen = partial(socket.create_server, family=family, backlog=BACKLOG)
        with listen((host, port)) as alone:
            port = alone.getsockname()[1]
        if not SPREADS:
            count = 1
        return cls(tuple(listen((host, port), reuse_port=True) for _ in range(count)))

    @classmethod
    def taken_over(cls, descriptors: Sequence[int], leaving: Sequence[int]) -> "Place":
        return cls(tuple(socket.socket(fileno=descriptor) for descriptor in descriptors), leaving)

    def of(self, worker: int) -> socket.socket:
        """The first worker is number 0."""
        return self.listeners[worker % len(self.listeners)]

    def keep(self, worker: int) -> None:
        """In that worker. A socket of another one, open here too, would let readers in when that one has left."""
        for listener in self.listeners:
            if listener is not self.of(worker):
                listener.close()

    def close(self) -> None:
        for listener in self.listeners:
            listener.close()

    def workers(self, wanted: int) -> int:
        """How many web workers: connections to a socket that none of them has would wait for ever."""
        if SPREADS and wanted != len(self.listeners):
            logger.warning(
                "There are %d listening sockets, and WEB_WORKERS is %d. Give newsroom.socket a line for each worker.",
                len(self.listeners),
                wanted,
            )
        return max(wanted, len(self.listeners))
