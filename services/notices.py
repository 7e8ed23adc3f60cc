"""Notices: who wants them, what Webex said is there, and what has to be looked for later."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.calls import Item
from core.clock import Clock
from core.digests import key_of, notes_key, transcript_key
from core.errors import BotError
from core.notices import About, Lead, Made, Noticing, Wish, thread_of
from core.people import Asker
from core.recordings import Recording, Status
from core.work import WorkKind, lane_of
from services.access import Access
from services.extras import ExtraService
from services.looks import LookService
from services.quiet import not_before
from services.timeline import TimelineService
from services.webhooks import WebhookService
from store.binned import Binned
from store.database import Database, Transaction
from store.notices import Notices
from store.told import ToldThings
from store.work import Work

EVERY = timedelta(minutes=15)
"""Between two sweeps for one person."""
LATENESS = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 300, 600, 1200, 2400, 3600))
"""Webex may show something later than it tells of it (reference 8.3): the pauses between looks, two hours in all."""
MAKING = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 10, 20, 40, 60, 120, 240))
"""Nobody is told of AI notes: the pauses between looks for them, eight hours in all."""

LEFT = 3
"""The looks after the one with which quiet hours end: Webex may not show then what it showed before."""
PATIENCE = 48
"""So many looks more, an hour apart, while the account waits to be connected again: two days."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the services of notices are made of."""

    access: Access
    webhooks: WebhookService
    timeline: TimelineService
    extras: ExtraService
    looks: LookService
    notices: Notices
    told: ToldThings
    binned: Binned
    work: Work
    database: Database
    clock: Clock


