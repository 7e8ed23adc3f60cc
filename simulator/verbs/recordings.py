"""Sites, meetings that were held, and their recordings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from simulator import identifiers
from simulator.archive import Meeting, Recording, Site, around
from simulator.directory import Organization, Person
from simulator.state import State, alone


class RecordingVerbs(State):
    """Everything that ends in a recording."""

    @alone
    def site(self, url: str, default: bool | None = None, org: Organization | None = None) -> Site:
        """A Webex site; the first of an organization is its default unless told otherwise."""
        return self.archive.add_site(url, org or self.directory.default_organization(), default)

    @alone
    def meeting(
        self,
        host: Person,
        title: str,
        start: datetime,
        length: timedelta = timedelta(minutes=45),
        invitees: Iterable[Person] = (),
        site: Site | None = None,
        series_id: str | None = None,
    ) -> Meeting:
        """A meeting that was held; give the `series_id` of another one to make it recurring."""
        site_url = (site or self.archive.default_site(host.org)).url
        return self.archive.hold(host, title, site_url, start, start + length, invitees, series_id)

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
            chosen = site or self.archive.default_site(host.org)
            meeting = self.archive.hold(host, topic, chosen.url, *around(recorded_at, length), guests)
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
