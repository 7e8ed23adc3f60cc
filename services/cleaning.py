"""What goes by itself, by its age, in small batches: nobody who asks waits for it."""

from datetime import timedelta

import structlog

from core.clock import Clock
from services.grants import GrantService
from store.binned import Binned
from store.grants import Grants
from store.people import People
from store.told import ToldThings
from store.transcripts import Transcripts
from store.work import Work

log = structlog.get_logger()

KEEP_FINISHED = timedelta(days=7)
"""How long a finished row of work is kept, so that a doubled delivery is still known."""
KEEP_FAILED = timedelta(days=90)
"""How long a failed row is kept, for whoever wants to know why."""
KEEP_IDLE = timedelta(days=400)
"""How long somebody is known who has not been here, and whose permission has ended."""


class CleaningService:
    """One for the process; threads and silences are cleaned by those who keep them."""

    def __init__(
        self,
        work: Work,
        transcripts: Transcripts,
        grants: Grants,
        told: ToldThings,
        binned: Binned,
        people: People,
        connecting: GrantService,
        clock: Clock,
    ) -> None:
        self._work = work
        self._transcripts = transcripts
        self._grants = grants
        self._told = told
        self._binned = binned
        self._people = people
        self._connecting = connecting
        self._clock = clock

    def clean(self) -> None:
        """Remove all that is old enough."""
        now = self._clock.now()
        for state, keep in (("done", KEEP_FINISHED), ("failed", KEEP_FAILED)):
            while self._work.forget_finished(now - keep, state):
                pass
        while self._transcripts.forget_old(now):
            pass
        while self._told.forget_ended(now):
            pass
        while self._binned.forget_old(now):
            pass
        self._grants.forget_expired_consents(now)
        for person_id in self._people.idle(now - KEEP_IDLE, now):
            log.info("person.idle")
            self._connecting.disconnect(person_id)
