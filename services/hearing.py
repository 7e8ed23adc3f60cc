"""Whether the bot hears: since when it did not, and what has to be done about it once it does again."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from core.clock import Clock
from core.hearing import Silence, Why
from core.ids import uuid_of
from core.webhooks import Event
from core.work import WorkKind, lane_of
from services.identity import Identity
from store.database import Database, DatabaseAway, Transaction
from store.facts import Facts
from store.hearing import Silences
from store.people import People
from store.work import Work

log = structlog.get_logger()

AWAY_AFTER = timedelta(minutes=2)
"""Who has not been at work for so long was away; another process takes over within half of it."""
OVERLAP = timedelta(minutes=10)
"""How much further back is looked: Webex may have failed for five minutes before it switched a webhook off."""
SETTLING = timedelta(seconds=10)
"""What was said in the moment of mending should be in Webex's lists by the time they are read."""
CLOCKS_DIFFER = timedelta(minutes=2)
"""How much further back is looked after a start, where the time itself is known."""
TOLD_WITHIN = timedelta(days=1)
"""Nobody wants to hear later than that what may have been lost."""
_PRESSES = "attachmentActions"
_MOST_REFUSED = 1000
_HEARD = (WorkKind.MESSAGE, WorkKind.PRESS, WorkKind.ADDED)


