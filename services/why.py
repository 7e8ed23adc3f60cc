"""Why a recording, its download or its transcript is not there: looked up, never guessed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import Clock
from core.errors import Refused
from core.meetings import Meeting
from core.periods import Period
from core.recordings import Filters, Recording, RecordingDetails, Status
from core.why import Explained, HeldMeeting, Missing, Reason
from services import recordings as recording_services
from services import transcripts as transcript_services
from services.access import Access
from services.fanout import FanOut, given, tolerant
from services.lists import WINDOW
from services.recordings import has_words, is_late, is_listed
from services.transcripts import transcript_of
from webex import meetings, recordings
from webex.client import Client

NEEDS = transcript_services.NEEDS
MISSING_NEEDS = (*recording_services.NEEDS, "meeting:schedules_read")
REACH = timedelta(days=365)
"""How far back a missing recording is looked for."""
PROCESSING = timedelta(hours=24)
"""How long Webex may take to make a recording of a meeting."""
_SOME = timedelta(minutes=1)
"""The length of a recording of which Webex tells none."""
SIDE_BY_SIDE = 8
SHOWN = 5
"""Recordings of one answer, and meetings."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What a plain `list` shows this person."""

    period: Period
    site: str | None


class WhyService:
    """One for the process."""

    def __init__(self, access: Access, clock: Clock) -> None:
        self._access = access
        self._clock = clock

    def recording(self, person_id: str, recording_id: str, usual: Usual, now: datetime) -> Explained:
        """What stands in the way of a recording that Webex shows this person. Raises `Refused`."""
        client = self._access.client(person_id, NEEDS)
        details = recordings.details(client, recording_id)
        reasons = [*_of_place(details.recording, usual), *_of_file(details), *_of_transcript(client, details, now)]
        return Explained(details.recording, tuple(reasons))

    def missing(self, person_id: str, words: str, usual: Usual, now: datetime) -> Missing:
        """What there is with these words in its topic: everywhere, in the bin, and among meetings held."""
        client = self._access.client(person_id, MISSING_NEEDS)
        windows = Period(now - REACH, now).windows(WINDOW)
        lists: list[Callable[[Period], Sequence[Recording | Meeting]]] = [
            lambda window: _recorded(client, window, Filters()),
            lambda window: _recorded(client, window, Filters(status=Status.DELETED.value)),
            lambda window: meetings.ended(client, window),
        ]
        asked = [(read, window) for window in windows for read in lists]
        answers = FanOut(self._clock, most=SIDE_BY_SIDE).each(asked, tolerant(lambda one: one[0](one[1])))
        read = given(answers)
        found = [one for part in read for one in part]
        recorded = [one for one in found if isinstance(one, Recording)]
        held = [one for one in found if isinstance(one, Meeting)]
        return Missing(
            words=words,
            recordings=_explained(recorded, words, usual),
            meetings=_lost(held, recorded, words, now),
            is_complete=len(read) == len(answers),
        )


def _recorded(client: Client, window: Period, filters: Filters) -> list[Recording]:
    return [one for page in recordings.pages(client, window, filters) for one in page]


def _of_place(recording: Recording, usual: Usual) -> list[Reason]:
    """Why it is not among those that a plain `list` shows."""
    checks = {
        Reason.IN_BIN: recording.status == Status.DELETED,
        Reason.PURGED: recording.status == Status.PURGED,
        Reason.OTHER_SITE: usual.site is not None and recording.site not in (None, usual.site),
        Reason.OUTSIDE_PERIOD: recording.when not in usual.period,
    }
    found = [reason for reason, is_so in checks.items() if is_so]
    if not found and is_listed(recording, usual.period):
        found.append(Reason.IN_LIST)
    is_there = recording.status not in (Status.DELETED, Status.PURGED)
    return [*found, Reason.LATE] if is_there and is_late(recording) else found


def _of_file(details: RecordingDetails) -> list[Reason]:
    recording = details.recording
    is_there = recording.status not in (Status.DELETED, Status.PURGED)
    checks = {
        Reason.SHARED: recording.is_shared_with_me,
        Reason.PREVENTED: is_there and details.links is None and recording.is_download_prevented,
        Reason.NO_LINKS: is_there and details.links is None and not recording.is_download_prevented,
        Reason.ARF: recording.format == "ARF",
    }
    return [reason for reason, is_so in checks.items() if is_so]


def _of_transcript(client: Client, details: RecordingDetails, now: datetime) -> list[Reason]:
    if details.links is not None and details.links.transcript is not None:
        return []
    if details.recording.meeting_id is None:
        return [Reason.NO_MEETING]
    try:
        found = transcript_of(client, details.recording, now)
    except Refused:  # Webex doesn't say, so neither do we
        return []
    return [Reason.NO_TRANSCRIPT if found is None else Reason.HAS_TRANSCRIPT]


def _explained(recorded: Sequence[Recording], words: str, usual: Usual) -> tuple[Explained, ...]:
    unique = {one.id: one for one in recorded if has_words(one.topic, words)}
    newest = sorted(unique.values(), key=lambda one: (one.when, one.id), reverse=True)[:SHOWN]
    return tuple(Explained(one, tuple(_of_place(one, usual))) for one in newest)


def _lost(held: Sequence[Meeting], recorded: Sequence[Recording], words: str, now: datetime) -> tuple[HeldMeeting, ...]:
    """The meetings that have no recording that this person sees, not even in the bin."""
    named = [one for one in held if has_words(one.title, words)]
    unseen = {one.id: one for one in named if not any(_is_of(each, one) for each in recorded)}
    newest = sorted(unseen.values(), key=lambda one: (_ended(one, now), one.id), reverse=True)
    reasons = ((one, _why_lost(one, now)) for one in newest)
    return tuple(HeldMeeting(one, reason) for one, reason in reasons if reason)[:SHOWN]


def _is_of(recording: Recording, meeting: Meeting) -> bool:
    """Whether it was made of this meeting: Webex may leave out which one it was, and then series and times tell."""
    if recording.meeting_id == meeting.id:
        return True
    if recording.series_id is not None and recording.series_id != meeting.series_id:
        return False
    if recording.series_id is None and (
        recording.meeting_id is not None or not has_words(recording.topic, meeting.title)
    ):
        return False
    if meeting.start is None or meeting.end is None:
        return False
    if recording.recorded_at is None:  # when its file was made, which is later
        return meeting.start < recording.created_at <= meeting.end + PROCESSING
    return recording.recorded_at < meeting.end and recording.recorded_at + (recording.length or _SOME) > meeting.start


def _why_lost(meeting: Meeting, now: datetime) -> Reason | None:
    """None where Webex tells too little to say anything."""
    is_recent = now - _ended(meeting, now) <= PROCESSING
    if meeting.was_recorded:
        return Reason.PROCESSING if is_recent else Reason.GONE
    if is_recent:
        return Reason.RECENT
    return Reason.NOT_RECORDED if meeting.was_recorded is False else None


def _ended(meeting: Meeting, now: datetime) -> datetime:
    return meeting.end or meeting.start or now
