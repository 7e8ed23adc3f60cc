"""Wakes idle workers at once. Missing a ring costs nothing but the wait: workers look at the table anyway."""

import threading
from typing import Protocol

import structlog
from sqlalchemy import Connection, text

from store.database import Database, after_commit

log = structlog.get_logger()

_CHANNEL = "recordings_bot_work"


class Doorbell(Protocol):
    """Rung inside the transaction that adds work; heard only once that transaction is committed."""

    def ring(self, tx: Connection) -> None:
        """Wake whoever waits, as soon as `tx` is committed."""
        ...

    def ring_now(self) -> None:
        """Wake whoever waits in this process."""
        ...

    def heard(self) -> int:
        """How often it rang so far; give it to `wait`, so that a ring in between is not missed."""
        ...

    def wait(self, heard: int, seconds: float) -> None:
        """Return when it has rung since `heard`, or after that many seconds."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class LocalDoorbell:
    """For one process: a condition."""

    def __init__(self) -> None:
        self._rung = threading.Condition()
        self._count = 0

    def ring(self, tx: Connection) -> None:
        # Rung before the commit, a worker would find nothing and go back to sleep.
        after_commit(tx, self.ring_now)

    def ring_now(self) -> None:
        with self._rung:
            self._count += 1
            self._rung.notify_all()

    def heard(self) -> int:
        with self._rung:
            return self._count

    def wait(self, heard: int, seconds: float) -> None:
        with self._rung:
            self._rung.wait_for(lambda: self._count != heard, timeout=seconds)

    def close(self) -> None:
        self.ring_now()


class PostgresDoorbell:
    """For many processes: NOTIFY reaches a thread in each, which listens on a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._local = LocalDoorbell()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="doorbell", daemon=True)
        self._thread.start()

    def ring(self, tx: Connection) -> None:
        tx.execute(text(f"NOTIFY {_CHANNEL}"))

    def ring_now(self) -> None:
        self._local.ring_now()

    def heard(self) -> int:
        return self._local.heard()

    def wait(self, heard: int, seconds: float) -> None:
        self._local.wait(heard, seconds)

    def close(self) -> None:
        self._stopping.set()
        self._local.ring_now()
        self._thread.join()

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen_once()
            except Exception as error:  # the driver's own errors: this room knows them by kind only
                log.warning("doorbell.lost", error=type(error).__name__)
                self._stopping.wait(1.0)

    def _listen_once(self) -> None:
        connection = self._database.engine.raw_connection()
        try:
            driver = connection.driver_connection
            assert driver is not None  # noqa: S101  # it was just opened
            driver.set_autocommit(True)
            driver.execute(f"LISTEN {_CHANNEL}")
            self._local.ring_now()  # what was added while nobody listened
            while not self._stopping.is_set():
                for _ in driver.notifies(timeout=0.5, stop_after=1):
                    self._local.ring_now()
        finally:
            connection.invalidate()  # a connection that listens must not go back among the others
            connection.close()


def doorbell_for(database: Database) -> Doorbell:
    """The doorbell that fits the database."""
    return PostgresDoorbell(database) if database.is_postgres else LocalDoorbell()
