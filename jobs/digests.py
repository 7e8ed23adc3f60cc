"""A digest that is due: look what is new, post it, and remember what was told."""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from core.clock import Clock
from core.digests import InSpace, Subscription
from core.errors import BadRequest, Forbidden, NeedsPerson, NotFound, NoTo, SaidNo
from core.people import Asker
from core.work import Job
from handlers import digests, space_digests
from jobs.delivery import Address, Delivery
from jobs.retrying import SURE, is_sure
from services.identity import Identity
from services.services import Services
from store.database import Database
from store.subscriptions import Subscriptions
from store.work import Work

log = structlog.get_logger()

_DIGEST, _WAITS, _ENDED = "digest", "waits", "ended"
_NOTHING, _STOPPED = "nothing", "stopped"


@dataclass(frozen=True, slots=True)
class Parts:
    """What sending digests is made of."""

    services: Services
    identity: Identity
    delivery: Delivery
    subscriptions: Subscriptions
    database: Database
    work: Work
    clock: Clock


class Digests:
    """One for the process."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def send(self, job: Job) -> None:
        """Send one digest and finish its row. Raises `Retryable` for another attempt."""
        now, person_id = self._.clock.now(), job.person_id or ""
        # What an earlier attempt has posted is told, also where the subscription was stopped or replaced since.
        told = self._told_before(job) or self._tell_now(job, now)
        with self._.database.begin() as tx:
            self._.delivery.settle(tx, job, [told], person_id)
            if told == _WAITS:
                self._.subscriptions.wait(tx, person_id, is_waiting=True)
            elif told == _ENDED:
                self._.subscriptions.stop_one(tx, job.payload["subscription"])
            elif told == _NOTHING:
                self._.subscriptions.cover(tx, job.payload["subscription"], now)
            self._.work.finish(tx, job, self._.clock.now())
        log.info("digest.done", told=told)

    def _told_before(self, job: Job) -> str | None:
        bot_id = self._.identity.get().id
        return next(
            (name for name in (_ENDED, _WAITS, _DIGEST) if self._.delivery.is_delivered(job, name, bot_id)), None
        )

    def _tell_now(self, job: Job, now: datetime) -> str:
        """Tell it, unless it was stopped meanwhile or the person may no longer use the bot."""
        subscription = self._.services.digests.read(job.payload["subscription"])
        if subscription is None:
            return _STOPPED
        asker = self._asker(subscription, now)
        is_allowed = self._.services.people.is_allowed(asker.person)
        return self._tell(job, subscription, asker) if is_allowed else _STOPPED

    def _tell(self, job: Job, subscription: Subscription, asker: Asker) -> str:
        """Post what there is to tell, and say what that was."""
        directly = Address(subscription.person_id, None, is_direct=True)
        try:
            if subscription.space is not None:
                return self._tell_space(job, subscription, subscription.space, asker)
            reply = digests.digest(subscription, asker, self._.services)
        except NeedsPerson:
            if not subscription.is_waiting:
                self._.delivery.post(job, _WAITS, digests.digest_waits(), directly)
            return _WAITS
        if reply is None:
            return _NOTHING
        self._.delivery.post(job, _DIGEST, reply, directly)
        return _DIGEST

    def _tell_space(self, job: Job, subscription: Subscription, space: InSpace, asker: Asker) -> str:
        """The same for a space, as long as the person and the bot are both in it."""
        if self._.services.space_digests.is_in(space.room_id, subscription.person_id):
            reply = space_digests.space_digest(subscription, asker, self._.services)
            if reply is None:
                return _NOTHING
            try:
                there = Address(subscription.person_id, space.room_id, is_direct=False)
                self._.delivery.post(job, _DIGEST, reply, there, or_direct=False)
                return _DIGEST
            except (Forbidden, NotFound) as error:
                log.info("digest.not_taken", status=error.status)
        if not is_sure(job, NoTo.SPACE):  # it ends for good, for everybody there
            raise SaidNo(to=NoTo.SPACE)
        directly = Address(subscription.person_id, None, is_direct=True)
        try:
            self._.delivery.post(job, _ENDED, space_digests.space_digest_ended(), directly)
        except (BadRequest, Forbidden, NotFound) as error:  # who has left may not be written to: it ends all the same
            if not is_sure(job, NoTo.SPACE, 2 * SURE):
                raise SaidNo(error.status, to=NoTo.SPACE) from None
        return _ENDED

    def _asker(self, subscription: Subscription, now: datetime) -> Asker:
        person, preferences = self._.services.people.who(subscription.person_id)
        return Asker(
            person=replace(person, id=subscription.person_id),
            preferences=preferences,
            room_id=None,
            is_direct=True,
            now=now,
        )
