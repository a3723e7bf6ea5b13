"""One parent with web workers and background workers, which hands its place to a new version without closing the door.

The parent owns the listening socket. On HUP it checks the code that now lies on disk, in a process of its own, and
becomes it (`exec`): same process id, same socket, so neither systemd nor a client notices. Its web workers live on as
children, serve until the new ones run, and are then asked to end. A connection that comes meanwhile waits in the
socket's queue, which all workers share; with granian's own sockets, one a worker, a leaving worker's would be reset.
"""

import gc
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server import MPServer

from newsroom.serving.background import END_SECONDS, Keeper
from newsroom.serving.cores import keep_to_own
from newsroom.serving.parent import end_with_parent

BACKLOG = 1024
KILL_SECONDS = 5
GARBAGE = 20_000, 20, 20  # a page makes thousands of objects and no circles; looking for them took a twentieth of it
REQUESTS_AHEAD = 16
"""How many requests a worker takes at a time, for each of its threads; the rest wait in the socket's queue."""

COMMAND = (sys.executable, str(settings.BASE_DIR / "manage.py"), "serve")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """What a parent takes over from the one it was: the open socket, and web workers that are to leave."""

    listener: socket.socket
    leaving: Sequence[int] = ()

    @classmethod
    def new(cls, host: str, port: int) -> "Place":
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it, on Linux
        return cls(listener)

    @classmethod
    def taken_over(cls, descriptor: int, leaving: Sequence[int]) -> "Place":
        return cls(socket.socket(fileno=descriptor), leaving)


def loaded(application: Callable, parent: int, workers: int, worker: int) -> Callable:
    """Runs in each web worker before it serves; the first is number 0."""
    end_with_parent(parent)
    keep_to_own(worker, workers)
    return application


class Server(MPServer):
    def __init__(
        self, place: Place, host: str, port: int, workers: int, threads: int, keepers: Sequence[Keeper]
    ) -> None:
        super().__init__(
            "newsroom.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=workers,
            blocking_threads=threads,
            backpressure=threads * REQUESTS_AHEAD,
            backlog=BACKLOG,
            respawn_failed_workers=True,
            respawn_interval=1,
            workers_kill_timeout=KILL_SECONDS,
            log_level=LogLevels.warning,
        )
        self._place = place
        self._keepers = keepers

    def run(self, application: Callable) -> None:
        """Serves until TERM or INT. All that workers can share is in memory before the first one is forked."""
        connections.close_all()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        self.on_shutdown(self._end_background)
        for keeper in self._keepers:
            keeper.start()
        self.serve(target_loader=partial(loaded, application, os.getpid(), self.workers), wrap_loader=False)

    def _init_shared_socket(self) -> None:
        """The place's own socket instead of one a worker; it is open in every child."""
        self._sso = None
        self._place.listener.set_inheritable(True)
        self._sfd = self._place.listener.fileno()
        self._shd = SocketHolder(self._sfd, False, BACKLOG)
        self._ssp = None

    def _drop_shared_socket(self) -> None:
        """At the end nobody new is let in; what is being answered is answered."""
        for keeper in self._keepers:
            keeper.ask_to_end()
        self._place.listener.close()

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Callable) -> Any:
        return super()._spawn_worker(idx, target, partial(callback_loader, idx))

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        super()._spawn_workers(spawn_target, target_loader)
        if self._place.leaving:
            threading.Thread(target=see_off, args=(self._place.leaving,), name="see off", daemon=True).start()

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        """HUP."""
        self.reload_signal = False
        self.main_loop_interrupt.clear()
        if not new_version_is_sound():
            logger.error("The new version does not start; the old one goes on.")
            return
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        logger.warning("A new version takes over.")
        leaving = [worker.inner.pid for worker in self.wrks if worker.inner.is_alive()]
        for keeper in self._keepers:
            keeper.ask_to_end()
            leaving.append(keeper.pid)
        words = ["--listener", str(self._sfd), "--leaving", ",".join(map(str, leaving))]
        os.execv(sys.executable, [*COMMAND, *words])  # noqa: S606 (no shell is wanted)

    def _end_background(self) -> None:
        for keeper in self._keepers:
            keeper.wait()


def new_version_is_sound() -> bool:
    """The code and the settings as they are now, loaded whole by a process that opens no port."""
    return subprocess.run([*COMMAND, "--try"]).returncode == 0


def see_off(leaving: Sequence[int]) -> None:
    """The workers of the version before: they finish what they are at, and are waited for."""
    for pid in leaving:
        os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + END_SECONDS
    waiting = set(leaving)
    while waiting:
        waiting -= {pid for pid in waiting if os.waitpid(pid, os.WNOHANG)[0]}
        if time.monotonic() > end:
            for pid in waiting:
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
