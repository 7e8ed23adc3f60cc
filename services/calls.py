"""Recordings of phone calls as a person: whole lists, one call, what was said in it and what the AI noted."""

from datetime import datetime
from functools import partial

from core.calls import Call, CallDetails, CallFilters, CallLinks, CallMetadata, CallNotes, ItemPage
from core.clock import Clock
from core.errors import BotError, Retryable
from core.periods import Period
from core.recordings import Status
from core.why import Reason
from services.access import Access
from services.fanout import FanOut, tolerant
from services.lists import LATE, cut, numbers_of, recorded_in
from services.recordings import has_words
from store.people import People
from webex import calls, notes
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
        """Who called whom; None where Webex has nothing to tell, or doesn't tell it. Raises `RateLimited`."""
        client = self._access.client(person_id, NEEDS)
        answer = tolerant(partial(calls.metadata, client))(call_id)
        return None if isinstance(answer, BotError) else answer

    def transcript(self, person_id: str, links: CallLinks | None) -> str | None:
        """What was said, whole, in the form that Webex has it; None where there is no transcript. Raises `Refused`."""
        url = links.transcript if links else None
        return self._access.client(person_id, NEEDS).open_text(url, most=LONGEST) if url else None

    def notes(self, person_id: str, links: CallLinks | None) -> CallNotes:
        """What the AI noted, which may be nothing, and whether all of it could be read. Raises `Retryable`."""
        if links is None:
            return CallNotes()
        client = self._access.client(person_id, NEEDS)
        there = {"short": links.short_notes, "suggested": links.suggested_notes, "action_items": links.action_items}
        ours = {name: url for name, url in there.items() if url and client.trusts(url)}
        answers = FanOut(self._clock).each(list(ours.values()), tolerant(lambda url: notes.read(client, url)))
        texts = {name: text for name, text in zip(ours, answers, strict=True) if isinstance(text, str)}
        waiting = [answer for answer in answers if isinstance(answer, Retryable)]
        if waiting and not texts:
            raise waiting[0]
        is_elsewhere = any(url and name not in ours for name, url in there.items())
        return CallNotes(**texts, is_elsewhere=is_elsewhere, is_complete=len(texts) == len(answers))

    def reasons(self, details: CallDetails, usual: Period) -> tuple[Reason, ...]:
        """What stands in the way of a call that Webex shows this person; `usual` is what a plain `calls` shows."""
        call, links = details.call, details.links
        is_there = call.status not in (Status.DELETED, Status.PURGED)
        checks = {
            Reason.IN_BIN: call.status == Status.DELETED,
            Reason.PURGED: call.status == Status.PURGED,
            Reason.OUTSIDE_PERIOD: is_there and call.when not in usual,
            Reason.LATE: is_there and call.created_at - call.when >= LATE,
            Reason.IN_LIST: is_there and call.when in usual and call.created_at < usual.end + LATE,
            Reason.PREVENTED: is_there and links is None,
            Reason.NO_TRANSCRIPT: links is not None and links.transcript is None,
        }
        return tuple(reason for reason, is_so in checks.items() if is_so)


def fits(call: Call, filters: CallFilters) -> bool:
    """Whether a call is what the filters say, as far as Webex can't be asked for it."""
    return (
        has_words(call.topic, filters.topic)
        and (filters.format is None or call.format.lower() == filters.format.lower())
        and (filters.type is None or (call.service or "").lower() == filters.type.lower())
    )
