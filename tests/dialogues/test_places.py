"""Where answers go, and what a space gets to see."""

from datetime import timedelta

import pytest

from tests.stage import START, Speaker, Stage

NOTE = "I sent it to you"


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    stage.webex.world.record(ana.person, "Secret plan", START - timedelta(days=1), password="BlueFish7")
    ana.connects()
    return ana


@pytest.mark.parametrize(
    "words", ["list", "latest", "search plan", "show 1", "links 1", "status", "settings", "connect", "lsit"]
)
def test_what_is_asked_in_a_space_is_answered_in_private(
    stage: Stage, connected: Speaker, bo: Speaker, words: str
) -> None:
    connected.says("list")
    space = stage.space("Project X", connected, bo)
    stage.settle()
    greeting = len(stage.heard_in(space))
    question = connected.writes(words, space)
    before = len(connected.heard())
    stage.settle()
    assert len(connected.heard()) == before + 1
    [note] = stage.heard_in(space)[greeting:]
    note.has(NOTE).lacks("Secret plan", "http", "BlueFish7", "Ana")
    assert not note.message.attachments
    assert note.message.parent_id == question.id


def test_a_question_in_a_thread_is_noted_in_that_thread(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    space = stage.space("Project X", connected, bo)
    topic = stage.webex.world.post(bo.person, space, "About the plan")
    connected.says("list", space, parent=topic)
    assert stage.heard_in(space)[-1].message.parent_id == topic.id


@pytest.mark.parametrize("html", ["RecBot list", "list RecBot"])
def test_the_mention_is_taken_out_wherever_it_stands(stage: Stage, connected: Speaker, html: str) -> None:
    space = stage.space("Project X", connected)
    stage.settle()
    stage.webex.world.post(connected.person, space, html, mention=[stage.recbot])
    stage.settle()
    connected.last().has("Secret plan")


def test_a_click_runs_as_the_person_who_clicked(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    space = stage.space("Project X", connected, bo)
    connected.writes("help", space)
    stage.settle()
    [card] = [heard for heard in stage.heard_in(space) if "What I can do" in heard.text]
    stage.webex.world.record(bo.person, "Of Bo", START - timedelta(days=1))
    bo.presses("My recordings", on=card).has("Please connect")
    bo.connects().has("Of Bo").lacks("Secret plan")
    assert NOTE in stage.heard_in(space)[-1].text


def test_a_press_in_the_direct_room_leaves_no_note(connected: Speaker) -> None:
    connected.says("list")
    connected.presses("Details")
    assert not [heard for heard in connected.heard() if NOTE in heard.text]


def test_a_press_in_the_direct_room_of_somebody_forgotten_leaves_no_note(connected: Speaker) -> None:
    listed = connected.says("list")
    connected.says("disconnect")
    connected.presses("Details", on=listed).has("Please connect")


def test_nothing_private_stands_in_a_fallback(stage: Stage, connected: Speaker) -> None:
    for words in ("list", "show 1", "links 1", "latest", "connect", "status"):
        heard = connected.says(words)
        assert "http" not in heard.text
        assert "BlueFish7" not in heard.text


def test_other_bots_are_not_answered(stage: Stage) -> None:
    other = stage.webex.world.bot("Chatter", "chatter@webex.bot")
    ana = stage.person("Ana Ruiz")
    space = stage.space("Project X", ana)
    stage.webex.world.join(space, other)
    stage.settle()
    before = len(stage.heard_in(space))
    stage.webex.world.post(other, space, "RecBot list", mention=[stage.recbot])
    stage.settle()
    assert len(stage.heard_in(space)) == before


def test_a_space_that_took_the_bot_out_costs_nobody_their_answer(stage: Stage, connected: Speaker) -> None:
    space = stage.space("Project X", connected)
    stage.settle()
    before = len(connected.heard())
    connected.writes("list", space)
    stage.webex.settle()
    stage.webex.world.fault("POST", "/messages", status=403, times=None, before=None)
    stage.webex.world.clear_faults()
    stage.webex.world.leave(space, stage.recbot)
    stage.settle()
    assert len(connected.heard()) in (before, before + 1)
