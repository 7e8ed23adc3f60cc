"""How far one attempt at an answer has come: what it changed at Webex, and what the person may hear of it."""

from collections.abc import Callable, Sequence

from core.clock import Clock
from core.errors import Locked, RateLimited, Refused
from core.work import Job
from store.journal import Journal

_UNSURE = "unsure"


class Progress:
    """One for each attempt at a row of work."""

    def __init__(self, job: Job, journal: Journal, clock: Clock, tell: Callable[[str], None]) -> None:
        self._job = job
        self._journal = journal
        self._clock = clock
        self._tell = tell

    @property
    def row(self) -> str:
        """Names the row of work: the same for each attempt at it, and for no other row ever."""
        # The number alone may be given again once the row has been cleaned away.
        return f"{self._job.id} {self._job.asked_at.isoformat()} {self._job.person_id}"

    def once(self, name: str, change: Callable[[], str | None], of: Sequence[str] | None = ()) -> str:
        """Make a change at Webex, unless an earlier attempt at this row has made it.

        `name` tells the changes of one answer apart and holds nothing private. Where an earlier attempt began the
        change and did not see how it ended, it is made again: the caller sees to it that "already so" counts as
        done. `of` are the IDs of what is changed, which `begun` tells later attempts; None where nothing is changed,
        and only what was seen is kept. Returns what the change returned, also on a later attempt. Raises what it
        raises, and `LeaseLost`.
        """
        effect = self._journal.read(self._job, name)
        if effect is not None and effect.is_done:
            return effect.outcome or ""
        self._journal.begin(self._job, name, self._clock.now(), None if of is None else {"of": list(of)})
        outcome = change() or ""
        self._journal.done(self._job, name, self._clock, outcome)
        return outcome

    def at_most_once(self, name: str, change: Callable[[], None], instead: Callable[[], None]) -> bool:
        """Make a change of a single call that must not be made twice, such as one that has Webex write to people.

        Where an earlier attempt began it and did not see how it ended, `instead` is called, which may be done any
        number of times. Returns whether the change was made for certain. Raises what they raise, and `LeaseLost`.
        """
        effect = self._journal.read(self._job, name)
        if effect is not None and effect.is_done:
            return effect.outcome != _UNSURE
        if effect is not None:
            instead()
            self._journal.done(self._job, name, self._clock, _UNSURE)
            return False
        self._journal.begin(self._job, name, self._clock.now())
        try:
            change()
        except (Refused, RateLimited, Locked):  # a clear no: the next attempt begins anew
            self._journal.undo(self._job, name)
            raise
        self._journal.done(self._job, name, self._clock)
        return True

    def begun(self, prefix: str) -> frozenset[str]:
        """The IDs of what any attempt at this row began to change, by changes whose names begin so."""
        return frozenset(one for effect in self._journal.begun(self._job, prefix) for one in effect.plan.get("of", ()))

    def has_begun(self, name: str) -> bool:
        """Whether an attempt at this row began that change."""
        return self._journal.read(self._job, name) is not None

    def tell(self, text: str) -> None:
        """Let the person know how far it is, if it takes long enough for a note. Nine times at most are heard."""
        self._tell(text)
