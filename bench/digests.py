"""How long digests take that are all due in the same minute, and whether anybody waits for them meanwhile:
`python -m bench.digests [people] [calls a minute] [processes]`.

Webex, which takes so many calls of the bot about messages within any minute, runs in this process; the bot is one
process with everything, and further ones with workers alone where `TEST_POSTGRES_URL` names a PostgreSQL. Each digest
has nothing in it and is wanted all the same. One person's lists take five seconds and another's are never to be had.
Ana, who has no digest, asks for her list every few seconds. The floor is what the limit alone would take for every
call that was made on it, those for Ana included: the first minute's worth at once, the rest as it allows.
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
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

from pydantic import SecretStr
from sqlalchemy import func, select

from app import Bot, build
from core.grants import GrantKind, Tokens
from core.logs import configure
from core.people import Person
from core.schedules import Rhythm, Schedule
from core.settings import READ_SCOPES, Settings
from simulator import Simulator
from simulator.directory import Person as Somebody
from simulator.spaces import Space
from store.people import People
from store.subscriptions import Subscriptions
from store.tables import subscriptions, work
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
        ana = subscribe(webex, bot, people)
        room = webex.world.direct(ana, recbot)
        due = bot_now() + START_WITHIN
        make_due(bot, due)
        parts = ["run"] + ["worker"] * (processes - 1 if is_postgres else 0)
        started = [opened.enter_context(process(part, settings)) for part in parts]
        time.sleep((due - bot_now()).total_seconds())
        webex.world.rate_limit(None, messaging=calls)
        run = Run(webex, bot, ana, room, started)
        run.until_told(people - 1, due)
        run.report(people, calls, "PostgreSQL" if is_postgres else "SQLite")


@dataclass
class Run:
    """One run under way, and what is counted of it."""

    webex: Simulator
    bot: Bot
    ana: Somebody
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
        self.took = (bot_now() - due).total_seconds()
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
        floor = max(self.calls["limited"] - limit, 0) / limit * 60
        waits = sorted(self.answered)
        half, most = waits[len(waits) // 2], waits[min(len(waits) * 99 // 100, len(waits) - 1)]
        print(f"{people} digests, {limit} calls a minute, {database}, processes: {len(self.processes)}")
        print(f"  told in {self.took:.0f} s: {people / self.took * 60:.0f} a minute")
        print(f"  floor {floor:.0f} s, ratio {self.took / max(floor, 60):.2f}")
        print(f"  {self.calls['all'] / people:.2f} calls a digest; refused: {self.calls['refused']}")
        print(f"  memory of the largest process at a tenth, half, the end: {self.memory} MB")
        print(f"  Ana's {len(waits)} lists: half within {half:.2f} s, 99 % within {most:.2f} s, all {waits[-1]:.2f} s")


def told(webex: Simulator, recbot: Somebody, url: str) -> dict[str, object]:
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


def subscribe(webex: Simulator, bot: Bot, count: int) -> Somebody:
    """Connect so many people who have a digest, and Ana who has none; returns her."""
    store, schedule = Subscriptions(bot.database), Schedule(Rhythm.MONTHLY, time_of_day(9), 1)
    far = bot_now() + timedelta(days=9)
    for number in range(count):
        name = f"Person {number}"
        person = connect(webex, bot, name, f"p{number}@example.com")
        with bot.database.begin() as tx:
            store.add(tx, person.id, schedule, far, bot_now())
            store.choose(tx, person.id, shows_empty=True)
        if number < 2:
            bad = {"delay": 5.0} if number == 0 else {"status": 503}
            webex.world.fault("GET", "/recordings", person=name, times=None, **bad)
    return connect(webex, bot, "Ana Ruiz", "ana@example.com")


def connect(webex: Simulator, bot: Bot, name: str, email: str) -> Somebody:
    world = webex.world
    person = world.person(name, email=email, timezone="UTC")
    code = world.consent(CLIENT_ID, person, READ_SCOPES)
    with world.lock:
        integration = world.grants.integration(CLIENT_ID)
        given = world.grants.exchange(integration, code, integration.redirect_uris[0], None)
    tokens = Tokens(given["access_token"], bot_now() + timedelta(days=9), None, None, frozenset(READ_SCOPES))
    with bot.database.begin() as tx:
        People(bot.database).keep(tx, Person(person.id, person.email, name, person.org.id, "UTC"), bot_now())
        bot.grants.keep(tx, person.id, GrantKind.PERSON, tokens, bot_now())
    return person


def make_due(bot: Bot, at: datetime) -> None:
    """Let all digests be due then."""
    with bot.database.begin() as tx:
        tx.execute(subscriptions.update().values(next_at=at))


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


def bot_now() -> datetime:
    """The time of the bot's processes, and of a Webex whose clock nobody moves."""
    return datetime.now(UTC)


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


if __name__ == "__main__":
    configure("ERROR")
    main()
