"""What the AI of Webex noted of the meeting that a recording is of."""

from core.recordings import Recording
from core.summaries import Summary
from services import recordings as recording_services
from services.access import Access
from webex import recordings, summaries

NEEDS = (*recording_services.NEEDS, "meeting:summaries_read")


class SummaryService:
    """One for the process."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, person_id: str, recording_id: str) -> tuple[Recording, Summary | None]:
        """The recording, and the notes of its meeting if there are any. Raises `Refused`."""
        client = self._access.client(person_id, NEEDS)
        recording = recordings.details(client, recording_id).recording
        meeting_id = recording.meeting_id
        return recording, summaries.of_meeting(client, meeting_id) if meeting_id else None
