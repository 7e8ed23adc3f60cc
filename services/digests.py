"""Digests: who wants them, when they come, and what is new in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from core.bin import USUALLY_KEPT, InBin
from core.calls import Item
from core.clock import Clock
from core.digests import (
    InSpace,
    News,
    Ready,
    Subscription,
    key_of,
    keys_of,
    leaving_key,
    notes_key,
    transcript_key,
)
from core.people import Preferences
from core.periods import Period
from core.recordings import Recording
from core.schedules import Schedule
from core.work import WorkKind, lane_of
from services.bin import BinService
from services.extras import ExtraService
from services.quiet import not_before
from services.recordings import has_words
from services.schedules import next_time
from services.timeline import TimelineService
from store.database import Database, Transaction
from store.subscriptions import Subscriptions
from store.told import ToldThings
from store.work import Work

MOST = 10
"""Subscriptions of one person."""
OVERLAP = timedelta(hours=48)
"""How much later than its file was made Webex may show a recording, and it is still told."""
USUAL = timedelta(hours=24)
"""What somebody without a subscription is shown of."""
SPREAD = timedelta(minutes=1)
"""Everybody wants theirs at nine: those of one minute are begun during all of it."""
SOON = timedelta(days=7)
"""What the bot binned is told once it usually has no more than this left,"""
AT_LEAST = timedelta(days=3)
"""or would have less than this when the next digest comes."""
LONG_GONE = timedelta(days=7)
"""How long after its usual end something is still looked for in the bin: no longer than what was told is known."""
MOST_LEAVING = 25
"""Of those looked for, each with a call of its own."""
_AT_ONCE = 20
"""Due digests of one transaction: on SQLite everybody else who has something to keep waits for its end."""


class TooMany(Exception):
    """This person has as many subscriptions as one may have."""


class DigestService:
    """One for the process."""

    def __init__(
        self,
        timeline: TimelineService,
        extras: ExtraService,
        bin: BinService,
        subscriptions: Subscriptions,
        told: ToldThings,
        work: Work,
        database: Database,
        clock: Clock,
    ) -> None:
        self._timeline = timeline
        self._extras = extras
        self._bin = bin
        self._subscriptions = subscriptions
        self._told = told
        self._work = work
        self._database = database
        self._clock = clock

    def of(self, person_id: str) -> list[Subscription]:
        """This person's subscriptions, the one that is due first at the front."""
        return self._subscriptions.of(person_id)

    def read(self, subscription_id: int) -> Subscription | None:
        """One of anybody's; None when it was stopped."""
        return self._subscriptions.read(subscription_id)

    def require(self, person_id: str) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless digests can be read for this person."""
        self._timeline.require(person_id)

    def put_off(self, mine: Sequence[Subscription], preferences: Preferences, zone: ZoneInfo) -> dict[int, datetime]:
        """When those come of which the next is due in this person's quiet hours, by ID."""
        allowed = {each.id: not_before(preferences, zone, each.next_at) for each in mine}
        return {each.id: allowed[each.id] for each in mine if allowed[each.id] > each.next_at}

    def subscribe(self, person_id: str, schedule: Schedule, zone: ZoneInfo, *, is_added: bool) -> bool:
        """Begin a digest, in place of those before unless it `is_added` to them. Raises `TooMany`.

        Returns whether it is new: adding one that is there changes nothing.
        """
        now = self._clock.now()
        # Webex dates files to the second: what is made within this one is news.
        since = covered_until = now.replace(microsecond=0)
        with self._database.begin() as tx:
            before = self._subscriptions.of_in(tx, person_id)
            if is_added and any(each.schedule == schedule for each in before):
                return False
            if is_added and len(before) >= MOST:
                raise TooMany
            if not is_added and before:
                # What the old ones have covered is covered; what they have not, and what shows late, the new one tells.
                since, covered_until = (min(each.since for each in before), min(each.covered_until for each in before))
                self._subscriptions.stop(tx, person_id)
            next_at = next_time(schedule, now, zone)
            self._subscriptions.add(tx, person_id, schedule, next_at, since, covered_until=covered_until)
            if any(each.shows_empty for each in before):
                self._subscriptions.choose(tx, person_id, shows_empty=True)
        return True

    def choose(self, person_id: str, *, shows_empty: bool) -> None:
        """Whether this person's digests come also when there is nothing to tell."""
        with self._database.begin() as tx:
            self._subscriptions.choose(tx, person_id, shows_empty=shows_empty)

    def move_to(self, person_id: str, zone: ZoneInfo) -> None:
        """Keep the times on the wall: the person's clock shows another zone from now on."""
        now = self._clock.now()
        with self._database.begin() as tx:
            for each in self._subscriptions.anywhere_of_in(tx, person_id):
                self._subscriptions.move(tx, each.id, next_time(each.schedule, now, zone))

    def stop(self, person_id: str) -> int:
        """End them all; returns how many there were."""
        with self._database.begin() as tx:
            return self._subscriptions.stop(tx, person_id)

    def plan_due(self) -> int:
        """Make a row of work of each digest that is due; returns how many.

        However many times were missed, one digest comes for all of them; one due in quiet hours waits for their end.
        Any number of processes may do this.
        """
        planned = 0
        while count := self._subscriptions.claim_due(self._clock.now(), _AT_ONCE, self._plan):
            planned += count
        return planned

    def _plan(self, tx: Transaction, due: Subscription, zone: str | None, preferences: Preferences) -> datetime:
        now, place = self._clock.now(), ZoneInfo(zone or "UTC")
        key = f"digest|{due.id}|{due.next_at.isoformat()}"
        late = _jitter(key)
        run_at = max(now, due.next_at + late)
        if not due.space and (allowed_at := not_before(preferences, place, run_at)) > run_at:
            run_at = allowed_at + late
        self._work.keep(
            tx,
            key=key,
            kind=WorkKind.DIGEST,
            asked_at=run_at,  # one for a space, which has no quiet hours, does not wait behind one that does
            run_at=run_at,
            payload={"subscription": due.id},
            person_id=due.person_id,
            lane=lane_of(WorkKind.DIGEST, due.person_id),
        )
        return next_time(due.schedule, now, place)

    def news(self, subscription: Subscription, now: datetime) -> News:
        """What this subscription has not told yet. Raises `NotConnected`, `Refused` and `Retryable`."""
        since = max(subscription.covered_until - OVERLAP, subscription.since)
        period = Period(since, now)
        if subscription.space is not None:
            news = self.news_for(subscription.space, subscription.person_id, period)
        else:
            news = self._news(subscription.person_id, period, self._next(subscription.person_id))
        return replace(news, since=subscription.covered_until)

    def preview(self, person_id: str, now: datetime) -> News:
        """What the next digest would tell by now; without a subscription, what is new of the last day."""
        mine = self.of(person_id)
        return self.news(mine[0], now) if mine else self._news(person_id, Period(now - USUAL, now), None)

    def past(self, person_id: str, period: Period, after: str | None) -> News:
        """The recordings that appeared in a period, told or not, from behind the one with the ID `after` on."""
        found, is_complete = self._timeline.made(person_id, period)
        offset = _behind(after, found)
        items = self._extras.with_hosts(person_id, found[offset:])
        return News(items, period.start, period.end, is_complete=is_complete, offset=offset)

    def told_in(self, subscription: Subscription, space: InSpace, period: Period, after: str) -> News:
        """Of the recordings that appeared in a period those that the space was told of, from behind `after` on."""
        # By when they appeared, not by what is remembered to be told: that is forgotten a week later.
        start, end = max(period.start, subscription.since), min(period.end, subscription.covered_until)
        found, is_complete = self._timeline.made(subscription.person_id, Period(start, max(start, end)))
        told = [each for each in found if isinstance(each, Recording) and is_meant(each, space)]
        # The bin is left out behind that search: what `after` names may lie there by now.
        count = _behind(after, told)
        before, rest = (self._out_of_bin(subscription.person_id, some) for some in (told[:count], told[count:]))
        return News(rest, start, end, is_complete=is_complete, offset=len(before))

    def news_for(self, space: InSpace, person_id: str, period: Period) -> News:
        """What may be told in a space: recordings of meetings alone, as those of calls name people and numbers."""
        found, is_complete = self._timeline.made(person_id, period)
        recordings = [each for each in found if isinstance(each, Recording) and is_meant(each, space)]
        meant = self._out_of_bin(person_id, recordings)
        known = self._told.among(space.room_id, map(key_of, meant))
        fresh = tuple(each for each in meant if key_of(each) not in known)
        return News(fresh, period.start, period.end, is_complete=is_complete)

    def _out_of_bin(self, person_id: str, recordings: Sequence[Recording]) -> tuple[Recording, ...]:
        """Those that the bot has not put into the bin, which Webex may show for a while."""
        binned = self._bin.binned(person_id)
        return tuple(each for each in recordings if each.id not in binned)

    def _next(self, person_id: str) -> datetime | None:
        """When this person hears the next time; None without a subscription."""
        return next((each.next_at for each in self.of(person_id)), None)

    def _news(self, person_id: str, period: Period, next_at: datetime | None) -> News:
        """What appeared in that period and has not been told."""
        found, is_complete = self._timeline.made(person_id, period)
        ready = self._extras.of(person_id, [each for each in found if isinstance(each, Recording)], period.end)
        keys = [key for each in ready for key in keys_of(each)]
        known = self._told.among(person_id, [*map(key_of, found), *keys])
        fresh = self._extras.with_hosts(person_id, [each for each in found if key_of(each) not in known])
        untold = tuple(rest for each in ready if keys_of(rest := _without(each, known)))
        leaving = self._leaving(person_id, period.end, next_at)
        return News(fresh, period.start, period.end, untold, leaving, is_complete)

    def _leaving(self, person_id: str, now: datetime, next_at: datetime | None) -> tuple[InBin, ...]:
        """What the bot binned, nobody told of, and Webex usually removes soon; the most urgent first."""
        until = max(now + SOON, (next_at or now) + AT_LEAST)
        binned = sorted(self._bin.binned(person_id).items(), key=lambda one: one[1])
        due = [(one, at) for one, at in binned if now - LONG_GONE <= at + USUALLY_KEPT <= until]
        known = self._told.among(person_id, [leaving_key(*each) for each in due])
        untold = [each for each in due if leaving_key(*each) not in known]
        return self._bin.still_there(person_id, dict(untold[:MOST_LEAVING]), now)


def _behind(after: str | None, items: Sequence[Item]) -> int:
    """How many items stand up to that one; none where it is not there (any more)."""
    return next((number for number, each in enumerate(items, 1) if each.id == after), 0)


def is_meant(recording: Recording, space: InSpace) -> bool:
    """Whether a space wants to hear of that recording, and may: what was shared with a person is not theirs to tell."""
    is_of_series = space.series is None or recording.series_id == space.series
    return not recording.is_shared_with_me and is_of_series and has_words(recording.topic, space.topic)


def _without(ready: Ready, known: set[str]) -> Ready:
    """What of it has not been told."""
    meeting_id = ready.recording.meeting_id or ""
    if notes_key(meeting_id) in known:
        ready = replace(ready, has_notes=False, action_items=())
    return replace(ready, has_transcript=ready.has_transcript and transcript_key(meeting_id) not in known)


def _jitter(key: str) -> timedelta:
    """The same for each attempt at the same digest, and evenly spread over all of them."""
    return SPREAD * (int.from_bytes(sha256(key.encode()).digest()[:4]) / 2**32)
