"""`delete`, `restore` and `purge` of calls, alone and together with meetings' recordings."""

from datetime import timedelta

import pytest

from tests.dialogues.changing import DAY, allow_changes, call, calls_of, record, states
from tests.stage import Speaker, Stage

NUMBER = "911223344"
BIN = "/convergedRecordings/softDelete"


@pytest.fixture
def host(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, who has allowed what changes something."""
    return allow_changes(stage, ana)


def scopes_asked_for(stage: Stage) -> set[str]:
    """Those of the last consent that change something."""
    asked = [call for call in stage.webex.world.requests if (call.method, call.path) == ("GET", "/authorize")]
    return {scope for scope in asked[-1].query["scope"].split() if "write" in scope}


def test_meetings_and_calls_go_together_and_come_back_with_one_press(stage: Stage, host: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    here, there = record(stage, host, "Of acme"), record(stage, host, "Of Europe", site=europe)
    first, second = call(stage, host), call(stage, host, DAY, topic="Sales line")
    card = host.says(f"delete {first.id.upper()} {here.id} {second.id} {there.id}")
    card.has(
        "Delete 4 recordings?", f"Call with +34{NUMBER} · call · Tue 10 Mar, 10:00", "Sales line · call", "Of Europe"
    )
    host.presses("Delete all 4").has("In the recycle bin: 4 recordings")
    assert (calls_of(stage, BIN), calls_of(stage, "/recordings/softDelete")) == ([204], [204, 204])
    assert set(states(here, there, first, second)) == {"deleted"}
    assert len(stage.bot.services.bin.binned(host.person.id)) == 4
    host.presses("Undo").has("Restored: 4 recordings")
    assert set(states(here, there, first, second)) == {"available"}
    assert stage.bot.services.bin.binned(host.person.id) == {}


def test_what_shows_on_a_lock_screen_holds_no_telephone_number(stage: Stage, host: Speaker) -> None:
    one = call(stage, host)
    for card in (
        host.says(f"delete {one.id}").has("Delete 1 call recording?", NUMBER),
        host.presses("Delete").has("In the recycle bin: 1 call recording", NUMBER),
        host.says(f"delete {one.id}").has("already", NUMBER),
        host.says(f"purge {one.id}").has("for good?", NUMBER),
        host.says(f"restore {one.id}").has("Restored: 1 call recording", NUMBER),
        host.says(f"restore {one.id}").has("Nothing to restore", NUMBER),
        host.says(f"purge {one.id}").has("Only what lies in the recycle bin", NUMBER),
    ):
        assert NUMBER not in card.text
        assert "Call with (number) · call · Tue 10 Mar, 10:00" in card.text


def test_a_call_is_purged_by_typing_its_time_and_not_its_number(stage: Stage, host: Speaker) -> None:
    one = call(stage, host)
    one.status = "deleted"
    card = host.says(f"purge {one.id}").has("neither I nor you can bring it back", "call 2026-03-10 10:00")
    assert f'purge {one.id} "call 2026-03-10 10:00"' in card.everything
    host.says(f'purge {one.id} "Call with +34{NUMBER}"').has("What you typed is not what I asked for")
    assert states(one) == ["deleted"]
    host.presses("Delete for good", typed=" Call  2026-03-10 10:00").has("Deleted for good", "for 30 days")
    assert states(one) == ["purged"]
    host.says(f"restore {one.id}").has("Webex does not know it, or no longer")


@pytest.mark.parametrize(
    ("named", "scopes"),
    [
        ("meeting", {"meeting:recordings_write"}),
        ("call", {"spark:recordings_write"}),
        ("both", {"meeting:recordings_write", "spark:recordings_write"}),
    ],
)
def test_only_what_the_named_kinds_need_is_asked_for(stage: Stage, ana: Speaker, named: str, scopes: set[str]) -> None:
    ids = {"meeting": record(stage, ana, "Weekly sync").id, "call": call(stage, ana).id}
    ana.says(f"delete {ids.get(named) or ' '.join(ids.values())}").has("Please connect")
    ana.connects().has("Delete")
    assert scopes_asked_for(stage) == scopes


def test_only_its_owner_can_bin_a_call(stage: Stage, host: Speaker, bo: Speaker) -> None:
    theirs, mine = call(stage, bo), call(stage, host)
    host.says(f"delete {theirs.id}").has("I could not find that", "it belongs to somebody else")
    host.says(f"delete {theirs.id} {mine.id}").has("Delete 1 call recording?", "One that you named Webex does not know")
    stage.webex.world.fault("GET", f"/convergedRecordings/{theirs.id}", status=403, times=None)
    host.says(f"delete {theirs.id}").has("Webex said no")
    host.says(f"delete {theirs.id} {mine.id}").has("Delete 1 call recording?", "One that you named Webex does not know")
    host.presses("Delete")
    assert states(theirs, mine) == ["available", "deleted"]


def test_what_webex_refuses_of_one_kind_does_not_keep_the_other(stage: Stage, host: Speaker) -> None:
    one, meeting = call(stage, host), record(stage, host, "Weekly sync")
    host.says(f"delete {one.id} {meeting.id}")
    stage.webex.world.fault("POST", BIN, status=403)
    host.presses("Delete all 2").has("In the recycle bin: 1 recording", "Weekly sync", "1 recording stayed as before")
    assert states(one, meeting) == ["available", "deleted"]


REFUSALS = {
    400: "Webex did not understand me",
    403: "Webex said no",
    404: "I could not find that",
}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_told_in_words_and_changes_nothing(stage: Stage, host: Speaker, status: int) -> None:
    one = call(stage, host)
    host.says(f"delete {one.id}")
    stage.webex.world.fault("POST", BIN, status=status, times=None)
    host.presses("Delete").has(REFUSALS[status])
    assert states(one) == ["available"]


def test_a_long_limit_in_the_middle_tells_what_was_done(stage: Stage, host: Speaker) -> None:
    one, meeting = call(stage, host), record(stage, host, "Weekly sync")
    host.says(f"delete {meeting.id} {one.id}")
    stage.webex.world.fault("POST", BIN, status=429, retry_after="900")
    host.presses("Delete all 2").has("In the recycle bin: 1 recording", "1 recording stayed", "Webex asks for a pause")


def test_what_somebody_binned_meanwhile_counts_as_done(stage: Stage, host: Speaker) -> None:
    first, second = call(stage, host), call(stage, host, DAY)
    host.says(f"delete {first.id} {second.id}")

    def meanwhile(_request: object) -> None:
        first.status = "deleted"

    stage.webex.world.fault("POST", BIN, before=meanwhile)
    host.presses("Delete all 2").has("In the recycle bin: 2 call recordings")
    assert calls_of(stage, BIN) == [404, 204]


def test_what_webex_does_not_show_by_its_id_is_found_in_the_bin(stage: Stage, host: Speaker) -> None:
    one = call(stage, host, timedelta(days=200))
    one.status = "deleted"
    stage.webex.world.fault("GET", f"/convergedRecordings/{one.id}", status=404)
    host.says(f"restore {one.id}").has("Restored")
    assert states(one) == ["available"]
    assert not calls_of(stage, "/recordings")  # the other bin has nothing to do with it


def test_in_a_space_the_answer_goes_to_the_person_alone(stage: Stage, host: Speaker, bo: Speaker) -> None:
    one = call(stage, host)
    space = stage.space("Project X", host, bo)
    host.says(f"delete {one.id}", space).has("Delete 1 call recording?", NUMBER)
    assert not [heard for heard in stage.heard_in(space) if NUMBER in heard.everything]
