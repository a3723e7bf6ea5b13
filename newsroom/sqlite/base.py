"""The database backend that settings name: Django's own, except that a transaction begins when it is its turn."""

from contextlib import ExitStack
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from newsroom.sqlite import turns


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: turns.Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        with ExitStack() as undone:
            if not self.is_in_memory_db():
                self._take_turn()
                undone.callback(self._give_turn)
            super()._start_transaction_under_autocommit()
            undone.pop_all()

    def _commit(self) -> Any:
        """A commit that fails is rolled back, and the turn ends then."""
        done = super()._commit()
        self._give_turn()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._give_turn()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._give_turn()

    def _take_turn(self) -> None:
        """Waits as long as SQLite would; raises what it would raise."""
        turn = turns.of(str(self.settings_dict["NAME"]))
        if not turn.take(self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")
        self._turn = turn

    def _give_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.give()
