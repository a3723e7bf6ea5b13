"""A web worker keeps to a core of its own where there are as many cores as workers, and to none otherwise."""

import os
from pathlib import Path

import pytest

from newsroom.serving.tests.running import serving, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux lets a process choose its cores"),
]


def cores_of_workers(folder: Path, workers: int) -> list[list[int]]:
    with serving(folder, WEB_WORKERS=str(workers), NEWSROOM_TASK_WORKERS="0") as paper:
        wait_until(lambda: len(paper.children()) == workers, "all workers")
        paper.get("/healthz")
        return sorted(sorted(os.sched_getaffinity(pid)) for pid in paper.children())


@pytest.fixture
def cores():
    """Two at most, which the processes that a test starts may use; all of them again afterwards."""
    everything = os.sched_getaffinity(0)
    few = sorted(everything)[:2]
    os.sched_setaffinity(0, few)
    yield few
    os.sched_setaffinity(0, everything)


def test_as_many_workers_as_cores_have_one_each(tmp_path: Path, cores: list[int]) -> None:
    assert cores_of_workers(tmp_path, len(cores)) == [[core] for core in cores]


def test_one_worker_more_and_all_go_where_they_like(tmp_path: Path, cores: list[int]) -> None:
    assert cores_of_workers(tmp_path, len(cores) + 1) == [cores] * (len(cores) + 1)
