"""What was asked, what was accepted, and what came of it: a book that is kept beside the bot, and the audit at the end.

The book is kept at Webex: every post of the bot, and every look at a direct room, is noted with the moment and the
process that it came from. Only the audit reads the bot's own journal, to tell which post was the answer to what; what
stands at Webex and in no journal was posted twice, or was not asked for.
"""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import NullPool, create_engine, select

from cards.notes import SENT_TO_YOU
from simulator import Simulator
from simulator.conversations import Message
from simulator.delivery import Delivery
from simulator.directory import Person
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
    "I could not find that",
    "Nothing to change",
    "Sorry, I was away",
    "I could not answer that",
    "Please connect",
    "May I",
    "I need one more permission",
    "I need another permission",
)
"""How answers begin that say what is wrong, or what is missing first."""
DEFECT = "That did not work"
"""How the answer begins that owns up to a defect of the bot."""
_REPLIES = ("reply", "resumed", "given up")


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


@dataclass
class Doubled:
    """An answer that came twice, and why that could not be helped."""

    question: Question | None
    post: Post
    why: str


class Ledger:
    """One for a run. `watch` before anything happens; `audit` once everything has come to rest."""

    def __init__(self, webex: Simulator, recbot: Person, database_url: str) -> None:
        self._webex = webex
        self._recbot = recbot
        self._engine = create_engine(database_url, poolclass=NullPool)
        self._lock = threading.Lock()
        self._processes: Formation | None = None
        self._pids: dict[int, int] = {}
        self._posts: list[Post] = []
        self._looks: list[Call] = []
        self._open: list[Question] = []
        self._questions: dict[str, Question] = {}
        self._accepted: set[str] = set()
        self._refused: set[str] = set()
        self._audited: set[str] = set()
        self.ended: dict[int, float] = {}
        """When which process was killed."""
        self.paused: list[tuple[int, float, float]] = []
        """Which process was stopped, from when, until when."""
        self.counts: Counter[str] = Counter()
        self.doubled: list[Doubled] = []

    def watch(self, processes: Formation) -> None:
        """Note from now on what the bot posts, and when it looks for posts of its own."""
        self._processes = processes
        world = self._webex.world
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
            (self._accepted if delivery.succeeded else self._refused).add(delivery.data_id)

        world.postman._report = reported
        world.traffic.note = noted  # type: ignore[method-assign]  # the simulator has no joint for this
        world.conversations.post = posted  # type: ignore[method-assign]  # the same

    def asked(self, question: Question) -> None:
        """Somebody has said that."""
        with self._lock:
            self._open.append(question)
            self._questions[question.event_id] = question
            for post in self._posts:  # the bot may have been faster than we
                if post.landed >= question.asked:
                    self._match(post, [question])

    def is_accepted(self, question: Question) -> bool:
        """Whether the bot has said 200 to a delivery of it."""
        return question.event_id in self._accepted

    def is_lost(self, question: Question) -> bool:
        """Whether Webex could not deliver it, which it never tries again: nobody is going to answer it."""
        return question.event_id in self._refused - self._accepted

    def open_of(self, person: Person) -> list[Question]:
        """What that person asked and has no answer to yet."""
        with self._lock:
            return [each for each in self._open if each.person is person and not each.is_settled]

    def posts_in(self, space: Space) -> list[Post]:
        """All that the bot has ever said there, what it took back included."""
        with self._lock:
            return [post for post in self._posts if post.message.space is space]

    def unfinished(self) -> int:
        """How many rows of the bot's work are not finished, those for a certain hour left out."""
        waits = (work.c.state.in_(("queued", "ready")), work.c.kind.not_in(("delete_message", "look_again")))
        with self._engine.connect() as tx:
            return len(tx.execute(select(work.c.id).where(*waits)).all())

    def audit(self) -> list[Violation]:
        """Look at everything since the last audit; all must have come to rest."""
        with self._engine.connect() as tx:
            rows = {row.id: row for row in tx.execute(select(work)).all()}
            journal = tx.execute(select(effects)).all()
        by_event = {row.key.split("|")[3]: row for row in rows.values() if row.key.count("|") == 4}
        outcomes: dict[int, dict[str, str]] = defaultdict(dict)
        for effect in journal:
            if effect.outcome:
                outcomes[effect.work_id][effect.name] = effect.outcome
        with self._lock:
            asked, self._open = self._open, []
            found = [wrong for each in asked for wrong in self._audit_question(each, by_event, outcomes)]
            known = {outcome for named in outcomes.values() for outcome in named.values()}
            found += self._audit_posts(known)
            found += self._audit_rows(by_event)
        return found

    def _audit_question(
        self, question: Question, by_event: dict[str, Any], outcomes: dict[int, dict[str, str]]
    ) -> Iterable[Violation]:
        self.counts["asked"] += 1
        is_accepted, row = self.is_accepted(question), by_event.get(question.event_id)
        self.counts["accepted"] += is_accepted
        if row is None:
            if is_accepted:
                yield Violation("an accepted event is gone", _about(question))
            return
        if row.state not in ("done", "failed"):
            yield Violation("an accepted event is stuck", f"{_about(question)}, {row.state}, attempts {row.attempts}")
            return
        self.counts["given up"] += row.state == "failed"
        posts = {post.message.id: post for post in self._posts}
        named = [outcomes[row.id][name] for name in _REPLIES if name in outcomes[row.id]]
        question.outcome = next((posts[each] for each in named if each in posts), None)
        if question.outcome is None and question.room.kind != "direct" and question.answers:
            self.counts["answered in a space, and not known to be"] += 1
            return
        if question.outcome is None:
            yield Violation("an accepted event has no answer", f"{_about(question)}, {row.state} {row.reason}")
            return
        yield from self._audit_answer(question, question.outcome)

    def _audit_answer(self, question: Question, post: Post) -> Iterable[Violation]:
        if question.mark in post.everything:
            self.counts["answered as asked"] += 1
        elif post.text.startswith(DEFECT):
            yield Violation("a defect of the bot", f"{_about(question)}: {post.text!r}")
        elif post.text.startswith(TROUBLE):
            self.counts["told what was wrong"] += 1
            self.counts[f"said: {post.text.splitlines()[0]}"] += 1
        else:
            yield Violation("another answer than asked for", f"{_about(question)}: {post.text!r}")

    def _audit_posts(self, known: set[str]) -> Iterable[Violation]:
        """Each post is the outcome of one row, or a double that can be explained."""
        taken_back = {message.id for message in self._webex.world.deleted_messages}
        fresh = [each for each in self._posts if each.message.id not in self._audited]
        self._audited |= {each.message.id for each in fresh}
        for post in fresh:
            if post.message.id in known or (post.message.id in taken_back and not post.message.attachments):
                continue  # the journal forgets which note it was, once that was taken back
            if post.text == SENT_TO_YOU:
                yield from self._audit_note(post)
                continue
            question = self._question_of(post)
            why = self._why_twice(post, question)
            if question is None and not self._has_twin(post):
                yield Violation("something was said that nobody had asked", _told(post))
            elif why is None:
                yield Violation("an answer was doubled where it could have been helped", _told(post, question))
            else:
                self.counts["doubled"] += 1
                self.doubled.append(Doubled(question, post, why))

    def _audit_note(self, post: Post) -> Iterable[Violation]:
        """A note that no journal knows, as the process died before it heard that it stands; it must be the only one."""
        self.counts["notes in a space, and not known to be"] += 1
        thread = post.message.parent_id
        notes = [each for each in self._posts if each.text == SENT_TO_YOU and each.message.parent_id == thread]
        if len(notes) > 1:
            yield Violation("a note came twice", _told(post))

    def _audit_rows(self, by_event: dict[str, Any]) -> Iterable[Violation]:
        for event_id, row in by_event.items():
            if row.kind in ("message", "press") and event_id not in self._questions:
                yield Violation("an event was kept that nobody had caused", f"{row.kind} {event_id}")

    def _question_of(self, post: Post) -> Question | None:
        """Which question a post belongs to that no row calls its own: of several that fit, the latest."""
        fitting = [
            each
            for each in self._questions.values()
            if each.asked <= post.landed
            and (each.mark in post.everything or (each.outcome and each.outcome.text == post.text))
            and (each.room is post.message.space or each.person.id in post.message.space.members)
        ]
        return fitting[-1] if fitting else None

    def _has_twin(self, post: Post) -> bool:
        """Whether the same was said in the same place another time."""
        return any(
            each is not post and each.message.space is post.message.space and each.text == post.text
            for each in self._posts
        )

    def _why_twice(self, post: Post, question: Question | None) -> str | None:
        """Which window of the design it fell into; None for none."""
        call = post.call
        if call is None:
            return None
        what = self._what_happened_to(call)
        if what is None:
            return None
        if post.message.space.kind != "direct":
            return f"in a space, where a bot can't look its posts up; {what}"
        since = question.asked if question else call.arrived - 60
        looks = [each for each in self._looks if since <= each.arrived <= post.landed]
        return f"it landed after the look-up; {what}" if looks else None

    def _what_happened_to(self, call: Call) -> str | None:
        if call.pid is None or call.pid in self.ended:  # of a process that is gone, nobody owns the connection
            return "its process was killed"
        if any(pid == call.pid for pid, _, _ in self.paused):
            return "its process had been stopped past its lease"
        if call.info.status not in (200, 201):
            return f"its answer was lost ({call.info.status or 'no answer'})"
        return None

    def _note(self, info: RequestInfo) -> None:
        is_post = info.method == "POST" and info.path == "/messages"
        if info.person != "bot" or not (is_post or info.path == "/messages/direct"):
            return
        call = Call(info, time.monotonic(), self._caller(int(request.environ.get("REMOTE_PORT", 0))))
        if is_post:
            g.call = call
        else:
            with self._lock:
                self._looks.append(call)

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
        with self._lock:
            self._posts.append(post)
            self._match(post, self._open)

    def _match(self, post: Post, questions: list[Question]) -> None:
        """Let whoever waits know. Who waits can only guess; the audit knows better."""
        there = [each for each in questions if each.person.id in post.message.space.members]
        marked = [each for each in there if each.mark in post.everything]
        for each in marked[:1]:
            each.answers.append(post)
        if not marked and post.text.startswith((*TROUBLE, DEFECT)):
            for each in [each for each in there if not each.is_settled][:1]:
                each.trouble = post


def _about(question: Question) -> str:
    return f"{question.person.name}: {question.words!r} (event {question.event_id}, at {question.asked:.3f})"


def _told(post: Post, question: Question | None = None) -> str:
    call = post.call
    origin = f"process {call.pid}, asked at {call.arrived:.3f}, HTTP {call.info.status}" if call else "no request"
    return f"{post.text!r} landed at {post.landed:.3f} ({origin}); {_about(question) if question else 'no question'}"
