"""Faces of notices."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from cards import notices
from core.digests import InSpace
from core.meetings import Meeting
from core.notices import Made, Noticing, Wish
from tests.cards.examples.calls import call
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example, recording


def noticing(*refused: str, rooms: tuple[str, ...] = ()) -> Noticing:
    spaces = tuple(Wish("P1", NOW, InSpace(room)) for room in rooms)
    return Noticing("P1", NOW, NOW, refused, wishes=(Wish("P1", NOW), *spaces))


def made(title: str, *, transcript: bool = True, notes: bool = True, is_recorded: bool = True, **more: Any) -> Made:
    of = Meeting("9f8e7d6c_I_4800", title, "meeting", **more)
    return Made(of, transcript, notes, recording() if is_recorded else None)


def examples() -> list[Example]:
    at: Any = {"zone": BERLIN, "now": NOW}
    recorded, rest, form = notices.recorded, notices.made, notices.notices
    start = NOW - timedelta(hours=3)
    prevented = recording(download_url=None, is_shared_with_me=True, meeting_id=None)
    long = " ".join(NASTY) * 9
    refused = noticing("recordings", "meetingTranscripts", "meetings", "convergedRecordings", "new" * 200)
    return [
        Example("notice-recording", recorded, recorded(recording(), **at), ("Weekly sync",)),
        Example("notice-prevented", recorded, recorded(prevented, **at), ("Downloading is switched off",)),
        *(
            Example(f"notice-nasty-{at_}", recorded, recorded(recording(topic=topic), **at), (topic,))
            for at_, topic in enumerate(NASTY)
        ),
        Example("notice-call", recorded, recorded(call(), **at), ("The recording of a call is ready",)),
        Example("notice-both", rest, rest(made("Weekly sync", start=start), **at), ("Weekly sync",)),
        Example("notice-notes", rest, rest(made("Weekly sync", transcript=False), **at), ("The AI notes are ready",)),
        Example(
            "notice-extreme", rest, rest(made(long, notes=False, is_recorded=False), **at), ("I see no recording",)
        ),
        Example(
            "notice-binned",
            rest,
            rest(replace(made("Weekly sync", is_recorded=False), is_binned=True), **at),
            ("lies in the recycle bin, so you find them",),
        ),
        Example("notices-off", form, form(None), ("Notices are off",)),
        Example("notices-on", form, form(noticing(), is_changed=True), ("Notices are on",)),
        Example("notices-and-spaces", form, form(noticing(rooms=("R1", "R2"))), ("I tell 2 spaces",)),
        Example("notices-refused", form, form(refused), ("does not let me hear of",)),
        Example("notices-waiting", notices.waits, notices.waits()),
        Example("notices-turned-off", notices.turned_off, notices.turned_off()),
    ]
