"""From a row of work to an answered person: read, understand, answer, deliver, finish."""

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from cards import errors, hearing, notes
from cards import grants as grant_cards
from cards import help as help_cards
from core.clock import Clock
from core.commands import Command
from core.errors import BadRequest, BotError, Forbidden, LeaseLost, NotFound, NoTo, Refused, Retryable, SaidNo
from core.grants import GrantKind
from core.ids import BOT_DOMAIN, is_same
from core.logs import whereabouts
from core.messages import Press
from core.metrics import Metrics
from core.people import Asker
from core.replies import Face, Place, Posting, Reply
from core.work import Job, WorkKind
from handlers.grammar.buttons import sentence_of
from handlers.grammar.mentions import words_of
from handlers.grammar.sentences import parse
from handlers.questions import question_of
from handlers.router import answer
from jobs.delivery import Address, Delivery
from jobs.patience import Patience
from jobs.retrying import is_sure, is_worth_trying_again, pause_before
from services.identity import Identity
from services.progress import Progress
from services.services import Services
from store.database import Database, DatabaseAway
from store.journal import Journal
from store.people import People
from store.vault import Unreadable, Vault
from store.work import Work
from webex.messaging import Messaging

log = structlog.get_logger()

TOO_OLD = timedelta(hours=1)
"""A question older than that is answered with a word about it: the person has long gone on."""
NOTE_AFTER = 3.0
"""Seconds of work after which the person hears that it goes on."""

_REPLY, _NOTE, WORKING, _RESUMED = "reply", "note", "working", "resumed"

ANSWER_OF = {WorkKind.MESSAGE: _REPLY, WorkKind.PRESS: _REPLY, WorkKind.CONNECTED: _RESUMED}
"""What somebody waits for, and the name of the effect that answers them."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a conversation is made of."""

    services: Services
    identity: Identity
    messaging: Messaging
    delivery: Delivery
    database: Database
    journal: Journal
    work: Work
    people: People
    vault: Vault
    clock: Clock
    metrics: Metrics
    note_after: float = NOTE_AFTER


@dataclass(frozen=True, slots=True)
class _Heard:
    """What somebody said, and where."""

    sentence: str
    address: Address


