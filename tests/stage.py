"""A stage for dialogues: a local Webex, the real bot on it over real HTTP, and people who talk to it."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from threading import Thread
from typing import Any

import requests
from pydantic import SecretStr

from app import Bot, build
from core.settings import READ_SCOPES, ROLE_SCOPES, WRITE_SCOPES, Settings
from simulator import Simulator
from simulator.clock import SimClock
from simulator.conversations import Message
from simulator.directory import Person
from simulator.spaces import Space
from tests.databases import prepare
from web.server import Port

CLIENT_ID = "the-integration"
CLIENT_SECRET = "its-secret"
SCOPES = (*READ_SCOPES, *WRITE_SCOPES, *ROLE_SCOPES)
"""What the integration may ask for: everything that the bot ever does."""
START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
"""A Thursday. In Madrid, where Ana is, it is ten o'clock."""


class StageClock:
    """The bot's clock: the simulator's, which moves when a test moves it or something waits."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        self._clock.advance(seconds)


@dataclass
class Heard:
    """A message of the bot, as somebody sees it."""

    message: Message

    @property
    def text(self) -> str:
        """What stands on a lock screen."""
        return self.message.text or ""

    @property
    def card(self) -> dict[str, Any]:
        assert self.message.attachments, f"no card, only: {self.text}"
        content = self.message.attachments[0]["content"]
        assert isinstance(content, dict)
        return content

    @property
    def everything(self) -> str:
        """All words of the message, those of its card included."""
        words = [self.text]
        for attachment in self.message.attachments:
            words += _texts(attachment["content"])
        return "\n".join(words)

    @property
    def buttons(self) -> list[str]:
        """The titles of the card's buttons."""
        return [str(action["title"]) for action in _actions(self.card)] if self.message.attachments else []

    @property
    def choices(self) -> dict[str, str]:
        """What can be chosen in the card's list: title, as it is seen, to value."""
        found = [element for element in self.card["body"] if element["type"] == "Input.ChoiceSet"]
        return {_seen(choice["title"]): choice["value"] for element in found for choice in element["choices"]}

    @property
    def links(self) -> dict[str, str]:
        """Where buttons lead to."""
        return {action["title"]: action["url"] for action in _actions(self.card) if "url" in action}

    def has(self, *words: str) -> "Heard":
        """The message itself, once each of these stands somewhere in it."""
        for word in words:
            assert word in self.everything, f"{word!r} is not in:\n{self.everything}"
        return self

    def lacks(self, *words: str) -> "Heard":
        for word in words:
            assert word not in self.everything, f"{word!r} is in:\n{self.everything}"
        return self

    def lacks_number(self, number: int) -> "Heard":
        """The message itself, unless the number stands in it by itself; IDs hold all kinds of digits by chance."""
        assert not re.search(rf"\b{number}\b", self.everything), f"{number} is in:\n{self.everything}"
        return self


@dataclass
class Stage:
    """Everything of one test."""

    webex: Simulator
    bot: Bot
    clock: SimClock
    recbot: Person
    folder: Path
    people: dict[str, "Speaker"] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.bot.settings.public_url

    def person(self, name: str, timezone: str | None = "Europe/Madrid", **more: Any) -> "Speaker":
        """Somebody new, whose direct room with the bot is open and greeted."""
        more.setdefault("email", f"{name.split()[0].lower()}@example.com")
        speaker = Speaker(self, self.webex.world.person(name, timezone=timezone, **more))
        assert speaker.room
        self.settle()
        return speaker

    def space(self, title: str, *speakers: "Speaker") -> Space:
        return self.webex.world.space(title, [speaker.person for speaker in speakers] + [self.recbot])

    def settle(self) -> None:
        """Until every event was delivered and every due row dealt with."""
        self.webex.settle()
        while self.bot.worker.run_due():
            self.webex.settle()

    def passes(self, time: timedelta) -> None:
        """Let that much time go by."""
        self.clock.advance(time)
        self.settle()

    def calls(self) -> list[str]:
        """What was asked of Webex since it was last told to forget, without webhook upkeep."""
        return [f"{call.method} {call.path}" for call in self.webex.world.requests]

    def heard_in(self, space: Space) -> list[Heard]:
        """The bot's messages there, oldest first."""
        return [Heard(message) for message in self.webex.world.messages(space) if message.person is self.recbot]


