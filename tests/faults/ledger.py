"""What was asked, what was accepted, and what was seen at Webex: a book that is kept beside the bot.

Every post of the bot, every look at a direct room and every refresh of a grant is noted with the moment and the process
that it came from. `audit.py` makes sense of it.
"""

import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import NullPool, create_engine, or_, select

from simulator import Simulator
from simulator.conversations import Message
from simulator.delivery import Delivery
from simulator.directory import Person
from simulator.grants import Integration
from simulator.spaces import Space
from simulator.traffic import RequestInfo
from simulator.webhooks import Webhook
from store.tables import effects, work
from tests.faults.processes import Formation, who_calls
from tests.stage import Heard

TROUBLE = (
    "Webex asks for a pause",
    "Webex is not answering",
    "Webex is still checking this",
    "Webex said no",
    "Webex did not understand me",
    "Webex does not let me",
    "Webex shows you no such recording",
    "Webex did not take that",
    "I can not see that space",
    "I could not find that",
    "Nothing to change",
    "Sorry, I was away",
    "I could not answer that",
    "Please connect",
    "May I",
    "I need one more permission",
    "I need another permission",
    "Nothing to restore",
    "Not in the recycle bin",
)
"""How answers begin that say what is wrong, or what is missing first."""
TOO_SLOW = "carried out after the time-out"
LATE = ("landed late", TOO_SLOW)
"""What Webex carries out when whoever asked for it may have asked again, and for something else besides."""
GRANT_ENDED = "Please connect again"
"""How the answer begins that says that Webex takes the grant no longer."""
_KEPT = 2_000
_READS = ("/messages/", "/attachment/actions/")
DEFECT = "That did not work"
"""How the answer begins that owns up to a defect of the bot."""


@dataclass(eq=False)
class Call:
    """A request of the bot that the audit wants to know about."""

    info: RequestInfo
    arrived: float
    """By the machine's monotonic clock, as all moments here."""
    pid: int | None
    landed: float | None = None


@dataclass(eq=False)
class Post:
    """Something that the bot has said."""

    message: Message
    landed: float
    call: Call | None

    @property
    def text(self) -> str:
        return self.message.text or ""

    @property
    def everything(self) -> str:
        """All words of it, those of its card included."""
        return Heard(self.message).everything


@dataclass(eq=False)
class Question:
    """Something that somebody wrote or pressed."""

    person: Person
    room: Space
    words: str
    mark: str
    """Words that stand in its answer, and best in no other."""
    event_id: str
    asked: float
    answers: list[Post] = field(default_factory=list)
    trouble: Post | None = None
    """What was said instead of an answer, as far as the person can tell."""
    is_awaited: bool = True
    """Whether somebody still waits for the answer."""
    outcome: Post | None = None
    """What the bot's journal calls the answer, once it was audited."""

    @property
    def is_settled(self) -> bool:
        return bool(self.answers) or self.trouble is not None


@dataclass(frozen=True)
class Violation:
    """Something that must not be."""

    rule: str
    facts: str


