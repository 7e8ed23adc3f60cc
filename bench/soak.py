"""Does anything grow? `python -m bench.soak [minutes]`, or `make soak` with its hour.

Real processes of the bot (on PostgreSQL, if `TEST_POSTGRES_URL` names one: web, two workers and a clock; else one on
SQLite) with mixed work: people who ask and press, and others who are told of new recordings, by notices and by digests
that are due again and again. Finished rows are made a week old after two minutes, so that cleaning has as much to do as
it ever will. Every few seconds memory, threads, open files and rows are counted; of each the slope is printed, without
the first quarter, in which caches fill. Ends with 1 where something grows.
"""

import math
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import func, select, update

from bench.start import is_ok, since
from cards.notes import STILL_WORKING
from core.clock import SystemClock
from core.logs import configure
from services.cleaning import KEEP_FINISHED
from simulator import Simulator
from simulator.conversations import Message
from simulator.directory import Person
from store.database import Database
from store.tables import metadata, subscriptions, work
from tests.databases import SERVER, new_postgres
from tests.kills.standing import ROOT, Standing

MINUTES, ASKING, TOLD = 60.0, 8, 4
PAUSE = 1.5
"""Seconds between an answer and the next question of the same person, about."""
EVERY = 5.0
SOON = 60.0
CLEANED_WITHIN = timedelta(minutes=15)
WORDS = ("list", "latest", "status", "help", "links 1", "show 1", "list last 90 days", 'find "freeze the budget"')
MOST = {"memory": (30.0, 5.0), "threads": (2.0, 2.0), "files": (5.0, 10.0)}
"""What an hour may add, and a run: MB, threads, files.

A pool of connections fills, which is no growth; how long answers take says more of the machine, so it is only printed.
"""


@dataclass
class Figures:
    """What was counted, with the second it was counted at."""

    begun: float = field(default_factory=time.monotonic)
    series: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str, value: float) -> None:
        with self.lock:
            self.series[name].append((time.monotonic() - self.begun, value))


