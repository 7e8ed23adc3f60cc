"""Whatever happens in whatever order: what appears while somebody is subscribed is told once, and nothing else is.

Two people have digests of their own, notices, and digests in a space that they share. More examples than usual:
`DIGEST_EXAMPLES=500 .venv/bin/python -m pytest tests/dialogues/test_digests_once.py --hypothesis-seed=1`.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import create_engine, make_url

from app import build
from core.digests import InSpace
from core.errors import Retryable
from core.people import Preferences
from core.quiet import QuietHours
from core.schedules import Rhythm, Schedule
from services.digests import TooMany
from simulator.archive import Recording
from simulator.calls import CallRecording
from store.database import Database
from store.migrate import migrate
from store.tables import metadata
from tests.databases import new_postgres
from tests.stage import Heard, Speaker, StageClock, staged

# A sweep over what other tests measure already; measuring it again takes half a minute of every run.
pytestmark = pytest.mark.no_cover

EXAMPLES = int(os.environ.get("DIGEST_EXAMPLES", "4"))
ON_POSTGRES = EXAMPLES if "DIGEST_EXAMPLES" in os.environ else 1
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOST = 12
"""Recordings of one person: a digest names no more, and the others could not be told apart."""

ZONES = ("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
JUMPS = (MINUTE, 10 * MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY, 17 * DAY, 40 * DAY, 100 * DAY)
schedules = st.builds(
    Schedule, st.just(Rhythm.DAILY) | st.just(Rhythm.WEEKDAYS), st.sampled_from([time(0, 30), time(2, 30), time(9)])
) | st.builds(Schedule, st.just(Rhythm.MONTHLY), st.just(time(2, 15)), st.sampled_from([1, 30, 31]))
faults = st.fixed_dictionaries(
    {
        "where": st.sampled_from(
            [
                ("POST", "/messages"),
                ("GET", "/messages/direct"),
                ("GET", "/recordings"),
                ("GET", "/convergedRecordings"),
                ("GET", "/memberships"),
                ("POST", "/access_token"),
                ("GET", "/people"),
            ]
        ),
        "how": st.sampled_from(
            [
                {"status": 503},
                {"status": 429, "retry_after": 3},
                {"status": 429, "retry_after": 90},
                {"status": 502, "land": True},
                {"drop": True},
                {"drop": True, "land": False},
                {"body": "html"},
            ]
        ),
        "times": st.integers(1, 4),
    }
)


Spans = list[tuple[datetime, datetime | None]]
"""When something was wanted, from and until; None is until now."""


class DigestsOnce(RuleBasedStateMachine):
    """Two people and a space, one bot that comes and goes, and a Webex with bad days."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()
        folder = Path(self.opened.enter_context(TemporaryDirectory()))
        self.stage = self.opened.enter_context(staged(folder, self.database_url()))
        self.stage.webex.world.knobs.refresh_token_life = timedelta(days=9999)
        self.people = [self.stage.person("Ana", timezone="Europe/Madrid"), self.stage.person("Bo", timezone="UTC")]
        for each in self.people:
            each.connects()
        self.team = self.stage.space("Team", *self.people)
        self.spans: dict[Speaker, Spans] = {each: [] for each in self.people}
        self.noticed: dict[Speaker, Spans] = {each: [] for each in self.people}
        self.in_space: dict[Speaker, Spans] = {each: [] for each in self.people}
        self.made: dict[Speaker, list[Recording | CallRecording]] = {each: [] for each in self.people}
        self.appeared: dict[str, datetime] = {}
        """When Webex told of it, by its ID: later than its file was made where that is shown only now."""
        self.zones = dict.fromkeys(self.people, "Europe/Madrid")
        self.deaths = 0
        self.unsure = 0
        """Posts of which the bot may not have heard whether they landed."""

    def database_url(self) -> str | None:
        """None for a SQLite in a folder of its own."""
        return None

    @property
    def now(self) -> datetime:
        return self.stage.clock.now()

    @initialize(first=schedules)
    def somebody_subscribes(self, first: Schedule) -> None:
        self.subscribes(0, first, is_added=False)

    @rule(who=st.integers(0, 1), schedule=schedules, is_added=st.booleans())
    def subscribes(self, who: int, schedule: Schedule, is_added: bool) -> None:
        ana = self.people[who]
        zone = ZoneInfo(self.zones[ana])
        try:
            self.stage.bot.services.digests.subscribe(ana.person.id, schedule, zone, is_added=is_added)
        except TooMany:
            return
        self.begins(self.spans[ana])

    @rule(who=st.integers(0, 1), schedule=schedules)
    def subscribes_the_space(self, who: int, schedule: Schedule) -> None:
        ana, services = self.people[who], self.stage.bot.services
        space, zone = InSpace(self.team.id), ZoneInfo(self.zones[ana])
        try:
            services.space_digests.subscribe(ana.person.id, space, schedule, zone)
        except TooMany:
            return
        self.begins(self.in_space[ana])

    @rule()
    def stops_the_space(self) -> None:
        self.stage.bot.services.space_digests.stop(self.team.id)
        for spans in self.in_space.values():
            self.ends(spans)

    @rule(who=st.integers(0, 1), is_on=st.booleans())
    def wants_notices(self, who: int, is_on: bool) -> None:
        ana, notices = self.people[who], self.stage.bot.services.notices
        try:
            if not is_on:
                notices.turn_off(ana.person.id)
                self.ends(self.noticed[ana])
                return
            notices.turn_on(ana.person.id, self.now)
        except Retryable:  # as Webex has a bad day, nothing has changed
            return
        self.begins(self.noticed[ana])

    def begins(self, spans: Spans) -> None:
        if not spans or spans[-1][1] is not None:
            spans.append((self.now.replace(microsecond=0), None))

    def ends(self, spans: Spans) -> None:
        if spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], self.now)

    @rule(who=st.integers(0, 1))
    def stops(self, who: int) -> None:
        ana = self.people[who]
        if self.stage.bot.services.digests.stop(ana.person.id):
            self.ends(self.spans[ana])

    @rule(who=st.integers(0, 1), zone=st.sampled_from(ZONES), is_quiet=st.booleans())
    def moves(self, who: int, zone: str, is_quiet: bool) -> None:
        ana, services = self.people[who], self.stage.bot.services
        quiet = QuietHours(time(22), time(7)) if is_quiet else None
        self.zones[ana] = zone
        services.people.choose(ana.person.id, replace(Preferences(), timezone=zone, quiet=quiet))
        services.digests.move_to(ana.person.id, ZoneInfo(zone))

    @rule(
        who=st.integers(0, 1),
        is_call=st.booleans(),
        # From one whose file was there for a while and is shown only now to one whose file takes two days.
        made_in=st.sampled_from([-40 * HOUR, -HOUR, timedelta(), MINUTE, HOUR, 47 * HOUR]),
        took=st.sampled_from([5 * MINUTE, 5 * HOUR, 5 * DAY]),
    )
    def something_is_recorded(self, who: int, is_call: bool, made_in: timedelta, took: timedelta) -> None:
        ana, world = self.people[who], self.stage.webex.world
        if len(self.made[ana]) == MOST:
            return
        at = self.now + made_in - took
        make = world.call(ana.person, at, processed_after=took) if is_call else None
        topic = f"{ana.person.name} number {len(self.made[ana])};"
        made = make or world.record(ana.person, topic, at, processed_after=took)
        self.made[ana].append(made)
        self.appeared[made.id] = max(made.created, self.now)

    @rule(lag=st.sampled_from([timedelta(), 3 * HOUR, 40 * HOUR]))
    def lists_trail_behind(self, lag: timedelta) -> None:
        self.stage.webex.world.knobs.rest_lag = lag

    @rule(fault=faults)
    def webex_has_a_bad_day(self, fault: dict[str, Any]) -> None:
        method, path = fault["where"]
        if path == "/messages" and fault["how"].get("status") != 429:
            self.unsure += fault["times"]
        self.stage.webex.world.fault(method, path, times=fault["times"], **fault["how"])

    @rule(by=st.sampled_from(JUMPS), ticks=st.booleans())
    def time_goes_by(self, by: timedelta, ticks: bool) -> None:
        self.stage.passes(by)
        if ticks:
            self.ticks(1)

    @rule(clocks=st.sampled_from([1, 10]))
    def ticks(self, clocks: int) -> None:
        """However many clocks tick at once, each subscription is begun once, whatever was missed."""
        digests = self.stage.bot.services.digests
        self.stage.bot.services.sweeps.plan_due()
        wanted = sum(len(digests.of(each.person.id)) for each in self.people)
        wanted += len(self.stage.bot.services.space_digests.of(self.team.id))
        with ThreadPoolExecutor(clocks) as pool:
            assert sum(pool.map(lambda _: digests.plan_due(), range(clocks))) <= wanted
        assert digests.plan_due() == 0
        self.stage.passes(MINUTE)

    @precondition(lambda self: self.deaths < 4)
    @rule(holds_a_row=st.booleans())
    def the_bot_dies_and_comes_back(self, holds_a_row: bool) -> None:
        if holds_a_row:
            self.deaths += self.stage.bot.work.claim(self.now) is not None
        bot = build(self.stage.bot.settings, clock=StageClock(self.stage.clock))
        self.opened.callback(bot.close)
        self.stage.bot = bot

    def teardown(self) -> None:
        with self.opened:
            self.settles()
            for each in self.people:
                self.was_told_once(each)

    def settles(self) -> None:
        """All is well for so long that every digest has come."""
        self.stage.webex.world.clear_faults()
        self.stage.webex.world.knobs.rest_lag = timedelta()
        for pause in (32 * DAY, DAY):
            self.stage.passes(pause)
            self.ticks(2)
            for _ in range(10):
                self.stage.passes(HOUR)
        assert self.stage.bot.work.forget_finished(self.now + DAY, "failed") == 0, "something was given up"

    def was_told_once(self, who: Speaker) -> None:
        """Where nobody knows whether a post has landed, a digest and a notice may cross, and a space may hear twice."""
        told = [item for heard in who.heard() for item in _told_by(heard)]
        spoken = "\n".join(heard.everything for heard in self.stage.heard_in(self.team))
        most = 1 + self.unsure if self.noticed[who] else 1
        for each in self.made[who]:
            # What Webex tells of is told at once, however old it is.
            is_announced = any(_is_in(self.appeared[each.id], span) for span in self.noticed[who])
            wanted = [*self.spans[who], *self.noticed[who]]
            self.was_told(each, told.count(each.id), wanted, most, may_be=is_announced)
            if isinstance(each, Recording):
                # Cards alone: beside each the same stands as text.
                self.was_told(each, spoken.count(each.topic) // 2, self.in_space[who], 1 + self.unsure)
            else:
                assert "Call with" not in spoken

    def was_told(
        self, what: Recording | CallRecording, times: int, wanted: Spans, most: int, *, may_be: bool = False
    ) -> None:
        spans = [span for span in wanted if _is_in(what.created, span)]
        if not spans and not may_be:
            assert times == 0, f"{what.created} was there before, or after"
            return
        is_due = any(span[1] is None for span in spans)
        assert is_due <= times <= most, f"{what.created} told {times} times"


def _told_by(heard: Heard) -> list[str]:
    """The IDs of what a digest or a notice tells for the first time; two may well have the same title."""
    if not heard.message.attachments:
        return []
    if heard.text.startswith(("Your digest:", "Ready meanwhile:")):
        lists = [each for each in heard.card["body"] if each.get("id") == "recording"]
        return [choice["value"] for choices in lists for choice in choices["choices"]]
    if heard.text.startswith(("A recording is ready", "The recording of a call is ready")):
        return [heard.card["actions"][0]["data"]["say"].removeprefix("show ")]
    return []


def _is_in(at: datetime, span: tuple[datetime, datetime | None]) -> bool:
    return span[0] <= at and (span[1] is None or at <= span[1])


class DigestsOnceOnPostgres(DigestsOnce):
    url = ""
    """Of one database for all examples: to make one takes longer than most of them."""

    def database_url(self) -> str:
        engine = create_engine(self.url)
        with engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        engine.dispose()
        return self.url


@pytest.fixture(scope="module")
def postgres() -> Iterator[None]:
    """All tables, in a PostgreSQL whose commits don't wait for the disk."""
    for url in new_postgres():
        chosen = make_url(url).update_query_dict({"options": "-c synchronous_commit=off"})
        DigestsOnceOnPostgres.url = chosen.render_as_string(hide_password=False)
        database = Database(DigestsOnceOnPostgres.url)
        migrate(database)
        database.close()
        yield


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


DigestsOnce.TestCase.settings = _settings(EXAMPLES)
DigestsOnceOnPostgres.TestCase.settings = _settings(ON_POSTGRES)
TestDigestsOnce = DigestsOnce.TestCase
TestDigestsOnceOnPostgres = pytest.mark.postgres(pytest.mark.usefixtures("postgres")(DigestsOnceOnPostgres.TestCase))
