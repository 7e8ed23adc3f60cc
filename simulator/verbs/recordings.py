"""Recordings, and what their hosts do with them on the web pages of Webex."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from simulator import identifiers
from simulator.archive import Recording, around
from simulator.directory import Person
from simulator.series import Meeting
from simulator.sites import Site
from simulator.state import State, alone


class RecordingVerbs(State):
    """Making and renaming them."""

    @alone
    def record(
        self,
        host: Person,
        topic: str,
        recorded_at: datetime,
        processed_after: timedelta = timedelta(minutes=50),
        length: timedelta = timedelta(minutes=44),
        size: int = 148_022_310,
        site: Site | None = None,
        format: Literal["MP4", "ARF", "UPLOADED"] = "MP4",
        service_type: str = "MeetingCenter",
        shared_with: Iterable[Person] = (),
        prevent_download: bool = False,
        transcript: bool = True,
        password: str = "********",  # noqa: S107 - the mask that Webex shows in place of a password
        tags: Iterable[str] = (),
        omit: Iterable[str] = (),
        meeting: Meeting | None = None,
    ) -> Recording:
        """A recording whose file is made `processed_after` its start: there, and announced, when the clock says so.

        `omit` names JSON fields that are left out. Without a `meeting` one is held around it.
        """
        guests = list(shared_with)
        if meeting is None:
            chosen = site or self.sites.default_of(host.org)
            meeting = self.calendar.hold(host, topic, chosen.url, *around(recorded_at, length), guests)
        recording = Recording(
            id=identifiers.new_hex(),
            topic=topic,
            host=host,
            meeting=meeting,
            created=(recorded_at + processed_after).replace(microsecond=0),  # as precise as it can be asked for
            recorded_at=recorded_at,
            length=length,
            size=size,
            site_url=site.url if site else meeting.site_url,
            format=format,
            service_type=service_type,
            shared_with=frozenset(person.id for person in guests),
            prevent_download=prevent_download,
            transcript=transcript,
            password=password,
            tags=tuple(tags),
            omit=frozenset(omit),
        )
        self.archive.add(recording)
        return recording

    @alone
    def rename(self, recording: Recording, topic: str) -> None:
        """The host gives a recording another topic; `recordings/updated` tells of it."""
        self.archive.rename(recording, topic)
