"""What no webhook told: looked for again and again, for everybody with notices and the spaces that they have told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from core.calls import Item
from core.digests import Ready, key_of, keys_of, notes_key, transcript_key
from core.errors import Refused
from core.notices import About, Lead, Noticing
from core.people import Asker
from core.periods import Period
from core.recordings import Recording
from core.work import WorkKind, lane_of
from services.digests import OVERLAP
from services.notices import EVERY, NoticeService, Parts
from services.space_notices import SpaceNoticeService
from store.database import Transaction

MANY = 5
"""What was missed beyond that many comes as one list."""
RECENT = timedelta(days=1)
"""Of what was recorded so lately, transcripts and notes may still be made."""
SPREAD = timedelta(minutes=2)
"""Within which those of one moment are begun."""
MOST_LISTED = 12
"""Of what a space missed in one list: each has to be named there, and the next list goes on."""
THREADS_KEPT = timedelta(days=30)
_AT_ONCE = 100
"""Due sweeps of one transaction."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found."""

    missed: tuple[Item, ...] = ()
    """What the person was not told of, newest first."""
    ready: tuple[Ready, ...] = ()
    """What else there is of it, where it comes as one list."""
    missed_in: Mapping[str, tuple[Recording, ...]] = field(default_factory=dict)
    """What each space was not told of, by its ID."""
    left: int = 0
    """How many more there are than one list for a space holds."""
    refused: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Up to when everything was read; None where a part could not be, or has to be read again."""


class SweepService:
    """One for the process."""

    def __init__(self, parts: Parts, notices: NoticeService, space_notices: SpaceNoticeService) -> None:
        self._ = parts
        self._notices = notices
        self._space_notices = space_notices

    def plan_due(self) -> int:
        """Make a row of work of each sweep that is due; returns how many. Any number of processes may do this."""
        planned = 0
        while count := self._.notices.claim_due(self._.clock.now(), _AT_ONCE, self._plan):
            planned += count
        return planned

    def sweep(self, noticing: Noticing, asker: Asker) -> Swept:
        """What nobody was told of what this person sees, with their webhooks put right.

        In quiet hours the person has missed nothing yet, and the next sweep looks as far back. Raises `NeedsPerson`
        and `Retryable`.
        """
        person_id, email = noticing.person_id, asker.person.email
        refused = tuple(self._notices.listen(person_id))
        period = Period(max(noticing.covered_until - OVERLAP, noticing.since), asker.now)
        try:
            found, is_complete = self._.timeline.made(person_id, period)
        except Refused:  # neither meetings nor calls, for want of a licence: there may be one some day
            return Swept(refused=refused)
        missed_in = {room: self._space_notices.missed(noticing, room, found, email) for room in noticing.rooms}
        until = asker.now if is_complete else None
        swept = Swept(missed_in=missed_in, refused=refused, since=period.start, until=until)
        missed = self._missed(noticing, found)
        if missed and self._notices.quiet_until(asker) is not None:
            return replace(swept, until=None)
        ready = self._ready(person_id, person_id, missed, asker.now) if len(missed) > MANY else ()
        return replace(swept, missed=missed, ready=ready)

    def settle(self, tx: Transaction, noticing: Noticing, swept: Swept, *, is_told: bool) -> None:
        """Remember a sweep: what was missed is looked at one by one, but for what `is_told` as one list, or will be.

        A list begins no threads, and what is made of its meetings later is looked for. What is still untold an hour
        later is looked at anew, whatever became of the first look.
        """
        person_id, now = noticing.person_id, self._.clock.now()
        self._.notices.refuse(tx, person_id, swept.refused)
        alone: list[tuple[Item, ...]] = [some for some in swept.missed_in.values() if len(some) <= MANY]
        alone += [] if is_told else [swept.missed]
        few = {each.id: each for some in alone for each in some}
        for each in sorted(few.values(), key=lambda each: each.when):
            about = About.RECORDING if isinstance(each, Recording) else About.CALL
            lead = Lead(about, each.id, f"missed|{person_id}|{each.id}|{now:%Y-%m-%dT%H}")
            self._notices.keep(tx, person_id, WorkKind.NOTICE, lead)
        for room_id in noticing.rooms:
            is_list = len(swept.missed_in.get(room_id, ())) > MANY
            self._space_notices.look_after(tx, person_id, room_id, swept.since if is_list else None)
        if is_told:
            self._notices.follow_meetings(tx, person_id, _recent(swept.missed, now))
        if swept.until is not None:
            self._.notices.cover(tx, person_id, swept.until)
            for audience in (person_id, *noticing.rooms):
                self._.told.forget_old(tx, audience)

    def sweep_space(self, noticing: Noticing, room_id: str, since: datetime, asker: Asker) -> Swept:
        """What one space was not told of, as much as goes into a list, the oldest of it.

        Raises `NeedsPerson` and `Retryable`.
        """
        try:
            found, _ = self._.timeline.made(noticing.person_id, Period(since, asker.now))
        except Refused:
            return Swept()
        missed = self._space_notices.missed(noticing, room_id, found, asker.person.email)
        listed = missed[-MOST_LISTED:]
        ready = self._ready(room_id, noticing.person_id, listed, asker.now)
        return Swept(listed, ready, left=len(missed) - len(listed), since=since)

    def settle_space(self, tx: Transaction, noticing: Noticing, room_id: str, swept: Swept, *, behind: int) -> None:
        """Look for what is made later of the meetings that a list told a space, and let the next list go on.

        `behind` is the row of work that the list was told in.
        """
        self._notices.follow_meetings(tx, noticing.person_id, _recent(swept.missed, self._.clock.now()))
        if swept.left:
            self._space_notices.look_after(tx, noticing.person_id, room_id, swept.since, behind=behind)

    def clean(self, now: datetime) -> None:
        """Forget the threads of meetings that nothing is added to any more."""
        self._.notices.forget_threads(now - THREADS_KEPT)

    def _plan(self, tx: Transaction, person_id: str, due_at: datetime) -> datetime:
        now = self._.clock.now()
        key = f"sweep|{person_id}|{due_at.isoformat()}"
        run_at = now + SPREAD * (int.from_bytes(sha256(key.encode()).digest()[:4]) / 2**32)
        self._.work.keep(
            tx,
            key=key,
            kind=WorkKind.SWEEP,
            asked_at=run_at,  # what Webex tells until then goes first
            run_at=run_at,
            payload={},
            person_id=person_id,
            lane=lane_of(WorkKind.SWEEP, person_id),
        )
        return now + EVERY

    def _missed(self, noticing: Noticing, found: Iterable[Item]) -> tuple[Item, ...]:
        """What of it the person wants to hear of and has not."""
        if noticing.own is None:
            return ()
        since = noticing.own.since
        wanted = [each for each in found if each.created_at >= since]
        known = self._.told.among(noticing.person_id, map(key_of, wanted))
        return tuple(each for each in wanted if key_of(each) not in known)

    def _ready(self, audience: str, person_id: str, missed: tuple[Item, ...], now: datetime) -> tuple[Ready, ...]:
        """What else there is of these meetings that the audience was not told."""
        ready = self._.extras.of(person_id, [each for each in missed if isinstance(each, Recording)], now)
        known = self._.told.among(audience, [key for each in ready for key in keys_of(each)])
        return tuple(left for each in ready if keys_of(left := _without(each, known)))


def _without(ready: Ready, known: set[str]) -> Ready:
    meeting_id = ready.recording.meeting_id or ""
    has_notes = ready.has_notes and notes_key(meeting_id) not in known
    has_transcript = ready.has_transcript and transcript_key(meeting_id) not in known
    action_items = ready.action_items if has_notes else ()
    return replace(ready, has_transcript=has_transcript, has_notes=has_notes, action_items=action_items)


def _recent(of: Iterable[Item], now: datetime) -> list[Recording]:
    """Recordings so new that transcripts and notes of their meetings may still be made."""
    return [each for each in of if isinstance(each, Recording) and each.created_at > now - RECENT]
