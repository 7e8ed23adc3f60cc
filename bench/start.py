"""How long the bot takes to start with work waiting: `python -m bench.start [rows] [turns]`.

On SQLite, and on PostgreSQL if `TEST_POSTGRES_URL` names one, with an empty table and with so many rows that wait:
fifty questions of each person, and one, the oldest, of somebody who can be answered. Measured from the moment the
process is begun: until the port answers, until `/readyz` says 200 (the webhooks were found right), and until the first
question is answered; the last figure is the processor time of the bot up to there, which tells more on a busy machine.
The local Webex runs in this process, on the same cores.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import requests
from sqlalchemy import delete, insert

from core.clock import SystemClock
from core.logs import configure
from core.work import WorkKind
from simulator import Simulator
from store.database import Database
from store.doorbell import LocalDoorbell
from store.migrate import migrate
from store.tables import effects, work
from store.work import Work
from tests.databases import SERVER, new_postgres
from tests.kills.standing import ROOT, Standing

ROWS, PEOPLE = 100_000, 2_000
TURNS = 5
SOON = 60.0
LABELS = ("port", "/readyz", "first answer", "processor")


def main() -> None:
    """Print the figures of both databases."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else TURNS
    with tempfile.TemporaryDirectory() as folder, Simulator() as webex:
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        webex.world.site("acme.webex.com")
        standing = Standing(webex, recbot, Path(folder))
        measure(standing, "SQLite", f"sqlite:///{folder}/bot.db", rows, turns)
        if os.environ.get(SERVER):
            with contextmanager(new_postgres)() as url:
                measure(standing, "PostgreSQL", url, rows, turns)


def measure(standing: Standing, name: str, url: str, rows: int, turns: int) -> None:
    database = Database(url)
    migrate(database)
    for count in (0, rows):
        taken = [started(standing, database, count) for _ in range(turns)]
        print(f"{name}, {count} rows waiting, seconds of {turns} starts (the middle one, and the slowest):")
        for label, column in zip(LABELS, zip(*taken, strict=True), strict=True):
            print(f"  {label:<13} {median(column):5.2f}  {max(column):5.2f}", flush=True)
    database.close()


def started(standing: Standing, database: Database, count: int) -> tuple[float, ...]:
    """Seconds until each of the three, and those of the processor."""
    world = standing.webex.world
    asks = world.person("Ana Ruiz", email=f"ana{time.monotonic_ns()}@example.com", timezone="UTC")
    room = world.direct(asks, standing.recbot)
    standing.webex.settle()
    fill(database, world.post(asks, room, "status").id, asks.id, count)
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "bot.py", "run"],
        cwd=ROOT,
        env=os.environ | standing.environment() | {"DATABASE_URL": database.url, "LOG_LEVEL": "ERROR"},
        stderr=subprocess.DEVNULL,
    )
    try:
        port = since(begun, lambda: is_ok(f"{standing.url}/healthz"))
        ready = since(begun, lambda: is_ok(f"{standing.url}/readyz"))
        answered = since(begun, lambda: bool(standing.posts(room)))
        used = processor(process.pid)
    finally:
        process.kill()
        process.wait()
    return port, ready, answered, used


def fill(database: Database, message_id: str, person_id: str, count: int) -> None:
    """One question that can be read, and so many others that wait; nothing else."""
    now = SystemClock().now()
    with database.begin() as tx:
        tx.execute(delete(effects))
        tx.execute(delete(work))
        keep = Work(database, LocalDoorbell()).keep
        payload = {"message_id": message_id}
        asked = {"asked_at": now, "run_at": now - timedelta(hours=1), "person_id": person_id, "lane": person_id}
        keep(tx, key="the first", kind=WorkKind.MESSAGE, payload=payload, **asked)  # type: ignore[arg-type]  # no types
        for begin in range(0, count, 10_000):
            tx.execute(insert(work), [waiting(number, now) for number in range(begin, min(count, begin + 10_000))])


def waiting(number: int, now: Any) -> dict[str, Any]:
    """One of many questions, fifty of each person, which nobody can read any more."""
    person = f"person {number % PEOPLE}"
    return {
        "key": str(number),
        "kind": WorkKind.MESSAGE.value,
        "lane": person,
        "person_id": person,
        "payload": {"message_id": str(number)},
        "asked_at": now + timedelta(milliseconds=number - ROWS),
        "state": "ready" if number < PEOPLE else "queued",
        "run_at": now + timedelta(milliseconds=number - ROWS),
        "attempts": 0,
    }


def processor(pid: int) -> float:
    """Seconds of it that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_ok(url: str) -> bool:
    with suppress(requests.RequestException):
        return requests.get(url, timeout=5).status_code == 200
    return False


def since(begun: float, has_come: Callable[[], bool]) -> float:
    """Seconds from the beginning until that is so."""
    while not has_come():
        assert time.monotonic() - begun < SOON, "it never came"
        time.sleep(0.01)
    return time.monotonic() - begun


if __name__ == "__main__":
    configure("ERROR")
    main()
