"""`admin delete`, `admin restore` and `admin purge`: confirmed, host by host and site by site, and all of it written
down."""

from datetime import timedelta

import pytest

from tests.dialogues.administering import administrator, allowed, call, done
from tests.dialogues.changing import DAY, calls_of, record, states
from tests.stage import Heard, Speaker, Stage

CALLS, MEETINGS = "/convergedRecordings", "/recordings"


@pytest.fixture
def boss(stage: Stage) -> Speaker:
    """An administrator who has allowed the bot to change things as well."""
    boss = administrator(stage)
    allowed(boss, f"admin restore {'0' * 32} of ana@example.com").has("Webex does not know it")
    allowed(boss, "admin restore all calls of ana@example.com").has("I found no calls")
    stage.webex.world.forget_requests()
    return boss


def lost(stage: Stage, path: str) -> None:
    """Webex carries the next such call out, and its answer is lost on the way."""
    stage.webex.world.fault("POST", path, drop=True)


def in_time(stage: Stage, boss: Speaker, press: str, **inputs: str) -> Heard:
    """What is said in the end, once the bot has tried again."""
    card, before = boss.last(), len(boss.heard())
    boss.submits(card, boss._inputs(card, press) | inputs)
    stage.settle()
    stage.passes(timedelta(seconds=60))
    assert len(boss.heard()) == before + 1
    return boss.last()


