"""What happens when a row's time has come and nobody has asked."""

from core.clock import Clock
from core.work import Job
from jobs.delivery import Delivery
from services.identity import Identity
from store.database import Database
from store.work import Work


class Timers:
    """One for the process."""

    def __init__(self, delivery: Delivery, identity: Identity, database: Database, work: Work, clock: Clock) -> None:
        self._delivery = delivery
        self._identity = identity
        self._database = database
        self._work = work
        self._clock = clock

    def delete_message(self, job: Job) -> None:
        """Delete a message whose links have expired, or what else is to go. Raises `Retryable` for another attempt."""
        self._delivery.removal.carry_out(job, self._identity.get().id)
        with self._database.begin() as tx:
            self._work.finish(tx, job, self._clock.now())
