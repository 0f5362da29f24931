"""Django's SQLite backend, whose writing transactions wait in line instead of jostling."""

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from config.sqlite.turn import Turn


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions write by default and whose snapshots only read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_reads = False  # of the transaction that begins next
        self._turn: Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, with the lock at once: a transaction that takes it late may not wait and fails."""
        with self.cursor() as cursor:
            if self.only_reads:
                cursor.execute("BEGIN DEFERRED")
                return
            self._take_turn()
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except BaseException:
                self._give_turn_back()
                raise

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self._turn is None:
            self._turn = Turn(str(self.settings_dict["NAME"]))
        if not self._turn.take(patience=self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")

    def _give_turn_back(self) -> None:
        if self._turn is not None:
            self._turn.give_back()

    def commit(self) -> None:
        """Commit, and let the next one write."""
        super().commit()
        self._give_turn_back()

    def rollback(self) -> None:
        """Roll back, and let the next one write."""
        try:
            super().rollback()
        finally:
            self._give_turn_back()

    def close(self) -> None:
        """Close, and let the next one write if a transaction was open."""
        try:
            super().close()
        finally:
            self._give_turn_back()
