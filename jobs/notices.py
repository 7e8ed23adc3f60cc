"""Something is ready, or may be: look, tell it once, and know what to look for later."""

from dataclasses import dataclass, replace

import structlog

from core.calls import Item
from core.clock import Clock
from core.errors import NeedsPerson
from core.notices import Lead, Made, Noticing
from core.people import Asker
from core.work import Job
from handlers import notices
from jobs.delivery import Address, Delivery
from services.identity import Identity
from services.services import Services
from services.sweeps import Swept
from store.database import Database
from store.people import People
from store.work import Work

log = structlog.get_logger()

_NOTICE, _MISSED, _WAITS = "notice", "missed", "waits"


@dataclass(frozen=True, slots=True)
class Parts:
    """What telling is made of."""

    services: Services
    identity: Identity
    delivery: Delivery
    people: People
    database: Database
    work: Work
    clock: Clock


class Notices:
    """One for the process; each method deals with one row and finishes it. Raises `Retryable` for another attempt."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def tell(self, job: Job) -> None:
        """Look at what Webex said is there, tell the person unless that was done, and let spaces be told."""
        wanted = wanted_by(job, self._.services, self._.clock)
        if wanted is None:
            self._finish(job)
            return
        noticing, asker = wanted
        lead, service = Lead.from_json(job.payload), self._.services.notices
        try:
            found = service.look(asker.person.id, lead)
        except NeedsPerson:
            # The next sweep says so, and finds recordings once the person has connected; the rest is looked for on.
            with self._.database.begin() as tx:
                service.wait_on(tx, asker.person.id, lead)
                self._.delivery.settle(tx, job, self._told(job, _NOTICE), asker.person.id)
                self._.work.finish(tx, job, self._.clock.now())
            return
        is_told = bool(self._told(job, _NOTICE))
        fresh = None if is_told or found is None or noticing.own is None else service.untold(asker.person.id, found)
        until = service.quiet_until(asker) if fresh else None
        if fresh is not None and until is None:
            self._post(job, fresh, asker)
        rooms = self._.services.space_notices.rooms_to_tell(noticing, found, asker.person.email) if found else []
        with self._.database.begin() as tx:
            service.follow(tx, asker.person.id, lead, found)
            if until is not None:
                service.put_off(tx, asker.person.id, lead, until)
            self._.services.space_notices.tell(tx, asker.person.id, lead, rooms)
            self._.delivery.settle(tx, job, [_NOTICE], asker.person.id)
            self._.work.finish(tx, job, self._.clock.now())
        log.info("notice.done", about=lead.about.value, looks=lead.looks, is_there=found is not None, spaces=len(rooms))

    def look_again(self, job: Job) -> None:
        """The time of another look has come: back into the lane."""
        with self._.database.begin() as tx:
            self._.services.notices.take_up(tx, job.person_id or "", Lead.from_json(job.payload))
            self._.work.finish(tx, job, self._.clock.now())

    def sweep(self, job: Job) -> None:
        """Look for what no webhook told, and put webhooks right."""
        wanted = wanted_by(job, self._.services, self._.clock)
        if wanted is None:
            self._finish(job)
            return
        noticing, asker = wanted
        try:
            swept = self._.services.sweeps.sweep(noticing, asker)
        except NeedsPerson:
            self._wait(job, noticing, asker)
            return
        told = self._told(job, _MISSED) or self._tell_missed(job, swept, noticing, asker)
        with self._.database.begin() as tx:
            self._.services.sweeps.settle(tx, noticing, swept, is_told=bool(told))
            self._.delivery.settle(tx, job, told, noticing.person_id)
            self._.work.finish(tx, job, self._.clock.now())
        log.info("sweep.done", missed=len(swept.missed), refused=len(swept.refused))

    def _post(self, job: Job, fresh: Item | Made, asker: Asker) -> None:
        """Below the first message of that meeting, or as the first one."""
        thread = self._.services.notices.thread(asker.person.id, fresh)
        room_id = self._.people.direct_room(asker.person.id) if thread else None
        to = Address(asker.person.id, room_id, is_direct=True, thread_id=thread if room_id else None)
        self._.delivery.post(job, _NOTICE, notices.notice(fresh, asker), to)

    def _tell_missed(self, job: Job, swept: Swept, noticing: Noticing, asker: Asker) -> list[str]:
        reply = notices.missed(swept, noticing, asker)
        if reply is None:
            return []
        self._.delivery.post(job, _MISSED, reply, Address(noticing.person_id, None, is_direct=True))
        return [_MISSED]

    def _wait(self, job: Job, noticing: Noticing, asker: Asker) -> None:
        """Say once that the account has to be connected again; in quiet hours, one of the next sweeps says it."""
        is_known = noticing.is_waiting or bool(self._told(job, _WAITS))
        if not is_known and self._.services.notices.quiet_until(asker) is not None:
            self._finish(job)
            return
        if not is_known:
            to = Address(noticing.person_id, None, is_direct=True)
            self._.delivery.post(job, _WAITS, notices.notices_wait(), to)
        with self._.database.begin() as tx:
            self._.services.notices.wait(tx, noticing.person_id)
            self._.work.finish(tx, job, self._.clock.now())

    def _told(self, job: Job, name: str) -> list[str]:
        """That name, where an earlier attempt has posted under it."""
        return [name] if self._.delivery.is_delivered(job, name, self._.identity.get().id) else []

    def _finish(self, job: Job, *told: str) -> None:
        with self._.database.begin() as tx:
            self._.delivery.settle(tx, job, told, job.person_id or "")
            self._.work.finish(tx, job, self._.clock.now())


def wanted_by(job: Job, services: Services, clock: Clock) -> tuple[Noticing, Asker] | None:
    """What is wished for of the person of a row; None where nothing is, or may be, any more."""
    noticing = services.notices.of(job.person_id or "")
    if noticing is None:
        return None
    person, preferences = services.people.who(noticing.person_id)
    if not services.people.is_allowed(person):
        return None
    known = replace(person, id=noticing.person_id)
    return noticing, Asker(known, preferences, room_id=None, is_direct=True, now=clock.now())
