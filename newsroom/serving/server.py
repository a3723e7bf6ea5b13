"""One parent with web workers and background workers, which hands its place to a new version without closing the door.

The parent owns the listening sockets, one for each web worker, over which the kernel spreads connections: where workers
share one, whoever wakes first takes every connection that waits. On HUP it checks the code that now lies on disk, in a
process of its own, and becomes it (`exec`): same process id, same sockets, so neither systemd nor a client notices. Its
web workers live on as children, serve until the new ones run, and are then asked to end. A connection that comes
meanwhile waits in a socket's queue; with granian's own sockets a leaving worker's would be reset.
"""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections
from granian import _signals
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server import MPServer

from newsroom.serving.background import END_SECONDS, Keeper
from newsroom.serving.cores import keep_to_own
from newsroom.serving.parent import ENDINGS, end_when_told, end_with_parent
from newsroom.serving.place import BACKLOG, Place

KILL_SECONDS = 5
LOOK_SECONDS = 0.05
RELOADING = (signal.SIGHUP,)
GARBAGE = 20_000, 20, 20  # a page makes thousands of objects and no circles; looking for them took a twentieth of it
REQUESTS_AHEAD = 16
"""How many requests a worker takes at a time, for each of its threads; the rest wait in the socket's queue."""

COMMAND = (sys.executable, str(settings.BASE_DIR / "manage.py"), "serve")

logger = logging.getLogger(__name__)


def loaded(application: Callable, parent: int, place: Place, workers: int, worker: int) -> Callable:
    """Runs in each web worker before it serves; the first is number 0."""
    end_with_parent(parent)
    place.keep(worker)
    keep_to_own(worker, workers)
    _signals.set_main_signals = end_when_told  # the handler that granian would set can wait for itself, for ever
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
            workers=place.workers(workers),
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
        self._leaving = set(place.leaving)

    def run(self, application: Callable) -> None:
        """Serves until TERM or INT. All that workers can share is in memory before the first one is forked."""
        connections.close_all()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        self.on_shutdown(self._end_background)
        for keeper in self._keepers:
            keeper.start()
        loader = partial(loaded, application, os.getpid(), self._place, self.workers)
        self.serve(target_loader=loader, wrap_loader=False)

    def _init_shared_socket(self) -> None:
        """The place's own sockets instead of granian's. A HUP that came during a takeover is heard from here on."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, RELOADING)
        self._sso = self._ssp = None
        for listener in self._place.listeners:
            listener.set_inheritable(True)

    def _drop_shared_socket(self) -> None:
        """At the end nobody new is let in; what is being answered is answered."""
        for keeper in self._keepers:
            keeper.ask_to_end()
        self._place.close()

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Callable) -> Any:
        self._shd = SocketHolder(self._place.of(idx).fileno(), False, BACKLOG)
        return super()._spawn_worker(idx, target, partial(callback_loader, idx))

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        super()._spawn_workers(spawn_target, target_loader)
        if self._leaving:
            threading.Thread(target=see_off, args=(self._leaving,), name="see off", daemon=True).start()

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        """HUP. TERM and INT are heeded during the look at the new version; from then until it serves they end it."""
        self.reload_signal = False
        self.main_loop_interrupt.clear()
        listeners = in_a_row([listener.fileno() for listener in self._place.listeners])
        sound = self._new_version_is_sound(listeners)
        if sound and not self.interrupt_signal:
            for ending in ENDINGS:
                signal.signal(ending, signal.SIG_DFL)
        if self.interrupt_signal:
            self.main_loop_interrupt.set()
        elif sound:
            self._become_new_version(listeners)

    def _become_new_version(self, listeners: str) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, RELOADING)  # it waits until the new version hears it
        logger.warning("A new version takes over.")
        leaving = [*self._leaving, *(worker.inner.pid for worker in self.wrks if worker.inner.is_alive())]
        for keeper in self._keepers:
            keeper.ask_to_end()
            leaving.append(keeper.pid)
        words = ["--listeners", listeners, "--leaving", in_a_row(leaving)]
        os.execv(sys.executable, [*COMMAND, *words])  # noqa: S606 (no shell is wanted)

    def _new_version_is_sound(self, listeners: str) -> bool:
        """The code and the settings as they are now, loaded whole by a process that opens no port; it must also know
        how it will be told of the sockets."""
        trial = subprocess.Popen([*COMMAND, "--try", "--listeners", listeners])
        while trial.poll() is None and not self.interrupt_signal:
            time.sleep(LOOK_SECONDS)
        if trial.returncode:
            logger.error("The new version does not start; the old one goes on.")
        trial.kill()
        return trial.wait() == 0

    def _end_background(self) -> None:
        for keeper in self._keepers:
            keeper.wait()


def in_a_row(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def see_off(leaving: set[int]) -> None:
    """The workers of versions before: they finish what they are at, and are waited for. The set ends empty."""
    for pid in leaving:
        tell(pid, signal.SIGTERM)
    end = time.monotonic() + END_SECONDS
    while leaving:
        leaving -= {pid for pid in leaving if is_gone(pid)}
        if time.monotonic() > end:
            for pid in leaving:
                tell(pid, signal.SIGKILL)
        time.sleep(LOOK_SECONDS)


def tell(pid: int, what: signal.Signals) -> None:
    """A child that died just now was told enough."""
    with suppress(ProcessLookupError):
        os.kill(pid, what)


def is_gone(pid: int) -> bool:
    """Whether a child has ended, here or before."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True
