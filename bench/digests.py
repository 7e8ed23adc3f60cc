"""How long digests take that are all due in the same minute: `python -m bench.digests [people] [posts a minute]`.

The bot's workers are processes of their own (two with eight threads each on PostgreSQL, if `TEST_POSTGRES_URL` names
one, else one on SQLite); Webex, which lets the bot post so many messages within any minute, runs in this one. Each
digest has nothing in it and is wanted all the same. The floor is what that limit alone would take. One person's lists
take five seconds and another's fail: nobody else waits for them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select

from app import Bot, build
from core.clock import ManualClock
from core.grants import GrantKind, Tokens
from core.logs import configure
from core.people import Person
from core.schedules import Rhythm, Schedule
from core.settings import READ_SCOPES, Settings
from services.digests import SPREAD
from simulator import Simulator
from store.people import People
from store.subscriptions import Subscriptions
from store.tables import work
from tests.databases import SERVER, new_postgres
from tests.kills.standing import ROOT
from tests.stage import CLIENT_ID, CLIENT_SECRET

PEOPLE, POSTS = 600, 300
THREADS = 8
URL = "http://127.0.0.1:9"
PATIENCE = 600.0
"""Seconds without a digest after which something is wrong."""


def main() -> None:
    """Print the figures of a tenth of the people, and of all of them."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    posts = int(sys.argv[2]) if len(sys.argv) > 2 else POSTS
    for count in (people // 10, people):
        measure(count, posts)


def measure(count: int, posts: int) -> None:
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        is_postgres = bool(os.environ.get(SERVER))
        url = opened.enter_context(contextmanager(new_postgres)()) if is_postgres else f"sqlite:///{folder}/bot.db"
        webex = opened.enter_context(Simulator())
        settings = told(webex, url)
        clock = ManualClock(webex.clock.now() - timedelta(minutes=1))
        bot = build(Settings(_env_file=None, **settings), clock=clock)  # type: ignore[arg-type, call-arg]  # no types
        opened.callback(bot.close)
        names = subscribe(webex, bot, count)
        webex.world.fault("GET", "/recordings", person=names[0], times=None, delay=5.0)
        webex.world.fault("GET", "/recordings", person=names[1], times=None, status=503)
        workers = [opened.enter_context(worker(settings)) for _ in range(2 if is_postgres else 1)]
        webex.world.forget_requests()
        webex.world.rate_limit(None, messaging=posts)
        clock.advance(webex.clock.now() - clock.now())
        begun, due = time.monotonic(), clock.now()
        bot.services.digests.plan_due()
        planned = time.monotonic() - begun
        finished = wait(bot, count - 1)
        took = time.monotonic() - begun
        memory = max(peak(each) for each in workers)
        report(count, posts, len(workers), planned, took, memory, len(webex.world.requests))
        late = sorted((at - due).total_seconds() for at in finished)
        half, most = late[len(late) // 2], late[len(late) * 99 // 100]
        print(f"  from due to told: half within {half:.0f} s, 99 % within {most:.0f} s")


def report(count: int, posts: int, processes: int, planned: float, took: float, memory: int, calls: int) -> None:
    floor = max((count - posts) / posts, 0) * 60 + SPREAD.total_seconds() * (1 if count <= posts else 0)
    print(f"{count} digests in one minute, {posts} posts a minute, {processes} x {THREADS} workers")
    print(f"  planned in {planned:.1f} s, told in {took:.0f} s ({count / took:.1f} a second), floor {floor:.0f} s")
    print(f"  {calls / count:.2f} calls a digest, peak memory of a process {memory / 1024:.0f} MB")


def told(webex: Simulator, url: str) -> dict[str, object]:
    """The bot's settings."""
    recbot = webex.world.bot("RecBot", "recbot@webex.bot")
    webex.world.site("acme.webex.com")
    webex.world.integration(CLIENT_ID, CLIENT_SECRET, [f"{URL}/oauth/callback"], READ_SCOPES)
    return {
        "webex_bot_token": SecretStr(recbot.token),
        "webex_client_id": CLIENT_ID,
        "webex_client_secret": SecretStr(CLIENT_SECRET),
        "public_url": URL,
        "secret_key": SecretStr("k" * 40),
        "webex_api_url": webex.url,
        "database_url": url,
        "workers": THREADS,
    }


def subscribe(webex: Simulator, bot: Bot, count: int) -> list[str]:
    """Connected people whose digests are due; their names."""
    now, world, schedule = webex.clock.now(), webex.world, Schedule(Rhythm.MONTHLY, time_of_day(9), 1)
    store = Subscriptions(bot.database)
    names: list[str] = []
    with world.lock:
        integration = world.grants.integration(CLIENT_ID)
    for number in range(count):
        name = f"Person {number}"
        person = world.person(name, email=f"p{number}@example.com", timezone="UTC")
        code = world.consent(CLIENT_ID, person, READ_SCOPES)
        given = world.grants.exchange(integration, code, integration.redirect_uris[0], None)
        tokens = Tokens(given["access_token"], now + timedelta(days=9), None, None, frozenset(READ_SCOPES))
        with bot.database.begin() as tx:
            known = Person(person.id, person.email, name, person.org.id, "UTC")
            People(bot.database).keep(tx, known, now)
            bot.grants.keep(tx, person.id, GrantKind.PERSON, tokens, now)
            store.add(tx, person.id, schedule, now, now)
            store.choose(tx, person.id, shows_empty=True)
        names.append(name)
    return names


@contextmanager
def worker(settings: dict[str, object]) -> Iterator[subprocess.Popen[bytes]]:
    """A process with threads that work."""
    given = {name.upper(): _plain(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "bot.py", "worker"], cwd=ROOT, env=os.environ | given, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait(bot: Bot, count: int) -> list[datetime]:
    """When each was told, once so many are."""
    seen, since = -1, time.monotonic()
    while True:
        with bot.database.read() as tx:
            finished = list(tx.execute(select(work.c.finished_at).where(work.c.state == "done")).scalars())
        if len(finished) >= count:
            return finished
        if len(finished) != seen:
            seen, since = len(finished), time.monotonic()
        assert time.monotonic() - since < PATIENCE, f"only {seen} of {count} were told"
        time.sleep(0.5)


def peak(process: subprocess.Popen[bytes]) -> int:
    """The most memory that it has had, in kB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


if __name__ == "__main__":
    configure("ERROR")
    main()