class Ledger:
    """One for a run. `watch` before anything happens. Moments are by the machine's monotonic clock."""

    def __init__(self, webex: Simulator, recbot: Person, database_url: str) -> None:
        self.webex = webex
        self._recbot = recbot
        self.engine = create_engine(database_url, poolclass=NullPool)
        self.lock = threading.Lock()
        self._processes: Formation | None = None
        self._pids: dict[int, int] = {}
        self.posts: list[Post] = []
        self.looks: list[Call] = []
        self.open: list[Question] = []
        self.questions: dict[str, Question] = {}
        self.accepted: set[str] = set()
        self.refused: set[str] = set()
        self.ended: dict[int, float] = {}
        """When which process was killed."""
        self.paused: list[tuple[int, float, float]] = []
        """Which process was stopped, from when, until when."""
        self.away: list[tuple[float, float]] = []
        """From when until when the database could not be reached or written to."""
        self.calls: list[tuple[float, RequestInfo]] = []
        """All that was asked of Webex since the last audit, with the moment."""
        self.reads: defaultdict[str, list[RequestInfo]] = defaultdict(list)
        """Each time that the bot asked what somebody had written or pressed, by its ID."""
        self.counts: Counter[str] = Counter()
        self.ended_grants: dict[Person, Question] = {}
        """Who was asked to connect again, and by the answer to what."""
        self.refreshes: list[tuple[Person, Call | None]] = []
        self._named: dict[str, str] = {}

    def watch(self, processes: Formation) -> None:
        """Note from now on what the bot posts, and when it looks for posts of its own."""
        self._processes = processes
        world = self.webex.world
        note, post = world.traffic.note, world.conversations.post

        def noted(info: RequestInfo) -> None:
            note(info)
            self._note(info)

        def posted(*args: Any, **kwargs: Any) -> Message:
            message = post(*args, **kwargs)
            self._note_post(message)
            return message

        report = world.postman._report

        def reported(webhook: Webhook, delivery: Delivery) -> None:
            report(webhook, delivery)
            (self.accepted if delivery.succeeded else self.refused).add(delivery.data_id)

        refresh = world.grants.refresh

        def refreshed(integration: Integration, refresh_token: str) -> dict[str, Any]:
            given = refresh(integration, refresh_token)
            token = world.grants.bearer(given["access_token"])
            with self.lock:
                self.refreshes.extend([(token.person, g.get("call"))] if token else [])
            return given

        world.grants.refresh = refreshed  # type: ignore[method-assign]  # the simulator has no joint for this
        world.postman._report = reported
        world.traffic.note = noted  # type: ignore[method-assign]  # the same
        world.conversations.post = posted  # type: ignore[method-assign]  # the same

    def asked(self, question: Question) -> None:
        """Somebody has said that."""
        with self.lock:
            self.open.append(question)
            self.questions[question.event_id] = question
            for post in self.posts:  # the bot may have been faster than we
                if post.landed >= question.asked:
                    self._match(post, [question])

    def is_accepted(self, question: Question) -> bool:
        """Whether the bot has said 200 to a delivery of it."""
        return question.event_id in self.accepted

    def is_lost(self, question: Question) -> bool:
        """Whether Webex could not deliver it, which it never tries again: nobody is going to answer it."""
        return question.event_id in self.refused - self.accepted

    def open_of(self, person: Person) -> list[Question]:
        """What that person asked and has no answer to yet."""
        with self.lock:
            return [each for each in self.open if each.person is person and not each.is_settled]

    def posts_in(self, space: Space) -> list[Post]:
        """All that the bot has ever said there, what it took back included."""
        with self.lock:
            return [post for post in self.posts if post.message.space is space]

    def posts_named(self, *names: str) -> list[Post]:
        """What the bot's journal calls by one of these names: digests, for example."""
        self._read_names()
        with self.lock:
            return [post for post in self.posts if self._named.get(post.message.id) in names]

    def write(self, path: Path) -> None:
        """Into a new file: what was asked of Webex since the last audit, and what the bot knows of it."""
        with self.engine.connect() as tx:
            known = [*tx.execute(select(work)).mappings(), *tx.execute(select(effects)).mappings()]
        called = [f"{at:.3f} {i.method} {i.path} {i.query} {i.person} {i.status} {i.fault}" for at, i in self.calls]
        posted = [f"{each.landed:.3f} {each.message.id} {each.text!r}" for each in self.posts[-_KEPT:]]
        path.write_text("\n".join([*called, *posted, *(str(dict(row)) for row in known)]))

    def _read_names(self) -> None:
        with self.engine.connect() as tx:
            rows = tx.execute(select(effects.c.outcome, effects.c.name).where(effects.c.outcome.is_not(None))).all()
        self._named |= {row.outcome: row.name for row in rows}

    def unfinished(self) -> list[bool]:
        """For each row of the bot's work that is not finished whether it is under way; no row whose hour is to come."""
        is_due = or_(work.c.kind.not_in(("delete_message", "look_again")), work.c.run_at <= self.webex.clock.now())
        waits = (work.c.state.in_(("queued", "ready")), is_due)
        with self.engine.connect() as tx:
            return [lease is not None for lease in tx.execute(select(work.c.lease).where(*waits)).scalars()]

    def _note(self, info: RequestInfo) -> None:
        self.calls.append((time.monotonic(), info))
        if info.person == "bot" and info.method == "GET" and info.path.startswith(_READS):
            self.reads[info.path.rpartition("/")[2]].append(info)
        is_look = info.person == "bot" and info.path == "/messages/direct"
        is_post = info.person == "bot" and info.method == "POST" and info.path == "/messages"
        if not (is_look or is_post or info.path == "/access_token"):
            return
        call = Call(info, time.monotonic(), self._caller(int(request.environ.get("REMOTE_PORT", 0))))
        g.call = call
        if is_look:
            with self.lock:
                self.looks.append(call)

    def _caller(self, port: int) -> int | None:
        assert self._processes is not None
        running = [place.pid for place in self._processes.places]
        if self._pids.get(port) not in running:
            found = who_calls(port, running)
            if found is None:
                return None
            self._pids[port] = found
        return self._pids[port]

    def _note_post(self, message: Message) -> None:
        if message.person is not self._recbot:
            return
        call: Call | None = g.get("call") if has_request_context() else None
        post = Post(message, time.monotonic(), call)
        if call is not None:
            call.landed = post.landed
        with self.lock:
            self.posts.append(post)
            self._match(post, self.open)

    def _match(self, post: Post, questions: list[Question]) -> None:
        """Let whoever waits know. Who waits can only guess; the audit knows better."""
        there = [each for each in questions if each.person.id in post.message.space.members]
        marked = [each for each in there if each.mark in post.everything]
        if marked:
            next((each for each in marked if not each.is_settled), marked[-1]).answers.append(post)
        if not marked and post.text.startswith((*TROUBLE, DEFECT)):
            open_ones = [each for each in there if not each.is_settled and not self.is_lost(each)]
            for each in sorted(open_ones, key=lambda one: not one.is_awaited)[:1]:
                each.trouble = post
