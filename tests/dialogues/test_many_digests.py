"""Many digests in the same minute, and a limit of Webex that is far too low for them."""

from datetime import timedelta

from tests.crowd import make_due, subscribed
from tests.stage import Speaker, Stage

PEOPLE, LIMIT = 36, 25


def posted(stage: Stage, status: int) -> int:
    """How many posts of the bot had that answer, since the digests were due."""
    calls = stage.webex.world.requests
    return sum((each.person, each.path, each.status) == ("bot", "/messages", status) for each in calls)


def test_digests_meet_a_limit_without_a_herd_and_nobody_waits_for_them(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    failing, *others = subscribed(stage.webex, stage.bot, PEOPLE)
    stage.webex.world.fault("GET", "/recordings", person=failing.name, times=None, status=503)
    stage.passes(timedelta(minutes=2))  # whatever was said so far is out of the way of the limit
    make_due(stage.bot, stage.clock.now())
    stage.webex.world.rate_limit(None, messaging=LIMIT)
    stage.webex.world.forget_requests()
    stage.bot.ticks.plan()
    stage.passes(timedelta(minutes=1))
    assert 0 < posted(stage, 200) < LIMIT, "they go out one by one"
    ana.says("list").has("I found no recordings")
    assert posted(stage, 200) < LIMIT, "she is not behind them"
    for seconds in (2, 2, 60, *[2] * 5):
        stage.passes(timedelta(seconds=seconds))
    assert posted(stage, 200) == len(others) + 1
    rooms = [stage.webex.world.direct(each, stage.recbot) for each in others]
    assert all(len(stage.heard_in(room)) == 1 for room in rooms)
    assert 0 < posted(stage, 429) <= 3
