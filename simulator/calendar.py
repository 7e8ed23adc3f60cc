"""What was planned and what was held, who may know of it, and what is told of it (reference 11)."""

from __future__ import annotations

import secrets
from bisect import insort
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.due import Due
from simulator.events import Event
from simulator.instants import meetings_time
from simulator.knobs import Knobs
from simulator.refusals import Refused
from simulator.series import Meeting, Occurrence, Recurrence, Series

Found = Series | Occurrence | Meeting
_FIVE_MINUTES = timedelta(minutes=5)


class Calendar:
    """All series and meetings."""

    def __init__(self, clock: SimClock, knobs: Knobs, due: Due, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._knobs = knobs
        self._due = due
        self._announce = announce
        self._series: dict[str, Series] = {}

    def plan(
        self,
        host: Person,
        title: str,
        site_url: str,
        start: datetime,
        length: timedelta,
        invitees: Iterable[Person] = (),
        recurrence: Recurrence | None = None,
        auto_record: bool = False,
        by_connector: bool = False,
    ) -> Series:
        """A series of meetings to come, or one single date; its people are told of it."""
        series = self._open(identifiers.new_hex(), host, title, site_url, invitees)
        series.settings["enabledAutoRecordMeeting"] = auto_record
        series.recurrence, series.by_connector = recurrence, by_connector
        series.occurrences = _dates(series, start, length)
        self.tell(series, "created")
        return series

    def hold(
        self,
        host: Person,
        title: str,
        site_url: str,
        start: datetime,
        end: datetime,
        invitees: Iterable[Person] = (),
        series_id: str | None = None,
    ) -> Meeting:
        """A meeting: a one-off, or one more of a series. If it is still to begin or end, its people will be told."""
        guests, key = list(invitees), series_id or identifiers.new_hex()
        series = self._series.get(key) or self._open(key, host, title, site_url, guests)
        series.invitees |= {person.id for person in guests}
        occurrence = _date(series, start, end)
        invited = frozenset(person.id for person in guests)
        meeting = Meeting(identifiers.new_instance(key), occurrence, title, host, site_url, start, end, invited)
        insort(occurrence.meetings, meeting, key=lambda one: one.start)
        self._foresee(meeting)
        return meeting

    def end(self, meeting: Meeting) -> None:
        """End a meeting now, if it has not ended yet, and tell of it."""
        meeting.end = min(meeting.end, self._clock.now().replace(microsecond=0))
        meeting.was_told_to_end = True
        self.tell(meeting, "ended")

    def tell(self, what: Found, event: str) -> None:
        """Announce what happened to a series, an occurrence or a meeting."""
        data = _event_data(what, self._clock.now())
        series = what if isinstance(what, Series) else what.series
        invited = what if isinstance(what, Meeting) else series
        self._announce(Event("meetings", event, data, invited.is_for, facts={"meetingNumber": series.number}))

    def series_of(self, person: Person) -> list[Series]:
        """What this person hosts or is invited to."""
        return [one for one in self._series.values() if one.is_for(person)]

    def meetings_of(self, person: Person) -> list[Meeting]:
        """What this person held or was invited to, as far as Webex knows of it yet."""
        return [one for one in self._meetings() if one.is_for(person) and self._is_known(one)]

    def numbered(self, number: str) -> list[Series]:
        """The series with that meeting number, whoever may see them."""
        return [one for one in self._series.values() if one.number == number]

    def linked(self, is_link_of: Callable[[Series], bool]) -> list[Series]:
        """The series with that web link, whoever may see them."""
        return [one for one in self._series.values() if is_link_of(one)]

    def planned(self, person: Person, meeting_id: str, password: str | None = None) -> Series | Occurrence:
        """The series or date with this id, for host and invitees and those who know its password; 404 otherwise."""
        series = self._series.get(meeting_id.partition("_")[0])
        if series is not None and (series.is_for(person) or series.settings["password"] == password):
            plans: list[Series | Occurrence] = [series, *series.occurrences]
            for one in plans:
                if one.id == meeting_id:
                    return one
        raise Refused(404)

    def found(self, person: Person, meeting_id: str, password: str | None = None) -> Found:
        """The same, and held meetings too."""
        if "_I_" not in meeting_id:
            return self.planned(person, meeting_id, password)
        series = self._series.get(meeting_id.partition("_")[0])
        held = next((one for one in series.meetings if one.id == meeting_id), None) if series else None
        if held is None or not self._is_known(held):
            raise Refused(404)
        if not held.is_for(person) and held.series.settings["password"] != password:
            raise Refused(404)
        return held

    def latest(self, person: Person, meeting_id: str, start: datetime, end: datetime) -> Meeting:
        """The last meeting of a series or date within a time, or the one with that very id; 404 for none."""
        found = self.found(person, meeting_id)
        if isinstance(found, Meeting):
            return found
        held = [one for one in found.meetings if start <= one.start < end and self._is_known(one)]
        if not held:
            raise Refused(404)
        return held[-1]

    def _open(self, key: str, host: Person, title: str, site_url: str, invitees: Iterable[Person]) -> Series:
        settings: dict[str, Any] = {
            "title": title,
            "password": secrets.token_hex(4),
            "enabledAutoRecordMeeting": False,
            "allowAnyUserToBeCoHost": False,
            "enabledJoinBeforeHost": False,
            "joinBeforeHostMinutes": 0,
            "publicMeeting": False,
            "reminderTime": 15,
        }
        number = f"2{secrets.randbelow(10**10):010}"
        invited = frozenset(person.id for person in invitees)
        self._series[key] = Series(key, number, host, site_url, invited, settings, None, False)
        return self._series[key]

    def _foresee(self, meeting: Meeting) -> None:
        """Have a beginning and an end that are still to come announced. What is over is history: nobody is told."""
        now = self._clock.now()
        if meeting.start > now:
            self._due.at(meeting.start, lambda: self.tell(meeting, "started"))
        if meeting.end > now:
            self._due.at(meeting.end, lambda: self._end_by_itself(meeting))

    def _end_by_itself(self, meeting: Meeting) -> None:
        if not meeting.was_told_to_end:
            self.end(meeting)

    def _meetings(self) -> list[Meeting]:
        return [meeting for series in self._series.values() for meeting in series.meetings]

    def _is_known(self, meeting: Meeting) -> bool:
        """A meeting is known from its start, and once it has ended, again some time later (trap 20)."""
        now = self._clock.now()
        return meeting.is_running(now) or meeting.end + self._knobs.ended_lag <= now


def not_allowed(meeting_id: str) -> Refused:
    """The answer to an id of the wrong kind (reference 11.4)."""
    return Refused(400, f"Meeting ID '{meeting_id}' is not allowed for this API.")


def reschedule(series: Series, start: datetime, length: timedelta) -> None:
    """Plan the dates anew. What was held stays; what was different about single dates is forgotten."""
    held = [one for one in series.occurrences if one.meetings]
    taken = {one.id for one in held}
    fresh = [one for one in _dates(series, start, length) if one.id not in taken]
    series.occurrences = sorted([*held, *fresh], key=lambda one: one.start)


def _dates(series: Series, start: datetime, length: timedelta) -> list[Occurrence]:
    rule = series.recurrence or Recurrence(timedelta(0), 1)
    starts = [start + n * rule.every for n in range(rule.count)]
    return [Occurrence(identifiers.occurrence(series.id, at), series, at, at + length) for at in starts]


def _date(series: Series, start: datetime, end: datetime) -> Occurrence:
    """The date of a meeting. People come a little late: it was planned for the last full five minutes."""
    planned = start - (start - datetime.min.replace(tzinfo=start.tzinfo)) % _FIVE_MINUTES
    key = identifiers.occurrence(series.id, planned)
    found = next((one for one in series.occurrences if one.id == key), None)
    if found is None:
        found = Occurrence(key, series, planned, planned + (end - start))
        insort(series.occurrences, found, key=lambda one: one.start)
    return found


def _event_data(what: Found, now: datetime) -> dict[str, Any]:
    series = what if isinstance(what, Series) else what.series
    dated = series.occurrences[0] if isinstance(what, Series) else what
    kinds = {Series: "meetingSeries", Occurrence: "scheduledMeeting", Meeting: "meeting"}
    data: dict[str, Any] = {
        "id": what.id,
        "meetingType": kinds[type(what)],
        "timezone": "UTC",
        "start": meetings_time(dated.start),
        "end": meetings_time(dated.end),
        "hostUserId": series.host.id,
        "state": what.state(now),
        "hostEmail": series.host.email,
        "siteUrl": series.site_url,
        "orgId": series.host.org.uuid,
    }
    return {key: value for key, value in data.items() if (key, data["state"]) != ("end", "inProgress")}
