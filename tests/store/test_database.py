"""The door to the database: what comes through it, and what goes wrong there."""

import threading
import traceback
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from store.database import Database, DatabaseAway, Instant, after_commit
from store.facts import Facts
from store.migrate import migrate
from store.tables import facts
from tests.databases import only_postgres, only_sqlite
from tests.store.desk import undone

SECRET = "hunter2"


def add(tx: Connection, name: str, value: Any = 1) -> None:
    tx.execute(insert(facts).values(name=name, value=value))


def refused(database: Database, value: Any = SECRET) -> str:
    """What is said about a row that can't be added; it must not quote the row, nor the way in."""
    with pytest.raises(DatabaseAway) as caught:
        Facts(database).keep("fact", value)
    shown = "".join(traceback.format_exception(caught.value))
    assert [quoted for quoted in (SECRET, "INSERT INTO", "127.0.0.1") if quoted in shown] == []
    return str(caught.value)


# Transactions


def test_what_is_committed_is_seen_and_what_is_not_is_not(database: Database) -> None:
    with database.begin() as tx:
        add(tx, "kept")
    with undone(database) as tx:
        add(tx, "undone")
    with database.read() as tx:
        assert tx.execute(select(facts.c.name)).scalars().all() == ["kept"]


def test_who_reads_waits_for_no_writer_and_sees_what_was_before(database: Database) -> None:
    with database.begin() as tx:
        add(tx, "uncommitted")
        assert Facts(database).read("uncommitted") is None
    assert Facts(database).read("uncommitted") == 1


def test_a_reader_sees_one_moment_of_sqlite_and_holds_nobody_up(database: Database) -> None:
    Facts(database).keep("fact", 1)
    with database.read() as tx:
        value = select(facts.c.value)
        assert tx.execute(value).scalar_one() == 1
        Facts(database).keep("fact", 2)
        assert tx.execute(value).scalar_one() == (2 if database.is_postgres else 1)
    assert Facts(database).read("fact") == 2


@only_postgres
def test_who_said_they_read_can_not_write(database: Database) -> None:
    with pytest.raises(DatabaseAway, match="25006"), database.read() as tx:
        add(tx, "fact")
    Facts(database).keep("fact", 1)


def test_counting_up_from_many_threads_loses_nothing(database: Database) -> None:
    Facts(database).keep("count", 0)
    counting = [threading.Thread(target=_count_up, args=(database, 25)) for _ in range(8)]
    for thread in counting:
        thread.start()
    for thread in counting:
        thread.join()
    assert Facts(database).read("count") == 200


def _count_up(database: Database, times: int) -> None:
    for _ in range(times):
        with database.begin() as tx:
            count = tx.execute(select(facts.c.value).where(facts.c.name == "count").with_for_update()).scalar_one()
            tx.execute(facts.update().values(value=count + 1))


def test_what_was_asked_for_after_the_commit_is_done_then_in_that_order(database: Database) -> None:
    done: list[Any] = []
    with database.begin() as tx:
        add(tx, "fact")
        after_commit(tx, lambda: done.append(Facts(database).read("fact")))
        after_commit(tx, lambda: done.append("second"))
        assert done == []
    assert done == [1, "second"]
    with database.begin() as tx:
        add(tx, "other")
    assert done == [1, "second"]


def test_nothing_is_done_after_a_transaction_that_was_rolled_back(database: Database) -> None:
    done: list[str] = []
    with undone(database) as tx:
        after_commit(tx, lambda: done.append("undone"))
    with database.begin() as tx:
        add(tx, "fact")
    assert done == []


@only_postgres
def test_nothing_is_done_after_a_commit_that_failed(database: Database) -> None:
    done: list[str] = []

    def break_off() -> None:
        with database.begin() as tx:
            after_commit(tx, lambda: done.append("kept"))
            add(tx, "fact")
            _end_connection(database, tx)

    with pytest.raises(DatabaseAway):
        break_off()
    assert done == []
    assert Facts(database).read("fact") is None


# Values


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 12, 10, 0, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_to_the_microsecond_in_utc(database: Database, instant: datetime) -> None:
    kind = Instant()
    bound = kind.process_bind_param(instant, database.engine.dialect)
    back = kind.process_result_value(bound, database.engine.dialect)
    assert back == instant
    assert back.tzinfo == UTC


def test_no_instant_is_none() -> None:
    assert Instant().process_bind_param(None, None) is None  # type: ignore[arg-type]  # no dialect is asked
    assert Instant().process_result_value(None, None) is None  # type: ignore[arg-type]  # no dialect is asked


# Away