class Speaker:
    """Somebody who talks to the bot, in the direct room unless told otherwise."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self.stage = stage
        self.person = person
        self._seen: set[str] = set()

    @property
    def room(self) -> Space:
        return self.stage.webex.world.direct(self.person, self.stage.recbot)

    def heard(self) -> list[Heard]:
        """All the bot's messages in the direct room, oldest first."""
        return self.stage.heard_in(self.room)

    def last(self) -> Heard:
        return self.heard()[-1]

    def writes(self, text: str, space: Space | None = None, parent: Message | None = None) -> Message:
        """Post without waiting for what comes of it."""
        world, recbot = self.stage.webex.world, self.stage.recbot
        if space is None:
            return world.post(self.person, self.room, text, parent=parent)
        return world.post(self.person, space, f"{recbot.name} {text}", mention=[recbot], parent=parent)

    def says(self, text: str, space: Space | None = None, parent: Message | None = None) -> Heard:
        """Post, and see the one answer that it gets in the direct room."""
        self.stage.settle()
        self._note()
        self.writes(text, space, parent)
        return self._answer()

    def presses(self, title: str, on: Heard | None = None, **inputs: str) -> Heard:
        """Press a button, with the card's inputs as they stand or as given, and see the one answer."""
        self.stage.settle()
        on = on or self.last()
        self._note()
        self.submits(on, self._inputs(on, title) | inputs)
        return self._answer()

    def submits(self, on: Heard, inputs: dict[str, Any]) -> None:
        """Submit whatever, as a client could."""
        self.stage.webex.world.press(self.person, on.message, inputs)

    def connects(self, scopes: str | None = None) -> Heard:
        """Go through the consent of the connect card that came last, or ask for one, and see the last answer."""
        card = self.last() if self.heard() and self._link(self.last()) else self.says("connect")
        response = self.consents(self._link(card) or "")
        assert response.status_code == 200, response.text
        self.stage.settle()
        return self.last()

    def consents(
        self, url: str, decision: str = "allow", who: "Speaker | None" = None, without: str = ""
    ) -> requests.Response:
        """Open the address of a connect button and decide on Webex's page; returns where that ends.

        `without` is a scope that is asked for and not given, as where an administrator doesn't permit it.
        """
        with requests.Session() as browser:
            page = browser.get(url, timeout=10)
            if "decision" not in page.text:
                return page
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
            form = {name: html.unescape(value) for name, value in fields.items()}
            form |= {"decision": decision, "person": (who or self).person.id}
            form["scope"] = " ".join(scope for scope in form["scope"].split() if scope != without)
            return browser.post(f"{self.stage.webex.url}/authorize", data=form, timeout=10)

    def _link(self, heard: Heard) -> str | None:
        if not heard.message.attachments:
            return None
        return next((url for url in heard.links.values() if "/oauth/start" in url), None)

    def _note(self) -> None:
        self._seen = {heard.message.id for heard in self.heard()}

    def _answer(self) -> Heard:
        self.stage.settle()
        new = [heard for heard in self.heard() if heard.message.id not in self._seen]
        assert len(new) == 1, f"{len(new)} answers: {[heard.text for heard in new]}"
        return new[0]

    @staticmethod
    def _inputs(on: Heard, title: str) -> dict[str, str]:
        action = next((action for action in _actions(on.card) if action["title"] == title), None)
        assert action is not None, f"no button {title!r}, only {on.buttons}"
        elements = [element for element in on.card["body"] if element["type"].startswith("Input.")]
        given = {str(element["id"]): str(element["value"]) for element in elements if "value" in element}
        return given | dict(action["data"])


@contextmanager
def staged(folder: Path, database_url: str | None = None, note_after: float = 60.0, **settings: Any) -> Iterator[Stage]:
    """A stage with nobody on it but the bot, whose webhooks are registered."""
    clock = SimClock(at=START, running=False)
    with Simulator(clock=clock) as webex:
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        webex.world.site("acme.webex.com")
        with running_bot(webex, recbot, folder, database_url, note_after, **settings) as bot:
            stage = Stage(webex, bot, clock, recbot, folder)
            bot.ticks.reconcile()
            webex.world.forget_requests()
            yield stage


@contextmanager
def running_bot(
    webex: Simulator,
    recbot: Person,
    folder: Path,
    database_url: str | None = None,
    note_after: float = 60.0,
    **more: Any,
) -> Iterator[Bot]:
    """The bot with its port open; its workers run when the test says so."""
    with _held_port() as port:
        url = f"http://127.0.0.1:{port}"
        webex.world.integration(CLIENT_ID, CLIENT_SECRET, [f"{url}/oauth/callback"], SCOPES)
        chosen: dict[str, Any] = {
            "webex_bot_token": SecretStr(recbot.token),
            "webex_client_id": CLIENT_ID,
            "webex_client_secret": SecretStr(CLIENT_SECRET),
            "public_url": url,
            "secret_key": SecretStr("k" * 40),
            "webex_api_url": webex.url,
            "database_url": database_url or f"sqlite:///{folder}/bot.db",
            "port": port,
            "workers": 2,
        }
        settings = Settings(_env_file=None, **chosen | more)  # type: ignore[call-arg]  # its types do not tell of it
        prepare(settings.database_url)
        bot = build(settings, clock=StageClock(webex.clock), note_after=note_after)
        server = Port(bot.web, "127.0.0.1", port)
    thread = Thread(target=server.run, name="web", daemon=True)
    thread.start()
    try:
        yield bot
    finally:
        server.close(within=5.0)
        bot.close()  # a connection of its own to this port, as the doctor makes one, would keep the server up
        thread.join(5)


@contextmanager
def _held_port() -> Iterator[int]:
    """A free port that is nobody else's until the bot has opened it.

    Only looked up, it would go to a connection of another test now and then.
    """
    with socket(AF_INET, SOCK_STREAM) as holder:
        holder.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def _seen(title: str) -> str:
    return title.replace("\u2060", "").replace("\u00a0", " ")


def _actions(card: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(card.get("actions", []))
    for element in card.get("body", []):
        found += element.get("actions", []) if element.get("type") == "ActionSet" else []
    return found


def _texts(element: Any) -> list[str]:
    if isinstance(element, list):
        return [text for item in element for text in _texts(item)]
    if not isinstance(element, dict):
        return []
    own = [str(element[name]) for name in ("text", "title", "value", "url", "placeholder") if name in element]
    inner = [text for name, item in element.items() if name != "data" for text in _texts(item)]
    return own + inner + [json.dumps(element["data"])] if "data" in element else own + inner
