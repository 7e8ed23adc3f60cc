"""Meetings by their number and what was recorded of them; series to come, and whether they are recorded."""

from datetime import datetime, timedelta
from hashlib import sha256

from core.meetings import Meeting
from core.periods import Period
from services import recordings as recording_services
from services.access import Access
from services.progress import Progress
from webex import meetings

NEEDS = ("meeting:schedules_read",)
CHANGES = ("meeting:schedules_write",)
COMING = timedelta(days=30)
"""How far ahead series are looked for."""
YEAR = timedelta(days=365)
"""How far back the recordings of a meeting are looked for."""


class MeetingService:
    """One for the process."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def numbered(self, person_id: str, number: str) -> list[Meeting]:
        """The series with that number; none where Webex knows none that this person may see."""
        # The recordings are asked for next: both permissions at once spare a second consent.
        client = self._access.client(person_id, (*NEEDS, *recording_services.NEEDS))
        return meetings.by_number(client, number)

    def coming(self, person_id: str, email: str, now: datetime) -> list[Meeting]:
        """The series that this person hosts, with a meeting in the next weeks; the next one first, each once."""
        client = self._access.client(person_id, NEEDS)
        found = meetings.series(client, Period(now, now + COMING))
        by_id = {each.id: each for each in found if (each.host_email or email).lower() == email.lower()}
        return sorted(by_id.values(), key=lambda each: (each.start or now, each.title, each.id))

    def set_recording(self, person_id: str, series_id: str, is_on: bool, progress: Progress) -> Meeting:
        """Let recording start by itself, or no longer; nobody is mailed. Raises what Webex answers."""
        client = self._access.client(person_id, (*NEEDS, *CHANGES))

        def change() -> None:
            meetings.set_recording(client, series_id, is_on)

        switch = "on" if is_on else "off"
        progress.once(f"record {switch} {sha256(series_id.encode()).hexdigest()[:16]}", change)
        return meetings.meeting(client, series_id)

    def last_year(self, now: datetime) -> Period:
        """The period in which recordings of a meeting are looked for."""
        return Period(now - YEAR, now)
