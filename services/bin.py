"""Recordings of meetings and calls into the recycle bin, out of it, and away for good: each once, a hundred a call."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from core.bin import Chosen, InBin, Moved
from core.calls import Call, CallFilters, Item
from core.clock import Clock
from core.errors import BotError, Forbidden, NeedsConsent, NotFound, RateLimited, Refused, Retryable
from core.ids import is_call
from core.periods import Period
from core.recordings import Filters, Status
from services.access import Access
from services.fanout import FanOut
from services.progress import Progress
from store.binned import Binned
from webex import bin, calls, recordings
from webex.client import Client
from webex.wire import batches

_Answer = TypeVar("_Answer")

MEETINGS_NEED = ("meeting:recordings_read", "meeting:recordings_write")
CALLS_NEED = ("spark:recordings_read", "spark:recordings_write")
REACH = timedelta(days=365)
"""How far back the bin is looked through for what Webex does not show by its ID."""
_SETTLED = timedelta(days=2)
"""After that what Webex shows of a move is no longer behind the times."""
_WINDOW = timedelta(days=30)
_LONG = 60.0
"""Seconds; a limit that lasts longer is not waited for once something has been moved: the person is told what was."""
_MOVES_MEETINGS = {Status.DELETED: bin.soft_delete, Status.AVAILABLE: bin.restore, Status.PURGED: bin.purge}
_MOVES_CALLS = {Status.DELETED: calls.soft_delete, Status.AVAILABLE: calls.restore, Status.PURGED: calls.purge}


class BinService:
    """One for the process."""

    def __init__(self, access: Access, binned: Binned, clock: Clock) -> None:
        self._access = access
        self._binned = binned
        self._clock = clock

    def require(self, person_id: str, ids: Iterable[str] | None = None) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless this person lets the bot move these, of whichever kind they
        are; without IDs, recordings of meetings."""
        self._access.client(person_id, MEETINGS_NEED if ids is None else _needs(ids))

    def choose(
        self,
        person_id: str,
        ids: Sequence[str],
        now: datetime,
        progress: Progress,
        on_done: Callable[[int], None] | None = None,
    ) -> Chosen:
        """The recordings with these IDs, in their order. Raises `RateLimited`, and `Forbidden` where none is shown."""
        client = self._access.client(person_id, _needs(ids))
        read, hidden = self._read(client, ids, now, on_done)
        if hidden and not read:
            raise next(iter(hidden.values()))
        # Webex may have carried a purge out when the bot died, and then nothing shows what it was any more.
        purged = progress.begun(Status.PURGED.value)
        gone = [one for one in ids if one not in read and one not in hidden and one in purged]
        return Chosen(
            items=tuple(read[one] for one in ids if one in read),
            unknown=tuple(one for one in ids if one not in read and one not in gone),
            gone=tuple(gone),
        )

    def _read(
        self, client: Client, ids: Sequence[str], now: datetime, on_done: Callable[[int], None] | None = None
    ) -> tuple[dict[str, Item], dict[str, Forbidden]]:
        """What Webex shows of these, in the bin or out of it, and what it refuses to show."""
        answers = _all(FanOut(self._clock).each(list(ids), lambda one: _seen(client, one), on_done))
        read = {each.id: each for each in answers if isinstance(each, Item)}
        hidden = {one: each for one, each in zip(ids, answers, strict=True) if isinstance(each, Forbidden)}
        missing = [one for one in ids if one not in read and one not in hidden]
        return (read | self._in_bin(client, missing, now) if missing else read), hidden

    def still_there(self, person_id: str, binned: Mapping[str, datetime], now: datetime) -> tuple[InBin, ...]:
        """Those of these IDs that lie in the bin, in their order, each with when the bot put it there.

        What can't be read by now is left out. What has left the bin without the bot is forgotten. Raises
        `NotConnected`.
        """
        if not binned:
            return ()
        try:
            client = self._access.client(person_id, [need for need in _needs(binned) if need.endswith("_read")])
            read, hidden = self._read(client, list(binned), now)
        except (NeedsConsent, Refused, Retryable):
            return ()
        there = {one: item for one, item in read.items() if item.status == Status.DELETED}
        left = [one for one, at in binned.items() if one not in there and one not in hidden and at < now - _SETTLED]
        self._binned.drop(person_id, left)
        return tuple(InBin(there[one], at) for one, at in binned.items() if one in there)

    def binned(self, person_id: str) -> dict[str, datetime]:
        """When the bot put what into the bin for this person, by ID."""
        return self._binned.of(person_id)

    def to_restore(self, person_id: str, items: Sequence[Item], progress: Progress) -> tuple[Item, ...]:
        """Those that lie in the bin, or that are out of it again after an attempt at this, or after the bot put them in
        and somebody else was faster."""
        ours = progress.begun(Status.AVAILABLE.value) | self._binned.of(person_id).keys()
        return tuple(
            each
            for each in items
            if each.status == Status.DELETED or (each.status == Status.AVAILABLE and each.id in ours)
        )

    def move(self, person_id: str, chosen: Sequence[Item], to: Status, progress: Progress) -> Moved:
        """Make all of them so. Raises what Webex answers where none of them could be moved."""
        client = self._access.client(person_id, _needs(each.id for each in chosen))
        done = [each for each in chosen if each.status == to]
        if to is Status.AVAILABLE:
            self._binned.drop(person_id, [each.id for each in done])
        why: BotError | None = None
        for batch in _batches([each for each in chosen if each.status != to]):
            try:
                self._move_once(client, person_id, batch, to, progress)
                done += batch
            except Refused as refused:
                why = why or refused
            except RateLimited as limit:
                if not done or limit.after is None or limit.after <= _LONG:
                    raise
                why = limit
                break
        return _outcome(chosen, done, why)

    def _move_once(self, client: Client, person_id: str, batch: list[Item], to: Status, progress: Progress) -> None:
        ids = [each.id for each in batch]
        # Named after what it moves: a second attempt, which sees other states, must not take one call for another.
        name = f"{to.value} {sha256(' '.join(ids).encode()).hexdigest()[:16]}"
        progress.once(name, lambda: self._move(client, person_id, batch, to), ids)

    def _move(self, client: Client, person_id: str, batch: list[Item], to: Status) -> None:
        try:
            _call(client, batch, to)
        except Refused:
            # One that is so already makes Webex refuse the whole call, and another attempt may have moved them.
            rest = self._not_yet(client, batch, to)
            if len(rest) == len(batch):
                raise
            _call(client, rest, to)
        ids = [each.id for each in batch]
        if to is Status.DELETED:
            self._binned.keep(person_id, ids, self._clock.now())
        else:
            self._binned.drop(person_id, ids)

    def _not_yet(self, client: Client, batch: list[Item], to: Status) -> list[Item]:
        answers = _all(FanOut(self._clock).each(batch, lambda each: _found(client, each.id)))
        # What is gone altogether needs no deleting, and can't be restored.
        is_so = [to is not Status.AVAILABLE if one is None else one.status == to for one in answers]
        return [each for each, so in zip(batch, is_so, strict=True) if not so]

    def _in_bin(self, client: Client, ids: Sequence[str], now: datetime) -> dict[str, Item]:
        """What lies in the bin: whether Webex shows that by its ID is not documented (reference 9.3)."""
        windows = Period(now - REACH, now).windows(_WINDOW)
        bins = [_calls_binned_in] if any(map(is_call, ids)) else []
        bins += [_meetings_binned_in] if not all(map(is_call, ids)) else []
        asked = [(read, window) for read in bins for window in windows]
        answers = FanOut(self._clock).each(asked, lambda one: one[0](client, one[1]))
        return {each.id: each for found in _all(answers) for each in found if each.id in ids}


