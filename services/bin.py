"""Recordings into the recycle bin, out of it, and away for good: grouped by site, a hundred a call, each once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar, assert_never

from core.bin import Chosen, Moved
from core.clock import Clock
from core.errors import BotError, NotFound, RateLimited, Refused
from core.periods import Period
from core.recordings import Filters, Recording, Status
from services.access import Access
from services.fanout import FanOut
from services.progress import Progress
from store.binned import Binned
from webex import bin, recordings
from webex.client import Client
from webex.wire import batches

_Answer = TypeVar("_Answer")

NEEDS = ("meeting:recordings_read", "meeting:recordings_write")
REACH = timedelta(days=365)
"""How far back the bin is looked through for what Webex does not show by its ID."""
_WINDOW = timedelta(days=30)
_LONG = 60.0
"""Seconds; a limit that lasts longer is not waited for once something has been moved: the person is told what was."""


class BinService:
    """One for the process."""

    def __init__(self, access: Access, binned: Binned, clock: Clock) -> None:
        self._access = access
        self._binned = binned
        self._clock = clock

    def require(self, person_id: str) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless this person lets the bot move recordings."""
        self._access.client(person_id, NEEDS)

    def choose(
        self,
        person_id: str,
        ids: Sequence[str],
        now: datetime,
        progress: Progress,
        on_done: Callable[[int], None] | None = None,
    ) -> Chosen:
        """The recordings with these IDs, in their order. Raises `RateLimited`."""
        client = self._access.client(person_id, NEEDS)
        answers = FanOut(self._clock).each(list(ids), lambda one: _found(client, one), on_done)
        read = {each.id: each for each in _all(answers) if each is not None}
        if len(read) < len(ids):
            read |= self._in_bin(client, now)
        missing = [one for one in ids if one not in read]
        # Webex may have carried a purge out when the bot died, and then nothing shows what it was any more.
        begun = progress.begun(Status.PURGED.value)
        return Chosen(
            recordings=tuple(read[one] for one in ids if one in read),
            unknown=tuple(one for one in missing if one not in begun),
            gone=tuple(one for one in missing if one in begun),
        )

    def binned(self, person_id: str) -> dict[str, datetime]:
        """When the bot put what into the bin for this person, by ID."""
        return self._binned.of(person_id)

    def move(self, person_id: str, chosen: Sequence[Recording], to: Status, progress: Progress) -> Moved:
        """Make all of them so. Raises what Webex answers where none of them could be moved."""
        client = self._access.client(person_id, NEEDS)
        done = [each for each in chosen if each.status == to]
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

    def _move_once(
        self, client: Client, person_id: str, batch: list[Recording], to: Status, progress: Progress
    ) -> None:
        ids = [each.id for each in batch]
        # Named after what it moves: a second attempt, which sees other states, must not take one call for another.
        name = f"{to.value} {sha256(' '.join(ids).encode()).hexdigest()[:16]}"
        progress.once(name, lambda: self._move(client, person_id, ids, batch[0].site, to), ids)

    def _move(self, client: Client, person_id: str, ids: list[str], site: str | None, to: Status) -> None:
        try:
            _call(client, ids, site, to)
        except Refused:
            # One that is so already makes Webex refuse the whole call, and another attempt may have moved them.
            rest = self._not_yet(client, ids, to)
            if len(rest) == len(ids):
                raise
            _call(client, rest, site, to)
        if to is Status.DELETED:
            self._binned.keep(person_id, ids, self._clock.now())
        else:
            self._binned.drop(person_id, ids)

    def _not_yet(self, client: Client, ids: list[str], to: Status) -> list[str]:
        answers = _all(FanOut(self._clock).each(ids, lambda one: _found(client, one)))
        # What is gone altogether needs no deleting, and can't be restored.
        is_so = [to is not Status.AVAILABLE if one is None else one.status == to for one in answers]
        return [one for one, so in zip(ids, is_so, strict=True) if not so]

    def _in_bin(self, client: Client, now: datetime) -> dict[str, Recording]:
        """What lies in the bin: whether Webex shows that by its ID is not documented (reference 9.3)."""
        windows = Period(now - REACH, now).windows(_WINDOW)
        answers = FanOut(self._clock).each(windows, lambda window: _binned_in(client, window))
        return {each.id: each for found in _all(answers) for each in found}


def _call(client: Client, ids: list[str], site: str | None, to: Status) -> None:
    match to:
        case Status.DELETED:
            bin.soft_delete(client, ids, site)
        case Status.AVAILABLE:
            bin.restore(client, ids, site)
        case Status.PURGED:
            bin.purge(client, ids, site)
        case _:
            assert_never(to)


def _found(client: Client, recording_id: str) -> Recording | None:
    try:
        return recordings.details(client, recording_id).recording
    except NotFound:
        return None


def _binned_in(client: Client, window: Period) -> list[Recording]:
    pages = recordings.pages(client, window, Filters(status=Status.DELETED.value))
    return [item for page in pages for item in page]


def _all(answers: Sequence[_Answer | RateLimited]) -> list[_Answer]:
    """The answers, of which none may be missing here: half of what was asked for must not pass for all of it."""
    for answer in answers:
        if isinstance(answer, RateLimited):
            raise answer
    return [answer for answer in answers if not isinstance(answer, RateLimited)]


def _batches(chosen: Sequence[Recording]) -> Iterator[list[Recording]]:
    """Of one site each, at most as many as Webex takes in a call."""
    by_id = {each.id: each for each in chosen}
    for site in dict.fromkeys(each.site for each in chosen):
        for ids in batches(each.id for each in chosen if each.site == site):
            yield [by_id[one] for one in ids]


def _outcome(chosen: Sequence[Recording], done: Sequence[Recording], why: BotError | None) -> Moved:
    if why is not None and not done:
        raise why
    ids = {each.id for each in done}
    left = tuple(each for each in chosen if each.id not in ids)
    return Moved(tuple(each for each in chosen if each.id in ids), left, why)
