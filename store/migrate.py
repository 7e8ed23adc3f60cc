"""Brings the database to the newest shape, at start, one process at a time."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from store.database import Database, DatabaseAway

_LOCK = 4711_0815
"""Any number, the same in every process: the name of the advisory lock."""
_TURNS = 6
"""How often a database is asked that others are writing to."""
_BUSY = "SQLITE_BUSY"


def migrate(database: Database) -> None:
    """Run what is missing of the migrations. Raises `DatabaseAway`.

    All of it is one transaction: on SQLite it holds the only write lock, on PostgreSQL an advisory lock, so that
    ten processes that start at once do it once. On a slow machine the last of them waits longer than one wait for
    the lock lasts, so a busy database is asked again.
    """
    for turn in range(1, _TURNS + 1):
        try:
            _migrate(database)
        except DatabaseAway as away:
            if _BUSY not in str(away) or turn == _TURNS:
                raise
        else:
            return


def _migrate(database: Database) -> None:
    with database.begin() as tx:
        if database.is_postgres:
            # However long it takes the process that came first.
            tx.execute(text("SET LOCAL lock_timeout = 0"))
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if set(MigrationContext.configure(tx).get_current_heads()) == _newest():
            return
        settings = _settings()
        settings.attributes["connection"] = tx
        try:
            command.upgrade(settings, "head")
        except CommandError:  # its shape is one that these migrations don't know
            raise DatabaseAway("made by a newer version of the bot") from None


@cache
def _newest() -> set[str]:
    """What a database in the newest shape is marked with; read once, as reading all migrations takes a while."""
    return set(ScriptDirectory.from_config(_settings()).get_heads())


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.set_main_option("path_separator", "os")
    return settings
