"""From nothing to the newest shape, once, whoever starts at the same time."""

from contextlib import ExitStack

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from store.database import Database, DatabaseAway
from store.migrate import migrate, newest
from store.tables import metadata
from tests.store.desk import answer, process, said

MIGRATING = """
import sys
from store.database import Database
from store.migrate import migrate

print("ready", flush=True)
sys.stdin.readline()
migrate(Database(sys.argv[1]))
print("migrated", flush=True)
"""


def shape(database: Database) -> list[str]:
    with database.read() as tx:
        return sorted(inspect(tx).get_table_names())


def version(database: Database) -> str:
    with database.read() as tx:
        return str(tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def test_from_nothing_all_tables_are_made_and_a_second_time_changes_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    assert shape(database) == []
    for _ in range(2):
        migrate(database)
        assert shape(database) == sorted([*metadata.tables, "alembic_version"])
    database.close()


def test_where_nothing_is_missing_nobody_is_waited_for(database: Database) -> None:
    assert newest() == version(database)
    hasty = Database(database.url, longest_wait=0.05)
    with database.begin() as tx:
        if database.is_postgres:
            tx.execute(text("LOCK TABLE alembic_version IN EXCLUSIVE MODE"))
        migrate(hasty)
    hasty.close()


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    with database.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_a_difference_between_the_two_would_be_seen(database: Database) -> None:
    with database.begin() as tx:
        tx.execute(text("DROP INDEX work_due"))
        tx.execute(text("ALTER TABLE people ADD COLUMN extra TEXT"))
    with database.read() as tx:
        assert len(compare_metadata(MigrationContext.configure(tx), metadata)) == 2


def test_a_migration_that_breaks_off_leaves_nothing_behind(empty_url: str) -> None:
    database = Database(empty_url)
    with database.begin() as tx:
        tx.execute(text("CREATE TABLE work (id INTEGER)"))  # one of the last to be made is in the way
    with pytest.raises(DatabaseAway):
        migrate(database)
    assert shape(database) == ["work"]
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseAway, match="made by a newer version of the bot"):
        migrate(database)
    assert version(database) == "9999"


def test_of_ten_processes_that_start_at_once_none_fails(empty_url: str) -> None:
    with ExitStack() as running:
        starting = [running.enter_context(process(MIGRATING, empty_url)) for _ in range(10)]
        assert [said(one) for one in starting] == ["ready"] * 10
        for one in starting:
            answer(one)
        assert [said(one) for one in starting] == ["migrated"] * 10
        assert [one.wait() for one in starting] == [0] * 10
    database = Database(empty_url)
    with database.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []
    database.close()
