"""Meetings by their number, and what was recorded of them."""

from datetime import datetime, timedelta

from core.meetings import Meeting
from core.periods import Period
from services import recordings as recording_services
from services.access import Access
from webex import meetings

NEEDS = ("meeting:schedules_read",)
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

    def last_year(self, now: datetime) -> Period:
        """The period in which recordings of a meeting are looked for."""
        return Period(now - YEAR, now)
