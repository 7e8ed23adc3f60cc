"""What I may not have heard."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.elements import card, hint
from cards.words import clock_time, moment
from core.replies import Face


def with_unheard(face: Face, since: datetime, until: datetime, zone: ZoneInfo, now: datetime) -> Face:
    """The same card, with a line at its foot about presses of that time; what is no card stays as it is."""
    if face.card is None:
        return face
    words = (
        f"I heard nothing {_between(since, until, zone, now)}. If you pressed one of my buttons then, press it again."
    )
    return replace(face, card={**face.card, "body": [*face.card["body"], *card([hint(words)])["body"]]})


def _between(since: datetime, until: datetime, zone: ZoneInfo, now: datetime) -> str:
    first, last = since.astimezone(zone), until.astimezone(zone)
    begin = clock_time(since, zone) if first.date() == now.astimezone(zone).date() else moment(since, zone, now)
    if clock_time(since, zone) == clock_time(until, zone) and first.date() == last.date():
        return f"at {begin}"
    end = clock_time(until, zone) if last.date() == first.date() else moment(until, zone, now)
    return f"between {begin} and {end}"
