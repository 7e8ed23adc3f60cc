"""A meeting as the API shows it: which attributes there are depends on its kind and state (reference 11.3)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import Call
from simulator.calendar import Found
from simulator.instants import meetings_time
from simulator.series import Meeting, Occurrence, Series

_PLANNED = (
    "agenda",
    "password",
    "enabledAutoRecordMeeting",
    "allowAnyUserToBeCoHost",
    "enabledJoinBeforeHost",
    "joinBeforeHostMinutes",
    "publicMeeting",
    "reminderTime",
    "integrationTags",
)


def shown(call: Call, what: Found, current: bool = False) -> dict[str, Any]:
    """Any of the three kinds. With `current`, a series has the times of its current date and not of its first."""
    if isinstance(what, Meeting):
        return _instance(call, what)
    if isinstance(what, Occurrence):
        return _occurrence(call, what)
    return _series(call, what, current)


def in_list(call: Call, what: Found) -> dict[str, Any]:
    """As lists show it: with what is left of an ended meeting, which its details don't tell."""
    if not isinstance(what, Meeting) or what.is_running(call.world.clock.now()):
        return shown(call, what)
    return shown(call, what) | traces(call, what)


def traces(call: Call, meeting: Meeting) -> dict[str, bool]:
    """What there is of an ended meeting, or was: these stay true after a deletion (trap 20)."""
    return {
        "hasChat": False,
        "hasRecording": bool(call.world.archive.of(meeting)),
        "hasTranscription": call.world.transcripts.were_made_of(meeting),
        "hasSummary": call.world.summaries.were_made_of(meeting),
        "hasClosedCaption": False,
        "hasPolls": False,
        "hasQA": False,
        "hasSlido": False,
    }


def web_link(call: Call, series: Series) -> str:
    """The page of a meeting, which is the same for all its dates."""
    return f"{call.origin}/{series.site_url.partition('.')[0]}/j.php?MTID=m{series.id}"


def _series(call: Call, series: Series, current: bool) -> dict[str, Any]:
    dated = (series.current(call.world.clock.now()) if current else None) or series.occurrences[0]
    own = {"recurrence": str(series.recurrence)} if series.recurrence else {}
    return {
        "id": series.id,
        "meetingType": "meetingSeries",
        **_common(call, series, dated),
        "title": series.title,
        **own,
        **_plan(call, series, series.settings),
    }


def _occurrence(call: Call, one: Occurrence) -> dict[str, Any]:
    return {
        "id": one.id,
        "meetingSeriesId": one.series.id,
        "meetingType": "scheduledMeeting",
        "isModified": one.is_modified,
        **_common(call, one, one),
        "title": one.settings["title"],
        **_plan(call, one.series, one.settings),
    }


def _instance(call: Call, meeting: Meeting) -> dict[str, Any]:
    basics = {
        "id": meeting.id,
        "meetingSeriesId": meeting.series_id,
        "scheduledMeetingId": meeting.scheduled_id,
        "meetingType": "meeting",
        **_common(call, meeting, meeting),
        "title": meeting.title,
    }
    if not meeting.is_running(call.world.clock.now()):
        return basics
    del basics["end"]
    return basics | _plan(call, meeting.series, meeting.occurrence.settings)


def _common(call: Call, what: Found, dated: Occurrence | Meeting) -> dict[str, Any]:
    series = what if isinstance(what, Series) else what.series
    host, site_url = (what.host, what.site_url) if isinstance(what, Meeting) else (series.host, series.site_url)
    return {
        "state": what.state(call.world.clock.now()),
        "timezone": call.request.headers.get("timezone") or "UTC",
        "start": meetings_time(dated.start, call.zone),
        "end": meetings_time(dated.end, call.zone),
        "hostUserId": host.id,
        "hostDisplayName": host.name,
        "hostEmail": host.email,
        "siteUrl": site_url,
        "webLink": web_link(call, series),
        "scheduledType": "meeting",
        "enabledBreakoutSessions": False,
    }


def _plan(call: Call, series: Series, settings: dict[str, Any]) -> dict[str, Any]:
    """What only plans and running meetings have. The host key is for the host."""
    key = {"hostKey": series.number[-6:]} if call.person is series.host else {}
    planned = {name: settings[name] for name in _PLANNED if settings.get(name) is not None}
    numbers = {"meetingNumber": series.number, "sipAddress": f"{series.number}@{series.site_url}"}
    return numbers | key | planned | {"phoneAndVideoSystemPassword": series.number[:8]}
