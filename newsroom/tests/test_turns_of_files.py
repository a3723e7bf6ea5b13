"""The slow files begin first and the demo paper is built by one worker, whatever the order of the others."""

from types import SimpleNamespace

import pytest

from newsroom.tests.source import ROOT
from newsroom.tests.turns_of_files import SLOW, WALKS, Turns, place_of

pytestmark = pytest.mark.once
PAPER, TOOLS = f"{WALKS}test_the_paper_comes_out.py", f"{WALKS}test_reading_tools.py"
QUICK, DESK = "comments/tests/test_text.py", "articles/tests/test_desk_in_a_browser.py"


class Node:
    """Stands for a worker."""

    shutting_down = False
    gateway = SimpleNamespace(id="gw")

    def __init__(self) -> None:
        self.given: list[int] = []

    def send_runtest_some(self, numbers: list[int]) -> None:
        self.given += numbers

    def shutdown(self) -> None:
        self.shutting_down = True


@pytest.fixture
def turns(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Turns:
    monkeypatch.setattr(pytestconfig.option, "tx", ["2*popen"])
    monkeypatch.setattr(pytestconfig.option, "numprocesses", None)
    return Turns(pytestconfig)


def test_every_slow_file_is_there() -> None:
    assert not [name for name in SLOW if not (ROOT / name).exists()]
    assert place_of(PAPER) == 0
    assert place_of(QUICK) == len(SLOW)


def test_slow_files_begin_and_the_walks_stay_together(turns: Turns) -> None:
    tests = [f"{QUICK}::test_{number}" for number in range(50)]
    tests += [f"{file}::test_{number}" for file in (PAPER, QUICK, DESK, TOOLS) for number in range(100, 103)]
    nodes = [Node(), Node()]
    for node in nodes:
        turns.add_node(node)
        turns.add_node_collection(node, tests)
    turns.schedule()
    files = [{tests[number].split("::")[0] for number in node.given} for node in nodes]
    assert files == [{PAPER, TOOLS}, {DESK}]
    assert len(nodes[0].given) == 6
