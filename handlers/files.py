"""The names of files that go with answers."""

import re
from zoneinfo import ZoneInfo

from cards.phrases import spoken_topic
from core.calls import Item

_LONGEST = 80
_LONGEST_SAID = 500
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')


def file_name(recording: Item, what: str, ending: str, zone: ZoneInfo) -> str:
    """`Weekly sync 2026-03-02 transcript.txt`: safe on every system, and the day in the person's own time zone.

    Without the number of a telephone, as it shows wherever a file does.
    """
    said = recording.topic and spoken_topic(recording, _LONGEST_SAID)
    topic = " ".join(_UNSAFE.sub(" ", said).split())[:_LONGEST].strip(". ")
    return " ".join(part for part in (topic, f"{recording.when.astimezone(zone):%Y-%m-%d}", f"{what}.{ending}") if part)
