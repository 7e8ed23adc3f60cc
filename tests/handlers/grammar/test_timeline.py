"""`all` and what follows it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.commands import Command, Invalid
from core.periods import Period
from core.recordings import Filters
from core.timeline import ShowTimeline
from handlers.grammar.sentences import parse
from handlers.grammar.timeline import sentence
from handlers.when.periods import read_period

NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
ID, CALL_ID = "0a1b2c3d4e5f40718293a4b5c6d7e8f9", "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5"


def ask(text: str) -> Command:
    return parse(text, now=NOW, zone=MADRID)


def when(words: str) -> Period:
    period = read_period(words, now=NOW, zone=MADRID)
    assert isinstance(period, Period)
    return period


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("all", ShowTimeline()),
        ("/ALL my recordings please", ShowTimeline()),
        ("all calls and meetings", ShowTimeline()),
        ("show me everything", ShowTimeline()),
        ("timeline yesterday", ShowTimeline(period=when("yesterday"))),
        ("all of last week", ShowTimeline(period=when("last week"))),
        ("all topic:budget", ShowTimeline(Filters(topic="budget"))),
        ("all format:mp3 status:bin", ShowTimeline(Filters(format="MP3", status="deleted"))),
        (f"all in march after:{ID.upper()}", ShowTimeline(period=when("in march"), after=ID)),
        (f"all after:{CALL_ID}", ShowTimeline(after=CALL_ID)),
    ],
)
def test_all_takes_a_time_and_the_filters_of_both_kinds(text: str, command: ShowTimeline) -> None:
    assert ask(text) == command
    assert ask(sentence(command)) == command


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("all host:me", "`host:` is about meetings only, so it goes with `list`"),
        ("all region:DE", "I know no filter `region:`, only `topic:`, `format:`, `status:`"),
        ("all format:avi", "`format:` takes `MP4`, `MP3`, `ARF` or `UPLOADED`"),
        ("all after:2", "`after:` takes the ID of a recording or of a call"),
        ("all good things", "I can't read `good things` as a time"),
        ("all 2026-02-30", "no `2026-02-30`"),
    ],
)
def test_what_is_not_accepted_is_said(text: str, said: str) -> None:
    command = ask(text)
    assert isinstance(command, Invalid)
    assert said in command.problem
