"""Notices: who wants them, what Webex said is there, and what it did not say."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from core.calls import Item
from core.clock import Clock
from core.digests import key_of, notes_key, transcript_key
from core.errors import NotConnected, Refused
from core.grants import GrantKind
from core.notices import About, Lead, Made, Noticing, thread_of
from core.periods import Period
from core.recordings import Filters, Recording, Status
from core.work import WorkKind, lane_of
from services import calls as call_services
from services import recordings as recording_services
from services.access import Access
from services.digests import OVERLAP
from services.lists import WINDOW
from services.timeline import TimelineService
from services.webhooks import WebhookService
from store.database import Database, Transaction
from store.grants import Grants
from store.notices import Notices
from store.told import ToldThings
from store.work import Work
from webex import calls, meetings, recordings, summaries, transcripts
from webex.client import Client

EVERY = timedelta(minutes=15)
"""Between two sweeps for one person."""
SPREAD = timedelta(minutes=2)
"""Within which those of one moment are begun."""
LATENESS = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 300, 600, 1200, 2400, 3600))
"""Webex may show something later than it tells of it (reference 8.3): the pauses between looks, two hours in all."""
MAKING = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 10, 20, 40, 60, 120, 240))
"""Nobody is told of AI notes: the pauses between looks for them, eight hours in all."""
THREADS_KEPT = timedelta(days=30)
_AT_ONCE = 100
"""Due sweeps of one transaction."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What this service is made of."""

    access: Access
    webhooks: WebhookService
    timeline: TimelineService
    notices: Notices
    grants: Grants
    told: ToldThings
    work: Work
    database: Database
    clock: Clock


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found."""

    missed: tuple[Item, ...]
    """What nobody was told of, newest first."""
    refused: tuple[str, ...]
    until: datetime | None
    """Up to when everything was read; None where a part could not be."""


class NoticeService:
    """One for the process."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def of(self, person_id: str) -> Noticing | None:
        """What this person wants; None for somebody who wants none."""
        return self._.notices.of(person_id)

    def turn_on(self, person_id: str, now: datetime) -> Noticing:
        """Tell this person of all that gets ready from now on. Raises `NeedsPerson` and `Retryable`."""
        self._.timeline.require(person_id)
        refused = self._listen(person_id)
        with self._.database.begin() as tx:
            self._.notices.begin(tx, person_id, now, now + EVERY, refused)
        return self._.notices.of(person_id) or Noticing(person_id, now, now, tuple(refused))

    def turn_off(self, person_id: str) -> bool:
        """No more; whether there were any. What webhooks Webex keeps all the same are heard no more."""
        with suppress(NotConnected):  # then nobody can remove them
            self._.webhooks.remove_for(self._.access.client(person_id))
        with self._.database.begin() as tx:
            return self._.notices.forget(tx, person_id)

    def look(self, person_id: str, lead: Lead) -> Item | Made | None:
        """What a lead leads to; None where Webex does not show it (yet). Raises `NeedsPerson` and `Retryable`."""
        try:
            match lead.about:
                case About.RECORDING:
                    client = self._.access.client(person_id, recording_services.NEEDS)
                    return recordings.details(client, lead.id).recording
                case About.CALL:
                    client = self._.access.client(person_id, call_services.NEEDS)
                    return calls.details(client, lead.id).call
                case _:
                    return self._made(person_id, lead.id)
        except Refused:
            # Also a 403: whoever was told of something will mostly be let see it in a moment.
            return None

    def _made(self, person_id: str, meeting_id: str) -> Made:
        client = self._.access.client(person_id, ["meeting:schedules_read"])
        meeting = meetings.meeting(client, meeting_id)
        scopes, now = self._scopes(person_id), self._.clock.now()
        start = meeting.start or now
        period = Period(start - timedelta(days=1), min(max(now, start) + timedelta(days=1), start + WINDOW))
        has_transcript = "meeting:transcripts_read" in scopes and _is_there(
            lambda: transcripts.of_meeting(client, meeting_id, period, meeting.site)
        )
        has_notes = "meeting:summaries_read" in scopes and _is_there(lambda: summaries.of_meeting(client, meeting_id))
        recording = _recorded(client, meeting_id, period) if has_transcript or has_notes else None
        return Made(meeting, has_transcript, has_notes, recording)

    def untold(self, person_id: str, found: Item | Made) -> Item | Made | None:
        """What of it this person has not been told; None where that is nothing."""
        if not isinstance(found, Made):
            is_new = found.status == Status.AVAILABLE and not self._.told.among(person_id, [key_of(found)])
            return found if is_new else None
        keys = transcript_key(found.meeting.id), notes_key(found.meeting.id)
        known = self._.told.among(person_id, keys)
        rest = replace(
            found,
            has_transcript=found.has_transcript and keys[0] not in known,
            has_notes=found.has_notes and keys[1] not in known,
        )
        return rest if rest.has_transcript or rest.has_notes else None

    def thread(self, person_id: str, found: Item | Made) -> str | None:
        """The message below which this belongs; None where it is the first of its meeting."""
        return self._.notices.thread(person_id, thread_of(found))

    def follow(self, tx: Transaction, person_id: str, lead: Lead, found: Item | Made | None) -> None:
        """Keep in mind what has to be looked at later, after a look that found this."""
        pauses = MAKING if lead.about is About.MEETING else LATENESS
        if not _is_all(lead, found) and lead.looks < len(pauses):
            again = replace(lead, looks=lead.looks + 1)
            self._keep(tx, person_id, WorkKind.LOOK_AGAIN, again, pauses[lead.looks])
        if isinstance(found, Recording) and found.meeting_id and found.status == Status.AVAILABLE:
            # What else is made of its meeting: looked for once, however many parts were recorded.
            rest = Lead(About.MEETING, found.meeting_id, f"{person_id}|{found.meeting_id}")
            self._keep(tx, person_id, WorkKind.NOTICE, rest)

    def take_up(self, tx: Transaction, person_id: str, lead: Lead) -> None:
        """Let a lead whose time has come be looked at, after the person's other notices."""
        self._keep(tx, person_id, WorkKind.NOTICE, lead)

    def plan_due(self) -> int:
        """Make a row of work of each sweep that is due; returns how many. Any number of processes may do this."""
        planned = 0
        while count := self._.notices.claim_due(self._.clock.now(), _AT_ONCE, self._plan):
            planned += count
        return planned

    def sweep(self, noticing: Noticing, now: datetime) -> Swept:
        """What this person was not told of, with their webhooks put right. Raises `NeedsPerson` and `Retryable`."""
        person_id = noticing.person_id
        refused = tuple(self._listen(person_id))
        period = Period(max(noticing.covered_until - OVERLAP, noticing.since), now)
        try:
            found, is_complete = self._.timeline.made(person_id, period)
        except Refused:  # neither meetings nor calls, for want of a licence: there may be one some day
            return Swept((), refused, None)
        known = self._.told.among(person_id, map(key_of, found))
        missed = tuple(each for each in found if key_of(each) not in known)
        return Swept(missed, refused, now if is_complete else None)

    def settle(self, tx: Transaction, person_id: str, swept: Swept, *, is_told: bool) -> None:
        """Remember a sweep; what was missed is looked at one by one, unless all of it `is_told`."""
        self._.notices.refuse(tx, person_id, swept.refused)
        for each in () if is_told else swept.missed:
            about = About.RECORDING if isinstance(each, Recording) else About.CALL
            self._keep(tx, person_id, WorkKind.NOTICE, Lead(about, each.id, f"missed|{person_id}|{each.id}"))
        if swept.until is not None:
            self._.notices.cover(tx, person_id, swept.until)
            self._.told.forget_old(tx, person_id)

    def clean(self, now: datetime) -> None:
        """Forget the threads of meetings that nothing is added to any more."""
        self._.notices.forget_threads(now - THREADS_KEPT)

    def wait(self, tx: Transaction, person_id: str) -> None:
        """The person knows that notices wait for their account."""
        self._.notices.wait(tx, person_id)

    def _plan(self, tx: Transaction, person_id: str, due_at: datetime) -> datetime:
        now = self._.clock.now()
        key = f"sweep|{person_id}|{due_at.isoformat()}"
        late = SPREAD * (int.from_bytes(sha256(key.encode()).digest()[:4]) / 2**32)
        self._.work.keep(
            tx,
            key=key,
            kind=WorkKind.SWEEP,
            asked_at=now,
            run_at=now + late,
            payload={},
            person_id=person_id,
            lane=lane_of(WorkKind.SWEEP, person_id),
        )
        return now + EVERY

    def _keep(
        self, tx: Transaction, person_id: str, kind: WorkKind, lead: Lead, pause: timedelta = timedelta()
    ) -> None:
        now = self._.clock.now()
        self._.work.keep(
            tx,
            key=f"{kind.value}|{lead.root}|{lead.looks}",
            kind=kind,
            asked_at=now,
            run_at=now + pause,
            payload=lead.as_json(),
            person_id=person_id,
            lane=lane_of(kind, person_id),
        )

    def _listen(self, person_id: str) -> list[str]:
        """Put this person's webhooks right; gives what Webex refused."""
        return self._.webhooks.reconcile_for(self._.access.client(person_id), self._scopes(person_id))

    def _scopes(self, person_id: str) -> frozenset[str]:
        summary = self._.grants.summary(person_id, GrantKind.PERSON)
        return summary.scopes if summary else frozenset()


def _is_all(lead: Lead, found: Item | Made | None) -> bool:
    """Whether nothing is left to look for."""
    if isinstance(found, Made):
        return found.has_transcript and (found.has_notes or lead.about is About.TRANSCRIPT)
    return found is not None


def _is_there(look: Callable[[], object]) -> bool:
    """Whether something was found; what Webex refuses is not there."""
    try:
        return bool(look())
    except Refused:
        return False


def _recorded(client: Client, meeting_id: str, period: Period) -> Recording | None:
    """The recording of a meeting that was begun first; None where the person sees none."""
    try:
        pages = recordings.pages(client, period, Filters(meeting=meeting_id))
        return min((each for page in pages for each in page), key=lambda each: each.when, default=None)
    except Refused:
        return None
