"""Whatever happens in whatever order: what appears while somebody is subscribed is told once, and nothing else is.

More examples than usual: `DIGEST_EXAMPLES=500 .venv/bin/python -m pytest tests/dialogues/test_digests_once.py`.
"""

import os
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

from app import build
from core.people import Preferences
from core.quiet import QuietHours
from core.schedules import Rhythm, Schedule
from services.digests import TooMany
from simulator.archive import Recording
from simulator.calls import CallRecording
from tests.stage import Heard, Speaker, StageClock, staged

# A sweep over what other tests measure already; measuring it again takes half a minute of every run.
pytestmark = pytest.mark.no_cover

EXAMPLES = int(os.environ.get("DIGEST_EXAMPLES", "4"))
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


class DigestsOnce(RuleBasedStateMachine):
    """Two people, one bot that comes and goes, and a Webex with bad days."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()
        folder = Path(self.opened.enter_context(TemporaryDirectory()))
        self.stage = self.opened.enter_context(staged(folder))
        self.stage.webex.world.knobs.refresh_token_life = timedelta(days=9999)
        self.people = [self.stage.person("Ana", timezone="Europe/Madrid"), self.stage.person("Bo", timezone="UTC")]
        for each in self.people:
            each.connects()
        self.spans: dict[Speaker, list[tuple[datetime, datetime | None]]] = {each: [] for each in self.people}
        """When each was subscribed, from and until; None is until now."""
        self.made: dict[Speaker, list[Recording | CallRecording]] = {each: [] for each in self.people}
        self.zones = dict.fromkeys(self.people, "Europe/Madrid")
        self.deaths = 0

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
        spans = self.spans[ana]
        if not spans or spans[-1][1] is not None:
            spans.append((self.now.replace(microsecond=0), None))

    @rule(who=st.integers(0, 1))
    def stops(self, who: int) -> None:
        ana = self.people[who]
        if self.stage.bot.services.digests.stop(ana.person.id):
            self.spans[ana][-1] = (self.spans[ana][-1][0], self.now)

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
        self.made[ana].append(make or world.record(ana.person, "Weekly", at, processed_after=took))

    @rule(lag=st.sampled_from([timedelta(), 3 * HOUR, 40 * HOUR]))
    def lists_trail_behind(self, lag: timedelta) -> None:
        self.stage.webex.world.knobs.rest_lag = lag

    @rule(fault=faults)
    def webex_has_a_bad_day(self, fault: dict[str, Any]) -> None:
        method, path = fault["where"]
        self.stage.webex.world.fault(method, path, times=fault["times"], **fault["how"])

    @rule(by=st.sampled_from(JUMPS), ticks=st.booleans())
    def time_goes_by(self, by: timedelta, ticks: bool) -> None:
        self.stage.passes(by)
        if ticks:
            self.ticks(1)

    @rule(clocks=st.sampled_from([1, 5]))
    def ticks(self, clocks: int) -> None:
        """However many clocks tick at once, each subscription is begun once, whatever was missed."""
        digests = self.stage.bot.services.digests
        wanted = sum(len(digests.of(each.person.id)) for each in self.people)
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
        digests = [each for each in who.heard() if each.text.startswith("Your digest:") and each.message.attachments]
        told = [item for each in digests for item in _chosen_from(each)]
        for each in self.made[who]:
            spans = [span for span in self.spans[who] if span[0] <= each.created and _is_before(each.created, span[1])]
            times = told.count(each.id)
            if not spans:
                assert times == 0, f"{each.created} was there before, or after"
            elif any(span[1] is None for span in spans):
                assert times == 1, f"{each.created} told {times} times"
            else:
                assert times <= 1, f"{each.created} told {times} times"


def _chosen_from(digest: Heard) -> list[str]:
    """The IDs in its list; two of them may well have the same title."""
    lists = [element["choices"] for element in digest.card["body"] if element["type"] == "Input.ChoiceSet"]
    return [choice["value"] for choices in lists for choice in choices]


def _is_before(at: datetime, until: datetime | None) -> bool:
    return until is None or at <= until


DigestsOnce.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestDigestsOnce = DigestsOnce.TestCase
