"""A leap year of digests in eight zones, as the bot's own tick plans them, with a bot that is away now and then."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from app import Bot, build
from core.clock import ManualClock
from core.people import Person
from core.schedules import Rhythm, Schedule
from core.settings import Settings
from store.people import People
from store.tables import work
from tests.databases import prepare

# A sweep over what other tests measure already; measuring it again takes half a minute of every run.
pytestmark = pytest.mark.no_cover

ZONES = (
    "Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu",
    "Pacific/Chatham", "UTC",
)  # fmt: skip
"""Clocks go forward and back in both hemispheres, by an hour and by half of one, at midnight and at other times."""
START, END = datetime(2028, 1, 1, 12, tzinfo=UTC), datetime(2029, 1, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
DAILY, LAST = Schedule(Rhythm.DAILY, time(2, 30)), Schedule(Rhythm.MONTHLY, time(0, 15), 31)
MINUTE = timedelta(minutes=1)
CLOSELY = (datetime(2028, 3, 10, 12, tzinfo=UTC), datetime(2028, 3, 13, 12, tzinfo=UTC))
"""When the bot goes away five minutes before each time that a digest is due, and is back soon after. In New York clocks
go forward in the second night."""
LEAVES_BEFORE, MINUTES_AWAY = 5 * MINUTE, 17 * MINUTE
AWAY = {"three days": (datetime(2028, 3, 25, tzinfo=UTC), 3), "two months": (datetime(2028, 9, 20, tzinfo=UTC), 61)}


Due = dict[tuple[str, str], dict[datetime, datetime]]
"""When digests were due, and when each of them was planned, by zone and rhythm."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Due:
    url = f"sqlite:///{tmp_path_factory.mktemp('year')}/bot.db"
    prepare(url)
    clock = ManualClock(START)
    secret = {
        "webex_bot_token": SecretStr("t"),
        "webex_client_secret": SecretStr("s"),
        "secret_key": SecretStr("k" * 40),
    }
    given = {"webex_client_id": "c", "public_url": "https://bot.example.com", "database_url": url, **secret}
    bot = build(Settings(_env_file=None, **given), clock=clock)  # type: ignore[arg-type, call-arg]  # it tells no types
    try:
        return _lived(bot, clock)
    finally:
        bot.close()


def _lived(bot: Bot, clock: ManualClock) -> Due:
    digests = bot.services.digests
    names: dict[int, tuple[str, str]] = {}
    for zone in ZONES:
        with bot.database.begin() as tx:
            People(bot.database).keep(tx, Person(zone, f"{zone}@example.com", zone, "org", zone), START)
        for schedule in (DAILY, LAST):
            digests.subscribe(zone, schedule, ZoneInfo(zone), is_added=True)
        names |= {each.id: (zone, each.schedule.rhythm.value) for each in digests.of(zone)}
    while clock.now() < END:
        clock.advance(_until_next_tick(bot, clock.now()))
        assert digests.plan_due() <= len(names), "more than one of a subscription"
        assert digests.plan_due() == 0
    due: Due = {name: {} for name in names.values()}
    with bot.database.read() as tx:
        for row in tx.execute(select(work.c.key, work.c.asked_at).order_by(work.c.asked_at)):
            _, number, at = row.key.split("|")
            due[names[int(number)]][datetime.fromisoformat(at)] = row.asked_at
    return due


def _until_next_tick(bot: Bot, now: datetime) -> timedelta:
    """A day mostly, and for some days less; more where the bot is away."""
    if CLOSELY[0] <= now < CLOSELY[1]:
        first = min(each.next_at for zone in ZONES for each in bot.services.digests.of(zone))
        there = first - LEAVES_BEFORE - now
        return there if there > timedelta() else MINUTES_AWAY
    return DAY * next((days for since, days in AWAY.values() if since <= now < since + DAY), 1)


def _missed(day: date) -> bool:
    """Whether that day lies well within an absence, or so near its ends that zones differ."""
    return any(since.date() - DAY <= day <= (since + (days + 1) * DAY).date() for since, days in AWAY.values())


@pytest.mark.parametrize("zone", ZONES)
def test_each_day_of_the_year_has_one_at_its_time(year: Due, zone: str) -> None:
    local = [at.astimezone(ZoneInfo(zone)) for at in year[zone, "daily"]]
    days = [each.date() for each in local]
    assert len(set(days)) == len(days)
    wanted = {date(2028, 1, 2) + number * DAY for number in range(365)}
    assert {day for day in wanted if not _missed(day)} <= set(days)
    assert date(2028, 2, 29) in days
    for each in local:
        is_end_of_gap = (each.astimezone(UTC) - timedelta(minutes=1)).astimezone(
            each.tzinfo
        ).utcoffset() != each.utcoffset()
        assert (each.hour, each.minute, each.fold) == (2, 30, 0) or is_end_of_gap


@pytest.mark.parametrize("zone", ZONES)
def test_an_absence_of_any_length_costs_one(year: Due, zone: str) -> None:
    for since, days in AWAY.values():
        before, behind = since, since + days * DAY
        assert sum(before < at <= behind for at in year[zone, "daily"]) <= 2
    assert max(later - earlier for earlier, later in pairwise(year[zone, "daily"])) > 58 * DAY


@pytest.mark.parametrize("zone", ZONES)
def test_minutes_away_cost_minutes(year: Due, zone: str) -> None:
    began, ended = CLOSELY
    late = [planned - at for at, planned in year[zone, "daily"].items() if began <= at < ended]
    assert len(late) == 3
    assert all(timedelta() <= each <= MINUTES_AWAY for each in late)
    assert max(late) > timedelta()


@pytest.mark.parametrize("zone", ZONES)
def test_each_month_has_one_on_its_last_day(year: Due, zone: str) -> None:
    local = [at.astimezone(ZoneInfo(zone)) for at in year[zone, "monthly"]]
    assert all((each + DAY).day == 1 for each in local)
    months = [each.month for each in local if each.year == 2028]
    assert months == [month for month in range(1, 13) if month != 10]  # of those in the absence one came