def main() -> None:
    """Print the slopes and what they mean."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    server = os.environ.get(SERVER)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        webex = opened.enter_context(Simulator())
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        webex.world.site("acme.webex.com")
        standing = Standing(webex, recbot, folder)
        url = opened.enter_context(contextmanager(new_postgres)()) if server else f"sqlite:///{folder}/bot.db"
        parts = ("web", "worker", "worker", "clock") if server else ("run",)
        processes = [opened.enter_context(started(standing, part, url)) for part in parts]
        since(time.monotonic(), lambda: is_ok(f"{standing.url}/readyz"))
        database = Database(url)
        opened.callback(database.close)
        figures = soak(standing, database, dict(zip(map(named, enumerate(parts)), processes, strict=True)), minutes)
    grown = report(figures, minutes, "PostgreSQL" if server else "SQLite")
    sys.exit(1 if grown else 0)


def named(numbered: tuple[int, str]) -> str:
    return f"{numbered[1]} {numbered[0] + 1}"


@contextmanager
def started(standing: Standing, part: str, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """One process of the bot."""
    env = standing.environment() | {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "WORKERS": "4"}
    words = [sys.executable, "bot.py", part]
    process = subprocess.Popen(words, cwd=ROOT, env=os.environ | env)  # noqa: S603  # our own program
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(20) == 0


def soak(standing: Standing, database: Database, processes: dict[str, Any], minutes: float) -> Figures:
    """Let people ask, and count, for that long."""
    asking = [connected(standing, f"Asks {number}") for number in range(ASKING)]
    told = [connected(standing, f"Told {number}") for number in range(TOLD)]
    for person in told:
        for words in ("notify on", "digest daily 09:00"):
            ask(standing, person, words)
    figures, over = Figures(), threading.Event()
    errors: list[Exception] = []

    def go(person: Person) -> None:
        try:
            converse(standing, person, figures, over)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=go, args=(person,)) for person in asking]
    for thread in threads:
        thread.start()
    try:
        turn = 0
        while time.monotonic() - figures.begun < minutes * 60 and not errors:
            over.wait(EVERY)
            turn += 1
            count(figures, database, processes)
            happen(standing, database, told[turn % TOLD], turn)
    finally:
        over.set()
        for thread in threads:
            thread.join(SOON)
    if errors:
        raise errors[0]
    return figures


def connected(standing: Standing, name: str) -> Person:
    """Somebody with a grant, three recordings and a transcript."""
    world, now = standing.webex.world, standing.webex.clock.now()
    person = world.person(name, email=f"{name.replace(' ', '').lower()}@example.com", timezone="Europe/Madrid")
    for number in range(3):
        recording = world.record(person, f"Meeting {number}", now - timedelta(days=number + 1), transcript=False)
    world.transcribe(recording, [(name, 5.0, "We should freeze the budget.")])
    room = world.direct(person, standing.recbot)
    standing.sees(room, 1)
    actions = ask(standing, person, "connect").attachments[0]["content"]["actions"]
    before = len(standing.posts(room))
    standing.consents(next(action["url"] for action in actions if "url" in action), person)
    standing.sees(room, before + 1)
    return person


def ask(standing: Standing, person: Person, words: str | None, data: dict[str, Any] | None = None) -> Message:
    """The answer to words, or to a button of the last card."""
    world = standing.webex.world
    room = world.direct(person, standing.recbot)
    known = {post.id for post in standing.posts(room)}
    if words is not None:
        world.post(person, room, words)
    else:
        world.press(person, standing.posts(room)[-1], data or {})
    until, version = time.monotonic() + SOON, world.changes.after(-1, 0)
    while True:
        for post in standing.posts(room):
            if post.id not in known and post.text != STILL_WORKING:
                return post
        assert time.monotonic() < until, f"no answer to {words or data}"
        version = world.changes.after(version, 1.0)


def converse(standing: Standing, person: Person, figures: Figures, over: threading.Event) -> None:
    """Ask and press at random, and note how long each answer took."""
    choose = random.Random(person.name)  # noqa: S311  # it guards nothing
    last: Message | None = None
    while not over.wait(PAUSE * choose.uniform(0.5, 1.5)):
        buttons = says_of(last) if last and choose.random() < 0.3 else []
        begun = time.monotonic()
        if buttons:
            last = ask(standing, person, None, choose.choice(buttons))
        else:
            last = ask(standing, person, choose.choice(WORDS))
        figures.note("answers", time.monotonic() - begun)


def says_of(message: Message) -> list[dict[str, Any]]:
    """What the harmless buttons of a card submit."""
    actions = message.attachments[0]["content"].get("actions", []) if message.attachments else []
    said = [action["data"] for action in actions if isinstance(action.get("data"), dict)]
    return [data for data in said if str(data.get("say", "")).split()[:1] in (["show"], ["list"], ["links"], ["help"])]


def happen(standing: Standing, database: Database, person: Person, turn: int) -> None:
    """A recording that somebody is told of, a digest that is due, and a week that goes by for what is finished."""
    now = SystemClock().now()
    if turn % 3 == 0:
        standing.webex.world.record(person, f"New {turn}", standing.webex.clock.now() - timedelta(minutes=50))
    with database.begin() as tx:
        if turn % 6 == 0:
            tx.execute(update(subscriptions).where(subscriptions.c.person_id == person.id).values(next_at=now))
        old = (work.c.state == "done", work.c.finished_at < now - timedelta(minutes=2))
        recent = (work.c.finished_at > now - KEEP_FINISHED,)
        aged = now - KEEP_FINISHED
        tx.execute(update(work).where(*old, *recent).values(finished_at=aged))


def count(figures: Figures, database: Database, processes: dict[str, Any]) -> None:
    for name, process in processes.items():
        assert process.poll() is None, f"{name} has ended"
        status = Path(f"/proc/{process.pid}/status").read_text()
        known = dict(line.split(":", 1) for line in status.splitlines())
        figures.note(f"memory of {name}", int(known["VmRSS"].split()[0]) / 1024)
        figures.note(f"threads of {name}", int(known["Threads"]))
        figures.note(f"files of {name}", len(os.listdir(f"/proc/{process.pid}/fd")))
    late = SystemClock().now() - KEEP_FINISHED - CLEANED_WITHIN
    with database.read() as tx:
        for name, table in metadata.tables.items():
            figures.note(f"rows of {name}", tx.execute(select(func.count()).select_from(table)).scalar_one())
        overdue = select(func.count()).where(work.c.state == "done", work.c.finished_at < late)
        figures.note("overdue rows", tx.execute(overdue).scalar_one())


def report(figures: Figures, minutes: float, database: str) -> list[str]:
    """Print everything; returns what grows."""
    answers = len(figures.series["answers"])
    people = f"{ASKING} people who ask, {TOLD} who are told"
    print(f"{minutes:g} minutes on {database}, {people}, {answers} answers ({answers / minutes / 60:.1f} a second)")
    print(f"{'':<24}{'at first':>10}{'at last':>10}{'an hour':>10}")
    grown = []
    for name, all_of_it in sorted(figures.series.items()):
        settled = [one for one in all_of_it if one[0] > minutes * 15]
        if not settled or not any(value for _, value in settled):
            continue
        tenth = max(1, len(settled) // 10)
        first, last = (median(value for _, value in some) for some in (settled[:tenth], settled[-tenth:]))
        rise = slope(settled) * 3600
        print(f"{name:<24}{first:>10.2f}{last:>10.2f}{rise:>+10.2f}")
        hour, run = MOST.get(name.split()[0], (math.inf, math.inf))
        if name == "overdue rows":
            grown.append(f"{name}, of which there should be none: {last:.0f}")
        if rise > hour and last - first > run:
            grown.append(f"{name} by {rise:.1f} an hour")
    print(f"GROWS: {'; '.join(grown)}." if grown else "Nothing grows.")
    return grown


def slope(points: list[tuple[float, float]]) -> float:
    """By how much the values rise a second: the middle of the slopes between all pairs, so that no outlier counts."""
    some = points[:: max(1, len(points) // 300)]
    slopes = [(v - u) / (t - s) for at, (s, u) in enumerate(some) for t, v in some[at + 1 :] if t > s]
    return median(slopes) if slopes else 0.0


if __name__ == "__main__":
    configure("ERROR")
    main()
