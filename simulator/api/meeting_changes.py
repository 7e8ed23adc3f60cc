"""PATCH and PUT /meetings/{meetingId}: by the host, of series and dates (reference 11.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from simulator.api.calls import Call, Reply, Route, maybe_flag, text
from simulator.api.meeting_shapes import shown
from simulator.calendar import not_allowed, reschedule
from simulator.instants import parse_time, zone_named
from simulator.refusals import Refused
from simulator.series import Occurrence, Recurrence, Series

_JSON, _JSON_PATCH = "application/json", "application/json-patch+json"
_TAKES = {"both": (_JSON, _JSON_PATCH), "json-patch": (_JSON_PATCH,), "json": (_JSON,)}
_FLAGS = ("enabledAutoRecordMeeting", "enabledJoinBeforeHost", "allowAnyUserToBeCoHost", "publicMeeting")
_NUMBERS = ("joinBeforeHostMinutes", "reminderTime")
_TEXTS = {"title": 128, "agenda": 1300, "password": 64}
_TIMES = ("start", "end", "timezone", "recurrence")
_KNOWN = {*_FLAGS, *_NUMBERS, *_TEXTS, *_TIMES, "integrationTags", "hostEmail", "sendEmail"}
_MOST_TAGS, _LONGEST_TAG = 3, 64


def patch(call: Call, meeting_id: str) -> Reply:
    """PATCH /meetings/{meetingId}: its media type is that of JSON Patch, its body a plain partial object (trap 19)."""
    if call.request.mimetype not in _TAKES[call.world.knobs.patch_media_type]:
        raise Refused(415, f"Content type '{call.request.mimetype}' not supported")
    return _changed(call, meeting_id)


def put(call: Call, meeting_id: str) -> Reply:
    """PUT /meetings/{meetingId}: the same, but title and times must be given."""
    for name in ("title", "start", "end"):
        text(call.json(), name)
    return _changed(call, meeting_id)


def _changed(call: Call, meeting_id: str) -> Reply:
    body = call.json()
    call.check_acts_for_self()
    if "_I_" in meeting_id:
        raise not_allowed(meeting_id)
    if body.get("hostEmail"):
        raise Refused(403)
    found = call.world.calendar.planned(call.person, meeting_id)
    series = found if isinstance(found, Series) else found.series
    _check_may_change(call, series)
    mails = maybe_flag(body, "sendEmail", True)
    settings, plan = _settings(body), _plan(call, body, found)
    _keep(found, settings)
    plan()
    _tell(call, found, series, mails)
    strange = sorted(set(body) - _KNOWN)
    warning = {"Warning": f'199 - "1001: unsupported attributes {", ".join(strange)}"'} if strange else {}
    return Reply(shown(call, found), headers=warning)


def _check_may_change(call: Call, series: Series) -> None:
    if series.host is not call.person:
        raise Refused(call.world.knobs.not_host)
    if series.by_connector:
        raise Refused(400, "Meetings created by a calendar connector cannot be updated.")
    if series.state(call.world.clock.now()) == "inProgress":
        raise Refused(400, "Meeting is in progress")


def _settings(body: dict[str, Any]) -> dict[str, Any]:
    """What is to be changed, by name; None for what is to be cleared. 400 for what can't be."""
    changes: dict[str, Any] = {name: maybe_flag(body, name, False) for name in _FLAGS if name in body}
    for name, most in _TEXTS.items():
        if name in body:
            changes[name] = None if name == "agenda" and body[name] is None else _short(body, name, most)
    for name in _NUMBERS:
        if name in body:
            changes[name] = _number(body, name)
    if "integrationTags" in body:
        changes["integrationTags"] = _tags(body["integrationTags"])
    return changes


def _keep(found: Series | Occurrence, changes: dict[str, Any]) -> None:
    kept = found.settings if isinstance(found, Series) else found.changes
    kept.update(changes)


def _plan(call: Call, body: dict[str, Any], found: Series | Occurrence) -> Callable[[], None]:
    """What will move the meeting, checked but not done yet."""
    if not any(name in body for name in ("start", "end", "recurrence")):
        return lambda: None
    dated = found.occurrences[0] if isinstance(found, Series) else found
    zone, now = (zone_named(str(body["timezone"])) if body.get("timezone") else call.zone), call.world.clock.now()
    start = parse_time(text(body, "start"), "start", zone) if "start" in body else dated.start
    end = parse_time(text(body, "end"), "end", zone) if "end" in body else start + (dated.end - dated.start)
    if ("start" in body and start < now) or ("end" in body and end < now):
        raise Refused(400, "Parameter 'start' or 'end' is before current time")
    if end <= start:
        raise Refused(400, "'start' must be before 'end'.")
    if isinstance(found, Occurrence):
        return lambda: _move(found, start, end)
    rule = body.get("recurrence", found.recurrence and str(found.recurrence))
    recurrence = None if rule is None else Recurrence.read(str(rule))

    def replan() -> None:
        found.recurrence = recurrence
        reschedule(found, start, end - start)

    return replan


def _move(occurrence: Occurrence, start: datetime, end: datetime) -> None:
    occurrence.start, occurrence.end, occurrence.was_moved = start, end, True


def _tell(call: Call, found: Series | Occurrence, series: Series, mails: bool) -> None:
    """The invited get mail unless told otherwise (trap 14); webhooks are told anyway."""
    if mails:
        people = [call.world.directory.by_id(key) for key in sorted(series.invitees)]
        call.world.outbox.tell_of_change([one.email for one in people if one], series.title, found.id)
    call.world.calendar.tell(found, "updated")


def _short(body: dict[str, Any], name: str, most: int) -> str:
    value = text(body, name)
    if len(value) > most:
        raise Refused(400, f"{name} must not be longer than {most} characters.")
    return value


def _number(body: dict[str, Any], name: str) -> int:
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refused(400, f"{name} must be a number.")
    return value


def _tags(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > _MOST_TAGS:
        raise Refused(400, f"integrationTags must not have more than {_MOST_TAGS} items.")
    if not all(isinstance(tag, str) and len(tag) <= _LONGEST_TAG for tag in value):
        raise Refused(400, f"Each of integrationTags must not be longer than {_LONGEST_TAG} characters.")
    return value


ROUTES = (
    Route("PATCH", "/meetings/<meeting_id>", patch, "meeting:schedules_write", takes=(_JSON, _JSON_PATCH)),
    Route("PUT", "/meetings/<meeting_id>", put, "meeting:schedules_write"),
)
