"""What a hostile reader of the code found: each a small bad day that must not become a big one."""

from datetime import timedelta

import pytest
import requests

from cards.notes import SENT_TO_YOU
from tests.stage import START, Speaker, Stage, running_bot

HOUR = timedelta(hours=1)


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    ana.connects()
    return ana


def test_an_answer_in_a_space_that_never_seems_to_land_is_repeated_once_and_then_sent_directly(
    stage: Stage, ana: Speaker
) -> None:
    ana.says("help")
    space = stage.space("Project X", ana)
    stage.settle()
    before, directly = len(stage.heard_in(space)), len(ana.heard())
    stage.webex.world.fault("POST", "/messages", status=502, land=True, times=None)
    ana.writes("help", space)
    stage.settle()
    for _ in range(20):
        stage.passes(timedelta(minutes=2))
    *answers, note = stage.heard_in(space)[before:]
    assert ["What I can do" in heard.everything for heard in answers] == [True, True]
    assert note.text == SENT_TO_YOU
    (answer,) = ana.heard()[directly:]
    answer.has("What I can do")


def test_an_answer_in_a_space_outlasts_an_outage(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Project X", ana)
    stage.settle()
    before = len(stage.heard_in(space))
    stage.webex.world.fault("POST", "/messages", status=503, times=7)
    ana.writes("help", space)
    stage.settle()
    for _ in range(8):
        stage.passes(timedelta(minutes=2))
    (answer,) = stage.heard_in(space)[before:]
    answer.has("What I can do")


@pytest.mark.parametrize("status", [400, 408, 425, 499])
def test_a_question_outlasts_an_odd_answer_of_whoever_stands_before_webex(
    stage: Stage, ana: Speaker, status: int
) -> None:
    ana.says("help")
    stage.webex.world.fault("GET", "/messages/", status)
    ana.writes("help latest")
    stage.settle()
    stage.passes(timedelta(minutes=2))
    ana.last().has("For example: latest")


def test_refusals_with_the_question_read_in_between_do_not_add_up(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    world = stage.webex.world
    for status, times in ((403, 2), (None, 1), (403, 2)):  # it is read once, and the answer is put off
        world.fault("GET", "/messages/", status, times=times)
    world.fault("POST", "/messages", 429, retry_after=1)
    ana.writes("help latest")
    stage.settle()
    for _ in range(6):
        stage.passes(timedelta(seconds=30))
    ana.last().has("For example: latest")


def test_what_is_refused_in_a_space_is_answered_in_private(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Announcements", ana)
    stage.settle()
    stage.webex.world.fault("POST", "/messages", status=403)
    ana.says("help", space).has("What I can do")


def test_a_note_that_webex_put_off_is_posted_later(stage: Stage, connected: Speaker) -> None:
    space = stage.space("Project X", connected)
    stage.settle()
    before = len(stage.heard_in(space))
    world = stage.webex.world
    world.fault("POST", "/messages")  # the answer passes
    world.fault("POST", "/messages", status=429, retry_after=2)
    connected.writes("list", space)
    stage.settle()
    stage.passes(timedelta(seconds=3))
    assert len(stage.heard_in(space)) == before + 1


def test_a_press_in_a_thread_is_noted_in_that_thread(stage: Stage, connected: Speaker) -> None:
    space = stage.space("Project X", connected)
    question = connected.writes("help", space)
    stage.settle()
    card = stage.heard_in(space)[-1]
    stage.webex.world.forget_requests()
    connected.presses("My recordings", on=card)
    assert stage.heard_in(space)[-1].message.parent_id == question.id
    assert all(call.status == 200 for call in stage.webex.world.requests if call.path == "/messages")


def test_a_token_that_webex_rejects_for_good_leads_to_a_new_consent(stage: Stage, connected: Speaker) -> None:
    rejected = stage.webex.world.fault("GET", "/", status=401, times=None, person=connected.person)
    connected.says("list").has("Please connect again")
    rejected.clear()
    connected.connects().has("Weekly sync")


def test_links_that_expired_while_the_bot_was_away_still_go_after_a_hiccup(stage: Stage, connected: Speaker) -> None:
    connected.says("list")
    links = connected.says("links 1")
    stage.clock.advance(30 * HOUR)
    stage.webex.world.fault("DELETE", "/messages", status=503)
    stage.settle()
    stage.passes(timedelta(minutes=1))
    assert links.message.id not in {heard.message.id for heard in connected.heard()}


def test_a_long_pause_between_attempts_is_not_silence(stage: Stage, connected: Speaker) -> None:
    before = len(connected.heard())
    stage.webex.world.fault("GET", "/recordings", status=503, times=3)
    connected.writes("list")
    stage.settle()
    stage.passes(timedelta(seconds=61))
    assert [heard.text for heard in connected.heard()[before:]] == ["I’m still looking. This takes a moment."]
    stage.passes(timedelta(seconds=61))
    stage.passes(timedelta(seconds=61))
    assert [heard.text.split(":")[0] for heard in connected.heard()[before:]] == ["Recordings"]


def test_the_button_of_a_late_answer_means_the_day_it_was_asked(stage: Stage, connected: Speaker) -> None:
    connected.writes("list yesterday")
    stage.webex.settle()
    stage.clock.advance(30 * HOUR)
    stage.settle()
    connected.last().has("away")
    connected.presses("Ask again").has("Weekly sync")


def test_the_button_of_a_suggestion_has_ids_and_dates(connected: Speaker) -> None:
    connected.says("list")
    card = connected.says("lniks 1").has("links 1").card
    says = [action["data"]["say"] for action in card["actions"]]
    assert not [say for say in says if say.endswith(" 1")]


def test_a_pause_of_nothing_is_no_loop(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.fault("POST", "/messages", status=429, retry_after=0, times=None)
    stage.webex.world.forget_requests()
    connected.writes("status")
    stage.settle()
    assert len([call for call in stage.webex.world.requests if call.path == "/messages"]) <= 2


def test_a_bot_without_an_address_in_its_events_is_not_answered(stage: Stage, ana: Speaker) -> None:
    other = stage.webex.world.bot("Chatter", "chatter@webex.bot")
    space = stage.space("Project X", ana)
    stage.webex.world.join(space, other)
    stage.settle()
    before = len(stage.heard_in(space))
    stage.webex.world.post(other, space, "RecBot help", mention=[stage.recbot])
    stage.settle()
    assert len(stage.heard_in(space)) == before


def test_a_disconnect_that_is_answered_late_says_what_happened(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.fault("POST", "/messages", status=503)
    connected.writes("disconnect")
    stage.settle()
    stage.passes(timedelta(seconds=5))
    connected.last().has("You are disconnected")


def test_ready_means_this_address(stage: Stage) -> None:
    assert requests.get(f"{stage.url}/readyz", timeout=5).status_code == 200
    other = stage.folder / "other"
    other.mkdir()
    with running_bot(stage.webex, stage.recbot, other, f"sqlite:///{stage.folder}/bot.db") as moved:
        assert requests.get(f"{moved.settings.public_url}/readyz", timeout=5).status_code == 503
