"""`notify here`: what a space hears the moment something of somebody's meetings is ready."""

from collections.abc import Callable

import pytest

from simulator.series import Meeting
from simulator.spaces import Space
from tests.dialogues.noticing import (
    ALL,
    HOUR,
    MINUTE,
    comes,
    comes_to,
    held,
    hooks,
    recorded,
    said_in,
    summarised,
    sweeps,
    sweeps_to,
    transcribed,
)
from tests.stage import Heard, Speaker, Stage


@pytest.fixture
def team(stage: Stage, ana: Speaker, bo: Speaker) -> Space:
    """A space with Ana, who is connected, and Bo, who isn't."""
    ana.connects()
    return stage.space("Team", ana, bo)


@pytest.fixture
def told(stage: Stage, ana: Speaker, team: Space) -> Space:
    """The same, told of all that is Ana's."""
    said_in(stage, team, ana, "notify here").has("What I tell here the moment it is ready", "recordings of Ana")
    return team


def test_a_space_hears_topic_time_length_and_page_and_nothing_else(stage: Stage, ana: Speaker, told: Space) -> None:
    weekly = recorded(stage, held(stage, ana), password="Sup3rS3cret")
    stage.webex.world.call(ana.person, stage.clock.now() - 5 * MINUTE)
    before = len(ana.heard())
    (notice,) = comes_to(stage, told)
    notice.has("A recording is ready", "Weekly sync", "Thu 12 Mar, 09:15", "44 min", "of Ana", "Europe/Madrid")
    assert [*notice.links] == ["Open in Webex"]
    assert "ldr.php" in notice.links["Open in Webex"]
    assert notice.text.startswith("A recording is ready: Weekly sync · Thu 12 Mar, 09:15")
    notice.lacks("Sup3rS3cret", "+34911223344", "nbr", weekly.id)
    assert "http" not in notice.text
    assert len(ana.heard()) == before  # her own notices are off
    assert sweeps_to(stage, told) == []


@pytest.mark.parametrize("order", ["rtn", "trn", "nrt", "ntr"])
def test_everything_of_a_meeting_comes_in_one_thread_whatever_the_order(
    stage: Stage, ana: Speaker, told: Space, order: str
) -> None:
    steps: dict[str, Callable[[Stage, Meeting], object]] = {"r": recorded, "t": transcribed, "n": summarised}
    words = {"r": "recording is ready", "t": "transcript is ready", "n": "notes are ready"}
    meeting = held(stage, ana)
    stage.webex.world.end_meeting(meeting)
    posts = list[Heard]()
    for step in order:
        posts += comes_to(stage, told, 10 * MINUTE)
        steps[step](stage, meeting)
    posts += comes_to(stage, told, 8 * HOUR)
    assert len(posts) == 3
    for step in order:
        assert len([post for post in posts if words[step] in post.text]) == 1
    assert [post.message.parent_id for post in posts] == [None, posts[0].message.id, posts[0].message.id]
    for post in posts:
        post.lacks("Good morning", "All is well")
    assert sweeps_to(stage, told) == []


def test_only_what_was_asked_for(stage: Stage, ana: Speaker, team: Space) -> None:
    planned = held(stage, ana, title="Planning")
    said_in(stage, team, ana, f"notify here series:{planned.series_id}").has("of one meeting series of Ana")
    said_in(stage, team, ana, 'notify here topic:"budget talk"').has("with “budget talk” in the topic of Ana")
    for meeting in (planned, held(stage, ana, title="Budget talk"), held(stage, ana, title="Something private")):
        recorded(stage, meeting)
    posts = comes_to(stage, team, HOUR)
    assert {post.text.split(" · ")[0] for post in posts} == {
        "A recording is ready: Planning",
        "A recording is ready: Budget talk",
    }
    transcribed(stage, held(stage, ana, title="Private too"))
    assert comes_to(stage, team, HOUR) == []


def test_everybody_there_may_see_it_and_stop_it(stage: Stage, ana: Speaker, bo: Speaker, told: Space) -> None:
    assert {hook.resource for hook in hooks(stage, ana)} == ALL
    said_in(stage, told, bo, "notify here status").has("recordings of Ana", "Anybody here can stop this")
    said_in(stage, told, bo, "notify here off").has("Bo", "stopped it")
    assert hooks(stage, ana) == []
    recorded(stage, held(stage, ana))
    assert comes_to(stage, told, HOUR) == []
    after = said_in(stage, told, bo, "notify here status").has("Nobody has asked me")
    assert after.buttons == ["Tell of my recordings"]


