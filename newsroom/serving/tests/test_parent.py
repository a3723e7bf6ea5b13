"""A child ends with its parent, also when the parent dies before the child has asked for that."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from newsroom.serving.parent import end_when_told, end_with_parent

FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def a_parent_that_only_notes_term() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    yield
    signal.signal(signal.SIGTERM, before)


def sleep_as_a_child_of(parent: int, then: Callable[[], None] = lambda: None) -> None:
    end_with_parent(parent)
    then()
    time.sleep(20)


def ended(process: multiprocessing.process.BaseProcess) -> int | None:
    process.start()
    process.join(20)
    return process.exitcode


def test_a_child_whose_parent_is_already_gone_ends() -> None:
    assert ended(FORK.Process(target=sleep_as_a_child_of, args=(os.getpid() + 1,))) == 1


def test_a_child_ends_at_term_before_it_has_a_handler_of_its_own() -> None:
    def term_myself() -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    assert ended(FORK.Process(target=sleep_as_a_child_of, args=(os.getpid(), term_myself))) == -signal.SIGTERM


def test_a_child_ends_when_its_parent_is_killed() -> None:
    told, tell = FORK.Pipe(duplex=False)

    def grandchild(parent: int) -> None:
        sleep_as_a_child_of(parent, lambda: tell.send("up"))

    def parent() -> None:
        FORK.Process(target=grandchild, args=(os.getpid(),)).start()
        time.sleep(20)

    process = FORK.Process(target=parent)
    process.start()
    told.recv()
    tell.close()
    process.kill()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL
    with pytest.raises(EOFError):  # the last process that could write is gone
        told.recv()


def test_of_many_signals_one_is_heard_until_the_process_is_gone() -> None:
    def deaf() -> None:
        """Does not end before it is told for the third time, as a server that has only just begun."""
        told = []

        def end(number: int, _frame: None) -> None:
            told.append((number, threading.current_thread().name))
            if len(told) > 2:
                os._exit(0 if set(told) == {(signal.SIGTERM, "end")} else 1)

        end_when_told(end)
        for _ in range(9):
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(20)

    assert ended(FORK.Process(target=deaf)) == 0
