"""Brings the database to the newest shape, at start, one process at a time."""

from functools import cache
from pathlib import Path

from sqlalchemy import inspect, text

from store.database import Database, DatabaseAway

_LOCK = 4711_0815
"""Any number, the same in every process: the name of the advisory lock."""
_TURNS = 6
"""How often a database is asked that others are writing to."""
_BUSY = "SQLITE_BUSY"
_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Run what is missing of the migrations. Raises `DatabaseAway`.

    All of it is one transaction: on SQLite it holds the only write lock, on PostgreSQL an advisory lock, so that
    ten processes that start at once do it once. On a slow machine the last of them waits longer than one wait for
    the lock lasts, so a busy database is asked again. Where nothing is missing, nobody is waited for.
    """
    for turn in range(1, _TURNS + 1):
        try:
            if _version(database) != newest():
                _migrate(database)
        except DatabaseAway as away:
            if _BUSY not in str(away) or turn == _TURNS:
                raise
        else:
            return


@cache
def newest() -> str:
    """The number of the last migration, with which the name of its file begins."""
    return max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _version(database: Database) -> str | None:
    """The number of the last migration that this database has seen; None where it has seen none."""
    with database.read() as tx:
        if not inspect(tx).has_table("alembic_version"):
            return None
        return tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _migrate(database: Database) -> None:
    # Most starts find nothing to do, and loading Alembic takes a twentieth of one.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with database.begin() as tx:
        if database.is_postgres:
            # However long it takes the process that came first.
            tx.execute(text("SET LOCAL lock_timeout = 0"))
            tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        settings = Config()
        settings.set_main_option("script_location", str(_MIGRATIONS))
        settings.set_main_option("path_separator", "os")
        settings.attributes["connection"] = tx
        try:
            command.upgrade(settings, "head")
        except CommandError:  # its shape is one that these migrations don't know
            raise DatabaseAway("made by a newer version of the bot") from None
