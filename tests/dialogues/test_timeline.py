"""`all`: meetings and calls in one list, and `trash` with both kinds in it."""

from datetime import timedelta

import pytest

from simulator.archive import Recording
from simulator.calls import CallRecording
from tests.dialogues.changing import DAY, allow_changes, call, record, states
from tests.stage import START, Heard, Speaker, Stage

NUMBER = "911223344"


@pytest.fixture
def connected(ana: Speaker) -> Speaker:
    """Ana, whose account is connected."""
    ana.connects()
    return ana


def mixed(stage: Stage, who: Speaker, count: int) -> list[Recording | CallRecording]:
    """A meeting, a call, a meeting and so on, each an hour before the other."""
    hours = [DAY + timedelta(hours=number) for number in range(count)]
    return [
        call(stage, who, ago) if number % 2 else record(stage, who, f"Talk {number:02}", ago)
        for number, ago in enumerate(hours)
    ]


def topics(heard: Heard) -> list[str]:
    return [row.split(" · ")[0] for row in heard.choices]


def test_both_kinds_stand_in_one_list_newest_first_and_say_which_they_are(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync", 2 * DAY)
    call(stage, connected, 1 * DAY)
    record(stage, connected, "Long ago", 40 * DAY)
    heard = connected.says("all").has("Meetings and calls", "2 recordings")
    assert list(heard.choices) == [
        f"1. Call with +34{NUMBER} · call · Wed 11 Mar, 10:00 · 4 min",
        "2. Weekly sync · meeting · Tue 10 Mar, 10:00 · 44 min",
    ]
    assert NUMBER not in heard.text
    assert "1. Call with (number) · call · Wed 11 Mar, 10:00" in heard.text


def test_numbers_go_on_over_more_and_mean_both_kinds(stage: Stage, connected: Speaker) -> None:
    mixed(stage, connected, 23)
    connected.says("all").has("1 to 10 of 23")
    connected.presses("More").has("11 to 20 of 23")
    connected.presses("More").has("21 to 23 of 23")
    assert topics(connected.last()) == ["21. Talk 20", f"22. Call with +34{NUMBER}", "23. Talk 22"]
    connected.says("show 1").has("Talk 00")
    connected.says("show 22").has(NUMBER)
    connected.says("links 22").has("They work until")


def test_more_goes_on_behind_what_has_gone_meanwhile(stage: Stage, connected: Speaker) -> None:
    shown = mixed(stage, connected, 14)
    connected.says("all")
    shown[9].status = "deleted"
    assert topics(connected.presses("More"))[0] == "11. Talk 10"


def test_periods_and_the_filters_of_both_kinds_are_heeded(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Budget talk", 2 * DAY)
    record(stage, connected, "Weekly sync", 3 * DAY)
    call(stage, connected, 1.5 * DAY, topic="Eva about the budget")
    call(stage, connected, 60 * DAY, topic="Budget of old")
    assert topics(connected.says("all topic:budget")) == ["1. Eva about the budget", "2. Budget talk"]
    assert topics(connected.says("all format:mp3")) == ["1. Eva about the budget"]
    assert topics(connected.says("all meetings and calls last 90 days topic:budget format:mp3")) == [
        "1. Eva about the budget",
        "2. Budget of old",
    ]
    connected.says("all yesterday").has("I found no recordings", "neither of meetings nor of calls")
    connected.presses("Last 90 days").has("Budget of old", "Weekly sync")
    connected.says("all host:me").has("“host:” is about meetings only, so it goes with “list”")
    connected.says("all hots:me").has("I know no filter")
    connected.says("all of it").has("I can't read")


def test_more_than_a_hundred_of_each_are_read_page_by_page(stage: Stage, connected: Speaker) -> None:
    for number in range(101):
        record(stage, connected, f"Talk {number}", DAY + timedelta(minutes=number))
        call(stage, connected, DAY + timedelta(minutes=number))
    connected.says("all").has("1 to 10 of 202")


@pytest.mark.parametrize(
    ("path", "seen", "hint"),
    [
        ("/convergedRecordings", "Weekly sync", "Your calls are not in this list: Webex does not let me see them"),
        ("/recordings", NUMBER, "Your meetings are not in this list: Webex does not let me see them"),
    ],
)
def test_who_may_see_one_kind_alone_sees_that_and_a_word_about_the_other(
    stage: Stage, connected: Speaker, path: str, seen: str, hint: str
) -> None:
    record(stage, connected, "Weekly sync")
    call(stage, connected)
    stage.webex.world.fault("GET", path, status=403, times=None)
    heard = connected.says("all last 90 days").has("1 recording", seen, hint)
    assert hint in heard.text
    assert len([call for call in stage.webex.world.requests if call.path == path]) <= 4


def test_who_never_allowed_calls_sees_meetings_and_how_to_allow_them(stage: Stage, ana: Speaker) -> None:
    record(stage, ana, "Weekly sync")
    card = ana.says("all")
    link = next(url for url in card.links.values() if "/oauth/start" in url)
    ana.consents(link, without="spark:recordings_read")
    stage.settle()
    ana.last().has("Weekly sync", "Your calls are not in this list: you have not allowed me to see them. Say calls")


REFUSALS = {
    400: "Webex did not understand me",
    403: "Webex said no",
    404: "I could not find that",
    429: "Webex asks for a pause",
}


@pytest.mark.parametrize("status", REFUSALS)
def test_what_webex_refuses_of_both_is_told_in_words(stage: Stage, connected: Speaker, status: int) -> None:
    for path in ("/recordings", "/convergedRecordings"):
        stage.webex.world.fault("GET", path, status=status, times=None, retry_after="900")
    connected.says("all").has(REFUSALS[status])


def test_a_long_limit_on_one_kind_leaves_the_other_and_says_so(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    call(stage, connected)
    stage.webex.world.fault("GET", "/convergedRecordings", status=429, retry_after="900", times=None)
    connected.says("all").has("Weekly sync", "a part of this period could not be read").lacks(NUMBER)


def test_the_question_is_answered_after_the_consent_with_its_own_dates(stage: Stage, ana: Speaker) -> None:
    record(stage, ana, "Yesterday's", DAY)
    call(stage, ana, DAY)
    record(stage, ana, "Older", 3 * DAY)
    ana.says("all yesterday format:mp4").has("Please connect")
    ana.connects().has("Yesterday's").lacks("Older", NUMBER)


def test_in_a_space_the_list_goes_to_the_person_alone(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    call(stage, connected)
    space = stage.space("Project X", connected, bo)
    connected.says("all", space).has(NUMBER)
    assert not [heard for heard in stage.heard_in(space) if NUMBER in heard.everything]


def test_trash_has_both_kinds_and_its_numbers_mean_them(stage: Stage, ana: Speaker) -> None:
    host = allow_changes(stage, ana)
    meeting, one, other = record(stage, host, "Weekly sync"), call(stage, host, DAY), call(stage, host, 3 * DAY)
    other.status = "deleted"
    host.says("all")
    host.says("delete 1-2").has("Delete 2 recordings?")
    host.presses("Delete all 2").has("In the recycle bin: 2 recordings")
    trash = host.says("trash").has("Recycle bin", "3 recordings")
    assert [row.split(" · ")[1] for row in trash.choices] == ["call", "meeting", "call"]
    assert ["in the bin since Thu 12 Mar, 10:00" in row for row in trash.choices] == [True, True, False]
    assert NUMBER not in trash.text
    assert trash.buttons == ["Details", "Restore", "Delete for good"]
    host.says("restore 1-2").has("Restored: 2 recordings")
    assert states(meeting, one, other) == ["available", "available", "deleted"]
    host.says("trash").has("1 recording")
    host.presses("Delete for good").has("call 2026-03-09 10:00")


def test_the_bin_of_both_has_pages(stage: Stage, ana: Speaker) -> None:
    host = allow_changes(stage, ana)
    for number in range(12):
        call(stage, host, timedelta(hours=30 + number)).status = "deleted"
        record(stage, host, f"Talk {number:02}", timedelta(hours=30 + number, minutes=1)).status = "deleted"
    host.says("trash last 30 days").has("1 to 10 of 24")
    more = host.presses("More").has("Recycle bin", "11 to 20 of 24")
    assert more.buttons == ["Details", "Restore", "Delete for good", "More"]
    host.says("restore 12").has("Talk 05")


def test_without_calling_the_bin_is_that_of_meetings_and_says_so_only_when_it_is_empty(
    stage: Stage, connected: Speaker
) -> None:
    stage.webex.world.fault("GET", "/convergedRecordings", status=403, times=None)
    connected.says("trash").has("lies in the recycle bin", "Your calls are not in this list")
    record(stage, connected, "Weekly sync").status = "deleted"
    connected.says("trash").has("Weekly sync").lacks("calls are not")


def test_a_call_recorded_before_a_period_is_not_in_it_though_its_file_was_made_in_it(
    stage: Stage, connected: Speaker
) -> None:
    call(stage, connected, 3 * DAY, processed_after=timedelta(hours=30))
    since = (START - 2 * DAY).date()
    connected.says(f"all since {since}").has("I found no recordings")
    connected.says("all last 4 days").has(NUMBER)
