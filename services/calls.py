"""Recordings of phone calls as a person: whole lists, one call, what was said in it and what the AI noted."""

from datetime import datetime

from core.calls import Call, CallDetails, CallFilters, CallLinks, CallMetadata, CallNotes, ItemPage
from core.clock import Clock
from core.periods import Period
from services.access import Access
from services.fanout import FanOut, given, tolerant
from services.lists import cut, numbers_of, recorded_in
from services.recordings import has_words
from store.people import People
from webex import calls, notes
from webex.client import Client
from webex.transcripts import LONGEST

NEEDS = ("spark:recordings_read",)


class CallService:
    """One for the process."""

    def __init__(self, access: Access, people: People, clock: Clock) -> None:
        self._access = access
        self._people = people
        self._clock = clock

    def page(
        self, person_id: str, period: Period, now: datetime, *, filters: CallFilters, after: str | None = None
    ) -> ItemPage:
        """One page of what was recorded in that period, newest first, beginning after the call `after`."""
        found, is_complete = self.between(person_id, period, now, filters)
        page = cut(found, after, numbers_of(self._people, person_id))
        return ItemPage(page.shown, period, page.first, page.offset, page.total, page.has_more, is_complete)

    def between(
        self, person_id: str, period: Period, now: datetime, filters: CallFilters | None = None
    ) -> tuple[list[Call], bool]:
        """Everything that was recorded in that period, newest first, and whether all of it could be read."""
        wanted = filters or CallFilters()
        client = self._access.client(person_id, NEEDS)

        def fetch(window: Period) -> list[Call]:
            return [call for page in calls.pages(client, window, wanted) for call in page]

        found, is_complete = recorded_in(period, now, self._clock, fetch)
        return [call for call in found if fits(call, wanted)], is_complete

    def details(self, person_id: str, call_id: str) -> CallDetails:
        """Everything about one recording, with links that were made for this call. Raises `Refused`."""
        return calls.details(self._access.client(person_id, NEEDS), call_id, self._clock.now())

    def told(self, person_id: str, call_id: str) -> CallMetadata | None:
        """Who called whom; None where Webex has nothing to tell. Raises `Refused`."""
        return calls.metadata(self._access.client(person_id, NEEDS), call_id)

    def notes(self, person_id: str, call_id: str) -> tuple[CallDetails, CallNotes]:
        """What the AI noted, which may be nothing. Raises `Refused`, also where none of the notes can be read."""
        client = self._access.client(person_id, NEEDS)
        details = calls.details(client, call_id, self._clock.now())
        return details, self._notes(client, details.links) if details.links else CallNotes()

    def transcript(self, person_id: str, call_id: str) -> tuple[CallDetails, str | None]:
        """What was said, whole, in the form that Webex has it; None where there is no transcript. Raises `Refused`."""
        client = self._access.client(person_id, NEEDS)
        details = calls.details(client, call_id, self._clock.now())
        url = details.links.transcript if details.links else None
        return details, client.open_text(url, most=LONGEST) if url else None

    def _notes(self, client: Client, links: CallLinks) -> CallNotes:
        there = {"short": links.short_notes, "suggested": links.suggested_notes, "action_items": links.action_items}
        ours = {name: url for name, url in there.items() if url and client.trusts(url)}
        answers = FanOut(self._clock).each(list(ours.values()), tolerant(lambda url: notes.read(client, url)))
        is_complete = len(given(answers)) == len(answers)
        texts = {name: text for name, text in zip(ours, answers, strict=True) if isinstance(text, str)}
        is_elsewhere = any(url and name not in ours for name, url in there.items())
        return CallNotes(**texts, is_elsewhere=is_elsewhere, is_complete=is_complete)


def fits(call: Call, filters: CallFilters) -> bool:
    """Whether a call is what the filters say, as far as Webex can't be asked for it."""
    return (
        has_words(call.topic, filters.topic)
        and (filters.format is None or call.format.lower() == filters.format.lower())
        and (filters.type is None or (call.service or "").lower() == filters.type.lower())
    )