def test_webhooks_are_there_while_anything_is_on(stage: Stage, ana: Speaker, bo: Speaker, told: Space) -> None:
    other = stage.space("Everybody", ana, bo)
    ana.says("status").has("Off, and in 1 space")
    ana.says("notify on").has("Notices are on", "I tell 1 space of your recordings")
    said_in(stage, other, ana, "notify here topic:sync")
    recorded(stage, held(stage, ana))
    before = len(ana.heard()), len(stage.heard_in(other))
    assert len(comes_to(stage, told)) == 1
    assert (len(ana.heard()), len(stage.heard_in(other))) == (before[0] + 1, before[1] + 1)
    ana.says("notify off").has("Notices are off", "I tell 2 spaces")
    said_in(stage, told, ana, "notify here off")
    assert {hook.resource for hook in hooks(stage, ana)} == ALL
    recorded(stage, held(stage, ana))
    assert len(comes_to(stage, other)) == 1
    said_in(stage, other, ana, "notify here off")
    assert hooks(stage, ana) == []
    ana.says("notify").has("Notices are off").lacks("space")


def test_it_ends_with_a_word_when_the_person_leaves(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.leave(told, ana.person)
    recorded(stage, held(stage, ana))
    assert comes_to(stage, told, 5 * MINUTE) == []
    ana.last().has("I stopped notices in a space")
    assert hooks(stage, ana) == []
    count = len(ana.heard())
    assert sweeps(stage, ana) == []
    assert len(ana.heard()) == count


def test_it_ends_also_when_whoever_has_left_may_not_be_told(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.leave(told, ana.person)
    refused = stage.webex.world.fault("POST", "/messages", 404, times=None)
    recorded(stage, held(stage, ana))
    for _ in range(12):
        comes_to(stage, told, MINUTE)
    assert stage.bot.work.waiting() == 0
    assert hooks(stage, ana) == []
    assert refused.hits


def test_it_ends_with_a_word_when_the_bot_is_sent_away(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.leave(told, stage.recbot)
    assert sweeps(stage, ana) == []  # Webex is asked more than once, also while there is nothing to tell
    (word,) = comes(stage, ana, 5 * MINUTE)
    word.has("I stopped notices in a space")
    assert hooks(stage, ana) == []
    assert stage.bot.work.waiting() == 0


def test_one_mistake_of_webex_does_not_end_it(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.fault("GET", "/memberships", 404, times=2)  # of the one person, and of all
    stage.webex.world.fault("POST", "/messages", 404)
    recorded(stage, held(stage, ana))
    (notice,) = comes_to(stage, told, 5 * MINUTE)
    notice.has("A recording is ready")


def test_what_webex_does_not_show_for_a_moment_is_told_all_the_same(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.fault("GET", "/recordings/", times=1)
    stage.webex.world.fault("GET", "/recordings/", 404)  # to the look before it is posted
    recorded(stage, held(stage, ana))
    assert comes_to(stage, told) == []
    assert len(comes_to(stage, told, 2 * MINUTE)) == 1


def test_what_a_sweep_found_is_told_later_where_webex_did_not_show_it_then(
    stage: Stage, ana: Speaker, told: Space
) -> None:
    stage.webex.world.knobs.hold_webhooks = True
    recorded(stage, held(stage, ana))
    stage.webex.world.fault("GET", "/recordings/", times=1)
    stage.webex.world.fault("GET", "/recordings/", 404, times=3)  # to each look before it is posted
    assert sweeps_to(stage, told) + comes_to(stage, told, 5 * MINUTE) == []
    (notice,) = sweeps_to(stage, told, HOUR)
    notice.has("A recording is ready")
    assert sweeps_to(stage, told, HOUR) == []


def test_disconnect_ends_it_and_says_so(stage: Stage, ana: Speaker, bo: Speaker, told: Space) -> None:
    ana.says("disconnect").has("Spaces that I told of your recordings hear of them no more")
    said_in(stage, told, bo, "notify here status").has("Nobody has asked me to tell here what is ready")
    recorded(stage, held(stage, ana))
    assert comes_to(stage, told, HOUR) == []


def test_who_is_not_connected_connects_and_the_space_is_told(
    stage: Stage, ana: Speaker, bo: Speaker, team: Space
) -> None:
    bo.writes("notify here topic:sync", team)
    stage.settle()
    bo.last().has("Please connect")
    assert bo.connects().has("What I tell here the moment it is ready").buttons == []
    said_in(stage, team, ana, "notify here status").has("with “sync” in the topic of Bo")


def test_nobody_has_a_space_told_that_they_are_not_in(stage: Stage, ana: Speaker, team: Space) -> None:
    zoe = stage.person("Zoe")
    zoe.connects()
    zoe.says(f"notify here room:{team.id}").has("I can’t see you there")
    for words in ("notify here", "notify here off", "notify here status"):
        zoe.says(words).has("Here is only you")
    said_in(stage, team, ana, "notify here status").has("Nobody has asked me")


def test_what_others_shared_or_the_person_binned_is_not_told(
    stage: Stage, ana: Speaker, bo: Speaker, told: Space
) -> None:
    of_bo = held(stage, bo, ana, title="Between Bo and Ana")
    recorded(stage, of_bo, ana)
    transcribed(stage, of_bo)
    binned = held(stage, ana, title="Better not")
    recorded(stage, binned).status = "deleted"
    transcribed(stage, binned)
    assert comes_to(stage, told, HOUR) == []
    assert sweeps_to(stage, told) == []


def test_what_was_there_before_is_no_news(stage: Stage, ana: Speaker, team: Space) -> None:
    ana.says("notify on")
    meeting = held(stage, ana)
    recorded(stage, meeting)
    assert len(comes(stage, ana, HOUR)) == 1
    said_in(stage, team, ana, "notify here")
    transcribed(stage, meeting)
    before = len(stage.heard_in(team))
    assert len(comes(stage, ana, HOUR)) == 1
    assert sweeps(stage, ana) == []
    assert len(stage.heard_in(team)) == before


def test_a_digest_and_a_notice_tell_a_space_nothing_twice(stage: Stage, ana: Speaker, told: Space) -> None:
    said_in(stage, told, ana, "digest here daily 18:30")
    recorded(stage, held(stage, ana))
    assert len(comes_to(stage, told)) == 1
    stage.clock.advance(9 * HOUR)
    stage.bot.ticks.plan()
    assert comes_to(stage, told, 2 * MINUTE) == []
    said_in(stage, told, ana, "digest here off")
    assert sweeps_to(stage, told) == []  # what was told stays known


def test_what_no_webhook_told_a_sweep_finds_and_much_of_it_comes_as_one_list(
    stage: Stage, ana: Speaker, told: Space
) -> None:
    stage.webex.world.knobs.hold_webhooks = True
    recorded(stage, held(stage, ana))
    (notice,) = sweeps_to(stage, told)
    notice.has("A recording is ready")
    meetings = [held(stage, ana, title=f"Meeting {number}") for number in range(6)]
    for meeting in meetings:
        recorded(stage, meeting)
    transcribed(stage, meetings[0])
    (missed,) = sweeps_to(stage, told)
    missed.has("6 recordings ready meanwhile", "Meeting 0", "Meeting 5", "of Ana", "transcript ready")
    assert sweeps_to(stage, told) == []
    transcribed(stage, meetings[5])
    (later,) = comes_to(stage, told, 4 * HOUR)
    later.has("The transcript is ready", "Meeting 5")
    assert later.message.parent_id is None


def test_a_list_names_all_that_it_tells_and_the_next_one_goes_on(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.knobs.hold_webhooks = True
    for number in range(14):
        recorded(stage, held(stage, ana, title=f"Meeting {number:02}"))
        stage.clock.advance(6 * HOUR)  # so that a sweep would look for the oldest once only
    first, second = sweeps_to(stage, told)
    first.has("12 recordings ready meanwhile", "Meeting 00", "Meeting 11", "and 2 more").lacks("Meeting 12")
    second.has("2 recordings ready meanwhile", "Meeting 12", "Meeting 13").lacks("Meeting 11", "more")
    assert sweeps_to(stage, told) == []


def test_a_grant_that_died_is_told_to_its_person_alone(stage: Stage, ana: Speaker, told: Space) -> None:
    stage.webex.world.revoke(ana.person)
    recorded(stage, held(stage, ana))
    assert sweeps_to(stage, told) == []
    ana.last().has("Your notices wait for you")
    ana.connects()
    assert len(sweeps_to(stage, told)) == 1


def test_more_than_ten_are_too_many(stage: Stage, ana: Speaker, told: Space) -> None:
    for number in range(9):
        said_in(stage, told, ana, f"notify here topic:{number}")
    said_in(stage, told, ana, "notify here topic:more").has("ten things")
    said_in(stage, told, ana, "notify here").has("What I tell here")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("notify here tomorrow", "notify here off"),
        ("notify here series:weekly", "takes the ID of a meeting series"),
        ("notify here host:me", "Here a notice knows"),
    ],
)
def test_what_can_not_be_read_gets_a_sentence(ana: Speaker, team: Space, words: str, says: str) -> None:
    ana.says(words, team).has(says)
