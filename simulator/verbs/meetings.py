"""Sites, what was planned and what was held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from simulator.archive import Recording
from simulator.directory import Organization, Person
from simulator.mail import Mail
from simulator.series import Meeting, Recurrence, Series
from simulator.sites import Site
from simulator.state import State, alone


class MeetingVerbs(State):
    """The calendar of everybody."""

    @alone
    def site(self, url: str, default: bool | None = None, org: Organization | None = None) -> Site:
        """A Webex site; the first of an organization is its default unless told otherwise."""
        return self.sites.add(url, org or self.directory.default_organization(), default)

    @alone
    def series(
        self,
        host: Person,
        title: str,
        start: datetime,
        every: timedelta = timedelta(days=7),
        count: int = 8,
        length: timedelta = timedelta(minutes=45),
        auto_record: bool = False,
        calendar_connector: bool = False,
        invitees: Iterable[Person] = (),
        site: Site | None = None,
    ) -> Series:
        """A meeting that will be held `count` times, some days apart; once, with a count of one.

        To have one of its dates held, give its `id` to `meeting` as `series_id`, with the start of that date.
        """
        site_url = (site or self.sites.default_of(host.org)).url
        recurrence = Recurrence(every, count) if count > 1 else None
        return self.calendar.plan(
            host, title, site_url, start, length, invitees, recurrence, auto_record, calendar_connector
        )

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
        """A meeting that was held; give the `series_id` of another one to make it recurring.

        One that has not ended yet is going on until the clock says it is over; then `meetings/ended` is told.
        """
        site_url = (site or self.sites.default_of(host.org)).url
        return self.calendar.hold(host, title, site_url, start, start + length, invitees, series_id)

    @alone
    def end_meeting(self, held: Meeting | Recording) -> Meeting:
        """End a meeting now and tell of it; one that has ended already is told of all the same."""
        meeting = meeting_of(held)
        self.calendar.end(meeting)
        return meeting

    @property
    def mails(self) -> list[Mail]:
        """The letters that Webex would have sent to people, oldest first."""
        with self.lock:
            return list(self.outbox.sent)


def meeting_of(held: Meeting | Recording) -> Meeting:
    """The meeting itself, or that of a recording."""
    return held.meeting if isinstance(held, Recording) else held
