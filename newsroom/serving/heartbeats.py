"""Which background workers live, and the tasks of those that were killed while they worked."""

import logging
import threading
from datetime import datetime, timedelta

from django.db import Error, connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom.serving.models import Heartbeat

EVERY = timedelta(seconds=10)
DEAD_AFTER = timedelta(seconds=60)
logger = logging.getLogger(__name__)


def beat(worker: str, at: datetime) -> None:
    Heartbeat.objects.update_or_create(worker=worker, defaults={"at": at})


def end(worker: str) -> None:
    """A worker that ends in order leaves no row behind."""
    Heartbeat.objects.filter(worker=worker).delete()


def age(at: datetime) -> float | None:
    """Seconds since any worker gave a sign, or None where none ever did. One query."""
    newest = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    return None if newest is None else max(0.0, (at - newest).total_seconds())


def take_back(at: datetime) -> int:
    """Tasks that a killed worker had begun wait for a worker again; tasks may run twice and are written for that."""
    with transaction.atomic():
        Heartbeat.objects.filter(at__lt=at - DEAD_AFTER).delete()
        living = set(Heartbeat.objects.values_list("worker", flat=True))
        begun = DBTaskResult.objects.running().filter(started_at__lt=at - DEAD_AFTER).values_list("pk", "worker_ids")
        lost = [key for key, workers in begun if not living.intersection(workers)]
        return DBTaskResult.objects.running().filter(pk__in=lost).update(status=TaskResultStatus.READY)


class Pulse:
    """Beats beside the work, on a connection of its own, so that a long task does not look like a dead worker."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join(timeout=EVERY.total_seconds())
        try:
            end(self._worker)
        except Error:
            logger.warning("The worker could not take its sign of life away; it will be counted as killed.")

    def _run(self) -> None:
        while True:
            try:
                beat(self._worker, timezone.now())
                taken = take_back(timezone.now())
                if taken:
                    logger.warning("%d tasks of a worker that was killed wait again.", taken)
            except Error:
                logger.warning("The worker could not give its sign of life: the database is away.")
            finally:
                connection.close()
            if self._ended.wait(EVERY.total_seconds()):
                return
