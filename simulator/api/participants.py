"""/meetingParticipants: who was there, for the host, or an administrator in that name (reference 13)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from simulator.api.calls import Call, Reply, Route, texts
from simulator.api.paging import meetings_page
from simulator.attendance import Device, Participant
from simulator.instants import meetings_time, parse_time
from simulator.refusals import Refused
from simulator.series import Meeting

_WEEK, _MONTH, _LONGEST = timedelta(days=7), timedelta(days=31), timedelta(days=90)
_MANY = 1000
_ADMIN_READ = "meeting:admin_participants_read"
_READ = f"meeting:participants_read|{_ADMIN_READ}"
_UNKNOWN = "1970-01-01T00:00:00.000Z"


def participants(call: Call) -> Reply:
    """GET /meetingParticipants: everybody who came to a meeting, first come first."""
    joined = _join_window(call.instant("joinTimeFrom"), call.instant("joinTimeTo"))
    return _listed(call, _meeting(call), joined)


def query(call: Call) -> Reply:
    """POST /meetingParticipants/query: those with the given addresses."""
    body = call.json()
    emails = {email.lower() for email in texts(body, "emails", _MANY)}
    ends = [_instant(call, body, name) for name in ("joinTimeFrom", "joinTimeTo")]
    return _listed(call, _meeting(call), _join_window(*ends), emails)


def _meeting(call: Call) -> Meeting:
    """The meeting that is meant: of a series or date the last one, within a month unless told otherwise."""
    host = call.host(_ADMIN_READ)
    meeting_id = call.query("meetingId")
    if meeting_id is None:
        raise Refused(400, "meetingId is required.")
    start, end = call.instant("meetingStartTimeFrom"), call.instant("meetingStartTimeTo")
    end = end or (start + _MONTH if start else call.world.clock.now())
    meeting = call.world.calendar.latest(host, meeting_id, start or end - _MONTH, end)
    if meeting.host is not host:
        raise Refused(403)
    return meeting


def _listed(
    call: Call, meeting: Meeting, joined: tuple[datetime, datetime] | None, emails: Collection[str] = ()
) -> Reply:
    came = [one for one in call.world.attendance.of(meeting) if not emails or one.email.lower() in emails]
    if call.query("breakoutSessionId"):
        came = []  # nobody here ever breaks out
    if joined is not None:
        came = [one for one in came if joined[0] <= one.joined < joined[1]]
    return meetings_page(call, came, lambda one: _shown(call, one), lambda one: one.id)


def _join_window(start: datetime | None, end: datetime | None) -> tuple[datetime, datetime] | None:
    """A week where one end is missing, and at most ninety days; without both, all of the meeting."""
    if start is None:
        if end is None:
            return None
        start = end - _WEEK
    end = end or start + _WEEK
    if not timedelta(0) <= end - start <= _LONGEST:
        raise Refused(400, "joinTimeFrom and joinTimeTo must be in order and within 90 days.")
    return start, end


def _instant(call: Call, body: dict[str, Any], name: str) -> datetime | None:
    return parse_time(str(body[name]), name, call.zone) if body.get(name) else None


def _shown(call: Call, one: Participant) -> dict[str, Any]:
    meeting, left = one.meeting, one.left_by(call.world.clock.now())
    shown: dict[str, Any] = {
        "id": one.id,
        "host": one.is_host,
        "coHost": False,
        "email": one.email,
        "displayName": one.name,
        "invitee": one.is_invited,
        "muted": left is not None,
        "meetingStartTime": meetings_time(meeting.start, call.zone),
        "video": "off" if left else "on",
        "state": "end" if left else "joined",
        **_times(call, one.joined, left),
        "siteUrl": meeting.site_url,
        "meetingId": meeting.id,
        "hostEmail": meeting.host.email,
        "devices": [_device(call, one, device, left) for device in one.devices],
    }
    # The organization is only shown while the meeting is going on.
    return shown | ({"orgId": one.person.org.id} if one.person and not left else {})


def _device(call: Call, one: Participant, device: Device, left: datetime | None) -> dict[str, Any]:
    joined = device.joined or one.joined
    gone = device.left if device.left and device.left <= call.world.clock.now() else left
    length = int(((gone or call.world.clock.now()) - joined).total_seconds())
    shown: dict[str, Any] = {"correlationId": device.id, "deviceType": device.kind, "audioType": device.audio}
    shown |= {**_times(call, joined, gone), "durationSecond": length}
    return shown | ({"callType": "callIn"} if device.audio == "pstn" else {})


def _times(call: Call, joined: datetime, left: datetime | None) -> dict[str, str]:
    """When somebody left is not known while he or she is there: absent, or the beginning of time (trap 21)."""
    times = {"joinedTime": meetings_time(joined, call.zone)}
    if left is not None:
        return times | {"leftTime": meetings_time(left, call.zone)}
    return times | ({"leftTime": _UNKNOWN} if call.world.knobs.unknown_left_time == "1970" else {})


ROUTES = (
    Route("GET", "/meetingParticipants", participants, _READ),
    Route("POST", "/meetingParticipants/query", query, _READ),
)
