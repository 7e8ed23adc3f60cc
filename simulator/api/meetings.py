"""/meetings: list and details (references 11.2 and 11.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simulator.api.calls import Call, Reply, Route
from simulator.api.meeting_shapes import in_list, shown, traces, web_link
from simulator.api.paging import meetings_page
from simulator.api.windows import window, window_ahead
from simulator.calendar import Found
from simulator.refusals import Refused
from simulator.series import Meeting, Occurrence, Series

_ADMIN_READ = "meeting:admin_schedule_read"
_READ = f"meeting:schedules_read|{_ADMIN_READ}"
_STATES = {
    "meetingSeries": ("active", "inProgress", "expired"),
    "scheduledMeeting": ("scheduled", "ready", "ended", "missed"),
    "meeting": ("lobby", "inProgress", "ended"),
}
_EVERY_STATE = sorted({state for states in _STATES.values() for state in states})
_SELECTORS = ("meetingNumber", "webLink", "roomId")
_TRACES = (
    "hasChat",
    "hasRecording",
    "hasTranscription",
    "hasSummary",
    "hasClosedCaption",
    "hasPolls",
    "hasQA",
    "hasSlido",
)


def meetings(call: Call) -> Reply:
    """GET /meetings: by series, by number, link or space, or by kind and time; soonest first."""
    call = call.acting(_ADMIN_READ)
    _check_traces(call)
    if series_id := call.query("meetingSeriesId"):
        return _of_series(call, series_id)
    selectors = [name for name in _SELECTORS if call.query(name)]
    if len(selectors) > 1:
        raise Refused(400, "meetingNumber, webLink and roomId are mutually exclusive.")
    return _selected(call, selectors[0]) if selectors else _in_time(call)


def meeting(call: Call, meeting_id: str) -> Reply:
    """GET /meetings/{meetingId} by any kind of id, for host and invitees and those who know the password."""
    call = call.acting(_ADMIN_READ)
    found = call.world.calendar.found(call.person, meeting_id, call.request.headers.get("password"))
    if isinstance(found, Series) and call.flag("current"):
        return Reply(shown(call, found.current(call.world.clock.now()) or found))
    return Reply(shown(call, found))


def _of_series(call: Call, series_id: str) -> Reply:
    """The dates and meetings of a series. Only kind, state, time and `isModified` narrow them any further."""
    found = call.world.calendar.found(call.person, series_id)
    if not isinstance(found, Series):
        raise Refused(404)
    kind = call.choice("meetingType", "scheduledMeeting", "meeting")
    dates = [] if kind == "meeting" else _planned(call, found.occurrences)
    held = [] if kind == "scheduledMeeting" else _held(call, found)
    return _page(call, [*_in_state(call, kind or "", dates), *_in_state(call, kind or "", held)])


def _selected(call: Call, selector: str) -> Reply:
    """By number or link, whatever its time, state and site: the current date of each, or the whole series.

    Whoever is neither host nor invited needs the password. The spaces here have no meetings.
    """
    value, calendar = call.query(selector) or "", call.world.calendar
    if selector == "roomId":
        call.world.spaces.seen_by(call.person, value)
        return Reply({"items": []})
    found = calendar.numbered(value) if selector == "meetingNumber" else calendar.linked(_has_link(call, value))
    password = call.request.headers.get("password")
    seen = [one for one in found if one.is_for(call.person) or one.settings["password"] == password]
    now, whole = call.world.clock.now(), call.flag("current") is False
    return Reply({"items": [shown(call, one if whole else one.current(now) or one) for one in seen]})


def _in_time(call: Call) -> Reply:
    kind = call.choice("meetingType", *_STATES) or "meetingSeries"
    call.choice("scheduledType", "meeting", "webinar", "personalRoomMeeting")
    found: list[Found] = []
    if kind == "meeting":
        found = [*_held(call)]
    elif kind == "scheduledMeeting":
        dates = [one for series in call.world.calendar.series_of(call.person) for one in series.occurrences]
        found = [*_planned(call, dates)]
    else:
        start, end = window_ahead(call)
        mine = call.world.calendar.series_of(call.person)
        # A series counts when any part of it lies in the window, be it between two of its dates.
        found = [one for one in mine if one.occurrences[0].start < end and one.occurrences[-1].end > start]
    return _page(call, [one for one in _in_state(call, kind, found) if _passes(call, one)])


def _planned(call: Call, dates: Iterable[Occurrence]) -> list[Occurrence]:
    """The dates in the window, which looks forward."""
    start, end = window_ahead(call)
    modified = call.flag("isModified")
    return [one for one in dates if start <= one.start < end and modified in (None, one.is_modified)]


def _held(call: Call, series: Series | None = None) -> list[Meeting]:
    """The meetings (of a series) in the window, which looks back, that have the wanted traces."""
    start, end = window(call)
    wanted = {name: flag for name in _TRACES if (flag := call.flag(name)) is not None}
    mine = [one for one in call.world.calendar.meetings_of(call.person) if series in (None, one.series)]
    found = [one for one in mine if start <= one.start < end]
    return [one for one in found if not wanted or wanted.items() <= traces(call, one).items()]


def _in_state(call: Call, kind: str, found: Iterable[Found]) -> list[Found]:
    state = call.choice("state", *_STATES.get(kind, _EVERY_STATE))
    return [one for one in found if state in (None, one.state(call.world.clock.now()))]


def _passes(call: Call, one: Found) -> bool:
    series = one if isinstance(one, Series) else one.series
    tag, site = call.query("integrationTag"), one.site_url if isinstance(one, Meeting) else series.site_url
    return (
        call.query("siteUrl") in (None, site)
        and call.query("scheduledType") in (None, "meeting")
        and (tag is None or tag in series.settings.get("integrationTags", []))
    )


def _page(call: Call, found: list[Found]) -> Reply:
    return meetings_page(call, sorted(found, key=_start), lambda one: _item(call, one), lambda one: one.id)


def _item(call: Call, one: Found) -> dict[str, object]:
    if isinstance(one, Series):
        return shown(call, one, current=call.flag("current") is not False)
    return in_list(call, one)


def _start(one: Found) -> float:
    return (one.occurrences[0] if isinstance(one, Series) else one).start.timestamp()


def _has_link(call: Call, link: str) -> Callable[[Series], bool]:
    return lambda series: web_link(call, series) == link


def _check_traces(call: Call) -> None:
    """What is left of meetings can only be asked of those that have ended."""
    asks = any(call.flag(name) is not None for name in _TRACES)
    if asks and (call.query("meetingType"), call.query("state")) != ("meeting", "ended"):
        raise Refused(400, "has… parameters need meetingType=meeting and state=ended.")


ROUTES = (
    Route("GET", "/meetings", meetings, _READ),
    Route("GET", "/meetings/<meeting_id>", meeting, _READ),
)
