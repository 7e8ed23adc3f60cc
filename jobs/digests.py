"""A digest that is due: look what is new, post it, and remember what was told."""

from dataclasses import dataclass, replace

import structlog

from core.clock import Clock
from core.digests import Subscription
from core.errors import NeedsPerson
from core.people import Asker
from core.work import Job
from handlers import digests
from jobs.delivery import Address, Delivery
from services.identity import Identity
from services.services import Services
from store.database import Database
from store.subscriptions import Subscriptions
from store.work import Work

log = structlog.get_logger()

_DIGEST, _WAITS, _NOTHING = "digest", "waits", "nothing"


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
        subscription = self._.services.digests.read(job.payload["subscription"])
        asker = self._asker(subscription) if subscription else None
        if subscription is None or asker is None or not self._.services.people.is_allowed(asker.person):
            with self._.database.begin() as tx:  # stopped meanwhile
                self._.work.finish(tx, job, self._.clock.now())
            return
        told = self._told_before(job) or self._tell(job, subscription, asker)
        with self._.database.begin() as tx:
            self._.delivery.settle(tx, job, [told], subscription.person_id)
            if told == _WAITS:
                self._.subscriptions.wait(tx, subscription.person_id, is_waiting=True)
            elif told == _NOTHING:
                self._.subscriptions.cover(tx, subscription.id, asker.now)
            self._.work.finish(tx, job, self._.clock.now())
        log.info("digest.done", told=told)

    def _told_before(self, job: Job) -> str | None:
        bot_id = self._.identity.get().id
        return next((name for name in (_DIGEST, _WAITS) if self._.delivery.is_delivered(job, name, bot_id)), None)

    def _tell(self, job: Job, subscription: Subscription, asker: Asker) -> str:
        """Post what there is to tell, and say what that was."""
        try:
            name, reply = _DIGEST, digests.digest(subscription, asker, self._.services)
        except NeedsPerson:
            name, reply = _WAITS, None if subscription.is_waiting else digests.digest_waits()
        if reply is not None:
            self._.delivery.post(job, name, reply, Address(subscription.person_id, None, is_direct=True))
            return name
        return _WAITS if name == _WAITS else _NOTHING

    def _asker(self, subscription: Subscription) -> Asker:
        person, preferences = self._.services.people.who(subscription.person_id)
        return Asker(
            person=replace(person, id=subscription.person_id),
            preferences=preferences,
            room_id=None,
            is_direct=True,
            now=self._.clock.now(),
        )
