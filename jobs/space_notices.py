"""A space is told what is ready, as long as the person whose it is and the bot are both in it."""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from core.clock import Clock
from core.errors import BadRequest, Forbidden, NeedsPerson, NotFound, NoTo, SaidNo
from core.notices import Lead, Noticing
from core.people import Asker
from core.replies import Reply
from core.work import Job
from handlers import space_notices
from jobs.delivery import Address, Delivery
from jobs.notices import wanted_by
from jobs.retrying import SURE, is_sure
from services.identity import Identity
from services.services import Services
from services.sweeps import Swept
from store.database import Database
from store.work import Work

log = structlog.get_logger()

_NOTICE, _ENDED = "notice", "ended"


@dataclass(frozen=True, slots=True)
class Parts:
    """What telling spaces is made of."""

    services: Services
    identity: Identity
    delivery: Delivery
    database: Database
    work: Work
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Telling:
    """A row, and whom it is to tell on whose behalf."""

    job: Job
    room_id: str
    noticing: Noticing
    asker: Asker


class SpaceNotices:
    """One for the process; each method deals with one row and finishes it. Raises `Retryable` for another attempt."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def tell(self, job: Job) -> None:
        """Look once more at what is there, and tell it unless that was done."""
        of = self._begin(job)
        if of is not None and not self._was_posted(job, _NOTICE):
            self._tell(of)
        self._finish(job)

    def sweep(self, job: Job) -> None:
        """See whether the space may still be told, and tell in one list what it missed, where that is much."""
        of, swept = self._begin(job), Swept()
        if of is not None and job.payload["since"]:
            swept = self._read(of, datetime.fromisoformat(job.payload["since"]))
            if not self._was_posted(job, _NOTICE) and swept.missed:
                self._post(of, space_notices.missed(swept, of.room_id, of.asker))
            if not self._was_posted(job, _NOTICE):  # a list that was not taken is followed by no other
                swept = replace(swept, left=0)
        self._finish(job, of, swept)

    def _begin(self, job: Job) -> _Telling | None:
        """Whom to tell; None where nobody is to be told any more, which the person hears once."""
        room_id, wanted = job.payload["room_id"], wanted_by(job, self._.services, self._.clock)
        if wanted is None or not wanted[0].here(room_id):
            return None
        of = _Telling(job, room_id, *wanted)
        if self._was_posted(job, _ENDED):
            self._end(of)
            return None
        if self._.services.space_digests.is_in(room_id, of.noticing.person_id):
            return of
        self._end(of)
        return None

    def _tell(self, of: _Telling) -> None:
        """Below the first message of that meeting in the space, or as the first one."""
        service = self._.services.space_notices
        try:
            found = self._.services.notices.look(of.noticing.person_id, Lead.from_json(of.job.payload))
        except NeedsPerson:  # the next sweep says so
            return
        fresh = found and service.news(of.noticing, of.room_id, found, of.asker.person.email)
        if fresh is None:
            if not is_sure(of.job, NoTo.NEWS):  # it was there a moment ago, and nobody looks for it again
                raise SaidNo(to=NoTo.NEWS)
            return
        thread = self._.services.notices.thread(of.room_id, fresh)
        self._post(of, space_notices.notice(fresh, of.room_id, of.asker), thread)

    def _read(self, of: _Telling, since: datetime) -> Swept:
        try:
            return self._.services.sweeps.sweep_space(of.noticing, of.room_id, since, of.asker)
        except NeedsPerson:
            return Swept()

    def _post(self, of: _Telling, reply: Reply, thread_id: str | None = None) -> None:
        """Where Webex does not take it, it has ended: the bot is there no longer, or may not post."""
        there = Address(of.noticing.person_id, of.room_id, is_direct=False, thread_id=thread_id)
        try:
            self._.delivery.post(of.job, _NOTICE, reply, there, or_direct=False)
        except (Forbidden, NotFound) as error:
            log.info("notice.not_taken", status=error.status)
            self._end(of)

    def _end(self, of: _Telling) -> None:
        """Tell the space no more, and say so to the person; in quiet hours, one of the next rows does that."""
        is_known = self._was_posted(of.job, _ENDED)
        if not is_known and self._.services.notices.quiet_until(of.asker) is not None:
            return
        if not is_known:
            if not is_sure(of.job, NoTo.SPACE):  # it ends for good, for everybody there
                raise SaidNo(to=NoTo.SPACE)
            directly = Address(of.noticing.person_id, None, is_direct=True)
            try:
                self._.delivery.post(of.job, _ENDED, space_notices.ended(), directly)
            except (BadRequest, Forbidden, NotFound) as error:  # who has left may not be written to
                if not is_sure(of.job, NoTo.SPACE, 2 * SURE):
                    raise SaidNo(error.status, to=NoTo.SPACE) from None
        with self._.database.begin() as tx:
            self._.services.space_notices.end(tx, of.room_id, of.noticing.person_id)
        self._.services.space_notices.rest(of.noticing.person_id)

    def _was_posted(self, job: Job, name: str) -> bool:
        return self._.delivery.is_delivered(job, name, self._.identity.get().id)

    def _finish(self, job: Job, of: _Telling | None = None, swept: Swept | None = None) -> None:
        with self._.database.begin() as tx:
            if of is not None and swept is not None:
                self._.services.sweeps.settle_space(tx, of.noticing, of.room_id, swept, behind=job.id)
            self._.delivery.settle(tx, job, [_NOTICE], job.person_id or "")
            self._.work.finish(tx, job, self._.clock.now())
