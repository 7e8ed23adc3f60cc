"""When a schedule comes next: wall-clock times by APScheduler's cron rules, then placed in the person's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from core.schedules import WEEKDAYS, Rhythm, Schedule


def next_time(schedule: Schedule, after: datetime, zone: ZoneInfo) -> datetime:
    """The first time after that instant, in UTC.

    A time that does not exist on its day, as clocks go forward, moves to the end of the gap; one that happens twice
    counts once, the first time. In a month without such a day, its last day serves.
    """
    # Run in the zone itself the trigger skips days and fires twice, so it counts wall-clock times as if they were UTC.
    wall = after.astimezone(zone).replace(tzinfo=UTC)
    while True:
        wall = _next_wall(schedule, wall)
        placed = _placed(wall, zone)
        if placed > after:  # not so where clocks go back: the wall shows a time again that has been
            return placed


def _next_wall(schedule: Schedule, wall: datetime) -> datetime:
    """The first wall-clock time after that one."""
    after = wall
    while True:
        after = _fires(schedule, after + timedelta(microseconds=1))
        # The trigger knows last days but not "the 30th or the last", so the day is put right afterwards.
        fitted = after.replace(day=min(schedule.day or 1, after.day)) if _is_late_in_month(schedule) else after
        if fitted > wall:
            return fitted


def _fires(schedule: Schedule, since: datetime) -> datetime:
    """The first time from then on that the trigger knows; it has no end, so there always is one."""
    match schedule.rhythm:
        case Rhythm.WEEKDAYS:
            days = {"day_of_week": "mon-fri"}
        case Rhythm.WEEKLY:
            days = {"day_of_week": WEEKDAYS[schedule.day or 0]}
        case Rhythm.MONTHLY:
            days = {"day": "last" if _is_late_in_month(schedule) else str(schedule.day)}
        case _:
            days = {}
    trigger = CronTrigger(hour=schedule.at.hour, minute=schedule.at.minute, second=0, timezone=UTC, **days)
    fires: datetime = trigger.get_next_fire_time(None, since)
    return fires


def _is_late_in_month(schedule: Schedule) -> bool:
    return schedule.rhythm is Rhythm.MONTHLY and (schedule.day or 1) > 28


def _placed(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the zone's clocks show that time first, or jump over it."""
    first = wall.replace(tzinfo=zone, fold=0)
    instant = first.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=UTC) == wall:
        return instant
    # Nobody's clock shows it: both readings enclose the jump.
    before, behind = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), instant
    while behind - before > timedelta(seconds=1):
        middle = before + (behind - before) // 2
        if middle.astimezone(zone).utcoffset() == first.utcoffset():
            before = middle
        else:
            behind = middle
    return behind.replace(microsecond=0)
