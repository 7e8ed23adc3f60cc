"""Quiet hours: what comes by itself waits until they end."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.people import Preferences
from core.schedules import Rhythm, Schedule
from services.schedules import next_time


def not_before(preferences: Preferences, zone: ZoneInfo, now: datetime) -> datetime:
    """The earliest instant, in UTC, at which this person wants to hear something; `now` outside their quiet hours.

    Days on which clocks change are as everywhere: what does not exist moves to the end of the gap, what happens twice
    counts once. So nobody's quiet hours end and begin anew as the clocks go back.
    """
    if preferences.quiet is None:
        return now
    begins, ends = (
        next_time(Schedule(Rhythm.DAILY, at), now, zone) for at in (preferences.quiet.start, preferences.quiet.end)
    )
    return ends if ends < begins else now
