"""Digests for everybody in a space, told on behalf of one person in it."""

from zoneinfo import ZoneInfo

from core.clock import Clock
from core.digests import InSpace, News, Subscription
from core.errors import Forbidden, NotFound
from core.ids import is_same
from core.periods import Period
from core.schedules import Schedule
from services.digests import MOST, USUAL, DigestService, TooMany
from services.schedules import next_time
from services.sharing import SharingService
from store.database import Database
from store.subscriptions import Subscriptions
from store.told import ToldThings


class SpaceDigestService:
    """One for the process."""

    def __init__(
        self,
        digests: DigestService,
        sharing: SharingService,
        subscriptions: Subscriptions,
        told: ToldThings,
        database: Database,
        clock: Clock,
    ) -> None:
        self._digests = digests
        self._sharing = sharing
        self._subscriptions = subscriptions
        self._told = told
        self._database = database
        self._clock = clock

    def of(self, room_id: str) -> list[Subscription]:
        """What this space is told, the one that is due first at the front."""
        return self._subscriptions.of_room(room_id)

    def rooms_of(self, person_id: str) -> set[str]:
        """The spaces that are told on behalf of this person."""
        with self._database.read() as tx:
            found = self._subscriptions.anywhere_of_in(tx, person_id)
        return {each.space.room_id for each in found if each.space}

    def is_in(self, room_id: str, person_id: str) -> bool:
        """Whether that person is in that space by now, as far as the bot can see. Raises `Retryable`."""
        try:
            return self._sharing.is_member(room_id, person_id)
        except (NotFound, Forbidden):  # the bot itself is there no longer
            return False

    def subscribe(self, person_id: str, space: InSpace, schedule: Schedule, zone: ZoneInfo) -> None:
        """Begin to tell the space, from now on. Raises `NotConnected`, `NeedsConsent` and `TooMany`."""
        self._digests.require(person_id)
        now = self._clock.now()
        with self._database.begin() as tx:
            if len(self._subscriptions.of_room_in(tx, space.room_id)) >= MOST:
                raise TooMany
            # Webex dates files to the second: what is made within this one is news.
            since = now.replace(microsecond=0)
            self._subscriptions.add(tx, person_id, schedule, next_time(schedule, now, zone), since, space)

    def stop(self, room_id: str) -> int:
        """End all of a space, whoever asked for them; returns how many there were."""
        with self._database.begin() as tx:
            count = self._subscriptions.stop_room(tx, room_id)
            self._told.forget_unless_told(tx, room_id)
        return count

    def rest(self, room_id: str, subscription_id: int, period: Period, after: str) -> tuple[Subscription, News] | None:
        """What this space was told by one of its subscriptions, from behind the recording `after` on.

        Whoever asks sees no more than everybody there was told of. None where the subscription is not of this space
        (any more), or its person isn't in it. Raises `NeedsPerson` where that person has to connect again.
        """
        subscription = self._digests.read(subscription_id)
        space = subscription.space if subscription else None
        if subscription is None or space is None or not is_same(space.room_id, room_id):
            return None
        if not self.is_in(space.room_id, subscription.person_id):
            return None
        return subscription, self._digests.told_in(subscription, space, period, after)

    def preview(self, person_id: str, room_id: str) -> News:
        """What the next digest of that person's recordings would tell here; without one, what is new of the day."""
        now = self._clock.now()
        mine = next((each for each in self.of(room_id) if is_same(each.person_id, person_id)), None)
        if mine is not None:
            return self._digests.news(mine, now)
        return self._digests.news_for(InSpace(room_id), person_id, Period(now - USUAL, now))
