"""A PostgreSQL of a test's own, which may be stopped, restarted and have its connections cut."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

import pytest
from sqlalchemy import create_engine, text

_INSTALLED = "/usr/lib/postgresql"
"""Where Debian has the server's programs, by version."""
_NOT_THE_OTHERS = "datname = current_database() AND pid <> pg_backend_pid()"


@dataclass(frozen=True)
class Cluster:
    """One server with one database in it."""

    binaries: Path
    folder: str
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://bot@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Returns when it takes connections."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "--pgdata", self._data, "--log", f"{self.folder}/log", "--wait", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is a crash; `fast` rolls back what is open."""
        self._run("pg_ctl", "--pgdata", self._data, "--mode", mode, "--wait", "stop")

    def restart(self, mode: str = "immediate") -> None:
        self.stop(mode)
        self.start()

    def cut(self, like: str = "%") -> int:
        """Cut the connections whose last statement is like that; returns how many those were."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        statement = (
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {_NOT_THE_OTHERS} AND query LIKE :like"  # noqa: S608  # a constant
        )
        with engine.connect() as connection:
            count = len(connection.execute(text(statement), {"like": like}).all())
        engine.dispose()
        return count

    def drop_tables(self) -> None:
        """Empty, as if it were new."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()

    def create(self) -> None:
        """A new cluster in the folder."""
        options = ("--username=bot", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "--pgdata", self._data, *options)

    @property
    def _data(self) -> str:
        return f"{self.folder}/data"

    def _run(self, program: str, *words: str) -> None:
        command = [*_as_server(), str(self.binaries / program), *words]
        subprocess.run(command, cwd="/", check=True, capture_output=True, timeout=60)


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """A server that runs, and is gone afterwards. Without PostgreSQL's programs the test is skipped, or fails in CI."""
    found = sorted(Path(_INSTALLED).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        words = f"A RESTART OF POSTGRESQL IS NOT TESTED, because there is no initdb below {_INSTALLED}"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    made = subprocess.run(
        [*_as_server(), "mktemp", "-d", "-t", "bot-postgres.XXXXXX"], cwd="/", check=True, capture_output=True
    )
    cluster = Cluster(found[-1].parent, made.stdout.decode().strip(), _free_port())
    try:
        cluster.create()
        cluster.start()
        yield cluster
    finally:
        subprocess.run(
            [
                *_as_server(),
                str(cluster.binaries / "pg_ctl"),
                "--pgdata",
                f"{cluster.folder}/data",
                "--mode",
                "immediate",
                "stop",
            ],
            cwd="/",
            check=False,
            capture_output=True,
        )
        shutil.rmtree(cluster.folder, ignore_errors=True)


def _as_server() -> list[str]:
    """The server refuses to run as root; anybody else can run a cluster of their own."""
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


def _free_port() -> int:
    with socket(AF_INET, SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
