"""What is left of a meeting besides its recording: words, notes, names and looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from simulator.archive import Recording
from simulator.attendance import Device, Participant
from simulator.audit import Access
from simulator.directory import Person
from simulator.series import Meeting
from simulator.state import State, alone
from simulator.summaries import Summary
from simulator.transcripts import Line, Transcript
from simulator.verbs.meetings import meeting_of


class MinuteVerbs(State):
    """Transcripts, summaries, participants and views."""

    @alone
    def transcribe(self, held: Meeting | Recording, lines: Iterable[tuple[str, float, str]]) -> Transcript:
        """What was said: name of the speaker, seconds after the start, sentence.

        The start is that of the recording or meeting given. A recording's download links offer the text, too.
        """
        recording = held if isinstance(held, Recording) else None
        if recording is not None:
            recording.transcript = True
        started = recording.recorded_at if recording else meeting_of(held).start
        emails = {person.name: person.email for person in reversed(self.directory.everybody())}
        said = [Line(name, emails.get(name, ""), offset, text) for name, offset, text in lines]
        return self.transcripts.add(meeting_of(held), recording, started, said)

    @alone
    def summarise(self, held: Meeting | Recording, notes_html: str, action_items: Iterable[str] = ()) -> Summary:
        """What the AI noted. Nobody is told of it."""
        return self.summaries.add(meeting_of(held), notes_html, tuple(action_items))

    @alone
    def attend(
        self,
        held: Meeting | Recording,
        person_or_name: Person | str,
        joined: datetime,
        left: datetime | None = None,
        email: str | None = None,
        devices: Sequence[Device | str] = ("webex_meeting_center_win",),
    ) -> Participant:
        """Somebody was there; without `left`, until the end. A mere name is a guest, whose address may be empty."""
        person = person_or_name if isinstance(person_or_name, Person) else None
        name = person.name if person else str(person_or_name)
        address = email if email is not None else person.email if person else ""
        machines = [Device(one) if isinstance(one, str) else one for one in devices]
        return self.attendance.add(meeting_of(held), person, name, address, joined, left, machines)

    @alone
    def watch(
        self, recording: Recording, person: Person, downloaded: bool = False, at: datetime | None = None
    ) -> Access:
        """Somebody watched a recording, or watched and downloaded it."""
        access = Access(recording, person, at or self.clock.now(), downloaded)
        self.audit.note(access)
        return access
