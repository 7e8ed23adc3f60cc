"""Faces about meetings and their series."""

from dataclasses import replace
from datetime import timedelta

from cards import meetings
from core.meetings import Meeting
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example, hexadecimal, nasty_topic


def examples() -> list[Example]:
    of = meetings.no_such_meeting
    return [
        Example("no-such-meeting", of, of("25501234567"), ("25501234567",)),
        Example("no-meeting-extreme", of, of("🎉" * 999)),
        *series_examples(),
    ]


def series_examples() -> list[Example]:
    of, done = meetings.series_list, meetings.recording_set
    plain = Meeting(hexadecimal(1), "Weekly sync", "meetingSeries", start=NOW + timedelta(days=1))
    nasty = [replace(plain, id=hexadecimal(n), title=nasty_topic(seen)) for n, seen in enumerate(NASTY)]
    many = [replace(plain, id=hexadecimal(number), title="🎉" * 500) for number in range(200)]
    switched = [replace(plain, id=hexadecimal(n), is_recorded_by_itself=on) for n, on in enumerate((True, False, None))]
    return [
        Example("series", of, of(switched, zone=BERLIN, now=NOW), ("Weekly sync", "Wed 4 Mar, 10:20")),
        Example("series-none", of, of([], zone=BERLIN, now=NOW)),
        Example("series-untitled", of, of([Meeting("s", "", "meetingSeries")], zone=BERLIN, now=NOW), ("(no title)",)),
        Example("series-emoji", of, of(many, zone=BERLIN, now=NOW)),
        Example("series-nasty", of, of(nasty, zone=BERLIN, now=NOW), tuple(seen[:50] for seen in NASTY)),
        Example("record-on", done, done(plain, is_on=True), ("Weekly sync",)),
        Example("record-off", done, done(nasty[0], is_on=False), (NASTY[0],)),
        Example("record-not-host", meetings.not_host, meetings.not_host()),
        Example("record-in-progress", meetings.in_progress, meetings.in_progress()),
        Example("record-not-changeable", meetings.not_changeable, meetings.not_changeable()),
        Example("record-no-series", meetings.no_series, meetings.no_series()),
    ]
