"""What the playground can have happen by a button: a meeting ends, its files are made, a night goes by."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from simulator.directory import Person
from simulator.refusals import Refused
from simulator.series import Meeting
from simulator.state import alone
from simulator.verbs.meetings import MeetingVerbs
from simulator.verbs.minutes import MinuteVerbs
from simulator.verbs.recordings import RecordingVerbs

_LENGTH = timedelta(minutes=32)
_RECORDING_AFTER, _TRANSCRIPT_AFTER, _NOTES_AFTER = (timedelta(minutes=minutes) for minutes in (12, 18, 25))
_MORNING = time(9)
_TITLES = ("Sprint planning", "Customer call", "Release check", "Team breakfast")
_NOTES = "<h3>In short</h3><ul><li>The release goes out on Thursday.</li><li>The export gets a second look.</li></ul>"
_SAID = (
    (2.0, "Shall we start with the release?"),
    (9.0, "It goes out on Thursday, and the export gets a second look."),
    (21.0, "Then we are done, thank you all."),
)


class PlayVerbs(MeetingVerbs, RecordingVerbs, MinuteVerbs):
    """Small stories, told by the clock."""

    processed_at: datetime | None = None
    """When everything of the meetings that were played is made."""
    _played = 0

    @alone
    def play_meeting(self, host: Person) -> Meeting:
        """A meeting of this person and colleagues ends now; recording, transcript and notes are made within minutes."""
        now = self.clock.now().replace(microsecond=0)
        start, title = now - _LENGTH, _TITLES[self._played % len(_TITLES)]
        self._played += 1
        guests = [one for one in self.directory.everybody() if one.org is host.org and not one.is_bot][:3]
        guests = [one for one in guests if one is not host]
        meeting = self.meeting(host, title, start, _LENGTH, guests)
        self.end_meeting(meeting)
        self.record(host, title, start, _LENGTH + _RECORDING_AFTER, length=_LENGTH, shared_with=guests, meeting=meeting)
        lines = [(host.name, offset, text) for offset, text in _SAID]
        self.due.at(now + _TRANSCRIPT_AFTER, lambda: self._transcribed(meeting, lines))
        self.due.at(now + _NOTES_AFTER, lambda: self._summarised(meeting))
        self.processed_at = now + _NOTES_AFTER
        return meeting

    def finish_processing(self) -> None:
        """Move the time on until all of it is made; 400 where nothing is in the making."""
        now = self.clock.now()
        if self.processed_at is None or self.processed_at <= now:
            raise Refused(400, "Nothing is being processed. End a meeting first.")
        self.clock.advance(self.processed_at - now)

    def sleep_until_morning(self, person: Person) -> None:
        """Move the time on to a minute after the next nine o'clock where this person is: what is due then has begun."""
        here = self.clock.now().astimezone(ZoneInfo(person.timezone or "UTC"))
        today = datetime.combine(here.date(), _MORNING, here.tzinfo)
        morning = today if today > here else datetime.combine(here.date() + timedelta(days=1), _MORNING, here.tzinfo)
        self.clock.set(morning.astimezone(UTC) + timedelta(minutes=1))

    def _transcribed(self, meeting: Meeting, lines: list[tuple[str, float, str]]) -> None:
        self.transcribe(meeting, lines)

    def _summarised(self, meeting: Meeting) -> None:
        self.summarise(meeting, _NOTES, ["Look at the export once more"])
