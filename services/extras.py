"""What comes after a recording: transcripts and AI notes, of many meetings at once."""

from collections.abc import Sequence
from datetime import datetime

from core.clock import Clock
from core.digests import Ready
from core.errors import NeedsConsent
from core.recordings import Recording
from core.summaries import Summary
from core.transcripts import Transcript
from services.access import Access
from services.fanout import FanOut, tolerant
from services.transcripts import transcript_of
from webex import summaries

NEEDS = ("meeting:summaries_read", "meeting:transcripts_read", "meeting:schedules_read")
MOST = 25
"""Meetings looked at for one digest, the newest ones: two calls each."""


class ExtraService:
    """One for the process."""

    def __init__(self, access: Access, clock: Clock) -> None:
        self._access = access
        self._clock = clock

    def of(self, person_id: str, recordings: Sequence[Recording], now: datetime) -> tuple[Ready, ...]:
        """What there is of the meetings of these recordings, in their order, each meeting once.

        Whatever can't be read counts as not there yet, and will be looked at again. Raises `NotConnected`.
        """
        try:
            client = self._access.client(person_id, NEEDS)
        except NeedsConsent:
            return ()
        meetings = list({each.meeting_id: each for each in reversed(recordings) if each.meeting_id}.values())[::-1]

        def noted(recording: Recording) -> Summary | None:
            return summaries.of_meeting(client, recording.meeting_id or "")

        def written(recording: Recording) -> Transcript | None:
            return transcript_of(client, recording, now)

        def look(recording: Recording) -> Ready:
            notes, said = tolerant(noted)(recording), tolerant(written)(recording)
            has_transcript = isinstance(said, Transcript)
            actions = notes.action_items if isinstance(notes, Summary) else ()
            return Ready(recording, has_transcript, isinstance(notes, Summary), actions)

        answers = FanOut(self._clock).each(meetings[:MOST], look)
        return tuple(each for each in answers if isinstance(each, Ready))