class NoticeService:
    """One for the process."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def of(self, person_id: str) -> Noticing | None:
        """What is listened for with this person's grant; None where nobody wants to be told of what is theirs."""
        return self._.notices.of(person_id)

    def turn_on(self, person_id: str, now: datetime) -> Noticing:
        """Tell this person of all that gets ready from now on. Raises `NeedsPerson` and `Retryable`."""
        with self.listening(person_id, now) as (tx, since):
            self._.notices.wish(tx, Wish(person_id, since))
        return self._.notices.of(person_id) or Noticing(person_id, now, now)

    @contextmanager
    def listening(self, person_id: str, now: datetime) -> Iterator[tuple[Transaction, datetime]]:
        """A transaction for a wish, and since when it counts, once it is listened with this person's grant.

        Raises as `turn_on`.
        """
        self._.timeline.require(person_id)
        refused = self.listen(person_id)
        since = now.replace(microsecond=0)  # Webex dates files to the second: what is made within this one is news
        with self._.database.begin() as tx:
            self._.notices.begin(tx, person_id, since, now + EVERY, refused)
            yield tx, since

    def listen(self, person_id: str) -> list[str]:
        """Put this person's webhooks right; gives what Webex refused. Raises `NeedsPerson` and `Retryable`."""
        return self._.webhooks.reconcile_for(self._.access.client(person_id), self._.looks.scopes(person_id))

    def turn_off(self, person_id: str) -> None:
        """No more for the person alone; spaces are told as before."""
        with self._.database.begin() as tx:
            self._.notices.stop(tx, person_id, of=person_id)
        self.rest([person_id])

    def rest(self, people: Iterable[str]) -> None:
        """Listen no more with the grants of those whose wishes have all ended.

        What webhooks Webex keeps all the same are heard no more.
        """
        for person_id in people:
            with self._.database.begin() as tx:
                has_ended = self._.notices.rest(tx, person_id)
            if has_ended:
                with suppress(BotError):  # without a grant nobody can remove them
                    self._.webhooks.remove_for(self._.access.client(person_id))

    def look(self, person_id: str, lead: Lead) -> Item | Made | None:
        """What a lead leads to; None where Webex does not show it (yet). Raises `NeedsPerson` and `Retryable`."""
        return self._.looks.look(person_id, lead)

    def untold(self, audience: str, found: Item | Made) -> Item | Made | None:
        """What of it this person or space has not been told; None where that is nothing."""
        if not isinstance(found, Made):
            is_new = found.status == Status.AVAILABLE and not self._.told.among(audience, [key_of(found)])
            return found if is_new else None
        keys = transcript_key(found.meeting.id), notes_key(found.meeting.id)
        known = self._.told.among(audience, keys)
        rest = replace(
            found,
            has_transcript=found.has_transcript and keys[0] not in known,
            has_notes=found.has_notes and keys[1] not in known,
        )
        return rest if rest.has_transcript or rest.has_notes else None

    def thread(self, audience: str, found: Item | Made) -> str | None:
        """The message below which this belongs; None where it is the first of its meeting."""
        return self._.notices.thread(audience, thread_of(found))

    def quiet_until(self, asker: Asker) -> datetime | None:
        """The end of the quiet hours that this person has now; None outside of them."""
        until = not_before(asker.preferences, asker.zone, asker.now)
        return until if until > asker.now else None

    def follow(self, tx: Transaction, person_id: str, lead: Lead, found: Item | Made | None) -> None:
        """Keep in mind what has to be looked at later, after a look that found this."""
        pauses = _pauses(lead)
        if not _is_all(lead, found) and lead.looks < len(pauses):
            self._look_again(tx, person_id, lead, pauses[lead.looks])
        if isinstance(found, Recording) and found.status == Status.AVAILABLE:
            self.follow_meetings(tx, person_id, [found])

    def follow_meetings(self, tx: Transaction, person_id: str, recorded: Iterable[Recording]) -> None:
        """Look for what else is made of these meetings: once for each, however many parts were recorded."""
        for meeting_id in dict.fromkeys(each.meeting_id for each in recorded if each.meeting_id):
            rest = Lead(About.MEETING, meeting_id, f"{person_id}|{meeting_id}")
            self.keep(tx, person_id, WorkKind.NOTICE, rest)

    def put_off(self, tx: Transaction, person_id: str, lead: Lead, until: datetime) -> None:
        """Look at it again then, with a few looks left; what else it leads to is followed already."""
        then = Lead(lead.about, lead.id, f"{lead.root}|{until.isoformat()}", len(_pauses(lead)) - LEFT)
        self.keep(tx, person_id, WorkKind.LOOK_AGAIN, then, until - self._.clock.now())

    def wait_on(self, tx: Transaction, person_id: str, lead: Lead) -> None:
        """Look at it again later, because the person has to connect first; after its last look for two days more."""
        pauses = _pauses(lead)
        if lead.looks < len(pauses) + PATIENCE:
            pause = pauses[lead.looks] if lead.looks < len(pauses) else timedelta(hours=1)
            self._look_again(tx, person_id, lead, pause)

    def take_up(self, tx: Transaction, person_id: str, lead: Lead) -> None:
        """Let a lead whose time has come be looked at, after the person's other notices."""
        self.keep(tx, person_id, WorkKind.NOTICE, lead)

    def keep(self, tx: Transaction, person_id: str, kind: WorkKind, lead: Lead, pause: timedelta = timedelta()) -> None:
        """Keep a row for a lead, due after that pause."""
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

    def wait(self, tx: Transaction, person_id: str) -> None:
        """The person knows that notices wait for their account."""
        self._.notices.wait(tx, person_id)

    def _look_again(self, tx: Transaction, person_id: str, lead: Lead, pause: timedelta) -> None:
        self.keep(tx, person_id, WorkKind.LOOK_AGAIN, replace(lead, looks=lead.looks + 1), pause)


def _pauses(lead: Lead) -> tuple[timedelta, ...]:
    """Between the looks at what it leads to."""
    return MAKING if lead.about is About.MEETING else LATENESS


def _is_all(lead: Lead, found: Item | Made | None) -> bool:
    """Whether nothing is left to look for."""
    if isinstance(found, Made):
        return found.has_transcript and (found.has_notes or lead.about is About.TRANSCRIPT)
    return found is not None
