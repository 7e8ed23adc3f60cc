"""What Webex tells besides of recordings, of many meetings at once: transcripts, AI notes, and who hosted them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.calls import Item
from core.clock import Clock
from core.digests import Ready
from core.errors import NeedsConsent
from core.meetings import Meeting
from core.recordings import Recording
from core.summaries import Summary
from core.transcripts import Transcript
from services.access import Access
from services.fanout import FanOut, tolerant
from services.transcripts import transcript_of
from webex import meetings, summaries

HOSTS_NEED = ("meeting:schedules_read",)
NEEDS = ("meeting:summaries_read", "meeting:transcripts_read", *HOSTS_NEED)
MOST = 25
"""Meetings looked at for one digest, the newest ones: two calls each, and one for the host of what is shared."""


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

    def with_hosts(self, person_id: str, items: Sequence[Item]) -> tuple[Item, ...]:
        """The same, those that others have shared with the host's name, where Webex tells it to this person.

        A recording names its host to administrators alone; the meeting names him to whoever was invited (reference
        9.1, 11.3). Raises `NotConnected`.
        """
        shared = [each for each in items if isinstance(each, Recording) and each.is_shared_with_me]
        held = list(dict.fromkeys(each.meeting_id for each in shared if each.meeting_id))[:MOST]
        try:
            client = self._access.client(person_id, HOSTS_NEED) if held else None
        except NeedsConsent:
            client = None
        if client is None:
            return tuple(items)
        answers = FanOut(self._clock).each(held, tolerant(lambda meeting_id: meetings.meeting(client, meeting_id)))
        told = {one: answer for one, answer in zip(held, answers, strict=True) if isinstance(answer, Meeting)}
        return tuple(_hosted(each, told) for each in items)


def _hosted(item: Item, told: Mapping[str, Meeting]) -> Item:
    if not isinstance(item, Recording) or not item.is_shared_with_me:
        return item
    meeting = told.get(item.meeting_id or "")
    return replace(item, host_name=meeting.host_name, host_email=meeting.host_email) if meeting else item
