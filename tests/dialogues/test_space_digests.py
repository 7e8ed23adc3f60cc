"""`digest here`: what a space hears of somebody's recordings."""

from datetime import timedelta

import pytest

from simulator.archive import Recording
from simulator.spaces import Space
from tests.dialogues.test_digests import HOUR, MINUTE, on, record
from tests.stage import START, Heard, Speaker, Stage


@pytest.fixture
def team(stage: Stage, ana: Speaker, bo: Speaker) -> Space:
    """A space with Ana, who is connected, and Bo, who isn't."""
    ana.connects()
    return stage.space("Team", ana, bo)


def said_in(stage: Stage, space: Space, who: Speaker, words: str) -> Heard:
    """The one answer that the space gets to that."""
    stage.settle()
    before = len(stage.heard_in(space))
    who.writes(words, space)
    stage.settle()
    (answer,) = stage.heard_in(space)[before:]
    return answer


def comes_to(stage: Stage, space: Space, day: int, hour: int, minute: int = 0) -> list[Heard]:
    before = len(stage.heard_in(space))
    stage.passes(on(day, hour, minute) - stage.clock.now())
    stage.bot.ticks.plan()
    stage.passes(MINUTE)
    return stage.heard_in(space)[before:]


def test_a_space_hears_topic_time_length_and_page_and_nothing_else(
    stage: Stage, ana: Speaker, bo: Speaker, team: Space
) -> None:
    said_in(stage, team, ana, "digest here daily 18:30").has("Digests of this space", "Every day at 18:30", "of Ana")
    weekly = stage.webex.world.record(ana.person, "Weekly sync", START + HOUR, password="Sup3rS3cret")
    stage.webex.world.call(ana.person, START + HOUR)
    (digest,) = comes_to(stage, team, 12, 17, 30)
    digest.has("1 new recording", "Weekly sync", "44 min", "Open 1")
    assert list(digest.links.values()) == [next(url for url in digest.links.values() if "ldr.php" in url)]
    digest.lacks("Sup3rS3cret", "+34911223344", "nbr", weekly.id)
    assert comes_to(stage, team, 13, 17, 30) == []


def test_only_what_was_asked_for(stage: Stage, ana: Speaker, team: Space) -> None:
    weekly = stage.webex.world.record(ana.person, "Weekly sync", START + HOUR)
    said_in(stage, team, ana, f"digest here daily 18:30 series:{weekly.meeting.series_id}").has("one meeting series")
    said_in(stage, team, ana, 'digest here daily 18:00 topic:"budget talk"').has("with “budget talk” in the topic")
    record(stage, ana, "Budget talk", START + HOUR)
    record(stage, ana, "Something private", START + HOUR)
    (budget,) = comes_to(stage, team, 12, 17)
    budget.has("Budget talk").lacks("private", "Weekly sync")
    (series,) = comes_to(stage, team, 12, 17, 30)
    series.has("Weekly sync").lacks("private", "Budget")


def test_it_does_not_wait_for_the_quiet_hours_of_whose_it_is(stage: Stage, ana: Speaker, team: Space) -> None:
    ana.says("digest daily 18:00")
    ana.says("settings quiet:17:30-23:00")
    said_in(stage, team, ana, "digest here daily 18:30")
    record(stage, ana, "Weekly sync", START + HOUR)
    before = len(ana.heard())
    assert comes_to(stage, team, 12, 17) == []
    (digest,) = comes_to(stage, team, 12, 17, 30)
    digest.has("Weekly sync")
    assert len(ana.heard()) == before


