"""Many recordings under headings: each series that met several times, and the other ones by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.phrases import joined, topic_of, whose
from cards.words import clock_time, day_words, isolated, length, moment
from core.calls import Item
from core.recordings import Recording

TOPIC_LIMITS = (60, 40, 20, 10)
"""Characters of a topic, the most that the card has room for."""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one heading, newest first."""

    items: tuple[Item, ...]
    is_series: bool

    def title(self, zone: ZoneInfo, now: datetime, limit: int) -> str:
        """The topic of a series as it was called last, or `Thursday 12 March`."""
        newest = self.items[0]
        return topic_of(newest, limit) if self.is_series else day_words(newest.when, zone, now)

    def row(self, item: Item, zone: ZoneInfo, now: datetime, limit: int) -> str:
        """What the heading does not say of it: `10:01 · Budget · 44 min`, or `Thu 12 Mar, 10:01 · 44 min`."""
        if not self.is_series:
            parts = clock_time(item.when, zone), isolated(topic_of(item, limit))
        else:
            is_renamed = topic_of(item) != topic_of(self.items[0])
            parts = moment(item.when, zone, now), isolated(topic_of(item, limit)) if is_renamed else ""
        return joined(*parts, length(item.length), whose(item, limit))


def grouped(items: Sequence[Item], zone: ZoneInfo) -> tuple[Group, ...]:
    """Series first, then days, each in the order of the items; none where all are of one day of that zone.

    A series has a heading of its own where two or more of its meetings are among the items.
    """
    days: dict[object, list[Item]] = {}
    for each in items:
        days.setdefault(each.when.astimezone(zone).date(), []).append(each)
    if len(days) < 2:
        return ()
    series = {one: some for one, some in _by_series(items).items() if _meetings(some) > 1}
    seen = {each.id for some in series.values() for each in some}
    rest = [[each for each in some if each.id not in seen] for some in days.values()]
    return (
        *(Group(tuple(some), is_series=True) for some in series.values()),
        *(Group(tuple(some), is_series=False) for some in rest if some),
    )


def _by_series(items: Sequence[Item]) -> Mapping[str, list[Recording]]:
    found: dict[str, list[Recording]] = {}
    for each in items:
        if isinstance(each, Recording) and each.series_id:
            found.setdefault(each.series_id, []).append(each)
    return found


def _meetings(recordings: Sequence[Recording]) -> int:
    """How many: one that was recorded in two parts is one."""
    return len({each.meeting_id or each.id for each in recordings})
