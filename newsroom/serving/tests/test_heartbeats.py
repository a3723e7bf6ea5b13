"""A worker's sign of life, and what becomes of the tasks of one that was killed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from newsroom.serving import heartbeats

pytestmark = pytest.mark.django_db


def begun(worker: str, *, minutes_ago: float) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(minutes=minutes_ago),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y",
        backend_name="default",
        worker_ids=[worker],
        run_after=get_date_max(),
    )


def test_the_youngest_sign_counts_and_a_worker_that_ended_in_order_leaves_none() -> None:
    at = timezone.now()
    assert heartbeats.age(at) is None
    heartbeats.beat("one", at - timedelta(seconds=40))
    heartbeats.beat("two", at - timedelta(seconds=20))
    assert heartbeats.age(at) == 20
    heartbeats.end("two")
    assert heartbeats.age(at) == 40


def test_the_task_of_a_killed_worker_waits_again_and_that_of_a_living_one_goes_on() -> None:
    at = timezone.now()
    heartbeats.beat("killed", at - timedelta(seconds=61))
    heartbeats.beat("living", at - timedelta(seconds=10))
    lost, long, young = begun("killed", minutes_ago=5), begun("living", minutes_ago=5), begun("killed", minutes_ago=0.5)
    assert heartbeats.take_back(at) == 1
    for task, status in ((lost, "READY"), (long, "RUNNING"), (young, "RUNNING")):
        task.refresh_from_db()
        assert task.status == status
    assert heartbeats.take_back(at) == 0
