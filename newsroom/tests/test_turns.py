"""Writers of one SQLite file take their turn: none is passed by, and the turn of a process that dies is free."""

import os
import signal
import threading
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from newsroom.sqlite import turns
from newsroom.sqlite.turns import Turns

FORK = get_context("spawn")


def hold(path: str, taken: Any) -> None:
    Turns(path).take(5)
    taken.set()
    time.sleep(60)


def test_a_thread_waits_for_the_turn_of_another(tmp_path: Path) -> None:
    turn, order = Turns(str(tmp_path / "turn")), []
    assert turn.take(1)
    waiting = threading.Thread(target=lambda: order.append(turn.take(30)))
    waiting.start()
    assert not turn.take(0.05)
    order.append("given")
    turn.give()
    waiting.join()
    assert order == ["given", True]
    turn.give()
    assert turn.take(1)


def test_the_turn_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path, taken = str(tmp_path / "turn"), FORK.Event()
    other = FORK.Process(target=hold, args=(path, taken))
    other.start()
    assert taken.wait(30)
    assert other.pid
    os.kill(other.pid, signal.SIGKILL)
    other.join()
    assert Turns(path).take(5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only writers of a SQLite file take turns")
def test_a_transaction_has_the_turn_until_it_ends() -> None:
    turn = turns.of(str(connection.settings_dict["NAME"]))
    with transaction.atomic(), transaction.atomic():
        assert not turn.take(0.01)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert turn.take(0.01)
    turn.give()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only writers of a SQLite file take turns")
def test_who_waits_too_long_is_told_as_by_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)
    turn = turns.of(str(connection.settings_dict["NAME"]))
    assert turn.take(1)
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    turn.give()
    with transaction.atomic():
        assert connection.in_atomic_block