def test_what_was_named_is_binned_by_host_and_site_and_restored_with_one_press(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    first, second = record(stage, ana, "One", 1 * DAY), record(stage, ana, "Two", 2 * DAY, site=europe)
    third, fourth = record(stage, bo, "Three", 3 * DAY), record(stage, bo, "Four", 4 * DAY)
    boss.says("admin meetings")
    asked = boss.says("admin delete 1-4").has("Delete 4 recordings of ana@example.com and bo@example.com?", "Three")
    assert (states(first, third), calls_of(stage, "/recordings/softDelete")) == (["available"] * 2, [])
    boss.presses("Delete all 4", on=asked).has("In the recycle bin: 4 recordings")
    assert states(first, second, third, fourth) == ["deleted"] * 4
    assert calls_of(stage, "/recordings/softDelete") == [204] * 3
    assert done(stage)[-1] == ("delete", "ana@example.com, bo@example.com", "done", 4)
    boss.presses("Undo").has("Restored: 4 recordings")
    assert states(first, second, third, fourth) == ["available"] * 4


@pytest.mark.parametrize(
    "words", ["admin delete {id}", "admin delete all calls of ana@example.com", "admin reassign {id} to bo@example.com"]
)
def test_who_begins_with_a_change_consents_once(stage: Stage, ana: Speaker, bo: Speaker, words: str) -> None:
    one, boss = call(stage, ana, "A call"), stage.person("Dan Boss")
    stage.webex.world.make_admin(boss.person)
    allowed(boss, words.format(id=one.id)).has("?").lacks("Allow this in Webex")


def test_calls_and_meetings_go_together(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    meeting, a_call = record(stage, ana, "Weekly"), call(stage, ana, "A call")
    boss.says(f"admin delete {meeting.id} of ana@example.com {a_call.id}").has("Delete 2 recordings")
    boss.presses("Delete all 2").has("In the recycle bin: 2 recordings")
    assert (meeting.status, a_call.status) == ("deleted", "deleted")
    boss.says("admin calls status:deleted").has("A call")
    boss.presses("Restore").has("Restored: 1 recording")
    assert a_call.status == "available"


def test_purging_wants_how_many_and_whose_typed(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one, other = record(stage, ana, "Weekly"), record(stage, ana, "Monthly")
    one.status = "deleted"
    ref = f"{one.id} of ana@example.com"
    boss.says(f"admin purge {other.id} of ana@example.com").has("Only what lies in the recycle bin")
    boss.says(f"admin purge {ref}").has("Delete 1 recording of ana@example.com for good?")
    boss.presses("Delete for good", typed="1 recording").has("What you typed is not what I asked for")
    assert one.status == "deleted"
    boss.presses("Delete for good", typed="1 Recording of Ana@example.com").has("Deleted for good: 1 recording")
    assert states(one, other) == ["purged", "available"]
    boss.says(f'admin purge {ref} "1 recording of ana@example.com"').has("Webex does not know it")


def test_all_calls_of_somebody_are_counted_binned_restored_and_purged(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    theirs = [call(stage, ana, "One", 1 * DAY), call(stage, ana, "Two", 100 * DAY)]
    other = call(stage, bo, "Of Bo")
    boss.says("admin delete all calls of ana@example.com").has("Delete all 2 calls of ana@example.com?", "8 min")
    boss.presses("Delete all 2").has("In the recycle bin: 2 calls of ana@example.com")
    assert [each.status for each in theirs] == ["deleted", "deleted"]
    boss.presses("Undo").has("Restore all 2 calls")
    boss.presses("Restore all 2").has("Restored: 2 calls")
    boss.says("admin purge all calls of ana@example.com").has("I found no calls")
    theirs[0].status = theirs[1].status = "deleted"
    boss.says("admin purge all calls of ana@example.com").has("2 calls of ana@example.com")
    boss.presses("Delete for good", typed="2 calls of ana@example.com").has("Deleted for good: 2 calls")
    assert [each.status for each in [*theirs, other]] == ["purged", "purged", "available"]
    assert done(stage)[-1] == ("purge all calls", "ana@example.com", "done", 2)


def test_more_than_was_confirmed_is_asked_about_again(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one = call(stage, ana, "One")
    boss.says("admin delete all calls of ana@example.com").has("Delete the only call of ana@example.com?")
    call(stage, ana, "Two")
    boss.presses("Delete").has("Delete all 2 calls of ana@example.com?")
    assert one.status == "available"


@pytest.mark.parametrize("what", ["calls", "meetings"])
@pytest.mark.parametrize("verb", ["delete", "purge"])
def test_what_webex_did_without_our_hearing_so_counts_as_done(
    stage: Stage, boss: Speaker, ana: Speaker, what: str, verb: str
) -> None:
    one, other = (
        (call(stage, ana, "1"), call(stage, ana, "2"))
        if what == "calls"
        else (record(stage, ana, "1"), record(stage, ana, "2"))
    )
    if verb == "purge":
        one.status = other.status = "deleted"
    lost(stage, f"{CALLS if what == 'calls' else MEETINGS}/{'softDelete' if verb == 'delete' else 'purge'}")
    asked = boss.says(f"admin {verb} {one.id} {other.id} of ana@example.com")
    typed = asked.everything.split("press the button:\n")[-1].split("\n")[0]
    press = "Delete all 2" if verb == "delete" else "Delete for good"
    in_time(stage, boss, press, typed=typed).has(": 2 recordings").lacks("stayed as before")
    assert (one.status, other.status) == (("deleted",) * 2 if verb == "delete" else ("purged",) * 2)
    mine = [entry for entry in done(stage) if entry[0] == verb]
    assert mine[-1] == (verb, "ana@example.com", "done", 2)


def test_all_calls_that_webex_moved_without_our_hearing_so_count_as_moved(
    stage: Stage, boss: Speaker, ana: Speaker
) -> None:
    call(stage, ana, "One"), call(stage, ana, "Two")
    lost(stage, f"{CALLS}/softDelete")
    boss.says("admin delete all calls of ana@example.com")
    in_time(stage, boss, "Delete all 2").has("In the recycle bin: 2 calls of ana@example.com")
    assert len(calls_of(stage, f"{CALLS}/softDelete")) == 2


def test_what_webex_refuses_for_one_host_hides_nothing_of_the_others(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    first, second = record(stage, ana, "One"), record(stage, bo, "Two")
    refs = f"{first.id} of ana@example.com {second.id} of bo@example.com"
    boss.says(f"admin delete {refs}")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=400)
    boss.presses("Delete all 2").has("In the recycle bin: 1 recording", "1 recording stayed as before")
    assert states(first, second) == ["available", "deleted"]
    assert done(stage)[-1][2:] == ("partly", 1)


def test_where_webex_goes_away_in_the_middle_nothing_passes_for_nothing(
    stage: Stage, boss: Speaker, ana: Speaker
) -> None:
    europe, path = stage.webex.world.site("acme-eu.webex.com"), f"{MEETINGS}/softDelete"
    first, second = record(stage, ana, "One", 1 * DAY), record(stage, ana, "Two", 2 * DAY, site=europe)

    def goes_away(*_: object) -> None:
        stage.webex.world.fault("POST", path, status=503, times=None)

    boss.says(f"admin delete {first.id} {second.id} of ana@example.com")
    stage.webex.world.fault("POST", path, after=goes_away)
    card = boss.last()
    boss.submits(card, boss._inputs(card, "Delete all 2"))
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    boss.last().has("Webex is not answering", "Some of what you asked for may be done already")
    assert states(first, second) == ["deleted", "available"]
    assert done(stage)[-1] == ("delete", "ana@example.com", "failed", None)


def test_what_was_begun_before_the_bot_was_away_does_not_pass_for_unanswered(
    stage: Stage, boss: Speaker, ana: Speaker
) -> None:
    one = record(stage, ana, "One")
    boss.says(f"admin delete {one.id} of ana@example.com")
    stage.webex.world.fault("POST", f"{MEETINGS}/softDelete", status=503, land=True)
    card = boss.last()
    boss.submits(card, boss._inputs(card, "Delete"))
    stage.settle()
    stage.passes(timedelta(hours=2))
    boss.last().has("Sorry, I was away", "Some of what you asked for may be done already")
    assert one.status == "deleted"


REFUSALS = {400: "Webex did not understand me", 404: "I could not find that"}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_told_in_words_changes_nothing_and_is_written_down(
    stage: Stage, boss: Speaker, ana: Speaker, status: int
) -> None:
    one = call(stage, ana, "One")
    boss.says(f"admin delete {one.id}")
    stage.webex.world.fault("POST", f"{CALLS}/softDelete", status=status, times=None)
    boss.presses("Delete").has(REFUSALS[status])
    assert (one.status, done(stage)[-1][2]) == ("available", "refused")


def test_what_webex_does_not_show_by_its_id_is_found_in_the_bin(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one, other = record(stage, ana, "Weekly", 200 * DAY), call(stage, ana, "A call", 100 * DAY)
    one.status = other.status = "deleted"
    for path in (f"/recordings/{one.id}", f"/convergedRecordings/{other.id}"):
        stage.webex.world.fault("GET", path, status=404)
    boss.says(f"admin restore {one.id} of ana@example.com {other.id}").has("Restored: 2 recordings")
    assert (one.status, other.status) == ("available", "available")


def test_a_purged_call_is_brought_back_where_webex_lets_administrators(
    stage: Stage, boss: Speaker, ana: Speaker
) -> None:
    stage.webex.world.knobs.purged_calls = "restorable"
    one = call(stage, ana, "A call")
    stage.webex.world.calls.move([one], "purged")
    boss.says("admin calls status:purged").has("A call")
    boss.presses("Details")
    boss.presses("Restore").has("Restored: 1 recording")
    assert one.status == "available"


def test_nothing_is_left_to_do_where_it_is_so_already(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one = call(stage, ana, "A call")
    boss.says(f"admin restore {one.id}").has("They are available already")
    one.status = "deleted"
    boss.says(f"admin delete {one.id}").has("they lie in the recycle bin already")


def test_a_recording_that_a_host_was_only_shown_is_not_theirs_to_move(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    shared = record(stage, bo, "Of Bo", shared_with=[ana.person])
    boss.says(f"admin delete {shared.id} of ana@example.com").has("Webex does not know it")
    assert shared.status == "available"
