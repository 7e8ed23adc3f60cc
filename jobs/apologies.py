"""What failed for good is not passed over in silence: whoever waits for it is told."""

from zoneinfo import ZoneInfo

from cards import errors
from core.clock import Clock
from core.ids import is_same
from core.replies import Face, Reply
from core.work import Job
from jobs.conversation import ANSWER_OF, WORKING
from jobs.delivery import Address, Delivery
from services.identity import Identity
from store.database import Database
from store.journal import Journal
from store.people import People
from store.work import Work

PROCESS_LOST = "ProcessLost"
"""How the reason begins of what took its process with it too often."""
_APOLOGY = "given up"
_OF_ANSWERS = "is_repeated"
"""A word that stands in the plan of each post but short notes."""


class Apologies:
    """One for the process."""

    def __init__(
        self,
        delivery: Delivery,
        database: Database,
        work: Work,
        journal: Journal,
        identity: Identity,
        people: People,
        clock: Clock,
    ) -> None:
        self._delivery = delivery
        self._database = database
        self._work = work
        self._journal = journal
        self._identity = identity
        self._people = people
        self._clock = clock

    def make(self, job: Job, reason: str) -> None:
        """Tell whoever asked, unless they have their answer or nobody waits for one. Raises what Webex answers.

        What the row has posted stands, and what follows from it happens all the same: links are deleted when they
        have expired, numbers mean the list, and what was told is told.
        """
        self._settle(job)
        answer = ANSWER_OF.get(job.kind)
        if answer is None or job.person_id is None:
            return
        bot_id = self._identity.get().id
        if is_same(job.person_id, bot_id):  # its own post, which intake could not tell
            return
        self._delivery.removal.clear(job, WORKING, bot_id)
        if any(self._delivery.is_delivered(job, name, bot_id) for name in (answer, _APOLOGY)):
            return
        to = Address(job.person_id, None, is_direct=True)
        self._delivery.post(job, _APOLOGY, Reply(self._face(job, job.person_id, reason)), to)

    def _settle(self, job: Job) -> None:
        posts = self._journal.names(job, _OF_ANSWERS)
        delivered = [name for name in posts if self._delivery.is_delivered(job, name, self._identity.get().id)]
        if delivered:
            with self._database.begin() as tx:
                self._work.hold(tx, job)
                self._delivery.settle(tx, job, delivered, job.person_id or "")

    def _face(self, job: Job, person_id: str, reason: str) -> Face:
        has_begun = self._journal.has_begun_changes(job)
        if reason.startswith(PROCESS_LOST):
            return errors.given_up(has_begun=has_begun)
        return errors.unanswered(job.asked_at, self._zone(person_id), self._clock.now(), has_begun=has_begun)

    def _zone(self, person_id: str) -> ZoneInfo:
        """Where the person lives, as far as it is known here; UTC where that can't be read."""
        # Who somebody is may be the very thing that could not be asked or read before.
        try:
            known = self._people.read(person_id)
            return ZoneInfo((known and (known[1].timezone or known[0].timezone)) or "UTC")
        except (KeyError, ValueError):
            return ZoneInfo("UTC")
