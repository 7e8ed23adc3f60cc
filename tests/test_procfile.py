"""The Procfile as it is written, run as an operator's process manager runs it, on both databases."""

import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

import pytest
import requests

from simulator import Simulator
from store.database import Database
from store.tables import work
from tests.databases import empty_url
from tests.kills.standing import ROOT, Standing

__all__ = ["empty_url"]

SOON = 180.0
"""Real seconds after which something that should have happened has not; on a busy machine many processes take time."""
LEAVES_WITHIN = 10.0
"""Seconds from SIGTERM until nothing runs any more, as the README promises."""


class Formation:
    """Everything that the Procfile starts, so many of each, under honcho."""

    def __init__(self, standing: Standing, database_url: str, **counts: int) -> None:
        self._counts = counts
        self._groups: list[int] = []
        tools = Path(sys.executable).parent
        path = f"{tools}:{os.environ['PATH']}"
        env = standing.environment() | {"DATABASE_URL": database_url, "PATH": path, "PYTHONUNBUFFERED": "1"}
        concurrency = ",".join(f"{name}={count}" for name, count in counts.items())
        self._process = subprocess.Popen(
            [f"{tools}/honcho", "start", "--no-colour", "--concurrency", concurrency],
            cwd=ROOT,
            env=os.environ | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._up = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def comes_up(self) -> None:
        """Returns when each process has said that it listens or is at work."""
        assert self._up.wait(SOON), "not everything was started"
        assert len(self._groups) == sum(self._counts.values())

    def leaves(self) -> None:
        """SIGTERM to all; returns once nothing of it runs, and fails when that takes too long."""
        running = [pid for pid in _pids() if _group_of(pid) in self._groups]
        assert len(running) >= sum(self._counts.values())
        until = time.monotonic() + LEAVES_WITHIN
        self._process.terminate()
        self._process.wait(LEAVES_WITHIN)
        # honcho waits for the shells that it started, and these don't wait for the bot.
        assert all(_is_gone_by(until, pid) for pid in running), "something was left running"

    def kill(self) -> None:
        for group in (*self._groups, self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(group, signal.SIGKILL) if group == self._process.pid else os.killpg(group, signal.SIGKILL)
        self._process.wait()
        self._reader.join(SOON)

    def _read(self) -> None:
        assert self._process.stdout is not None
        starting = sum(self._counts.values())
        with self._process.stdout as lines:
            for line in lines:
                if started := re.search(r"started \(pid=(\d+)\)", line):
                    self._groups.append(int(started[1]))  # each leads a group of its own
                starting -= "listens on" in line or "at work" in line
                if not starting:
                    self._up.set()


def _pids() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]


def _group_of(pid: int) -> int | None:
    with suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None


def _is_gone_by(until: float, pid: int) -> bool:
    """Whether the process ends before that, by `time.monotonic`; returns as soon as it has."""
    with suppress(ProcessLookupError):
        watch = os.pidfd_open(pid)
        try:
            return bool(select.select([watch], [], [], max(0.0, until - time.monotonic()))[0])
        finally:
            os.close(watch)
    return True


def _is_free(port: int) -> bool:
    with socket(AF_INET, SOCK_STREAM) as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def formation(standing: Standing, database_url: str, **counts: int) -> Iterator[Formation]:
    """Nothing of it is left behind, whatever happens."""
    started = Formation(standing, database_url, **counts)
    try:
        yield started
    finally:
        started.kill()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="THE PROCFILE IS NOT TESTED, because this is not Linux")
@pytest.mark.parametrize(
    ("empty_url", "counts"),
    [
        ("sqlite", {"web": 1, "worker": 1, "clock": 1}),
        pytest.param("postgres", {"web": 2, "worker": 3, "clock": 2}, marks=pytest.mark.postgres),
    ],
    indirect=["empty_url"],
)
def test_the_procfile_answers_a_question_once_and_leaves_nothing_behind(
    tmp_path: Path, empty_url: str, counts: dict[str, int]
) -> None:
    with Simulator() as webex:
        world = webex.world
        recbot = world.bot("RecBot", "recbot@webex.bot")
        standing = Standing(webex, recbot, tmp_path)
        while not _is_free(int(standing.environment()["PORT"]) + 1):  # honcho gives it to a second `web`
            standing = Standing(webex, recbot, tmp_path)
        made = threading.Semaphore(0)
        world.fault("POST", "/webhooks", times=3, after=lambda _: made.release())
        with formation(standing, empty_url, **counts) as started:
            started.comes_up()
            assert all(made.acquire(timeout=SOON) for _ in range(3)), "the webhooks were not made"
            assert requests.get(f"{standing.url}/healthz", timeout=10).status_code == 200
            ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
            room = world.direct(ana, standing.recbot)
            standing.sees(room, 1)  # the greeting
            world.post(ana, room, "status")
            standing.sees(room, 2)
            started.leaves()
        assert len(standing.posts(room)) == 2
        assert len(world.webhooks) == 3
    database = Database(empty_url)
    with database.read() as tx:
        found = tx.execute(work.select().with_only_columns(work.c.kind, work.c.state, work.c.attempts, work.c.losses))
        # A machine that is slow to make the webhooks has planned a look for what was missed; that has its own hour.
        left = [tuple(row) for row in found if row.state != "done" and row.kind != "missed"]
    database.close()
    assert left == []
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{standing.url}/healthz", timeout=10)
