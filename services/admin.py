"""What administrators see: everybody's recordings in an organisation, by a grant of their own and nothing else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from core.admin import Chosen, ListOthersCalls, ListOthersMeetings, Named, OthersPage, named
from core.calls import Call, CallDetails, CallFilters, CallMetadata, Item
from core.clock import Clock
from core.errors import Forbidden, NotFound, RateLimited, Refused
from core.grants import GrantKind
from core.ids import is_call
from core.periods import Period
from core.recordings import Filters, Recording, RecordingDetails, Status
from core.replies import ShownList
from services.access import Access
from services.fanout import FanOut, given
from services.lists import LATE, WINDOW, cut
from services.progress import Progress
from services.recordings import NoSuchNumber, has_words
from store.people import People
from store.vault import Unreadable, Vault
from webex import admin, calls, recordings, sites
from webex.client import Client

_Answer = TypeVar("_Answer")
_Asked = TypeVar("_Asked")
_Read = TypeVar("_Read", Call, Recording)

CALLS = ("spark-admin:recordings_read",)
MEETINGS = ("meeting:admin_recordings_read", "meeting:admin_preferences_read")
OFFICER_CALLS = ("spark-compliance:recordings_read",)
OFFICER_MEETINGS = ("spark-compliance:meetings_read",)
SIDE_BY_SIDE = 8
REACH = 13 * WINDOW
"""How far back what lies in bins is looked for; Webex keeps calls for a year (seed 004)."""


class AdminService:
    """One for each kind of role. Everything in it raises `NotConnected` and `NeedsConsent` of that kind.

    Compliance officers look at the same lists, by their own grant; see `services/compliance.py` for what they change.
    """

    def __init__(
        self, access: Access, people: People, vault: Vault, clock: Clock, kind: GrantKind = GrantKind.ADMIN
    ) -> None:
        is_admin = kind is GrantKind.ADMIN
        self._kind = kind
        self.of_calls = CALLS if is_admin else OFFICER_CALLS
        self.of_meetings = MEETINGS if is_admin else OFFICER_MEETINGS
        self._access = access
        self._people = people
        self._vault = vault
        self._clock = clock

    def client(self, person_id: str, needs: Iterable[str] = ()) -> Client:
        """A client with this person's rights by that role."""
        return self._access.client(person_id, needs, self._kind)

    def calls(self, person_id: str, asked: ListOthersCalls, period: Period, now: datetime) -> OthersPage:
        """One page of everybody's calls that were recorded in that period, newest first."""
        client, filters = self.client(person_id, self.of_calls), asked.filters
        windows = _until_late(period, now).windows(WINDOW)
        found, is_complete = self._everywhere(windows, lambda window: _calls(client, window, filters))
        kept = [one for one in found if one.when in period and _fits_call(one, filters)]
        return self._page(person_id, kept, period, asked.after, is_complete)

    def meetings(self, person_id: str, asked: ListOthersMeetings, period: Period, now: datetime) -> OthersPage:
        """One page of everybody's recordings of meetings, on all sites that this administrator looks after."""
        client, filters = self.client(person_id, self.of_meetings), asked.filters
        windows = _until_late(period, now).windows(WINDOW)
        if filters.meeting:  # of a meeting Webex shows everything, whatever the site and the time (reference 9.6)
            asked_for: list[tuple[str | None, Period]] = [(None, window) for window in windows[:1]]
        else:
            asked_for = [(site, window) for site in self._sites(client, filters.site) for window in windows]
        refused: dict[str, Refused] = {}

        def read(one: tuple[str | None, Period]) -> list[Recording]:
            try:
                return _meetings(client, one[1], one[0], filters)
            except (Forbidden, NotFound) as error:  # a site of another administrator hides nothing of the others
                if one[0] is None:
                    raise
                refused[one[0]] = error
                return []

        found, is_complete = self._everywhere(asked_for, read)
        if refused and len(refused) == len({site for site, _ in asked_for}):
            raise next(iter(refused.values()))
        kept = [one for one in found if one.when in period and _fits_meeting(one, filters, asked.host)]
        page = self._page(person_id, kept, period, asked.after, is_complete)
        is_one_site = not filters.meeting and asked_for[:1] != [] and asked_for[0][0] is None
        return replace(page, unread_sites=tuple(sorted(refused)), is_one_site=is_one_site)

    def call(self, person_id: str, call_id: str) -> tuple[CallDetails, CallMetadata | None]:
        """A call and who called whom, None where Webex does not tell. Raises `Refused`."""
        client = self.client(person_id, self.of_calls)
        details = calls.details(client, call_id, self._clock.now())
        try:
            return details, calls.metadata(client, call_id)
        except (NotFound, Forbidden):
            return details, None

    def meeting(self, person_id: str, recording_id: str, host: str | None) -> RecordingDetails:
        """A recording of that host, with links where Webex gives any. Raises `Refused`."""
        # Administrators have to name the host, compliance officers must not (reference 17, trap 15).
        named_host = host if self._kind is GrantKind.ADMIN else None
        client = self.client(person_id, self.of_meetings)
        details = recordings.details(client, recording_id, self._clock.now(), host=named_host)
        return replace(details, recording=replace(details.recording, host_email=host))

    def numbers_of(self, person_id: str) -> tuple[Named, ...]:
        """What the numbers 1, 2, … of this administrator mean: never the person's own recordings."""
        shown = self._people.shown(person_id, self._kind)
        if shown is None or shown.owners is None:
            return ()
        try:
            owners = self._vault.open(shown.owners, person_id)
        except Unreadable:  # the key was changed in between: asking for the list again helps
            return ()
        named_owners = owners if isinstance(owners, list) else []
        return tuple(Named(each, owner) for each, owner in zip(shown.ids, named_owners, strict=False))

    def resolve(self, person_id: str, several: Sequence[Named]) -> tuple[Named, ...]:
        """The same with IDs instead of numbers. Raises `NoSuchNumber`."""
        numbers = self.numbers_of(person_id)
        found: dict[Named, None] = {}
        for each in several:
            if isinstance(each.what, int) and not 1 <= each.what <= len(numbers):
                raise NoSuchNumber(each.what, len(numbers) or None)
            found[numbers[each.what - 1] if isinstance(each.what, int) else each] = None
        return tuple(found)

    def shown(self, person_id: str, page: OthersPage) -> ShownList:
        """What numbers mean once this page was delivered."""
        entries = [*self.numbers_of(person_id)[: page.first - 1], *map(named, page.items)]
        ids = tuple(str(each.what) for each in entries)
        owners = self._vault.seal([each.owner for each in entries], person_id)
        return ShownList(ids, self._kind, owners)

    def kept(self, person_id: str, progress: Progress, name: str, look: Callable[[], str]) -> str:
        """What the first attempt at an answer saw, also on a later one: sealed, since it may be about others."""
        sealed = progress.once(name, lambda: self._vault.seal(look(), person_id), of=None)
        return str(self._vault.open(sealed, person_id))

    def choose(self, person_id: str, several: Sequence[Named], now: datetime, progress: Progress) -> Chosen:
        """The recordings with these IDs, in their order. Raises `RateLimited`."""
        has_calls = any(is_call(str(each.what)) for each in several)
        has_meetings = any(not is_call(str(each.what)) for each in several)
        client = self.client(person_id, (*(CALLS if has_calls else ()), *(MEETINGS if has_meetings else ())))
        total = len(several)
        answers = FanOut(self._clock).each(
            several,
            lambda each: found(client, each),
            lambda done: progress.tell(f"I looked at {done} of {total} so far."),
        )
        read = {one.id: one for one in everything(answers) if one is not None}
        missing = [each for each in several if each.what not in read]
        read |= self._in_bins(client, missing, now)
        begun = progress.begun(Status.PURGED.value)
        lost = [each for each in missing if each.what not in read]
        return Chosen(
            tuple(read[str(each.what)] for each in several if each.what in read),
            unknown=sum(each.what not in begun for each in lost),
            gone=sum(each.what in begun for each in lost),
        )

    def calls_of(self, person_id: str, owner: str, states: Sequence[Status], now: datetime) -> tuple[Call, ...]:
        """All calls of one owner in these states, newest first. Raises `RateLimited`: a part would not do."""
        client = self.client(person_id, CALLS)
        asked = [(status, window) for status in states for window in Period(now - REACH, now).windows(WINDOW)]
        answers = FanOut(self._clock, most=SIDE_BY_SIDE).each(
            asked, lambda one: _calls(client, one[1], CallFilters(owner=owner, status=one[0].value))
        )
        unique = {one.id: one for found in everything(answers) for one in found}
        return tuple(sorted(unique.values(), key=_newest, reverse=True))

    def _in_bins(self, client: Client, missing: Sequence[Named], now: datetime) -> dict[str, Item]:
        """What lies in bins: whether Webex shows that by its ID is not documented (reference 9.3)."""
        if not missing:
            return {}
        in_bin = Status.DELETED.value
        windows = Period(now - REACH, now).windows(WINDOW)
        looks: list[Callable[[], Sequence[Item]]] = []
        if any(is_call(str(each.what)) for each in missing):
            looks += [partial(_calls, client, at, CallFilters(status=in_bin)) for at in windows]
        if any(each.owner for each in missing):
            places = [(site, at) for site in self._sites(client, None) for at in windows]
            looks += [partial(_meetings, client, at, site, Filters(status=in_bin)) for site, at in places]
        answers = FanOut(self._clock, most=SIDE_BY_SIDE).each(looks, lambda look: look())
        wanted = {each.what for each in missing}
        return {one.id: one for found in everything(answers) for one in found if one.id in wanted}

    def _sites(self, client: Client, chosen: str | None) -> list[str | None]:
        """The sites to ask on; None, which Webex takes for the preferred one, where it does not tell."""
        if chosen or self._kind is not GrantKind.ADMIN:  # no scope of officers opens the list of sites
            return [chosen]
        try:
            return [site.url for site in sites.sites(client)] or [None]
        except (Forbidden, NotFound):
            return [None]

    def _everywhere(self, things: Sequence[_Asked], read: Callable[[_Asked], list[_Read]]) -> tuple[list[_Read], bool]:
        """All there is, newest first and each once, and whether all of it could be read."""
        answers = FanOut(self._clock, most=SIDE_BY_SIDE).each(things, read)
        found = given(answers)
        unique = {one.id: one for part in found for one in part}
        return sorted(unique.values(), key=_newest, reverse=True), len(found) == len(answers)

    def _page(
        self, person_id: str, kept: Sequence[_Read], period: Period, after: str | None, is_complete: bool
    ) -> OthersPage:
        ids = [str(each.what) for each in self.numbers_of(person_id)]
        page = cut(kept, after, ids)
        return OthersPage(
            items=page.shown,
            period=period,
            first=page.first,
            offset=page.offset,
            total=page.total,
            has_more=page.has_more,
            is_complete=is_complete,
        )


