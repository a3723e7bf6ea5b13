"""The background workers beside the web workers: forked from the same parent, replaced when they die."""

import logging
import multiprocessing
import os
import socket
import threading
from collections.abc import Callable

from django.core.management import call_command

from newsroom.serving.heartbeats import Pulse
from newsroom.serving.parent import end_with_parent
from newsroom.serving.place import Place

RESTART_SECONDS = 2.0
END_SECONDS = 10.0
logger = logging.getLogger(__name__)


def work_under(parent: int, place: Place) -> None:
    """In a child of the process `parent`. Its listening sockets are let go of: kept open here, they would take
    connections that nobody answers.
    """
    place.close()
    end_with_parent(parent)
    work()


def work() -> None:
    """Works through the queue until TERM; a task that runs then is finished first."""
    name = f"{socket.gethostname()[:40]}:{os.getpid()}"
    with Pulse(name):
        call_command("db_worker", worker_id=name, queue_name="*", reload=False, verbosity=1)


class Keeper:
    """Keeps one background worker running. Each is watched by a thread, which also lets go of it at a takeover."""

    def __init__(self, target: Callable[[], None] = work, restart_seconds: float = RESTART_SECONDS) -> None:
        self._target = target
        self._restart_seconds = restart_seconds
        self._ending = threading.Event()
        self._process: multiprocessing.Process | None = None
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        self._begin()
        self._thread.start()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask_to_end(self) -> None:
        self._ending.set()
        if self._process is not None and self._process.is_alive():
            self._process.terminate()

    def wait(self, seconds: float = END_SECONDS) -> None:
        self._thread.join(seconds)
        if self._thread.is_alive() and self._process is not None:
            logger.warning("The background worker did not end in time; its task will be taken up again.")
            self._process.kill()

    def _begin(self) -> None:
        self._process = multiprocessing.get_context("fork").Process(name="background", target=self._target)
        self._process.start()

    def _keep(self) -> None:
        while True:
            self._process.join()
            if self._ending.is_set():
                return
            logger.error("The background worker ended unexpectedly (%s).", self._process.exitcode)
            if self._ending.wait(self._restart_seconds):
                return
            self._begin()