def _needs(ids: Iterable[str]) -> tuple[str, ...]:
    """The scopes of the kinds that are named, and no others."""
    kinds = {is_call(one) for one in ids}
    return (*(MEETINGS_NEED if False in kinds else ()), *(CALLS_NEED if True in kinds else ()))


def _call(client: Client, batch: Sequence[Item], to: Status) -> None:
    ids, first = [each.id for each in batch], batch[0]
    if isinstance(first, Call):
        _MOVES_CALLS[to](client, ids)
    else:
        _MOVES_MEETINGS[to](client, ids, first.site)


def _seen(client: Client, item_id: str) -> Item | Forbidden | None:
    """What is somebody else's may be unknown or forbidden (reference 9.4), and must not hide the others."""
    try:
        return _found(client, item_id)
    except Forbidden as error:
        return error


def _found(client: Client, item_id: str) -> Item | None:
    try:
        if is_call(item_id):
            return calls.details(client, item_id).call
        return recordings.details(client, item_id).recording
    except NotFound:
        return None


def _meetings_binned_in(client: Client, window: Period) -> list[Item]:
    pages = recordings.pages(client, window, Filters(status=Status.DELETED.value))
    return [item for page in pages for item in page]


def _calls_binned_in(client: Client, window: Period) -> list[Item]:
    pages = calls.pages(client, window, CallFilters(status=Status.DELETED.value))
    return [item for page in pages for item in page]


def _all(answers: Sequence[_Answer | RateLimited]) -> list[_Answer]:
    """The answers, of which none may be missing here: half of what was asked for must not pass for all of it."""
    for answer in answers:
        if isinstance(answer, RateLimited):
            raise answer
    return [answer for answer in answers if not isinstance(answer, RateLimited)]


def _batches(chosen: Sequence[Item]) -> Iterator[list[Item]]:
    """Of one kind and one site each, at most as many as Webex takes in a call."""
    groups: dict[tuple[bool, str | None], dict[str, Item]] = {}
    for each in chosen:
        group = (True, None) if isinstance(each, Call) else (False, each.site)
        groups.setdefault(group, {})[each.id] = each
    for by_id in groups.values():
        for ids in batches(by_id):
            yield [by_id[one] for one in ids]


def _outcome(chosen: Sequence[Item], done: Sequence[Item], why: BotError | None) -> Moved:
    if why is not None and not done:
        raise why
    ids = {each.id for each in done}
    left = tuple(each for each in chosen if each.id not in ids)
    return Moved(tuple(each for each in chosen if each.id in ids), left, why)
