"""Looking at what a lead leads to, as the person whose it is."""

from collections.abc import Callable
from datetime import timedelta

from core.calls import Item
from core.clock import Clock
from core.errors import Refused
from core.grants import GrantKind
from core.notices import About, Lead, Made
from core.periods import Period
from core.recordings import Filters, Recording, Status
from services import calls as call_services
from services import recordings as recording_services
from services.access import Access
from services.lists import WINDOW
from store.grants import Grants
from webex import calls, meetings, recordings, summaries, transcripts
from webex.client import Client


class LookService:
    """One for the process."""

    def __init__(self, access: Access, grants: Grants, clock: Clock) -> None:
        self._access = access
        self._grants = grants
        self._clock = clock

    def look(self, person_id: str, lead: Lead) -> Item | Made | None:
        """What a lead leads to; None where Webex does not show it (yet). Raises `NeedsPerson` and `Retryable`."""
        try:
            match lead.about:
                case About.RECORDING:
                    client = self._access.client(person_id, recording_services.NEEDS)
                    return recordings.details(client, lead.id).recording
                case About.CALL:
                    client = self._access.client(person_id, call_services.NEEDS)
                    return calls.details(client, lead.id).call
                case _:
                    return self._made(person_id, lead.id)
        except Refused:
            # Also a 403: whoever was told of something will mostly be let see it in a moment.
            return None

    def _made(self, person_id: str, meeting_id: str) -> Made:
        client = self._access.client(person_id, ["meeting:schedules_read"])
        meeting = meetings.meeting(client, meeting_id)
        scopes, now = self.scopes(person_id), self._clock.now()
        start = meeting.start or now
        period = Period(start - timedelta(days=1), min(max(now, start) + timedelta(days=1), start + WINDOW))
        has_transcript = "meeting:transcripts_read" in scopes and _is_there(
            lambda: transcripts.of_meeting(client, meeting_id, period, meeting.site)
        )
        has_notes = "meeting:summaries_read" in scopes and _is_there(lambda: summaries.of_meeting(client, meeting_id))
        if not (has_transcript or has_notes):
            return Made(meeting, False, False)
        recording = _recorded(client, meeting_id, period)
        is_binned = recording is None and _recorded(client, meeting_id, period, Status.DELETED) is not None
        return Made(meeting, has_transcript, has_notes, recording, is_binned)

    def scopes(self, person_id: str) -> frozenset[str]:
        """What this person allowed; nothing without a grant."""
        summary = self._grants.summary(person_id, GrantKind.PERSON)
        return summary.scopes if summary else frozenset()


def _is_there(look: Callable[[], object]) -> bool:
    """Whether something was found; what Webex refuses is not there."""
    try:
        return bool(look())
    except Refused:
        return False


def _recorded(client: Client, meeting_id: str, period: Period, status: Status = Status.AVAILABLE) -> Recording | None:
    """The recording of a meeting that was begun first; None where the person sees none."""
    try:
        pages = recordings.pages(client, period, Filters(meeting=meeting_id, status=status))
        return min((each for page in pages for each in page), key=lambda each: each.when, default=None)
    except Refused:
        return None
