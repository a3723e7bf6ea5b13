"""The database backend that settings name: Django's own, except that a transaction begins when it is its turn, and that
question marks are put into a statement once."""

import functools
from contextlib import ExitStack
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from newsroom.sqlite import turns

STATEMENTS_KNOWN = 256


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return marked(query) if param_names is None else super().convert_query(query, param_names=param_names)


@functools.lru_cache(STATEMENTS_KNOWN)
def marked(query: str) -> str:
    """`?` where Django says `%s`, as its cursor does for each statement anew."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: turns.Turns | None = None

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)

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
