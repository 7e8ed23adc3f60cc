"""The bot as its own process, which can be killed and started again, on a local Webex that goes on."""

import html
import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

import requests

from app import Bot, build
from core.clock import ManualClock, SystemClock
from core.settings import READ_SCOPES, WRITE_SCOPES, Settings
from simulator import Simulator
from simulator.clock import SimClock
from simulator.conversations import Message
from simulator.directory import Person
from simulator.spaces import Space
from simulator.traffic import RequestInfo
from tests.stage import CLIENT_ID, CLIENT_SECRET, START

ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0
"""Real seconds after which something that should have happened has not."""
_FORKS = multiprocessing.get_context("forkserver")
"""Python and all modules take two seconds of a processor to start, and a killed bot is started again dozens of times.

So each is forked from a process that has loaded them, and is a process of its own from `bot.py run` on. That it also
starts from nothing is what `tests/test_bot.py` shows.
"""
_FORKS.set_forkserver_preload(["tests.kills.loaded"])


class _Ahead(SystemClock):
    """The machine's clock, and so much more."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return super().now() + self._by


def _run(environment: dict[str, str], errors: Connection, ahead: timedelta) -> None:
    """Become `bot.py run`, whose clock is so far ahead of the machine's."""
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(errors.fileno(), 2)
    import app  # only here: who starts it has no use for it
    from bot import main

    app.build = partial(app.build, clock=_Ahead(ahead))
    main(["run"])


class Standing:
    """The process, and the Webex it talks to."""

    def __init__(self, webex: Simulator, recbot: Person, folder: Path) -> None:
        self.webex = webex
        self.recbot = recbot
        self._folder = folder
        self.port = _free_port()
        self._process: ForkServerProcess | None = None
        self._listens, self._leaves = threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self.port}"
        webex.world.integration(CLIENT_ID, CLIENT_SECRET, [f"{self.url}/oauth/callback"], READ_SCOPES + WRITE_SCOPES)

    def start(self) -> None:
        """Returns when the port is open and the webhooks are there."""
        own = [hook for hook in self.webex.world.webhooks if hook.owner is self.recbot]
        missing = 3 - len(own)
        created = threading.Semaphore(0)
        watch = self.webex.world.fault("POST", "/webhooks", times=missing, after=lambda _: created.release())
        self.begin()
        self.listens()
        for _ in range(missing):
            assert created.acquire(timeout=_PATIENCE), "the webhooks were not created"
        watch.clear()

    def begin(self) -> None:
        """The same without waiting: it may be killed at the first thing that it does."""
        heard, said = _FORKS.Pipe(duplex=False)
        ahead = self.webex.clock.now() - datetime.now(UTC)
        self._process = _FORKS.Process(target=_run, args=(os.environ | self.environment(), said, ahead))
        self._process.start()
        said.close()
        self._listens, self._leaves = threading.Event(), threading.Event()
        events = self._listens, self._leaves
        threading.Thread(target=self._listen, args=(heard, *events), daemon=True).start()

    def listens(self) -> None:
        """Returns when the port is open."""
        assert self._listens.wait(_PATIENCE), "the bot did not start"

    def kill(self, _request: RequestInfo | None = None) -> None:
        """SIGKILL, and the process is gone when this returns."""
        assert self._process is not None
        self._process.kill()
        self._process.join()

    @contextmanager
    def beside(self, behind: timedelta = timedelta()) -> Iterator[Bot]:
        """Another process on the same database, which does nothing by itself.

        With a clock that is `behind`, what it plans for later is due at once.
        """
        given = {name.lower(): value for name, value in self.environment().items()}
        # Its types do not tell of what comes as from the environment.
        settings = Settings(_env_file=None, **given)  # type: ignore[arg-type, call-arg]  # see above
        bot = build(settings, clock=ManualClock(self.webex.clock.now() - behind))
        try:
            yield bot
        finally:
            bot.close()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.tell_to_leave()
        return self.ended(_PATIENCE)

    def tell_to_leave(self) -> None:
        """SIGTERM; returns when the process has said that it leaves."""
        self.signal(signal.SIGTERM)
        assert self._leaves.wait(_PATIENCE), "the bot does not say that it leaves"

    def signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid or 0, number)

    def ended(self, within: float) -> int:
        """The exit code, once the process has ended; it has so many real seconds."""
        assert self._process is not None
        self._process.join(within)
        assert self._process.exitcode is not None, "the bot does not end"
        return self._process.exitcode

    def posts(self, space: Space) -> list[Message]:
        """What the bot has posted there, oldest first."""
        return [message for message in self.webex.world.messages(space) if message.person is self.recbot]

    def sees(self, space: Space, count: int) -> list[Message]:
        """The bot's posts there, as soon as there are that many."""
        changes = self.webex.world.changes
        version = changes.after(-1, 0)
        while len(self.posts(space)) < count:
            newer = changes.after(version, _PATIENCE)
            assert newer != version, f"{len(self.posts(space))} posts instead of {count}"
            version = newer
        return self.posts(space)

    def environment(self) -> dict[str, str]:
        """What the process is told, besides what everybody is."""
        return {
            "WEBEX_BOT_TOKEN": self.recbot.token,
            "WEBEX_CLIENT_ID": CLIENT_ID,
            "WEBEX_CLIENT_SECRET": CLIENT_SECRET,
            "PUBLIC_URL": self.url,
            "SECRET_KEY": "k" * 40,
            "WEBEX_API_URL": self.webex.url,
            "DATABASE_URL": f"sqlite:///{self._folder}/bot.db",
            "PORT": str(self.port),
            "WORKERS": "2",
        }

    def connects(self, person: Person, words: str, posts: int = 4) -> str:
        """Somebody new says that in the direct room and consents; returns the last of so many posts there by then."""
        room = self.webex.world.direct(person, self.recbot)
        self.sees(room, 1)
        self.webex.world.post(person, room, words)
        card = self.sees(room, 2)[-1]
        link = next(action["url"] for action in card.attachments[0]["content"]["actions"] if "url" in action)
        self.consents(link, person)
        return self.sees(room, posts)[-1].text or ""

    def consents(self, link: str, person: Person) -> None:
        """Go through the consent of a connect card."""
        with requests.Session() as browser:
            page = browser.get(link, timeout=10).text
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
            form = {name: html.unescape(value) for name, value in fields.items()}
            form |= {"decision": "allow", "person": person.id}
            assert browser.post(f"{self.webex.url}/authorize", data=form, timeout=10).status_code == 200

    @staticmethod
    def _listen(heard: Connection, listens: threading.Event, leaves: threading.Event) -> None:
        # Until the end: a pipe that nobody reads fills up, and then the bot would wait.
        with heard, open(heard.fileno(), closefd=False) as lines:
            for line in lines:
                if "listens on" in line:
                    listens.set()
                if "The bot leaves" in line:
                    leaves.set()


@contextmanager
def standing_bot(folder: Path) -> Iterator[Standing]:
    """A bot that runs, with real time."""
    with Simulator(SimClock(START)) as webex:
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        webex.world.site("acme.webex.com")
        standing = Standing(webex, recbot, folder)
        standing.start()
        try:
            yield standing
        finally:
            standing.kill()


def _free_port() -> int:
    with socket(AF_INET, SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
