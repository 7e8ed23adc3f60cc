"""What the bot takes back of what it has posted: notes whose answer stands, of two answers one, expired links."""

from contextlib import suppress

import structlog

from core.clock import Clock
from core.errors import NotFound, NoTo, Refused, Retryable, SaidNo, Unavailable
from core.metrics import Metrics
from core.work import Job
from jobs.landed import landed
from jobs.retrying import GIVE_UP_ATTEMPTS, LANDING, is_sure
from store.journal import Effect, Journal
from store.work import LEASE
from webex.messaging import Messaging

log = structlog.get_logger()

_LOOKS = 8
"""With the pauses between them they take two minutes; what Webex has not shown by then, it never does.

Counted, as a clock that jumps would end a time too soon.
"""


class Removal:
    """One for the process."""

    def __init__(self, messaging: Messaging, journal: Journal, clock: Clock, metrics: Metrics) -> None:
        self._messaging = messaging
        self._journal = journal
        self._clock = clock
        self._metrics = metrics

    def clear(self, job: Job, name: str, bot_id: str) -> None:
        """See to it that a note goes that was posted to the direct room under that name, if it was.

        The person has the answer, and what they asked next does not wait behind a note: what can't be deleted now, or
        may land yet, is left to a row of its own.
        """
        note = self._journal.read(job, name)
        if note is None or (note.is_done and not note.outcome):
            return
        left = message_id = note.outcome
        try:
            left = message_id = message_id or self._look_up(job, note, bot_id)
            if message_id:
                self._delete(message_id)
                left = None
        except (Refused, Retryable) as error:
            log.info("note.left", error=type(error).__name__)
        if left or not message_id:
            self._delete_later(job, name, note, left)
        self._journal.begin(job, name, self._clock.now())
        self._journal.done(job, name, self._clock, left or "")  # known by its ID it is taken for no other's

    def regret(self, _job: Job, _name: str, message_id: str) -> None:
        """Have a note deleted that landed after another process had taken its row over."""
        now = self._clock.now()
        self._journal.delete_later(f"delete|{message_id}", now, now, {"message_id": message_id})

    def doubt(self, job: Job, name: str, message_id: str) -> None:
        """Have it looked at later whether a message that landed so is the second answer, which is deleted then."""
        now = self._clock.now()
        payload = {"message_id": message_id, "row": job.id, "effect": name}
        self._journal.delete_later(f"double|{message_id}", now, now + LEASE, payload)

    def carry_out(self, job: Job, bot_id: str) -> None:
        """Do what a row was left to do. Raises `Retryable` for another attempt."""
        message_id = self._due(job, bot_id)
        if message_id is None and "digest" in job.payload and job.attempts < _LOOKS:
            raise Unavailable  # it may land yet
        try:
            if message_id:
                self._delete(message_id)
        except SaidNo:  # one mistake of Webex must not leave links there for ever
            if not is_sure(job, NoTo.DELETION):
                raise
            log.info("message.already_gone")

    def _due(self, job: Job, bot_id: str) -> str | None:
        """The ID of what that row is to delete; None where there is nothing."""
        if "digest" in job.payload:
            plan = {"digest": job.payload["digest"], "person_id": job.person_id}
            return job.payload.get("message_id") or self._look_up(job, Effect(plan, None, is_done=False), bot_id)
        message_id, row = str(job.payload["message_id"]), job.payload.get("row")
        is_due = row is None or self._is_double(row, job.payload["effect"], message_id, job.attempts)
        return message_id if is_due else None

    def _is_double(self, row: int, name: str, message_id: str, attempts: int) -> bool:
        """Whether the row has another answer than that message. Raises `Unavailable` while nobody knows."""
        if self._journal.known_outcomes([message_id]):  # a row calls it its own, perhaps another with the same words
            return False
        outcome = self._journal.outcome_of(row, name)
        if outcome is None and attempts < GIVE_UP_ATTEMPTS:
            raise Unavailable
        if outcome in (None, "", message_id):
            return False
        self._metrics.unsure_posts.labels("taken back").inc()
        return True

    def _delete_later(self, job: Job, name: str, note: Effect, message_id: str | None) -> None:
        """Leave it to a row; where nobody knows which message it is, that looks again and again for a while."""
        # The row number alone may be given again once the row has been cleaned away.
        key, due = f"note|{job.id}|{job.asked_at.isoformat()}|{name}", self._clock.now() + LANDING
        payload = {"digest": note.plan.get("digest"), "message_id": message_id}
        self._journal.delete_later(key, job.asked_at, due, payload, note.plan.get("person_id"))

    def _look_up(self, job: Job, note: Effect, bot_id: str) -> str | None:
        with suppress(NotFound):  # there is no such room
            found = landed(job, note, bot_id, self._messaging, self._journal)
            return found.id if found else None
        return None

    def _delete(self, message_id: str) -> None:
        """Raises what Webex answers, and `SaidNo` where it says that there is no such message."""
        try:
            self._messaging.delete(message_id)
        except NotFound as error:
            raise SaidNo(error.status, to=NoTo.DELETION) from None
