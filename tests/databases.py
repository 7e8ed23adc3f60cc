"""Both databases, empty and new for each test; import the fixtures in a `conftest.py`."""

import os
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from store.database import Database
from store.migrate import migrate

SERVER = "TEST_POSTGRES_URL"
"""The variable that names a PostgreSQL where databases may be made, as SQLAlchemy writes it."""

only_sqlite = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
only_postgres = pytest.mark.parametrize(
    "empty_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


class Sqlite(SQLiteDialect_pysqlite):
    """SQLite as it is, but two things that cost every dialogue much and prove nothing are left out.

    What one test's database compiled of SQL, the next one's uses: SQLAlchemy keeps that for each engine, by the
    dialect, and a test has an engine of its own. And no commit waits for the disk: that guards against a machine that
    loses power, which no test tries.
    """

    supports_statement_cache = True
    _compiled: dict[Any, Any] = {}  # noqa: RUF012  # shared on purpose

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls._compiled)
        event.listen(engine, "checkout", _never_wait_for_the_disk)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


def _never_wait_for_the_disk(connection: Any, record: Any, _proxy: object) -> None:
    # When it is first used: where it is made, the bot says otherwise after us.
    if not record.info.setdefault("never waits", False):
        connection.execute("PRAGMA synchronous=OFF").close()
        record.info["never waits"] = True


registry.register("sqlite", __name__, Sqlite.__name__)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Names a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/bot.db"
        return
    yield from new_postgres()


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    """A database with all tables."""
    prepare(empty_url)
    database = Database(empty_url, connections=24)
    migrate(database)
    yield database
    database.close()


def prepare(url: str) -> None:
    """Give a SQLite database that is not there yet all tables, so that migrating it finds nothing to do.

    Migrations take longer than most tests; they run once a process here, and from nothing in `test_migrate.py` and
    wherever the bot is a process of its own.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return
    file = Path(parsed.database)
    if not file.exists():
        file.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    """A SQLite file in its newest shape."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        database = Database(f"sqlite:///{file}")
        migrate(database)
        database.close()
        return file.read_bytes()


def new_postgres() -> Iterator[str]:
    """A database of its own, gone afterwards. Without a server the test is skipped, and with `CI` set it fails."""
    server = os.environ.get(SERVER, "")
    if not server:
        words = f"POSTGRESQL IS NOT TESTED, because {SERVER} names none"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    url = make_url(server)
    name = f"test_{secrets.token_hex(6)}"
    _run(url, f"CREATE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    _run(url, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
