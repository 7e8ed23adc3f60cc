"""What administrators change in the bins of others: calls by their IDs or all of one owner, meetings host by host."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from core.admin import Done, named
from core.calls import Call, Item
from core.clock import Clock
from core.errors import BotError, RateLimited, Refused
from core.recordings import Recording, Status
from services.admin import CALLS, MEETINGS, AdminService, everything, found
from services.fanout import FanOut
from services.progress import Progress
from webex import bin, calls
from webex.client import Client
from webex.wire import batches

CHANGE_CALLS = (*CALLS, "spark-admin:recordings_write")
CHANGE_MEETINGS = (*MEETINGS, "meeting:admin_recordings_write")
FROM = {
    Status.DELETED: (Status.AVAILABLE,),
    # One document lets administrators bring calls back that were purged lately, another one does not (seed 004).
    Status.AVAILABLE: (Status.DELETED, Status.PURGED),
    Status.PURGED: (Status.DELETED,),
}
"""Where what is moved may lie before."""
_ALL = {
    Status.DELETED: calls.soft_delete_all,
    Status.AVAILABLE: calls.restore_all,
    Status.PURGED: calls.purge_all,
}
LONG = 60.0
"""Seconds; a limit that lasts longer is not waited for once something has been changed: the person is told what was."""


class AdminBinService:
    """One for the process."""

    def __init__(self, admin: AdminService, clock: Clock) -> None:
        self._admin = admin
        self._clock = clock

    def require(self, person_id: str, *, of_calls: bool, of_meetings: bool) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless the bot may change these for this administrator."""
        self._admin.client(person_id, needs(of_calls=of_calls, of_meetings=of_meetings))

    def move(self, person_id: str, chosen: Sequence[Item], to: Status, progress: Progress) -> Done:
        """Make all of them so. Raises what Webex answers where none of them could be moved."""
        has = {kind: any(isinstance(one, kind) for one in chosen) for kind in (Call, Recording)}
        client = self._admin.client(person_id, needs(of_calls=has[Call], of_meetings=has[Recording]))

        def change(batch: Sequence[Item]) -> None:
            _call(client, batch, to)

        def is_so(item: Item | None) -> bool:
            # What is gone altogether needs no deleting, and can't be restored.
            return to is not Status.AVAILABLE if item is None else item.status == to

        return Change(client, self._clock, change, is_so, to.value).of(chosen, progress)

    def to_move(self, person_id: str, owner: str, to: Status, now: datetime) -> tuple[Call, ...]:
        """The calls of that owner that would be moved, newest first. Raises `RateLimited`."""
        return self._admin.calls_of(person_id, owner, FROM[to][:1], now)

    def move_all_calls(self, person_id: str, owner: str, to: Status, progress: Progress, now: datetime) -> None:
        """All calls of the person with that address. Raises `Refused`."""
        client = self._admin.client(person_id, CHANGE_CALLS)

        def change() -> None:
            try:
                _ALL[to](client, owner)
            except Refused:
                # Where an earlier attempt did it and did not see how it ended, nothing is left to be moved.
                if self.to_move(person_id, owner, to, now):
                    raise

        progress.once(self.name_of_all(to), change)

    @staticmethod
    def name_of_all(to: Status) -> str:
        """What that change is called in the journal."""
        return f"{to.value} all"


class Change:
    """A change of recordings, a batch at a time, each once, of which what is so already counts as done."""

    def __init__(
        self,
        client: Client,
        clock: Clock,
        change: Callable[[Sequence[Item]], None],
        is_so: Callable[[Item | None], bool],
        name: str,
    ) -> None:
        self._client = client
        self._clock = clock
        self._change = change
        self._is_so = is_so
        self._name = name

    def of(self, chosen: Sequence[Item], progress: Progress) -> Done:
        """What came of it. Raises what Webex answers where nothing could be changed."""
        done = {each.id for each in chosen if self._is_so(each)}
        why: BotError | None = None
        for batch in _batches([each for each in chosen if each.id not in done]):
            try:
                self._once(batch, progress)
                done |= {each.id for each in batch}
                progress.tell(f"{len(done)} of {len(chosen)} are done so far.")
            except Refused as refused:
                why = why or refused
            except RateLimited as limit:
                if not done or limit.after is None or limit.after <= LONG:
                    raise
                why = limit
                break
        return _outcome(chosen, done, why)

    def _once(self, batch: Sequence[Item], progress: Progress) -> None:
        ids = [each.id for each in batch]
        # Named after what it changes: a second attempt, which sees other states, must not take one for another.
        progress.once(f"{self._name} {_short(' '.join(ids))}", lambda: self._make(batch), ids)

    def _make(self, batch: Sequence[Item]) -> None:
        try:
            self._change(batch)
        except Refused:
            # One that is so already may make Webex refuse the whole call, and another attempt may have changed them.
            rest = self._not_yet(batch)
            if len(rest) == len(batch):
                raise
            if rest:
                self._change(rest)

    def _not_yet(self, batch: Sequence[Item]) -> list[Item]:
        answers = everything(FanOut(self._clock).each(batch, lambda one: found(self._client, named(one))))
        return [one for one, now in zip(batch, answers, strict=True) if not self._is_so(now)]


def needs(*, of_calls: bool, of_meetings: bool) -> tuple[str, ...]:
    """The scopes that changing these takes."""
    return (*(CHANGE_CALLS if of_calls else ()), *(CHANGE_MEETINGS if of_meetings else ()))


def _call(client: Client, batch: Sequence[Item], to: Status) -> None:
    ids, first = [each.id for each in batch], batch[0]
    if isinstance(first, Call):
        of_calls = {Status.DELETED: calls.soft_delete, Status.AVAILABLE: calls.restore, Status.PURGED: calls.purge}
        of_calls[to](client, ids)
    else:
        of_meetings = {Status.DELETED: bin.soft_delete, Status.AVAILABLE: bin.restore, Status.PURGED: bin.purge}
        of_meetings[to](client, ids, first.site, first.host_email)


def _batches(chosen: Sequence[Item]) -> Iterator[list[Item]]:
    """Calls together, meetings of one host and site each; at most as many as Webex takes in a call."""
    by_id = {each.id: each for each in chosen}
    for place in dict.fromkeys(map(_place, chosen)):
        for ids in batches(each.id for each in chosen if _place(each) == place):
            yield [by_id[one] for one in ids]


def _place(item: Item) -> tuple[str | None, str | None] | None:
    return (item.host_email, item.site) if isinstance(item, Recording) else None


def _outcome(chosen: Sequence[Item], done: set[str], why: BotError | None) -> Done:
    if why is not None and not done:
        raise why
    there = tuple(each for each in chosen if each.id in done)
    return Done(there, tuple(each for each in chosen if each.id not in done), why)


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