def at_hand(silence: timedelta) -> timedelta:
    """How long before a silence somebody got a card that they may have pressed in it, with some likelihood.

    The shorter the silence, the fewer pressed something old: ten times as long, a quarter of an hour at least, and
    eight hours at most, a day's work.
    """
    return min(max(10 * silence, timedelta(minutes=15)), timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Marks:
    """What all processes know of this bot's hearing."""

    first: datetime
    """When it heard for the first time ever; what was said before is not for it."""
    alive: datetime
    """When somebody was last at work."""
    right: datetime
    """When its webhooks were last found right."""
    hears: bool
    """Whether who was at work last is also who is delivered to."""


class Hearing:
    """One for the process. Its callers are the tick that looks after webhooks, and the intake."""

    def __init__(
        self,
        identity: Identity,
        facts: Facts,
        silences: Silences,
        people: People,
        work: Work,
        database: Database,
        clock: Clock,
    ) -> None:
        self._identity = identity
        self._facts = facts
        self._silences = silences
        self._people = people
        self._work = work
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._worked_at: datetime | None = None
        self._refused_since: datetime | None = None
        self._refused: set[str] = set()
        self.is_delivered_to = True
        """Whether this process has the port that Webex delivers to; a clock by itself has not."""
        self.is_never_away = False
        """Whether time may leap without anybody having been away, as in the demo, where people move the clock."""

    def note_at_work(self) -> None:
        """This process is at work now, whether or not the database is."""
        self._worked_at = self._clock.now()

    def beat(self) -> None:
        """Let all know that somebody is at work, and note a silence if nobody was. Raises `DatabaseAway`."""
        self.note_refusals()
        now, marks = self._clock.now(), self._marks()
        if marks is None:
            return
        # Who was at work all the time while the database was away has seen itself what could not be kept.
        was_here = self._worked_at is not None and now - self._worked_at <= AWAY_AFTER
        if now - marks.alive > AWAY_AFTER and not (was_here or self.is_never_away):
            self._begin(marks.alive, Why.AWAY, loses_presses=marks.hears)
        self._keep(Marks(marks.first, now, marks.right, self.is_delivered_to))

    def start(self) -> None:
        """The part that Webex delivers to was just started: have looked up what came while nobody was there.

        That is no silence to speak of: whoever starts anew is away for seconds. Raises `DatabaseAway`.
        """
        now, marks = self._clock.now(), self._marks()
        if marks is None:
            return
        if marks.hears and now - marks.alive > AWAY_AFTER:
            return  # a silence, which the first beat will note
        # A part of its own does not know when it was last there; what was kept last was kept by one.
        heard_at = marks.alive if marks.hears else self._work.last_asked(_HEARD) or marks.first
        since = max(marks.first, heard_at - CLOCKS_DIFFER)
        with self._database.begin() as tx:
            # Several that start in the same minute are looked up for once.
            self._plan(tx, f"started {now:%Y-%m-%dT%H:%M} {heard_at.isoformat()}", None, since)

    def lack(self, resources: Collection[str]) -> None:
        """The webhooks for these were found missing or not right."""
        marks = self._marks()
        if marks is not None:
            self._begin(marks.right, Why.WEBHOOKS, loses_presses=_PRESSES in resources)

    def refuse(self, event: Event) -> None:
        """An event could not be kept; noted here until the database can be told."""
        with self._lock:
            self._refused_since = self._refused_since or self._clock.now()
            if event.resource == _PRESSES and len(self._refused) < _MOST_REFUSED:
                self._refused.add(event.person_id)

    def note_refusals(self) -> None:
        """Tell the database what could not be kept while it was away, and whose presses. Raises `DatabaseAway`."""
        with self._lock:
            since, people = self._refused_since, self._refused
            self._refused_since, self._refused = None, set()
        if since is None:
            return
        try:
            self._begin(since, Why.REFUSED, loses_presses=False)
            with self._database.begin() as tx:
                for person_id in people:
                    self._people.unhear(tx, person_id, since, self._clock.now())
        except DatabaseAway:
            with self._lock:
                self._refused_since = since
                self._refused |= people
            raise

    def hear(self) -> None:
        """The webhooks are right: whatever silence there was has ended, and what was missed will be looked up."""
        now, before = self._clock.now(), self._marks()
        marks = Marks(before.first if before else now, now, now, self.is_delivered_to)
        with self._database.begin() as tx:
            silence = self._silences.end(tx, now)
            if silence is not None:
                since = max(marks.first, silence.since - OVERLAP)
                self._plan(tx, f"{silence.id} {now.isoformat()}", silence.id, since)
                if silence.loses_presses:
                    self._people.unhear_all(tx, silence.since, now, silence.since - at_hand(now - silence.since))
        self._keep(marks)
        if silence is not None:
            seconds = round((now - silence.since).total_seconds())
            log.warning("hearing.again", seconds=seconds, why=[why.value for why in silence.why])

    def right_at(self) -> datetime | None:
        """When the webhooks were last found right; None where they never were. Raises `DatabaseAway`."""
        marks = self._marks()
        return None if marks is None else marks.right

    def lately(self, within: timedelta) -> list[Silence]:
        """The silences of that time, and the one that has not ended, oldest first."""
        return self._silences.after(self._clock.now() - within)

    def deaf_within(self, period: timedelta) -> timedelta:
        """How much of the time until now the bot may have heard nothing, also where nobody was there to notice it."""
        now, marks = self._clock.now(), self._marks()
        begin = now - period
        lengths = [silence.length_within(begin, now) for silence in self._silences.after(begin)]
        if marks is not None and now - marks.right > AWAY_AFTER:
            lengths.append(now - max(marks.right, begin))
        return min(sum(lengths, timedelta()), period)

    def clean(self, before: datetime) -> None:
        """Forget the silences that ended before then."""
        self._silences.forget(before)

    def unheard(self, person_id: str) -> tuple[datetime, datetime] | None:
        """From when to when presses of this person may have been lost, while it is worth telling."""
        times = self._people.unheard(person_id)
        return times if times and self._clock.now() - times[1] <= TOLD_WITHIN else None

    def _begin(self, since: datetime, why: Why, *, loses_presses: bool) -> None:
        if self._silences.begin(since, why, loses_presses=loses_presses):
            log.warning("hearing.lost", why=why.value, since=since.isoformat())

    def _plan(self, tx: Transaction, name: str, silence_id: int | None, since: datetime) -> None:
        """Have looked up what was said since then."""
        now = self._clock.now()
        self._work.keep(
            tx,
            key=f"missed|{name}",
            kind=WorkKind.MISSED,
            asked_at=now,
            run_at=now + SETTLING,
            payload={"silence": silence_id, "since": since.isoformat()},
            lane=lane_of(WorkKind.MISSED, None),
        )

    @property
    def _fact(self) -> str | None:
        # For this bot, however often its token is made anew; another one begins to hear when it is first there.
        bot = self._identity.known()
        return None if bot is None else f"hearing {sha256((uuid_of(bot.id) or bot.id).encode()).hexdigest()[:16]}"

    def _marks(self) -> Marks | None:
        kept = self._facts.read(self._fact) if self._fact else None
        if kept is None:
            return None
        first, alive, right = (datetime.fromisoformat(kept[name]) for name in ("first", "alive", "right"))
        return Marks(first, alive, right, bool(kept["hears"]))

    def _keep(self, marks: Marks) -> None:
        times = {"first": marks.first, "alive": marks.alive, "right": marks.right}
        kept = {name: at.isoformat() for name, at in times.items()}
        if self._fact:
            self._facts.keep(self._fact, {**kept, "hears": marks.hears})
