"""`show N more`: what the buttons of the details have no room for."""

from datetime import timedelta

import pytest

from tests.dialogues.reading import DAY, record
from tests.stage import START, Speaker, Stage


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    return ana


def test_everything_about_a_recording_is_reached_by_buttons(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    weekly = record(stage, connected, "Weekly sync")
    stage.webex.world.attend(weekly, bo.person, START - 2 * DAY, START - 2 * DAY + timedelta(hours=1))
    connected.says("list")
    connected.presses("Details")
    more = connected.presses("More").has("More for “Weekly sync”")
    assert more.buttons == ["Share", "Participants", "Viewers", "Why", "Delete"]
    connected.presses("Participants", on=more).has("1 person was there", "Bo Lindqvist")
    connected.presses("Viewers", on=more).has("Nobody has watched or downloaded it yet.")
    connected.presses("Why", on=more).has("It is in your list")
    asked = (
        connected.presses("Share", on=more).has("With whom shall I share “", "into the box").lacks("I did not quite")
    )
    connected.presses("Share", on=asked, people="Cy").has("“Cy” is no e-mail address")
    connected.presses("Share", on=more, people="bo@example.com and Cy").has("“Cy” is no e-mail address")
    connected.presses("Share", on=more, people="bo@example.com, cy@example.com").has("May I do a little more?")
    connected.connects().has("Shared “Weekly sync”", "bo@example.com", "cy@example.com")
    assert weekly.shared_with >= {bo.person.id}
    connected.presses("Delete", on=more).has("Delete 1 recording?")


def test_more_of_what_somebody_else_hosted_offers_what_they_can_do(
    stage: Stage, connected: Speaker, bo: Speaker
) -> None:
    theirs = record(stage, bo, "Of Bo", shared_with=[connected.person])
    assert connected.says(f"show {theirs.id} more").buttons == ["Viewers", "Why"]
    connected.says("show 7 more").has("Which one is number 7?")


def test_of_a_call_the_details_have_everything(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.call(connected.person, START - DAY)
    connected.says("calls")
    whole = connected.says("show 1")
    assert "Why" in whole.buttons
    assert connected.says("show 1 more").has("There is no more").buttons == ["Details"]
