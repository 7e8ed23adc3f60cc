"""Brings the database to the newest shape, at start, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from store.database import Database, DatabaseAway

_LOCK = 4711_0815
"""Any number, the same in every process: the name of the advisory lock."""


def migrate(database: Database) -> None:
    """Run what is missing of the migrations. Raises `DatabaseAway`.

    All of it is one transaction: on SQLite it holds the only write lock, on PostgreSQL an advisory lock, so that
    ten processes that start at once do it once.
    """
    with database.begin() as tx:
        if database.is_postgres:
            # However long it takes the process that came first.
            tx.execute(text("SET LOCAL lock_timeout = 0"))
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        settings = Config()
        settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        settings.set_main_option("path_separator", "os")
        settings.attributes["connection"] = tx
        try:
            command.upgrade(settings, "head")
        except CommandError:  # its shape is one that these migrations don't know
            raise DatabaseAway("made by a newer version of the bot") from None
