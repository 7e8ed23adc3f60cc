"""The one door to the database: SQLite for one machine, PostgreSQL for many, chosen by the URL."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, Table, Text, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.types import TypeDecorator

Transaction = Connection
"""What a piece of work in the database is given, to do its part in; other rooms know it by this name only."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_WAIT = 15.0
"""Seconds that one transaction waits for another, and a worker for a free connection."""

_AFTERWARDS = "afterwards"
_ONLY_READS = "only_reads"
_COUNTING = {"preserve_rowcount": True}
"""Without it the `rowcount` of an INSERT on PostgreSQL is -1, and everything that was kept before counts as new."""
_POSTGRES_SETTINGS = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "connect_timeout": 10}
"""A server that vanished without a word is noticed within a minute, not after two hours. The URL may say otherwise."""


class DatabaseAway(Exception):
    """The database can't be reached or can't write: what was to be kept is not kept. Says what kind of error it was."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as microseconds since 1970 in UTC: one order and one meaning on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002  # SQLAlchemy's
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Json(TypeDecorator[Any]):
    """A JSON value, kept as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002  # SQLAlchemy's
        return None if value is None else json.loads(value)


class Database:
    """Short transactions on one engine. Never hold one across a call to Webex: SQLite has a single writer."""

    def __init__(self, url: str, connections: int = 10, longest_wait: float = LONGEST_WAIT) -> None:
        self.url = url
        self.engine = _engine(url, connections, longest_wait)
        self.is_postgres = self.engine.dialect.name == "postgresql"
        self._readers = self.engine.execution_options(**{_ONLY_READS: True, "postgresql_readonly": True})
        self._writer = threading.Lock()
        self._longest_wait = longest_wait

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that commits at the end and rolls back on any error. Raises `DatabaseAway`."""
        afterwards: list[Callable[[], None]] = []
        with self._one_writer(), _told_apart(), self.engine.begin() as tx:
            tx.info[_AFTERWARDS] = afterwards
            yield tx
        for call in afterwards:
            call()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; on SQLite it waits for no writer. Raises `DatabaseAway`."""
        with _told_apart(), self._readers.begin() as tx:
            yield tx

    def is_reachable(self) -> bool:
        """Whether a trivial query gets an answer."""
        try:
            with self.read() as tx:
                tx.execute(text("SELECT 1"))
        except DatabaseAway:
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        # Writers that wait in SQLite sleep and try again, so some are passed over for seconds; here they wake in turn.
        if self.is_postgres:
            yield
            return
        if not self._writer.acquire(timeout=self._longest_wait):
            raise DatabaseAway("busy")
        try:
            yield
        finally:
            self._writer.release()


def after_commit(tx: Connection, call: Callable[[], None]) -> None:
    """Have something called once the transaction is committed; never when it is rolled back."""
    tx.info[_AFTERWARDS].append(call)


def insert(tx: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows `on_conflict_…`, which each database has in a dialect of its own."""
    return postgresql.insert(table) if tx.dialect.name == "postgresql" else sqlite.insert(table)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn errors of the database into `DatabaseAway`; what is wrong with our own question stays as it is.

    Otherwise a defect would look like bad weather, and a row of work that meets it be tried for ever.
    """
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except (DBAPIError, NoConnectionFree) as error:
        # The original error may quote parameters; only its kind goes further.
        raise DatabaseAway(_kind(error)) from None


def _kind(error: DBAPIError | NoConnectionFree) -> str:
    original = getattr(error, "orig", None)
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _engine(url: str, connections: int, longest_wait: float) -> Engine:
    wait = int(longest_wait * 1000)
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(
            url,
            pool_size=connections,
            pool_timeout=longest_wait,
            pool_pre_ping=True,
            connect_args=_POSTGRES_SETTINGS | dict(parsed.query),
            execution_options=_COUNTING,
            hide_parameters=True,
        )
        event.listen(engine, "connect", partial(_prepare_postgres, wait))
        return engine
    engine = create_engine(
        url,
        pool_size=connections,
        pool_timeout=longest_wait,
        connect_args={"timeout": longest_wait, "check_same_thread": False},
        execution_options=_COUNTING,
        hide_parameters=True,
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, wait))
    event.listen(engine, "begin", _begin_in_sqlite)
    return engine


def _prepare_postgres(wait: int, connection: Any, _record: object) -> None:
    # A machine that vanishes in the middle of a transaction must not hold a lane for hours, nor the web threads that
    # wait for it.
    connection.execute(f"SET lock_timeout = {wait}")
    connection.execute(f"SET idle_in_transaction_session_timeout = {4 * wait}")
    connection.commit()


def _prepare_sqlite(wait: int, connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them as readers, and a reader that
    # turns writer while another writes fails at once instead of waiting.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={wait}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_in_sqlite(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get(_ONLY_READS, False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
