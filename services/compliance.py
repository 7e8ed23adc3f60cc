"""What compliance officers do: recordings of others deleted for everybody, for a reason (reference 9.4, 10.7)."""

from dataclasses import replace
from datetime import datetime

from core.admin import Named
from core.calls import Item
from core.errors import BadRequest, NotFound
from core.ids import is_call
from core.periods import Period
from core.recordings import Filters, Recording
from services.admin import AdminService
from services.lists import WINDOW
from services.progress import Progress
from webex import admin, calls, recordings
from webex.client import Client

CHANGE_CALLS = ("spark-compliance:recordings_read", "spark-compliance:recordings_write")
CHANGE_MEETINGS = ("spark-compliance:meetings_read", "spark-compliance:meetings_write")
ERASE = "erase"
"""The name of the change in the journal: an answer erases one recording."""


class ComplianceService:
    """One for the process. Everything in it raises `NotConnected` and `NeedsConsent` of the kind `COMPLIANCE`."""

    def __init__(self, others: AdminService) -> None:
        """`others` looks with an officer's grant."""
        self._others = others

    def find(self, person_id: str, of: Named, now: datetime) -> Item:
        """What is to be erased, with whose it is as Webex tells, whatever was typed. Raises `NotFound`."""
        recording_id = str(of.what)
        client = self._client(person_id, recording_id)
        if is_call(recording_id):
            return calls.details(client, recording_id).call
        return _with_host(client, recordings.details(client, recording_id).recording, of.owner, now)

    def require(self, person_id: str, of: Named) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless the bot may erase that for this officer."""
        self._client(person_id, str(of.what))

    def erase(self, person_id: str, recording_id: str, reason: str, comment: str, progress: Progress) -> None:
        """Delete it for everybody and for good. Raises `Refused`.

        Gone already counts as done where an earlier attempt began it: nobody saw how that one ended.
        """
        client, was_begun = self._client(person_id, recording_id), progress.has_begun(ERASE)
        remove = calls.remove if is_call(recording_id) else recordings.remove

        def change() -> None:
            try:
                remove(client, recording_id, reason, comment)
            except NotFound:
                if not was_begun:
                    raise

        progress.once(ERASE, change, of=[recording_id])

    def _client(self, person_id: str, recording_id: str) -> Client:
        return self._others.client(person_id, CHANGE_CALLS if is_call(recording_id) else CHANGE_MEETINGS)


def _with_host(client: Client, recording: Recording, said: str | None, now: datetime) -> Recording:
    """The recording with its host, which Webex tells in lists alone (reference 9.1)."""
    in_lists = Filters(meeting=recording.meeting_id, status=recording.status)
    # Of a meeting Webex shows everything, whatever the period.
    try:
        found = admin.pages(client, Period(now - WINDOW, now), None, in_lists) if recording.meeting_id else ()
        host = next((one.host_email for page in found for one in page if one.id == recording.id), None)
    except (BadRequest, NotFound):
        host = None
    return replace(recording, host_email=host or said)
