"""Who talks to the bot: people with a seed each, who ask, press, confirm and wait, whatever becomes of the bot.

What somebody does is a plot: a generator that yields wherever it waits, so that one thread plays all of them.
"""

import html
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from random import Random
from threading import Thread
from typing import Any

import requests

from simulator import Simulator
from simulator.archive import Recording
from simulator.directory import Person
from simulator.refusals import Refused
from simulator.spaces import Space
from tests.faults.deeds import Deeds
from tests.faults.ledger import GRANT_ENDED, Ledger, Post, Question
from tests.faults.news import News
from tests.stage import Heard

PATIENCE = 6.0
"""Real seconds after which somebody goes on to something else, answered or not."""

_TOOK = timedelta(minutes=50)
_MOST_NEWS = 10
"""In a digest of more, they could not be told apart."""

Steps = Iterator[None]
Plot = Callable[["Somebody"], Steps]
_numbers = count(1)


@dataclass(eq=False)
class Cast:
    """All of them, and where they are."""

    webex: Simulator
    recbot: Person
    ledger: Ledger
    deeds: Deeds
    news: News
    people: list["Somebody"] = field(default_factory=list)
    mends: Plot | None = None
    """What somebody does next whose grant has ended."""
    spaces: list[Space] = field(default_factory=list)

    def enters(self, name: str, seed: int, plots: list[Plot]) -> "Somebody":
        """Somebody new, who does these things at random for as long as `step` is called."""
        email = f"{name.split()[0].lower()}@example.com"
        person = self.webex.world.person(name, email=email, timezone="Europe/Madrid")
        somebody = Somebody(self, person, Random(seed), plots)  # noqa: S311  # to be repeated, not to be unguessable
        self.people.append(somebody)
        return somebody

    def play(self) -> None:
        """Let each go on a little."""
        for each in self.people:
            each.step()

    def rests(self) -> None:
        """Let everybody end what they are at and begin nothing more."""
        for each in self.people:
            each.is_resting = True

    def resumes(self) -> None:
        for each in self.people:
            each.is_resting = False

    @property
    def is_resting(self) -> bool:
        return all(each.is_idle for each in self.people)


class Somebody:
    """One person and the direct room with the bot."""

    def __init__(self, cast: Cast, person: Person, rng: Random, plots: list[Plot]) -> None:
        self.cast = cast
        self.person = person
        self.rng = rng
        self.plots = plots
        self.room = cast.webex.world.direct(person, cast.recbot)
        self.is_resting = False
        self.has_lost_grant = False
        """Whether the bot has said so, and was not given another since."""
        self._at: Steps | None = None
        self.kept: list[Recording] = []
        """Those that are only looked at."""

    @property
    def is_idle(self) -> bool:
        return self._at is None

    def step(self) -> None:
        """Go on where it may go on now."""
        if self._at is None and not self.is_resting:
            plot = self.cast.mends if self.has_lost_grant and self.cast.mends else self.rng.choice(self.plots)
            self.has_lost_grant = False
            self._at = plot(self)
        if self._at is not None:
            try:
                next(self._at)
            except StopIteration:
                self._at = None

    def asks(self, words: str, mark: str, space: Space | None = None) -> Question:
        """Write to the bot, in the direct room or in a space; `mark` stands in the answer."""
        world, asked = self.cast.webex.world, time.monotonic()
        if space is None:
            message = world.post(self.person, self.room, words)
        else:
            message = world.post(self.person, space, f"RecBot {words}", mention=[self.cast.recbot])
        return self._noted(Question(self.person, space or self.room, words, mark, message.id, asked))

    def presses(self, post: Post, data: dict[str, Any], mark: str) -> Question | None:
        """Press a button; None where its card is gone."""
        asked = time.monotonic()
        with suppress(Refused, KeyError):
            action = self.cast.webex.world.press(self.person, post.message, data)
            return self._noted(Question(self.person, post.message.space, f"press {data}"[:80], mark, action.id, asked))
        return None

    def hears(self, *questions: Question) -> Steps:
        """Wait for the answers, but not for ever."""
        until, ledger = time.monotonic() + PATIENCE, self.cast.ledger
        while time.monotonic() < until and not all(each.is_settled or ledger.is_lost(each) for each in questions):
            yield
        for each in questions:
            each.is_awaited = False
        ended = [each for each in questions if each.trouble and each.trouble.text.startswith(GRANT_ENDED)]
        if ended:
            ledger.ended_grants[self.person] = ended[0]
            self.has_lost_grant = True

    def pauses(self, most: float) -> Steps:
        """Wait a moment."""
        until = time.monotonic() + self.rng.uniform(0, most)
        while time.monotonic() < until:
            yield

    def records(self, **more: Any) -> Recording:
        """A meeting that was recorded, with a topic like no other."""
        ago = timedelta(minutes=self.rng.randint(60, 3000))
        world = self.cast.webex.world
        return world.record(self.person, f"Meeting {new_mark()}", self.cast.webex.clock.now() - ago, **more)

    def has_made(self) -> None:
        """A meeting has been recorded whose file is there now: that is news."""
        made = self.cast.news.made.setdefault(self.person, [])
        if len(made) < _MOST_NEWS:
            at = self.cast.webex.clock.now() - _TOOK
            topic = f"Meeting {new_mark()}"
            made.append(self.cast.webex.world.record(self.person, topic, at, processed_after=_TOOK, transcript=False))

    def consents(self, post: Post) -> Steps:
        """Go through the consent that a card asks for; whatever becomes of it."""
        browsing = Thread(target=self._consents, args=(post,), daemon=True)
        browsing.start()
        while browsing.is_alive():
            yield

    def _consents(self, post: Post) -> None:
        link = next((url for url in Heard(post.message).links.values() if "/oauth/start" in url), None)
        with suppress(requests.RequestException), requests.Session() as browser:
            page = browser.get(link or "", timeout=5).text
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
            form = {name: html.unescape(value) for name, value in fields.items()}
            form |= {"decision": "allow", "person": self.person.id}
            if "decision" in page:
                browser.post(f"{self.cast.webex.url}/authorize", data=form, timeout=5)

    def _noted(self, question: Question) -> Question:
        self.cast.ledger.asked(question)
        return question


def new_mark() -> str:
    """A word that stands nowhere else, without digits: what may be a telephone number stands on cards alone."""
    letters, number = "", next(_numbers)
    while number:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return f"zk{letters}q"