def test_a_database_that_answers_is_reachable(database: Database) -> None:
    assert database.is_reachable()


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (f"postgresql+psycopg://bot:{SECRET}@127.0.0.1:1/none", "OperationalError"),
        ("sqlite:////nowhere/at/all/bot.db", "OperationalError SQLITE_CANTOPEN"),
    ],
)
def test_a_database_that_can_not_be_reached_is_away(url: str, kind: str) -> None:
    database = Database(url)
    assert refused(database) == kind
    assert not database.is_reachable()
    with pytest.raises(DatabaseAway, match=kind):
        Facts(database).read("fact")
    with pytest.raises(DatabaseAway, match=kind):
        migrate(database)
    database.close()


def test_a_file_that_is_no_database_is_away(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text(SECRET * 1000)
    database = Database(f"sqlite:///{tmp_path}/bot.db")
    assert refused(database) == "DatabaseError SQLITE_NOTADB"
    database.close()


@only_sqlite
def test_a_database_that_may_not_be_written_is_away_for_writers_only(database: Database, tmp_path: Path) -> None:
    Facts(database).keep("fact", 1)
    read_only = Database(f"sqlite:///file:{tmp_path}/bot.db?mode=ro&uri=true")
    assert refused(read_only) == "OperationalError SQLITE_READONLY"
    assert Facts(read_only).read("fact") == 1
    read_only.close()


@only_postgres
def test_a_standby_is_away_for_writers_only(database: Database) -> None:
    def stand_by(connection: Any, _record: object) -> None:
        connection.execute("SET default_transaction_read_only = on")
        connection.commit()

    standby = Database(database.url)
    event.listen(standby.engine, "connect", stand_by)
    assert refused(standby) == "InternalError 25006"
    assert Facts(standby).read("fact") is None
    standby.close()


@only_sqlite
def test_a_full_disk_is_away_and_does_not_harm_what_is_there(database: Database) -> None:
    Facts(database).keep("fact", 1)
    full = Database(database.url)
    event.listen(full.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    assert refused(full, SECRET * 100_000) == "OperationalError SQLITE_FULL"
    assert Facts(full).read("fact") == 1
    full.close()


@only_sqlite
def test_a_writer_waits_for_another_process_only_so_long(database: Database) -> None:
    hasty = Database(database.url, longest_wait=0.05)
    with database.begin():
        assert refused(hasty) == "OperationalError SQLITE_BUSY"
    Facts(hasty).keep("fact", 1)
    hasty.close()


@only_sqlite
def test_a_writer_waits_for_another_thread_only_so_long(empty_url: str) -> None:
    hasty = Database(empty_url, longest_wait=0.05)
    migrate(hasty)
    with hasty.begin():
        assert refused(hasty) == "busy"
    Facts(hasty).keep("fact", 1)
    hasty.close()


def test_a_connection_is_waited_for_only_so_long(empty_url: str) -> None:
    narrow = Database(empty_url, connections=1, longest_wait=0.05)
    migrate(narrow)
    with ExitStack() as open_at_once:
        for _ in range(11):  # one, and ten more when there is need
            open_at_once.enter_context(narrow.read())
        assert refused(narrow) == "TimeoutError"
    Facts(narrow).keep("fact", 1)
    narrow.close()


@only_postgres
def test_connections_that_were_lost_meanwhile_are_replaced(database: Database) -> None:
    Facts(database).keep("fact", 1)
    other = Database(database.url)
    with other.begin() as tx:
        tx.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert Facts(database).read("fact") == 1
    other.close()


@only_postgres
def test_a_server_that_vanishes_is_noticed_within_a_minute(database: Database) -> None:
    with database.read() as tx:
        parameters = tx.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]  # the driver is psycopg here
    assert parameters["keepalives_idle"] == "30"
    assert parameters["connect_timeout"] == "10"
    patient = Database(f"{database.url}?connect_timeout=3")
    with patient.read() as tx:
        assert tx.connection.driver_connection.info.get_parameters()["connect_timeout"] == "3"  # type: ignore[union-attr]  # the driver is psycopg here
    patient.close()


# Defects


def test_a_mistake_of_ours_is_not_taken_for_a_database_that_is_away(database: Database) -> None:
    Facts(database).keep("fact", 1)
    with pytest.raises(IntegrityError) as caught, database.begin() as tx:
        add(tx, "fact", SECRET)
    assert SECRET not in str(caught.value)
    with pytest.raises(StatementError, match="not JSON serializable"), database.begin() as tx:
        add(tx, "odd", {1, 2})
    with database.read() as tx:
        assert tx.execute(select(func.count()).select_from(facts)).scalar_one() == 1


def _end_connection(database: Database, tx: Connection) -> None:
    pid = tx.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with database.begin() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