class Conversation:
    """One for the process; each method deals with one row and finishes it."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def hear(self, job: Job) -> None:
        """Somebody wrote or pressed. Raises `Retryable` for another attempt."""
        heard = self._listen(job)
        if heard is not None and not self._.delivery.is_delivered(job, _REPLY, self._.identity.get().id):
            self._answer(job, heard)
        # From here on only the journal counts: an earlier attempt may have answered what is gone by now.
        self._.delivery.removal.clear(job, WORKING, self._.identity.get().id)
        if heard is not None and not heard.address.is_direct and self._was_sent_elsewhere(job):
            self._.delivery.post_note_once(job, _NOTE, notes.SENT_TO_YOU, heard.address)
        self._finish(job, [_REPLY], job.person_id or "")

    def greet(self, job: Job) -> None:
        """The bot was added to a space, or a direct room with it was opened."""
        room_id, is_direct = job.payload["room_id"], bool(job.payload["is_direct"])
        # A person who has written before has a direct room; that one needs no introduction.
        is_known = is_direct and self._is_known(job.person_id, room_id)
        is_wanted = self._is_about_me(job) and not is_known and not (is_direct and self._is_stranger(job.person_id))
        if is_wanted and not self._.delivery.is_delivered(job, _REPLY, self._.identity.get().id):
            to = Address(job.person_id or "", room_id, is_direct)
            self._.delivery.post(job, _REPLY, Reply(help_cards.greeting(None, is_direct), Place.HERE), to)
        self._finish(job, [], job.person_id or "")

    def _is_about_me(self, job: Job) -> bool:
        """Whether it was the bot that was added, and by somebody else: intake keeps what it can't tell."""
        bot, added = self._.identity.get(), job.payload.get("added_id")
        return (added is None or is_same(added, bot.id)) and not is_same(job.person_id or "", bot.id)

    def _is_stranger(self, person_id: str | None) -> bool:
        """Whether they may not use the bot, which they are told when they write: no reason to say hello first."""
        return person_id is not None and not self._.services.people.is_allowed(self._.services.people.who(person_id)[0])

    def _is_known(self, person_id: str | None, room_id: str) -> bool:
        if person_id is not None and self._.people.direct_room(person_id) is not None:
            return True
        return self._.people.is_direct_room(room_id)

    def resume(self, job: Job) -> None:
        """A person has connected: say so, and answer what they had asked."""
        assert job.person_id is not None  # noqa: S101  # rows of this kind are kept with one
        bot = self._.identity.get()
        asker = replace(
            self._asker(Address(job.person_id, None, is_direct=True)),
            declined=frozenset(job.payload.get("declined", ())),
        )
        to = Address(job.person_id, None, is_direct=True)
        if not self._.delivery.is_delivered(job, _REPLY, bot.id):
            self._.delivery.post(job, _REPLY, Reply(self._what_came_of_it(job, asker)), to)
        question = self._question(job)
        if question is not None and not self._.delivery.is_delivered(job, _RESUMED, bot.id):
            self._deliver(job, _RESUMED, self._reply_in_time(job, question, asker, to), to)
        self._.delivery.removal.clear(job, WORKING, self._.identity.get().id)
        self._finish(job, [_RESUMED], job.person_id)

    def _what_came_of_it(self, job: Job, asker: Asker) -> Face:
        kind = GrantKind(job.payload.get("kind", GrantKind.PERSON))
        if not job.payload.get("has_role", True):
            return grant_cards.no_role(kind)
        if kind is GrantKind.PERSON and job.payload.get("was_connected") and not asker.declined:
            return grant_cards.allowed()
        summary = self._.services.grants.summary(asker.person.id, kind)
        return grant_cards.connected(asker.person.name, summary.scopes if summary else frozenset(), kind)

    def _listen(self, job: Job) -> _Heard | None:
        """What was said; None when it is gone, or said by the bot itself."""
        try:
            heard = self._message(job) if job.kind is WorkKind.MESSAGE else self._press(job)
            self._.work.heard_yes(job, NoTo.QUESTION)
            return heard
        except (NotFound, Forbidden, BadRequest) as error:
            if not is_sure(job, NoTo.QUESTION):
                raise SaidNo(error.status, to=NoTo.QUESTION) from None
            # Deleted before it was read, or out of sight: there is nothing left to answer.
            log.info("event.unreadable", status=error.status)
            return None

    def _message(self, job: Job) -> _Heard | None:
        bot = self._.identity.get()
        message = self._.messaging.message(job.payload["message_id"])
        if is_same(message.person_id, bot.id) or message.person_email.lower().endswith(BOT_DOMAIN):
            return None
        person_id = job.person_id or message.person_id
        is_direct = message.is_direct or self._is_direct_room(person_id, message.room_id)
        thread_id = None if is_direct else message.parent_id or message.id
        address = Address(person_id, message.room_id, is_direct, thread_id)
        return _Heard(words_of(message, bot.id, bot.name), address)

    def _press(self, job: Job) -> _Heard:
        press = self._.messaging.press(job.payload["action_id"])
        person_id = job.person_id or press.person_id
        return _Heard(sentence_of(press.inputs), self._pressed_at(press, person_id))

    def _pressed_at(self, press: Press, person_id: str) -> Address:
        if self._is_direct_room(person_id, press.room_id):
            return Address(person_id, press.room_id, is_direct=True)
        # Webex doesn't say in what kind of room a button was pressed, nor in which thread: the card itself does.
        try:
            card = self._.messaging.message(press.message_id)
        except Refused:  # an unknown room counts as a space
            return Address(person_id, press.room_id, is_direct=False, thread_id=press.message_id)
        thread_id = None if card.is_direct else card.parent_id or card.id
        return Address(person_id, press.room_id, card.is_direct, thread_id)

    def _is_direct_room(self, person_id: str, room_id: str) -> bool:
        known = self._.people.direct_room(person_id)
        return known is not None and is_same(known, room_id)

    def _answer(self, job: Job, heard: _Heard) -> None:
        asker = self._asker(heard.address)
        if not self._.services.people.is_allowed(asker.person):
            reply = Reply(errors.not_allowed(), Place.HERE)
        elif asker.now - job.asked_at > TOO_OLD:
            lasting = self._lasting(heard.sentence, replace(asker, now=job.asked_at))
            has_begun = self._.journal.has_begun_changes(job)
            reply = Reply(errors.too_old(job.asked_at, asker.zone, asker.now, lasting, has_begun=has_begun))
        else:
            reply = self._reply_in_time(job, heard.sentence, asker, heard.address)
        self._deliver(job, _REPLY, self._with_unheard(job, reply, asker), heard.address)

    def _with_unheard(self, job: Job, reply: Reply, asker: Asker) -> Reply:
        """With a word about presses that were lost, in private; who presses sees by that that they are heard again."""
        is_asked = job.kind is WorkKind.MESSAGE and (asker.is_direct or reply.place is Place.DIRECT)
        times = self._.services.hearing.unheard(asker.person.id) if is_asked else None
        return replace(reply, face=hearing.with_unheard(reply.face, *times, asker.zone, asker.now)) if times else reply

    def _lasting(self, sentence: str, asker: Asker) -> str | None:
        """The sentence for a button, which may be pressed much later: with IDs, and the dates of when it was said."""
        return question_of(parse(sentence, now=asker.now, zone=asker.zone), asker, self._.services) or sentence or None

    def _deliver(self, job: Job, name: str, reply: Reply, to: Address) -> None:
        if reply.file is not None:
            self._.delivery.post_file_once(job, f"{name} file", reply.file, to.person_id, self._.identity.get().id)
        if reply.posting is not None and not self._was_posted(job, f"{name} posting", reply.posting, to):
            reply = replace(reply, face=reply.posting.otherwise or reply.face)
        self._.delivery.post(job, name, reply, to)

    def _was_posted(self, job: Job, name: str, posting: Posting, to: Address) -> bool:
        """Post in a space besides the answer; False where Webex refuses it."""
        there = Address(to.person_id, posting.room_id, is_direct=False, thread_id=posting.thread_id)
        if self._.delivery.is_delivered(job, name, self._.identity.get().id):
            return True
        try:
            self._.delivery.post(job, name, Reply(posting.face, Place.HERE), there, or_direct=False)
        except (BadRequest, Forbidden, NotFound) as error:
            log.info("posting.refused", status=error.status)
            return False
        return True

    def _reply_in_time(self, job: Job, sentence: str, asker: Asker, to: Address) -> Reply:
        # The note goes to the direct room, where the answer will be: a space has seen enough with its own note.
        private = Address(to.person_id, None, is_direct=True)
        patience = Patience(
            self._.note_after,
            notes.STILL_WORKING,
            post=lambda text: self._.delivery.post_note_once(job, WORKING, text, private),
            edit=lambda text: self._.delivery.edit_note(job, WORKING, text, to.person_id),
        )
        with patience:
            progress = Progress(job, self._.journal, self._.clock, patience.tell)
            try:
                return self._reply_to(job, sentence, asker, progress)
            except Retryable as error:
                waited = self._.clock.now() - job.asked_at + pause_before(job, error)
                if waited.total_seconds() > self._.note_after:
                    patience.speak()  # the pause until the next attempt is a part of the wait
                raise

    def _reply_to(self, job: Job, sentence: str, asker: Asker, progress: Progress) -> Reply:
        command = parse(sentence, now=asker.now, zone=asker.zone)
        try:
            reply = answer(command, asker, self._.services, progress)
        except Retryable as error:
            if is_worth_trying_again(job, error):
                raise
            return self._problem(error, command, asker, has_begun=self._.journal.has_begun_changes(job))
        except (LeaseLost, DatabaseAway):
            raise
        except BotError as error:
            return self._problem(error, command, asker)
        except Exception as error:  # a defect of ours: the person hears of it, the log says where, the bot goes on
            log.error("answer.failed", error=type(error).__name__, where=whereabouts(error))
            return self._problem(BotError(), command, asker, type(error).__name__)
        self._.metrics.answers.labels(type(command).__name__).inc()
        return reply

    def _problem(
        self, error: BotError, command: Command, asker: Asker, kind: str | None = None, *, has_begun: bool = False
    ) -> Reply:
        self._.metrics.problems.labels(kind or type(error).__name__).inc()
        log.info("answer.problem", error=type(error).__name__, command=type(command).__name__)
        return Reply(errors.problem(error, now=asker.now, has_begun=has_begun))

    def _asker(self, address: Address) -> Asker:
        person, preferences = self._.services.people.who(address.person_id)
        return Asker(
            person=replace(person, id=address.person_id),
            preferences=preferences,
            room_id=address.room_id,
            is_direct=address.is_direct,
            now=self._.clock.now(),
            thread_id=address.thread_id,
        )

    def _was_sent_elsewhere(self, job: Job) -> bool:
        return self._.delivery.went_to(job, _REPLY) is Place.DIRECT

    def _question(self, job: Job) -> str | None:
        sealed = job.payload.get("question")
        try:
            return str(self._.vault.open(sealed, job.person_id or "")) if sealed else None
        except Unreadable:  # the key was changed in between; the person can ask again
            return None

    def _finish(self, job: Job, delivered: list[str], person_id: str) -> None:
        with self._.database.begin() as tx:
            self._.delivery.settle(tx, job, delivered, person_id)
            self._.work.finish(tx, job, self._.clock.now())
