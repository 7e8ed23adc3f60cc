"""What happens when a row's time has come and nobody has asked."""

from core.clock import Clock
from core.work import Job
from jobs.delivery import Delivery
from jobs.retrying import is_sure
from store.database import Database
from store.work import Work


class Timers:
    """One for the process."""

    def __init__(self, delivery: Delivery, database: Database, work: Work, clock: Clock) -> None:
        self._delivery = delivery
        self._database = database
        self._work = work
        self._clock = clock

    def delete_message(self, job: Job) -> None:
        """Delete a message whose links have expired, or that may be an answer's double, if it is.

        Raises `Retryable` for another attempt.
        """
        message_id, row = job.payload["message_id"], job.payload.get("row")
        if row is None or self._delivery.is_double(row, job.payload["effect"], message_id, job.attempts):
            # One mistake of Webex must not leave links there for ever.
            self._delivery.delete(message_id, is_sure=is_sure(job))
        with self._database.begin() as tx:
            self._work.finish(tx, job, self._clock.now())
