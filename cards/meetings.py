"""Meetings by their number, and series with the switch that has them recorded."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ElementT

from cards.elements import button, card, choice, choices, heading, hint, message, spoken, subtitle
from cards.phrases import joined
from cards.words import counted, isolated, moment, plain, shortened
from core.meetings import Meeting
from core.replies import Face

MOST_SERIES = 20
TEXT_LINES = 12

_LONGEST_TITLE = 60
_BY_CALENDAR = "What a calendar such as Outlook made can be changed only there; Webex does not tell me which those are."
_SWITCH = {
    True: "recorded by itself",
    False: "not recorded by itself",
    None: "Webex does not tell whether it is recorded",
}


def no_such_meeting(number: str) -> Face:
    """No meeting with that number that this person may see."""
    return message(
        "I know no such meeting",
        f"Webex shows you no meeting with the number {shortened(plain(number), 40)}. Please check the number; it may "
        "also be a meeting that you neither host nor were invited to.",
        actions=[button("My recordings", "list")],
    )


def series_list(series: Sequence[Meeting], *, zone: ZoneInfo, now: datetime) -> Face:
    """Series to come, one of them chosen, with buttons that have it recorded or not."""
    if not series:
        return _no_series()
    shown = series[:MOST_SERIES]
    labels = [_label(each, zone, now) for each in shown]
    options = [choice(label, each.id) for label, each in zip(labels, shown, strict=True)]
    left = f"There are {len(series) - len(shown)} more, which begin later." if len(series) > len(shown) else ""
    about = f"{counted(len(series), 'meeting')} that you host in the next weeks"
    body: list[ElementT] = [
        heading("Automatic recording"),
        subtitle(about),
        choices("series", "Choose one", options, shown[0].id, is_open=True),
    ]
    body.append(hint(*([left] if left else []), _BY_CALENDAR))
    actions = [button("Record it", "record on {series}"), button("Do not record it", "record off {series}")]
    rest = f"… and {len(series) - TEXT_LINES} more" if len(series) > TEXT_LINES else ""
    return Face(spoken(f"Automatic recording: {about}", *labels[:TEXT_LINES], rest), card(body, actions))


def recording_set(meeting: Meeting, *, is_on: bool) -> Face:
    """How the switch of a series stands now, and how to turn it back."""
    now_so = "will be recorded by itself" if is_on else "will no longer be recorded by itself"
    back = (
        button("Switch it off again", f"record off {meeting.id}")
        if is_on
        else button("Switch it on again", f"record on {meeting.id}")
    )
    return message(
        "Automatic recording is " + ("on" if is_on else "off"),
        f"“{_title(meeting)}” {now_so}. Nobody was mailed about it.",
        actions=[back, button("All my series", "record")],
    )


def not_host() -> Face:
    """Only hosts may switch."""
    return message(
        "Webex does not let me change that meeting",
        "Only its host can switch automatic recording, or Webex no longer knows the meeting.",
        actions=[button("My series", "record")],
    )


def in_progress() -> Face:
    """Webex changes no meeting that is going on."""
    return message(
        "The meeting is going on right now",
        "Webex changes nothing of a meeting while it runs. Please ask me again once it is over.",
        actions=[button("My series", "record")],
    )


def not_changeable() -> Face:
    """A kind of meeting that programs can't change."""
    return message(
        "Webex does not let me change that meeting",
        "It may have been made by a calendar such as Outlook, in a space, or in a personal room: those can be changed "
        "only where they were made.",
        actions=[button("My series", "record")],
    )


def no_series() -> Face:
    """An ID of something that was held, or of a single date."""
    return message(
        "That is not a series",
        "Automatic recording is switched for a whole series, or for a single meeting that is still to come. "
        "What was held already can’t be changed.",
        actions=[button("My series", "record")],
    )


def _no_series() -> Face:
    return message(
        "Automatic recording",
        "You host no meeting in the next weeks that I could see, so there is nothing to switch.",
        actions=[button("My recordings", "list")],
    )


def _label(meeting: Meeting, zone: ZoneInfo, now: datetime) -> str:
    at = moment(meeting.start, zone, now) if meeting.start and meeting.start >= now else ""
    return joined(isolated(_title(meeting)), at, _SWITCH[meeting.is_recorded_by_itself])


def _title(meeting: Meeting) -> str:
    return shortened(plain(meeting.title), _LONGEST_TITLE) or "(no title)"
