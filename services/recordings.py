"""Finding recordings as a person: whole lists, one recording, fresh links."""

import unicodedata
from datetime import datetime, timedelta

import structlog

from core.clock import Clock
from core.commands import CallId, Number, PlaybackLink, RecordingId, Reference
from core.periods import Period
from core.recordings import Filters, Recording, RecordingDetails, RecordingPage
from services.access import Access
from services.lists import LATE, WINDOW, cut, numbers_of, recorded_in
from store.people import People
from webex import recordings
from webex.client import Client

log = structlog.get_logger()

NEEDS = ("meeting:recordings_read",)
_LATEST_REACH = 12
"""How many windows back *latest* and pasted links look."""


class NoSuchNumber(Exception):
    """A number beyond the last list; `last` is the highest one, None when no list was shown yet."""

    def __init__(self, value: int, last: int | None) -> None:
        super().__init__(value)
        self.value = value
        self.last = last


class NoSuchPage(Exception):
    """A pasted link to a page of no recording that this person can see, within the reach of the scan."""


class RecordingService:
    """One for the process."""

    def __init__(self, access: Access, people: People, clock: Clock) -> None:
        self._access = access
        self._people = people
        self._clock = clock

    def page(
        self,
        person_id: str,
        period: Period,
        now: datetime,
        *,
        filters: Filters,
        words: str | None = None,
        after: str | None = None,
    ) -> RecordingPage:
        """One page of what was recorded in that period, newest first, beginning after the recording `after`."""
        client = self._access.client(person_id, NEEDS)
        found, is_complete = self._all(client, period, now, filters)
        kept = [item for item in found if fits(item, filters, words)]
        page = cut(kept, after, self.numbers_of(person_id))
        return RecordingPage(
            recordings=page.shown,
            period=period,
            first=page.first,
            offset=page.offset,
            total=page.total,
            has_more=page.has_more,
            is_complete=is_complete,
        )

    def between(self, person_id: str, period: Period, now: datetime) -> tuple[list[Recording], bool]:
        """Everything that was recorded in that period, newest first, and whether all of it could be read."""
        return self._all(self._access.client(person_id, NEEDS), period, now, Filters())

    def latest(self, person_id: str, now: datetime) -> Recording | None:
        """The recording that was recorded last, of about the last year; None when there is none."""
        client = self._access.client(person_id, NEEDS)
        for window in Period(now - self.reach, now).windows(WINDOW):
            found = self._window(client, window, Filters())
            if found:
                return max(found, key=lambda item: (item.when, item.id))
        return None

    @property
    def reach(self) -> timedelta:
        """How far back `latest` looks."""
        return _LATEST_REACH * WINDOW

    def details(self, person_id: str, recording_id: str) -> RecordingDetails:
        """Everything about one recording, with links that were made for this call. Raises `Refused`."""
        return recordings.details(self._access.client(person_id, NEEDS), recording_id, self._clock.now())

    def resolve(self, person_id: str, reference: Reference, now: datetime) -> str:
        """The ID that a number, an ID or a pasted link means. Raises `NoSuchNumber` or `NoSuchPage`."""
        match reference:
            case RecordingId(value) | CallId(value):
                return value
            case Number(value):
                return self._numbered(person_id, value)
            case PlaybackLink(rcid):
                return self._played(person_id, rcid, now)

    def numbers_of(self, person_id: str) -> tuple[str, ...]:
        """The IDs that the numbers 1, 2, … mean."""
        return numbers_of(self._people, person_id)

    def _numbered(self, person_id: str, value: int) -> str:
        ids = self.numbers_of(person_id)
        if not 1 <= value <= len(ids):
            raise NoSuchNumber(value, len(ids) or None)
        return ids[value - 1]

    def _played(self, person_id: str, rcid: str, now: datetime) -> str:
        # The RCID of a page is not the ID of its recording, and nothing looks it up: a bounded scan has to.
        client = self._access.client(person_id, NEEDS)
        for window in Period(now - self.reach, now).windows(WINDOW):
            for item in self._window(client, window, Filters()):
                if any(url and rcid.lower() in url.lower() for url in (item.playback_url, item.download_url)):
                    return item.id
        raise NoSuchPage

    def _all(self, client: Client, period: Period, now: datetime, filters: Filters) -> tuple[list[Recording], bool]:
        return recorded_in(period, now, self._clock, lambda window: self._window(client, window, filters))

    def _window(self, client: Client, window: Period, filters: Filters) -> list[Recording]:
        return [item for page in recordings.pages(client, window, filters) for item in page]


def fits(item: Recording, filters: Filters, words: str | None = None) -> bool:
    """Whether a recording is what the filters say, as far as Webex isn't asked for it, and has the words."""
    return (
        has_words(item.topic, words)
        and has_words(item.topic, filters.topic)
        and (filters.host is None or item.is_shared_with_me == (filters.host == "others"))
        and (filters.format is None or item.format.upper() == filters.format.upper())
    )


def is_listed(item: Recording, period: Period) -> bool:
    """Whether a list of that period has it, by its times; one whose file was made much later is missed."""
    return item.when in period and item.created_at < period.end + LATE


def is_late(item: Recording) -> bool:
    """Whether its file was made so late that a list of the time when it was recorded misses it."""
    return item.created_at - item.when >= LATE


def has_words(topic: str, words: str | None) -> bool:
    """Whether the topic has all of these words, as `search` and `topic:` mean it."""
    return all(word in _folded(topic) for word in _folded(words or "").split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