def found(client: Client, one: Named) -> Item | None:
    """What Webex shows an administrator of it; None where that is nothing."""
    try:
        if is_call(str(one.what)):
            return calls.details(client, str(one.what)).call
        if one.owner is None:
            return None
        recording = recordings.details(client, str(one.what), host=one.owner).recording
    except NotFound:
        return None
    # A recording that was only shared with that host is somebody else's.
    return None if recording.is_shared_with_me else replace(recording, host_email=one.owner)


def everything(answers: Sequence[_Answer | RateLimited]) -> list[_Answer]:
    """The answers, of which none may be missing here: half of what was asked for must not pass for all of it."""
    for answer in answers:
        if isinstance(answer, RateLimited):
            raise answer
    return [answer for answer in answers if not isinstance(answer, RateLimited)]


def _calls(client: Client, window: Period, filters: CallFilters) -> list[Call]:
    return [one for page in calls.pages(client, window, filters, is_admin=True) for one in page]


def _meetings(client: Client, window: Period, site: str | None, filters: Filters) -> list[Recording]:
    return [one for page in admin.pages(client, window, site, filters) for one in page]


def _until_late(period: Period, now: datetime) -> Period:
    # Webex filters by when the file was made, people mean when it was recorded (reference 17, trap 4).
    return Period(period.start, max(period.start, min(period.end + LATE, now)))


def _newest(item: Item) -> tuple[datetime, str]:
    return item.when, item.id


def _fits_call(call: Call, filters: CallFilters) -> bool:
    return (
        has_words(call.topic, filters.topic)
        and _is(filters.owner_type, call.owner_type)
        and _is(filters.region, call.region)
        and _is(filters.location, call.location_id)
        and _is(filters.type, call.service)
        and _is(filters.owner, call.owner_id if "@" not in (filters.owner or "") else call.owner_email or filters.owner)
    )


def _fits_meeting(recording: Recording, filters: Filters, host: str | None) -> bool:
    return (
        has_words(recording.topic, filters.topic)
        and _is(filters.format, recording.format)
        and _is(filters.site, recording.site)
        and _is(host, recording.host_email)
    )


def _is(wanted: str | None, value: str | None) -> bool:
    return wanted is None or (value or "").lower() == wanted.lower()