def test_everybody_there_may_see_it_and_stop_it(stage: Stage, ana: Speaker, bo: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    said_in(stage, team, bo, "digest here").has("Every day at 18:30", "of Ana", "Anybody here can stop this")
    said_in(stage, team, bo, "digest here off").has("Bo", "stopped it")
    record(stage, ana, "Weekly sync", START + HOUR)
    assert comes_to(stage, team, 12, 17, 30) == []


def test_it_ends_when_the_person_leaves(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    stage.webex.world.leave(team, ana.person)
    record(stage, ana, "Weekly sync", START + HOUR)
    assert comes_to(stage, team, 12, 17, 30) == []
    _asks_again(stage)
    ana.last().has("I stopped a digest in a space")
    count = len(ana.heard())
    assert comes_to(stage, team, 13, 17, 30) == []
    assert len(ana.heard()) == count


def test_it_ends_also_when_whoever_has_left_may_not_be_told(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    stage.webex.world.leave(team, ana.person)
    stage.webex.world.fault("POST", "/messages", 404, times=None)
    comes_to(stage, team, 12, 17, 30)
    for _ in range(4):
        _asks_again(stage)
    assert stage.bot.work.waiting() == 0
    assert stage.bot.services.digests.of(ana.person.id) == []


def test_it_ends_when_the_bot_is_sent_away(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    stage.webex.world.leave(team, stage.recbot)
    record(stage, ana, "Weekly sync", START + HOUR)
    comes_to(stage, team, 12, 17, 30)
    _asks_again(stage)
    ana.last().has("I stopped a digest in a space")


def test_one_mistake_of_webex_does_not_end_it(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    record(stage, ana, "Weekly sync", START + HOUR)
    for method, path in (("GET", "/memberships"), ("POST", "/messages")):
        stage.webex.world.fault(method, path, 404)
    comes_to(stage, team, 12, 17, 30)
    _asks_again(stage)
    assert "Weekly sync" in stage.heard_in(team)[-1].everything


def test_what_could_not_be_read_is_told_once_it_can_be(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here weekly mon 18:30")
    record(stage, ana, "Weekly sync", on(12, 10))
    limit = stage.webex.world.fault("GET", "/recordings", 429, retry_after=600, times=None)  # calls can be read: none
    assert comes_to(stage, team, 16, 17, 30) == []
    assert limit.hits
    limit.clear()
    stage.passes(10 * MINUTE)
    stage.passes(MINUTE)
    assert "Weekly sync" in stage.heard_in(team)[-1].everything
    assert comes_to(stage, team, 23, 17, 30) == []


def test_one_mistake_after_other_trouble_does_not_end_it_either(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    record(stage, ana, "Weekly sync", START + HOUR)
    stage.webex.world.fault("GET", "/memberships", 503, times=2)
    stage.webex.world.fault("POST", "/messages", 404)
    comes_to(stage, team, 12, 17, 30)
    _asks_again(stage)
    _asks_again(stage)
    assert "Weekly sync" in stage.heard_in(team)[-1].everything


def _asks_again(stage: Stage) -> None:
    """What ends a digest is asked of Webex more than once."""
    for _ in range(2):
        stage.passes(timedelta(seconds=10))


def test_disconnect_ends_it(stage: Stage, ana: Speaker, bo: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    ana.says("disconnect")
    said_in(stage, team, bo, "digest here").has("This space gets no digests")


def test_a_grant_that_died_is_told_to_its_person_alone(stage: Stage, ana: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    record(stage, ana, "Weekly sync", START + HOUR)
    stage.webex.world.revoke(ana.person)
    assert comes_to(stage, team, 12, 17, 30) == []
    ana.last().has("Your digest waits for you")


def test_who_is_not_connected_connects_and_the_space_is_subscribed(
    stage: Stage, ana: Speaker, bo: Speaker, team: Space
) -> None:
    bo.writes("digest here daily 18:30", team)
    stage.settle()
    bo.last().has("Please connect")
    bo.connects()
    said_in(stage, team, ana, "digest here").has("Every day at 18:30", "of Bo")


def test_nobody_subscribes_a_space_that_they_are_not_in(stage: Stage, ana: Speaker, bo: Speaker, team: Space) -> None:
    zoe = stage.person("Zoe")
    zoe.connects()
    zoe.says(f"digest here daily 9:00 room:{team.id}").has("I can’t see you there")
    zoe.says("digest here daily 9:00").has("Here is only you")
    zoe.says("digest here off").has("Here is only you")
    zoe.says("digest now here").has("Here is only you")
    said_in(stage, team, ana, "digest here").has("This space gets no digests")


def test_what_a_space_is_told_is_not_said_in_another_one(stage: Stage, ana: Speaker, bo: Speaker, team: Space) -> None:
    bo.connects()
    said_in(stage, team, bo, "digest here daily 18:30 topic:takeover")
    other = stage.space("Everybody", ana, bo)
    ana.says(f"digest here daily 9:00 room:{team.id}", other).has("takeover")
    assert not [heard for heard in stage.heard_in(other) if "takeover" in heard.everything]


def test_what_somebody_else_shared_with_that_person_is_not_told(
    stage: Stage, ana: Speaker, bo: Speaker, team: Space
) -> None:
    said_in(stage, team, ana, "digest here daily 18:30")
    stage.webex.world.record(bo.person, "Between Bo and Ana", START + HOUR, shared_with=[ana.person])
    record(stage, ana, "Weekly sync", START + HOUR)
    stage.passes(2 * HOUR)
    said_in(stage, team, ana, "digest now here").has("Weekly sync").lacks("Between Bo and Ana")
    (digest,) = comes_to(stage, team, 12, 17, 30)
    digest.has("Weekly sync").lacks("Between Bo and Ana")


def test_what_the_person_has_binned_is_not_told_while_webex_still_shows_it(
    stage: Stage, ana: Speaker, bo: Speaker, team: Space
) -> None:
    said_in(stage, team, ana, "digest here monthly 20 12:00")
    many(stage, ana)
    early, better_not = (stage.webex.world.record(ana.person, "Better not", on(day, 7)) for day in (13, 19))
    assert comes_to(stage, team, 20, 10) == []
    ana.says(f"delete {better_not.id}").has("May I do a little more?")
    ana.connects()
    bins(ana, better_not)
    (digest,) = comes_to(stage, team, 20, 11)
    digest.has("15 new recordings", "… and 3 more").lacks("Better not")
    bins(ana, early)
    pressed_in(stage, team, bo, "More", digest).has("Recordings 13 to 14 of 14", "Number 13 9").lacks("Better not")


def bins(who: Speaker, recording: Recording) -> None:
    """It goes into the bin, and Webex shows it as if it had not."""
    who.says(f"delete {recording.id}")
    who.presses("Delete")
    assert recording.status == "deleted"
    recording.status = "available"


def test_now_shows_the_space_what_is_new(stage: Stage, ana: Speaker, team: Space) -> None:
    record(stage, ana, "Weekly sync", START - 3 * HOUR)
    stage.passes(timedelta(hours=1))
    said_in(stage, team, ana, "digest now here").has("Weekly sync").lacks("nbr")


def pressed_in(stage: Stage, space: Space, who: Speaker, title: str, on: Heard) -> Heard:
    """The one answer that the space gets to that button."""
    data = next(action["data"] for action in on.card["actions"] if action["title"] == title)
    before = len(stage.heard_in(space))
    who.submits(on, data)
    stage.settle()
    (answer,) = stage.heard_in(space)[before:]
    return answer


def many(stage: Stage, ana: Speaker) -> None:
    for day in range(13, 20):
        for hour in (8, 9):
            record(stage, ana, f"Number {day} {hour}", on(day, hour))


def test_several_days_stand_under_their_names_and_more_goes_on(
    stage: Stage, ana: Speaker, bo: Speaker, team: Space
) -> None:
    said_in(stage, team, ana, "digest here weekly fri 12:00")
    many(stage, ana)
    stage.webex.world.record(bo.person, "Of Bo", on(14, 8), shared_with=[ana.person])
    (digest,) = comes_to(stage, team, 20, 11)
    digest.has("14 new recordings", "Thursday 19 March", "1. 10:00 · Number 19 9", "Saturday 14 March", "… and 2 more")
    assert digest.buttons == ["Open 1", "Open 2", "Open 3", "Open 4", "More"]
    assert "12. Number 14 8 · Sat 14 Mar, 09:00" in digest.text
    rest = pressed_in(stage, team, bo, "More", digest)
    rest.has("Recordings 13 to 14 of 14", "of Ana", "Number 13 9").lacks("Of Bo", "More")


def test_nobody_gets_on_with_what_the_space_was_not_told(stage: Stage, ana: Speaker, bo: Speaker, team: Space) -> None:
    said_in(stage, team, ana, "digest here weekly fri 12:00")
    many(stage, ana)
    comes_to(stage, team, 20, 11)
    record(stage, ana, "Something later", on(20, 12))
    stage.passes(3 * HOUR)
    (mine,) = stage.bot.services.space_digests.of(team.id)
    asks = f"digest now here 2026-03-01..2026-03-31 after:{'0' * 32}"
    said_in(stage, team, bo, f"{asks} of:{mine.id}").has("Number 19 9").lacks("Something later")
    said_in(stage, team, bo, f"{asks} of:1").has("I can’t go on with that digest")
    other = stage.space("Everybody", ana, bo)
    said_in(stage, other, bo, f"{asks} of:{mine.id}").has("I can’t go on").lacks("Number")
    bo.says(f"{asks} of:{mine.id}").has("Here is only you")
    bo.writes(f"{asks} of:Ana", team)
    stage.settle()
    bo.last().has("takes the number of a digest")
    bo.writes(f"{asks}", team)
    stage.settle()
    bo.last().has("I can't read which digest should go on")
    stage.webex.world.revoke(ana.person)
    stage.passes(14 * HOUR)
    said_in(stage, team, bo, f"{asks} of:{mine.id}").has("I can’t go on").lacks("Number")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("digest here hourly", "as a schedule"),
        ("digest here daily 9:00 series:weekly", "takes the ID of a meeting series"),
        ("digest here daily 9:00 host:me", "Here a digest knows"),
    ],
)
def test_what_can_not_be_read_gets_a_sentence(stage: Stage, ana: Speaker, team: Space, words: str, says: str) -> None:
    ana.says(words, team).has(says)
