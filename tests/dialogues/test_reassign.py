"""`admin reassign`: counted first, confirmed, done once, and told."""

from datetime import timedelta

import pytest

from tests.dialogues.administering import administrator, allowed, call, done
from tests.dialogues.changing import DAY, calls_of, record
from tests.dialogues.test_admin_bin import in_time, lost
from tests.stage import Speaker, Stage

PATH = "/convergedRecordings/reassign"


@pytest.fixture
def boss(stage: Stage) -> Speaker:
    """An administrator who has allowed the bot to change things as well."""
    boss = administrator(stage)
    allowed(boss, "admin restore all calls of ana@example.com").has("I found no calls")
    stage.webex.world.forget_requests()
    return boss


def owners(*calls: object) -> list[str]:
    return [one.owner.email for one in calls]  # type: ignore[attr-defined]  # recordings of calls


def test_a_dry_run_says_how_many_how_long_and_whose_before_anything_is_done(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    one, two = call(stage, ana, "One", length=timedelta(minutes=30)), call(stage, ana, "Two", length=timedelta(hours=1))
    boss.says("admin calls")
    asked = boss.says("admin reassign 1-2 to bo@example.com")
    asked.has("Reassign 2 calls?", "From: ana@example.com", "To: bo@example.com", "Length: 1 h 30 min")
    assert (calls_of(stage, PATH), owners(one, two)) == ([], ["ana@example.com"] * 2)
    boss.presses("Reassign").has("Reassigned: 2 calls", "The new owner is bo@example.com")
    assert owners(one, two) == ["bo@example.com"] * 2
    assert done(stage)[-1] == ("reassign", "ana@example.com", "done", 2)
    boss.presses("Their calls").has("One", "Two", "bo@example.com")
    boss.says("admin reassign 1-2 to bo@example.com").has("They belong to bo@example.com already")


def test_one_call_is_given_away_from_its_details(stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker) -> None:
    one = call(stage, ana, "One")
    boss.says(f"admin show {one.id}")
    boss.presses("Reassign", to="Bo@Example.com").has("Reassign 1 call?")
    boss.presses("Reassign").has("Reassigned: 1 call")
    assert owners(one) == ["bo@example.com"]
    card = boss.says(f"admin show {one.id}")
    boss.presses("Reassign", on=card, to="").has("Say to whom by address")


@pytest.mark.parametrize("status", [200, 204])
def test_all_calls_of_an_owner_are_given_away_in_one_call(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker, status: int
) -> None:
    stage.webex.world.knobs.reassign_status = status  # type: ignore[assignment]  # one of two
    theirs = [call(stage, ana, f"Call {number}", number * DAY) for number in (1, 100, 200)]
    theirs[1].status = "deleted"
    boss.says("admin reassign all calls of ana@example.com to bo@example.com").has("Reassign all 3 calls?")
    boss.presses("Reassign").has("Reassigned: 3 calls")
    assert owners(*theirs) == ["bo@example.com"] * 3
    assert len(calls_of(stage, PATH)) == 1
    assert done(stage)[-1] == ("reassign all calls", "ana@example.com", "done", 3)
    boss.says("admin reassign all calls of ana@example.com to bo@example.com").has("I found no calls")


def test_calls_of_a_virtual_line_are_given_away_by_its_id(stage: Stage, boss: Speaker, bo: Speaker) -> None:
    line = stage.webex.world.telephone("Reception")
    one = call(stage, line, "For the reception")
    boss.says(f"admin reassign all calls of {line.uuid} to bo@example.com").has("Reassign 1 call?", line.uuid)
    boss.presses("Reassign").has("Reassigned: 1 call")
    assert owners(one) == ["bo@example.com"]


@pytest.mark.parametrize("words", ["admin reassign 1 to", "admin reassign all calls of ana@example.com to"])
def test_nobody_of_the_organisation_gets_anything(stage: Stage, boss: Speaker, ana: Speaker, words: str) -> None:
    one = call(stage, ana, "One")
    boss.says("admin calls")
    boss.says(f"{words} eve@elsewhere.example").has("Webex knows nobody in your organisation", "eve@elsewhere.example")
    stage.webex.world.fault("GET", "/people", status=403)
    boss.says(f"{words} eve@elsewhere.example").has("Reassign 1 call?")
    boss.presses("Reassign").has("Webex knows nobody in your organisation")
    assert owners(one) == ["ana@example.com"]


def test_more_than_was_confirmed_is_asked_about_again(stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker) -> None:
    one = call(stage, ana, "One")
    boss.says("admin reassign all calls of ana@example.com to bo@example.com").has("Reassign 1 call?")
    call(stage, ana, "Two")
    boss.presses("Reassign").has("Reassign all 2 calls?")
    assert owners(one) == ["ana@example.com"]


def test_what_webex_reassigned_without_our_hearing_so_counts_as_done(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    one, two = call(stage, ana, "One"), call(stage, ana, "Two")
    lost(stage, PATH)
    boss.says(f"admin reassign {one.id} {two.id} to bo@example.com")
    in_time(stage, boss, "Reassign").has("Reassigned: 2 calls")
    one.owner = two.owner = ana.person
    lost(stage, PATH)
    boss.says("admin reassign all calls of ana@example.com to bo@example.com")
    in_time(stage, boss, "Reassign").has("Reassigned: 2 calls")
    assert owners(one, two) == ["bo@example.com"] * 2


def test_meetings_stay_with_their_host(stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker) -> None:
    one, meeting = call(stage, ana, "One"), record(stage, ana, "Weekly")
    allowed(boss, f"admin delete {meeting.id} of ana@example.com")
    boss.says(f"admin reassign {meeting.id} of ana@example.com to bo@example.com").has("Only calls can be reassigned")
    boss.says(f"admin reassign {meeting.id} of ana@example.com {one.id} to bo@example.com").has(
        "Reassign 1 call?", "1 of those that you named are no calls"
    )


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_refusal_is_told_in_words_and_changes_nothing(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker, status: int
) -> None:
    one = call(stage, ana, "One")
    boss.says(f"admin reassign {one.id} to bo@example.com")
    limit = "900" if status == 429 else None
    stage.webex.world.fault("POST", PATH, status=status, times=None, retry_after=limit)
    card, before = boss.last(), len(boss.heard())
    boss.submits(card, boss._inputs(card, "Reassign"))
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    assert len(boss.heard()) == before + 1
    boss.last().has("Webex")
    assert owners(one) == ["ana@example.com"]
