"""The one door to the database: SQLite for one machine, PostgreSQL for many, chosen by the URL."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, Text, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_WAIT = 15
"""Seconds that a writer waits for another one of SQLite, and a worker for a free connection."""

_AFTERWARDS = "afterwards"


class DatabaseAway(Exception):
    """The database can't be reached or can't write: what was to be kept is not kept."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as microseconds since 1970 in UTC: one order and one meaning on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Json(TypeDecorator[Any]):
    """A JSON value, kept as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else json.loads(value)


class Database:
    """Short transactions on one engine. Never hold one across a call to Webex: SQLite has a single writer."""

    def __init__(self, url: str, connections: int = 10) -> None:
        self.url = url
        self.engine = _engine(url, connections)
        self.is_postgres = self.engine.dialect.name == "postgresql"

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that commits at the end and rolls back on any error. Raises `DatabaseAway`."""
        try:
            with self.engine.begin() as tx:
                afterwards: list[Callable[[], None]] = []
                tx.info[_AFTERWARDS] = afterwards
                yield tx
        except SQLAlchemyError as error:
            # The original error may quote parameters; only its kind goes further.
            raise DatabaseAway(type(error).__name__) from error
        for call in afterwards:
            call()

    def is_reachable(self) -> bool:
        """Whether a trivial query gets an answer."""
        try:
            with self.begin() as tx:
                tx.execute(text("SELECT 1"))
        except DatabaseAway:
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()


def after_commit(tx: Connection, call: Callable[[], None]) -> None:
    """Have something called once the transaction is committed; never when it is rolled back."""
    tx.info[_AFTERWARDS].append(call)


def _engine(url: str, connections: int) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(
            url, pool_size=connections, pool_timeout=_LONGEST_WAIT, pool_pre_ping=True, hide_parameters=True
        )
    engine = create_engine(
        url,
        pool_size=connections,
        pool_timeout=_LONGEST_WAIT,
        connect_args={"timeout": _LONGEST_WAIT, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them as readers, and a reader that
    # turns writer while another writes fails at once instead of waiting.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_LONGEST_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
