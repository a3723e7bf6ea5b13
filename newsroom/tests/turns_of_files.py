"""Which worker runs which file, and when: slow files first, and the walks through the demo paper in one worker.

Otherwise the files with the most tests would come first, and a worker could end with minutes of Chromium alone.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

WALKS = "newsroom/tests/walks/"
SLOW = (
    WALKS,
    "articles/tests/test_desk_in_a_browser.py",
    "comments/tests/test_talk_in_a_browser.py",
    "newsroom/demo/tests/test_printing.py",
    "newsroom/serving/tests/",
    "newsroom/tests/test_private_words.py",
    "newsroom/tests/test_hostile_desk.py",
    "newsroom/tests/test_replica.py",
    "newsroom/moving/tests/",
    "newsroom/tests/test_starting.py",
    "newsroom/tests/test_hostile_public.py",
    "newsroom/tests/test_visibility_matrix.py",
    "newsroom/demo/tests/test_growing.py",
    "newsroom/pagecache/tests/test_machines.py",
    "newsroom/pagecache/tests/test_workers.py",
    "newsroom/tests/test_bucket.py",
    "newsroom/tests/test_plans.py",
)
"""Files and folders that take ten seconds and more, the slowest first."""


class Turns(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return WALKS if nodeid.startswith(WALKS) else super()._split_scope(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=place_of), last=False)
        super()._assign_work_unit(node)


def place_of(scope: str) -> int:
    """Where a file stands among the slow ones; behind them all when it is none."""
    return next((place for place, slow in enumerate(SLOW) if scope.startswith(slow)), len(SLOW))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    return Turns(config, log)
