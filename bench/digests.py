"""How long digests take that are all due in the same minute, and whether anybody waits for them meanwhile:
`python -m bench.digests [people] [calls a minute] [processes]`.

Webex, which takes so many calls of the bot about messages within any minute, runs in this process; the bot is one
process with everything, and further ones with workers alone where `TEST_POSTGRES_URL` names a PostgreSQL. Each digest
has nothing in it and is wanted all the same. One person's lists take five seconds and another's are never to be had.
Ana, who has no digest, asks for her list every few seconds. The floor is what the limit alone would take for all calls
that were made on it, those for Ana included, were each made as soon as it may: as many as it allows at once, as many
again a minute later, and so on.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

from pydantic import SecretStr
from sqlalchemy import func, select

from app import Bot, build
from core.logs import configure
from core.settings import READ_SCOPES, Settings
from simulator import Simulator
from simulator.directory import Person
from simulator.spaces import Space
from store.tables import work
from tests.crowd import connected, make_due, subscribed
from tests.databases import SERVER, new_postgres
from tests.kills.standing import ROOT
from tests.stage import CLIENT_ID, CLIENT_SECRET

PEOPLE, CALLS, PROCESSES = 10_000, 1_200, 1
START_WITHIN = timedelta(seconds=10)
"""What the processes get to start before the digests are due."""
ASKS_EVERY = (3.0, 7.0)
PATIENCE = 600.0
"""Seconds without a digest after which something is wrong."""


def main() -> None:
    given = [int(each) for each in sys.argv[1:]]
    people, calls, processes = given + [PEOPLE, CALLS, PROCESSES][len(given) :]
    is_postgres = bool(os.environ.get(SERVER))
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        url = opened.enter_context(contextmanager(new_postgres)()) if is_postgres else f"sqlite:///{folder}/bot.db"
        webex = opened.enter_context(Simulator())
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        settings = told(webex, recbot, url)
        bot = build(Settings(_env_file=None, **settings))  # type: ignore[arg-type, call-arg]  # no types
        opened.callback(bot.close)
        slow, failing, *_ = subscribed(webex, bot, people)
        webex.world.fault("GET", "/recordings", person=slow.name, times=None, delay=5.0)
        webex.world.fault("GET", "/recordings", person=failing.name, times=None, status=503)
        with bot.database.begin() as tx:
            ana = connected(webex, bot, tx, "Ana Ruiz", "ana@example.com")
        room = webex.world.direct(ana, recbot)
        due = webex.clock.now() + START_WITHIN
        make_due(bot, due)
        parts = ["run"] + ["worker"] * (processes - 1 if is_postgres else 0)
        started = [opened.enter_context(process(part, settings)) for part in parts]
        time.sleep((due - webex.clock.now()).total_seconds())
        webex.world.rate_limit(None, messaging=calls)
        run = Run(webex, bot, ana, room, started)
        run.until_told(people - 1, due)
        run.report(people, calls, "PostgreSQL" if is_postgres else "SQLite")


@dataclass
class Run:
    """One run under way, and what is counted of it."""

    webex: Simulator
    bot: Bot
    ana: Person
    room: Space
    processes: list[subprocess.Popen[bytes]]
    took: float = 0.0
    calls: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    """The largest process in MB: after a tenth of the digests, after half, at the end."""
    answered: list[float] = field(default_factory=list)
    """Seconds that Ana waited for each of her lists."""
    over: threading.Event = field(default_factory=threading.Event)

    def until_told(self, count: int, due: datetime) -> None:
        """Return once so many have been told."""
        asking = threading.Thread(target=self.ask, daemon=True)
        asking.start()
        self.webex.world.forget_requests()
        marks, seen, since = [count // 10, count // 2, count], -1, time.monotonic()
        while marks:
            time.sleep(1.0)
            self.count_calls()
            done = self.told()
            if done > seen:
                seen, since = done, time.monotonic()
            while marks and done >= marks[0]:
                marks.pop(0)
                self.memory.append(max(resident(each) for each in self.processes))
            assert time.monotonic() - since < PATIENCE, f"only {done} of {count} were told"
        self.took = (self.webex.clock.now() - due).total_seconds()
        self.over.set()
        asking.join()

    def told(self) -> int:
        with self.bot.database.read() as tx:
            done = select(func.count()).where(work.c.state == "done", work.c.key.startswith("digest"))
            return int(tx.execute(done).scalar_one())

    def count_calls(self) -> None:
        for call in self.webex.world.forget_requests():
            self.calls["all"] += 1
            if call.person == "bot" and call.path.startswith(("/messages", "/people")):
                self.calls["refused" if call.status == 429 else "limited"] += 1

    def ask(self) -> None:
        """Ask for the list now and then, and take the time until its card is there."""
        while not self.over.wait(random.uniform(*ASKS_EVERY)):  # noqa: S311  # spreads, guards nothing
            before, asked = self.cards(), time.monotonic()
            self.webex.world.post(self.ana, self.room, "list")
            while self.cards() == before and time.monotonic() - asked < PATIENCE:
                time.sleep(0.02)
            self.answered.append(time.monotonic() - asked)

    def cards(self) -> int:
        return sum(bool(message.attachments) for message in self.webex.world.messages(self.room))

    def report(self, people: int, limit: int, database: str) -> None:
        floor = 60 * ((self.calls["limited"] - 1) // limit)
        waits = sorted(self.answered)
        half, most = waits[len(waits) // 2], waits[min(len(waits) * 99 // 100, len(waits) - 1)]
        print(f"{people} digests, {limit} calls a minute, {database}, processes: {len(self.processes)}")
        print(f"  told in {self.took:.0f} s: {people / self.took * 60:.0f} a minute")
        print(f"  floor {floor:.0f} s, ratio {self.took / max(floor, 60):.2f}")
        print(f"  {self.calls['all'] / people:.2f} calls a digest; refused: {self.calls['refused']}")
        print(f"  memory of the largest process at a tenth, half, the end: {self.memory} MB")
        print(f"  Ana's {len(waits)} lists: half within {half:.2f} s, 99 % within {most:.2f} s, all {waits[-1]:.2f} s")


def told(webex: Simulator, recbot: Person, url: str) -> dict[str, object]:
    """The bot's settings."""
    webex.world.site("acme.webex.com")
    with socket(AF_INET, SOCK_STREAM) as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    public_url = f"http://127.0.0.1:{port}"
    webex.world.integration(CLIENT_ID, CLIENT_SECRET, [f"{public_url}/oauth/callback"], READ_SCOPES)
    return {
        "webex_bot_token": SecretStr(recbot.token),
        "webex_client_id": CLIENT_ID,
        "webex_client_secret": SecretStr(CLIENT_SECRET),
        "public_url": public_url,
        "port": port,
        "secret_key": SecretStr("k" * 40),
        "webex_api_url": webex.url,
        "database_url": url,
        "log_level": "ERROR",
    }


@contextmanager
def process(part: str, settings: dict[str, object]) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the bot."""
    given = {name.upper(): _plain(value) for name, value in settings.items()}
    started = subprocess.Popen(  # noqa: S603  # our own program, and words that stand in this file
        [sys.executable, "bot.py", part], cwd=ROOT, env=os.environ | given, stderr=subprocess.DEVNULL
    )
    try:
        yield started
    finally:
        started.terminate()
        started.wait(20)


def resident(process: subprocess.Popen[bytes]) -> int:
    """The memory that it has now, in MB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


if __name__ == "__main__":
    configure("ERROR")
    main()
