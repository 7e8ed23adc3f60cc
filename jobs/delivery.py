"""Posts answers and keeps a journal of it: none is lost, and none doubled where Webex lets one know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog

from core.clock import Clock
from core.errors import (
    BadRequest,
    Forbidden,
    LeaseLost,
    Locked,
    NotFound,
    RateLimited,
    Refused,
    Unavailable,
)
from core.messages import Message
from core.metrics import Metrics
from core.replies import Face, Place, Reply, ShownList, TextFile
from core.text import clipped
from core.work import Job, WorkKind
from jobs.landed import digest_of, digest_of_card, landed
from jobs.removal import Removal
from jobs.telling import Telling, written
from store.database import Transaction
from store.journal import Effect, Journal
from store.notices import Notices
from store.people import People
from store.subscriptions import Subscriptions
from store.told import ToldThings
from store.work import Work
from webex.messaging import Messaging

log = structlog.get_logger()

_UNHEARD = 503
"""What whoever stands before Webex says where Webex itself has heard of nothing."""
_MOST_IN_A_SPACE = 4
"""Posts of what only a space is told; of none of them anybody knows how it ended."""

_ASKED = (WorkKind.MESSAGE, WorkKind.PRESS)
"""What shows its author, once it is answered in private, that the bot hears."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where answers to somebody go."""

    person_id: str
    room_id: str | None
    """Where it was asked; None where nobody asked."""
    is_direct: bool
    thread_id: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What delivery is made of."""

    messaging: Messaging
    journal: Journal
    work: Work
    people: People
    subscriptions: Subscriptions
    told: ToldThings
    notices: Notices
    clock: Clock
    metrics: Metrics


class Delivery:
    """One for the process. Every post is an effect of a row of work, by a name of its own."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts
        self.removal = Removal(parts.messaging, parts.journal, parts.clock, parts.metrics)
        self._telling = Telling(parts.subscriptions, parts.told, parts.notices, parts.clock)

    def is_delivered(self, job: Job, name: str, bot_id: str) -> bool:
        """Whether an earlier attempt has delivered that, as far as one can know.

        Where it began to and nobody knows how it ended, the direct room is looked through. In a space a bot
        can't look its own posts up, so it is posted again: there once, and then to the direct room. What is meant
        for that space alone counts as delivered after a few times.
        """
        effect = self._.journal.read(job, name)
        if effect is None:
            return False
        if effect.is_done:
            return True
        # A row that an older version gave up has lost its plans, and is repeated where it is tried again.
        if effect.plan.get("place") != Place.DIRECT.value:
            is_left_out = effect.plan.get("stays_here", False) and _times(effect) >= _MOST_IN_A_SPACE
            self._.metrics.unsure_posts.labels("left out" if is_left_out else "repeated").inc()
            return is_left_out
        found = landed(job, effect, bot_id, self._.messaging, self._.journal)
        if found is None:
            return False
        self._.journal.done(job, name, self._.clock, found.id)
        return True

    def went_to(self, job: Job, name: str) -> Place | None:
        """Where that was posted; None when it was not."""
        effect = self._.journal.read(job, name)
        return None if effect is None or "place" not in effect.plan else Place(effect.plan["place"])

    def post(self, job: Job, name: str, reply: Reply, to: Address, *, or_direct: bool = True) -> None:
        """Post the answer where it belongs, with `or_direct` in the direct room where Webex refuses that.

        Raises what Webex answers, and `LeaseLost`.
        """
        is_here = to.room_id is not None and (to.is_direct or reply.place is Place.HERE)
        if not is_here or (or_direct and self._is_unclear_there(job, name)):
            to = Address(to.person_id, None, is_direct=True)
        try:
            self._post_once(job, name, reply, to, stays_here=not or_direct)
        except (Forbidden, NotFound):
            if to.is_direct or not or_direct:
                raise
            # A space of announcements, or one that the bot has left: the person still gets an answer.
            self._post_once(job, name, reply, Address(to.person_id, None, is_direct=True))

    def _is_unclear_there(self, job: Job, name: str) -> bool:
        """Whether nobody knows of two posts to a space how they ended: a third one goes where it can be looked up."""
        effect = self._.journal.read(job, name)
        if effect is None or effect.is_done or effect.plan.get("place") != Place.HERE.value:
            return False
        return _times(effect) > 1

    def _post_once(self, job: Job, name: str, reply: Reply, to: Address, *, stays_here: bool = False) -> None:
        plan = {
            "stays_here": stays_here,
            "digest": digest_of(clipped(reply.face.text)),
            "card": digest_of_card(reply.face.card),
            "place": Place.DIRECT.value if to.is_direct else Place.HERE.value,
            "person_id": to.person_id,
            "shows": reply.shows.as_json() if reply.shows else None,
            "tells": written(reply.tells) if reply.tells else None,
            "expires_at": reply.expires_at.isoformat() if reply.expires_at else None,
        }
        posted = self._noted(job, name, plan, lambda: self._post(reply.face, to), self.removal.doubt)
        if to.is_direct:
            self._.people.keep_direct_room(to.person_id, posted.room_id, self._.clock.now())

    def _noted(
        self,
        job: Job,
        name: str,
        plan: dict[str, Any],
        post: Callable[[], Message],
        late: Callable[[Job, str, str], None] | None = None,
    ) -> Message:
        """Post between two notes in the journal; where Webex says clearly that it didn't, the first is taken back.

        What an earlier attempt has noted stays: its post may still land.

        This process may have stood still while Webex had the post in hand, until another took the row over: `late` is
        called with the row, the name and the message that landed. Raises `ToldMeanwhile` where something else tells a
        part of it.
        """
        tells = plan.get("tells")
        claim = partial(self._telling.claim, job=job, tells=tells) if tells else None
        earlier = self._.journal.read(job, name)
        times = 1 + (_times(earlier) if earlier and earlier.plan.get("place") == plan["place"] else 0)
        noted = plan | {"is_repeated": earlier is not None, "times": times}
        self._.journal.begin(job, name, self._.clock.now(), noted, claim)
        try:
            posted = post()
        except (Refused, RateLimited, Locked):
            self._.journal.undo(job, name, earlier)
            raise
        except Unavailable as error:
            # Where it can't be looked up, that has to do: nothing was posted.
            if error.status == _UNHEARD and plan["place"] == Place.HERE.value:
                self._.journal.undo(job, name, earlier)
            raise
        try:
            self._.journal.done(job, name, self._.clock, posted.id)
        except LeaseLost:
            if late is not None:
                late(job, name, posted.id)
            raise
        return posted

    def post_note_once(self, job: Job, name: str, text: str, to: Address) -> None:
        """Post a short note where it was asked, at most once: a note that may have landed is not repeated."""
        effect = self._.journal.read(job, name)
        if effect is not None:
            if not effect.is_done:
                self._.metrics.unsure_posts.labels("left out").inc()
            return
        place = Place.DIRECT if to.is_direct else Place.HERE
        plan = {"digest": digest_of(text), "place": place.value, "person_id": to.person_id}
        try:
            # In a space the note is the only one, as whoever took over leaves it out; here nobody would delete it.
            late = self.removal.regret if to.is_direct else None
            self._noted(job, name, plan, lambda: self._post(Face(text), to), late)
        except Refused as error:  # a space of announcements, or the bot has left it: the answer is what matters
            log.info("note.refused", status=error.status)

    def edit_note(self, job: Job, name: str, text: str, person_id: str) -> None:
        """Put other words into a note that stands in the direct room; nothing where none does."""
        posted, room_id = self._.journal.read(job, name), self._.people.direct_room(person_id)
        if posted is not None and posted.outcome and room_id is not None:
            self._.messaging.edit(posted.outcome, room_id, text)

    def post_file_once(self, job: Job, name: str, file: TextFile, person_id: str, bot_id: str) -> None:
        """Post a file to the direct room, unless an earlier attempt has."""
        if self.is_delivered(job, name, bot_id):
            return
        plan = {"digest": digest_of(file.name), "place": Place.DIRECT.value, "person_id": person_id}
        content = file.content.encode()
        post = self._.messaging.post_file
        send = partial(post, file.name, file.name, content, to_person_id=person_id)
        self._noted(job, name, plan, send, self.removal.doubt)

    def settle(self, tx: Transaction, job: Job, names: Sequence[str], person_id: str) -> None:
        """Do, in the transaction that finishes the row, what follows from these answers having been delivered."""
        for name in names:
            effect = self._.journal.read_in(tx, job, name)
            if effect is None or not effect.outcome:
                continue
            if job.kind in _ASKED and effect.plan.get("place") == Place.DIRECT.value:
                self._.people.hear(tx, person_id)
            if effect.plan.get("shows"):
                self._.people.keep_shown(tx, person_id, ShownList.from_json(effect.plan["shows"]))
            if effect.plan.get("tells"):
                self._telling.remember(tx, effect.plan["tells"], effect.outcome)
            if effect.plan.get("expires_at"):
                self._plan_deletion(tx, effect.outcome, person_id, datetime.fromisoformat(effect.plan["expires_at"]))

    def _plan_deletion(self, tx: Transaction, message_id: str, person_id: str, at: datetime) -> None:
        self._.work.keep(
            tx,
            key=f"delete|{message_id}",
            kind=WorkKind.DELETE_MESSAGE,
            asked_at=at.astimezone(UTC),
            run_at=at.astimezone(UTC),
            payload={"message_id": message_id},
            person_id=person_id,
        )

    def _post(self, face: Face, to: Address) -> Message:
        """Post, without the card where Webex refuses it."""
        try:
            return self._post_in_thread(face, to)
        except BadRequest as error:
            if face.card is None:
                raise
            self._.metrics.problems.labels("card refused").inc()
            log.error("card.refused", status=error.status, tracking_id=error.tracking_id)
            return self._post_in_thread(Face(face.text), to)

    def _post_in_thread(self, face: Face, to: Address) -> Message:
        """Post, beside the thread where its first message is gone."""
        if not to.room_id:
            return self._.messaging.post(face.text, card=face.card, to_person_id=to.person_id)
        try:
            return self._.messaging.post(face.text, card=face.card, room_id=to.room_id, thread_id=to.thread_id)
        except (BadRequest, NotFound):
            if to.thread_id is None:
                raise
            return self._.messaging.post(face.text, card=face.card, room_id=to.room_id)


def _times(effect: Effect) -> int:
    """How often it was posted to that place without a clear end; older versions noted only whether it was before."""
    return int(effect.plan.get("times", 1 + bool(effect.plan.get("is_repeated"))))
