"""Recordings of meetings and calls in one list; who may see only one of the two sees that one."""

from collections.abc import Callable
from datetime import datetime

from core.calls import CallFilters, Item, ItemPage
from core.clock import Clock
from core.errors import Forbidden, NeedsConsent, RateLimited
from core.periods import Period
from core.recordings import Filters
from core.timeline import Kind, Timeline, Unseen
from services import calls as call_services
from services import recordings as recording_services
from services.access import Access
from services.calls import fits as call_fits
from services.fanout import FanOut, given
from services.lists import WINDOW, cut, newest_first, numbers_of, to_ask
from services.recordings import fits
from store.people import People
from webex import calls, recordings
from webex.client import Client

NEEDS = {Kind.MEETINGS: recording_services.NEEDS, Kind.CALLS: call_services.NEEDS}
_Fetch = Callable[[Client, Period, Filters], list[Item]]


class TimelineService:
    """One for the process."""

    def __init__(self, access: Access, people: People, clock: Clock) -> None:
        self._access = access
        self._people = people
        self._clock = clock

    def page(
        self, person_id: str, period: Period, now: datetime, *, filters: Filters, after: str | None = None
    ) -> Timeline:
        """One page of what was recorded in that period, newest first, beginning after the item `after`.

        Of the filters `topic`, `format` and `status` count for both kinds, `site` for meetings. Raises `Forbidden` and
        `NeedsConsent` where neither kind is to be seen.
        """
        found, is_complete, unseen = self._made(person_id, to_ask(period, now), filters)
        page = cut([item for item in found if item.when in period], after, numbers_of(self._people, person_id))
        whole = ItemPage(page.shown, period, page.first, page.offset, page.total, page.has_more, is_complete)
        return Timeline(whole, unseen)

    def require(self, person_id: str) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless at least one kind can be read for this person."""
        self._client(person_id)

    def made(self, person_id: str, period: Period) -> tuple[list[Item], bool]:
        """Everything whose file was made in that period, newest first, and whether all of it could be read.

        Raises as `page` does.
        """
        found, is_complete, _ = self._made(person_id, period, Filters())
        return [item for item in found if item.created_at in period], is_complete

    def _made(self, person_id: str, period: Period, filters: Filters) -> tuple[list[Item], bool, Unseen | None]:
        client, unseen = self._client(person_id)
        kinds = [kind for kind in Kind if unseen is None or kind is not unseen.kind]
        fetch = _Reader(client, filters)
        asked = [(kind, window) for window in period.windows(WINDOW) for kind in kinds]
        answers = FanOut(self._clock).each(asked, fetch)
        is_complete = not any(isinstance(answer, RateLimited) for answer in answers)
        found = newest_first(item for some in given(answers) for item in some)
        return found, is_complete, unseen or fetch.unseen

    def _client(self, person_id: str) -> tuple[Client, Unseen | None]:
        """A client for both kinds, else for the one that the person allowed."""
        try:
            return self._access.client(person_id, [scope for needs in NEEDS.values() for scope in needs]), None
        except NeedsConsent as need:
            lacking = [kind for kind, needs in NEEDS.items() if need.scopes & set(needs)]
            if len(lacking) == len(NEEDS):
                raise
            return self._access.client(person_id), Unseen(lacking[0], need)


class _Reader:
    """Reads windows of either kind. Who has no calling licence, or no meetings, is refused all of that kind."""

    def __init__(self, client: Client, filters: Filters) -> None:
        self._client = client
        self._filters = filters
        self.unseen: Unseen | None = None
        """The kind that was refused, if any."""

    def __call__(self, asked: tuple[Kind, Period]) -> list[Item] | Forbidden:
        kind, window = asked
        if self.unseen is not None and self.unseen.kind is kind and isinstance(self.unseen.why, Forbidden):
            return self.unseen.why
        try:
            return _READ[kind](self._client, window, self._filters)
        except Forbidden as refused:
            self.unseen = Unseen(kind, refused)
            return refused


def _meetings(client: Client, window: Period, filters: Filters) -> list[Item]:
    return [each for page in recordings.pages(client, window, filters) for each in page if fits(each, filters)]


def _calls(client: Client, window: Period, filters: Filters) -> list[Item]:
    wanted = CallFilters(topic=filters.topic, format=filters.format, status=filters.status)
    return [each for page in calls.pages(client, window, wanted) for each in page if call_fits(each, wanted)]


_READ: dict[Kind, _Fetch] = {Kind.MEETINGS: _meetings, Kind.CALLS: _calls}
