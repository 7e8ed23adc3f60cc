"""`compliance`: what officers see of others and delete for good, for a reason and in their direct room alone."""

from typing import Any

import pytest

from core.grants import GrantKind
from simulator.archive import Recording
from simulator.calls import CallRecording
from tests.dialogues.administering import allowed, call, done
from tests.dialogues.changing import DAY, record
from tests.stage import Heard, Speaker, Stage

REASON = 'reason:"the case is closed"'
TYPED = {"call": "1 call of bo@example.com", "meeting": "1 meeting of bo@example.com"}


@pytest.fixture
def olga(stage: Stage) -> Speaker:
    """A compliance officer who has allowed the bot to act for her as one, and nothing else."""
    olga = stage.person("Olga Novak")
    stage.webex.world.make_officer(olga.person)
    olga.says("compliance connect").has("May I act for you as a compliance officer?")
    olga.connects().has("I may now act for you as a compliance officer")
    stage.webex.world.forget_requests()
    return olga


def recorded(stage: Stage, owner: Speaker, what: str) -> CallRecording | Recording:
    return call(stage, owner, "Call with +34911") if what == "call" else record(stage, owner, "Weekly sync")


def erasing(what: str, one: CallRecording | Recording, *more: str) -> str:
    return " ".join([f"compliance erase {one.id} {REASON}", *more, f'typed:"{TYPED[what]}"'])


def deletions(stage: Stage) -> list[tuple[str, int]]:
    return [(one.path, one.status) for one in stage.webex.world.requests if one.method == "DELETE"]


@pytest.mark.parametrize("status", ["available", "deleted", "purged"])
def test_officers_see_what_others_recorded_whatever_became_of_it(
    stage: Stage, olga: Speaker, bo: Speaker, status: str
) -> None:
    for what in ("call", "meeting"):
        recorded(stage, bo, what).status = status  # type: ignore[assignment]  # one of the states
    heard = olga.says(f"compliance calls status:{status}").has(
        "Calls of everybody", "Call with +34911", "bo@example.com"
    )
    assert "+34911" not in heard.text
    olga.presses("Details").has("Call with +34911", "bo@example.com").lacks("Reassign")
    olga.says(f"admin compliance meetings of bo@example.com status:{status}").has("Weekly sync")
    olga.says("compliance show 1").has("Weekly sync", "bo@example.com")
    assert [one[0] for one in done(stage)] == ["list calls", "show", "list meetings", "show"]
    assert not any("hostEmail" in one.query for one in stage.webex.world.requests)  # which is for administrators


def test_a_year_is_asked_for_in_pieces_that_webex_takes(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    call(stage, bo, "Long ago", 300 * DAY)
    olga.says("compliance calls of bo@example.com last 360 days").has("Long ago")
    asked = [one for one in stage.webex.world.requests if one.path == "/admin/convergedRecordings"]
    assert {one.status for one in asked} == {200}
    assert len(asked) > 11


@pytest.mark.parametrize("what", TYPED)
def test_a_recording_is_erased_once_there_is_a_reason_and_it_was_typed(
    stage: Stage, olga: Speaker, bo: Speaker, what: str
) -> None:
    one = recorded(stage, bo, what)
    olga.says(f"compliance {what}s")
    allowed(olga, "compliance erase 1").has(TYPED[what], "This is final")
    again = {"reason": "the case is closed", "comment": "case 7"}
    olga.presses("Delete for everybody", None, typed="1 call of ana@example.com", **again).has("not what I asked for")
    olga.presses("Delete for everybody", None, typed=TYPED[what], reason="").has("I need a reason")
    assert (deletions(stage), done(stage)[-1]) == ([], ("show", "bo@example.com", "done", 1))
    olga.presses("Delete for everybody", None, typed=TYPED[what], **again).has(
        "Deleted for everybody", "the case is closed"
    )
    path = f"/convergedRecordings/{one.id}" if what == "call" else f"/recordings/{one.id}"
    assert deletions(stage) == [(path, 204)]
    begun, ended = list(stage.bot.services.audit.entries())[-2:]
    assert (ended.deed.subject, ended.deed.reason, ended.deed.comment) == ("bo@example.com", *again.values())
    assert (ended.deed.what, ended.ending, ended.begun) == ((one.id,), "done", begun.number)
    assert not any(word in str(row.body) for row in stage.bot.services.audit.rows() for word in ("Weekly", "+34911"))
    olga.says(f"compliance {what}s").has("I found nothing there")


def test_whose_it_is_says_webex_and_not_the_sentence(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    one = record(stage, bo, "Weekly sync")
    words = f"compliance erase {one.id} of ana@example.com {REASON}"
    allowed(olga, words).has(TYPED["meeting"]).lacks("ana@example.com")
    olga.says(f'{words} typed:"{TYPED["meeting"]}"').has("Deleted for everybody", "bo@example.com")
    assert done(stage)[-1] == ("erase", "bo@example.com", "done", 1)


def test_where_webex_does_not_tell_whose_it_is_the_list_did(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    record(stage, bo, "Weekly sync", omit=["meetingId"])
    olga.says("compliance meetings")
    allowed(olga, f"compliance erase 1 {REASON}").has(TYPED["meeting"])
    olga.says(f'compliance erase 1 {REASON} typed:"{TYPED["meeting"]}"').has("Deleted for everybody")
    assert done(stage)[-1] == ("erase", "bo@example.com", "done", 1)


def test_a_comment_may_have_255_characters_and_no_more(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    one = recorded(stage, bo, "call")
    allowed(olga, f"compliance erase {one.id}")
    said = olga.says(erasing("call", one, f'comment:"{"x" * 256}"'))
    said.has("256 characters", "255 is the most")
    olga.says(f"compliance erase {one.id} reason:the case is closed").has("into quotes")
    assert deletions(stage) == []
    olga.says(erasing("call", one, f'comment:"{"x" * 255}"')).has("Deleted for everybody")


REFUSALS = {400: "did not understand me", 403: "Webex said no", 404: "could not find", 429: "a pause"}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_told_and_written_down(stage: Stage, olga: Speaker, bo: Speaker, status: int) -> None:
    one = recorded(stage, bo, "call")
    allowed(olga, f"compliance erase {one.id}")
    after: dict[str, Any] = {"retry_after": 600} if status == 429 else {}
    stage.webex.world.fault("DELETE", "/convergedRecordings", status, times=None, **after)
    olga.writes(erasing("call", one))
    stage.settle()
    heard = olga.last()
    assert REFUSALS[status] in heard.everything
    ended = list(stage.bot.services.audit.entries())[-1]
    assert (ended.ending, ended.status) == ("failed" if status == 429 else "refused", status)
    assert one.status == "available"


def test_what_webex_did_without_answering_is_known_at_the_next_attempt(
    stage: Stage, olga: Speaker, bo: Speaker
) -> None:
    one = recorded(stage, bo, "call")
    allowed(olga, f"compliance erase {one.id}")
    stage.webex.world.fault("DELETE", "/convergedRecordings", 502, land=True)
    olga.writes(erasing("call", one))
    stage.settle()
    stage.passes(DAY / 1440)
    olga.last().has("Deleted for everybody", "bo@example.com")
    assert [status for _, status in deletions(stage)] == [502, 404]
    assert [entry.ending for entry in stage.bot.services.audit.entries()][-3:] == ["begun", "failed", "done"]


WORDS = ["calls", "meetings", "show 1", "show {call}", "erase {call}", "erase {call} " + REASON, "erase {meeting}"]


@pytest.mark.parametrize("words", WORDS)
def test_who_is_no_officer_reaches_nothing_of_it(stage: Stage, ana: Speaker, bo: Speaker, words: str) -> None:
    ids = {"call": recorded(stage, bo, "call").id, "meeting": recorded(stage, bo, "meeting").id}
    said = f"compliance {words.format(**ids)}"
    stage.webex.world.make_admin(ana.person)  # who is an administrator is no officer
    ana.connects()
    stage.webex.world.forget_requests()
    ana.says(said).has("May I act for you as a compliance officer?").lacks("+34911", "Weekly")
    ana.submits(ana.last(), {"say": said})
    stage.settle()
    assert not [one for one in stage.calls() if "ecordings" in one]
    assert ana.consents(link_of(ana.last())).status_code == 403
    stage.settle()
    ana.last().has("Webex does not count you as a compliance officer").lacks("+34911", "Weekly")
    assert (deletions(stage), done(stage)) == ([], [])


def link_of(heard: Heard) -> str:
    return next(url for url in heard.links.values() if "/oauth/start" in url)


def test_an_officers_clicks_and_confirmations_do_nothing_for_others(
    stage: Stage, olga: Speaker, ana: Speaker, bo: Speaker
) -> None:
    one = recorded(stage, bo, "call")
    asked = allowed(olga, f"compliance erase {one.id}")
    ana.connects()
    filled = {"reason": "none", "comment": "", "typed": TYPED["call"]}
    ana.submits(ana.last(), asked.card["actions"][0]["data"] | filled)
    stage.settle()
    ana.last().has("May I act for you as a compliance officer?").lacks("+34911")
    assert (one.status, deletions(stage)) == ("available", [])


def test_who_is_no_officer_any_more_reaches_nothing_any_more(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    one = recorded(stage, bo, "call")
    asked = allowed(olga, f"compliance erase {one.id}")
    stage.webex.world.dismiss(olga.person)
    filled = {"reason": "the case is closed", "typed": TYPED["call"]}
    for words in ("compliance calls", "compliance meetings", f"compliance show {one.id}", erasing("call", one)):
        olga.says(words).has("That takes a compliance officer").lacks("+34911")
    olga.presses("Delete for everybody", on=asked, **filled).has("That takes a compliance officer")
    assert (one.status, deletions(stage)) == ("available", [])


def test_in_a_space_nothing_of_it_is_said_or_done(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    one = recorded(stage, bo, "call")
    allowed(olga, f"compliance erase {one.id}")
    space = stage.space("Project X", olga, bo)
    stage.settle()
    before = len(olga.heard())
    for words in ("compliance calls", erasing("call", one)):
        olga.writes(words, space)
        stage.settle()
        stage.heard_in(space)[-1].has("only in our direct space").lacks("+34911")
    assert (len(olga.heard()), deletions(stage)) == (before, [])


def test_each_word_goes_with_the_token_of_its_own_consent(stage: Stage, olga: Speaker, bo: Speaker) -> None:
    recorded(stage, olga, "call")
    recorded(stage, bo, "meeting")
    stage.webex.world.make_admin(olga.person)
    olga.connects()
    olga.says("admin connect")
    olga.connects()
    used = {}
    for words in (
        "list",
        "calls",
        "status",
        "admin calls",
        "admin meetings",
        "compliance calls",
        "compliance meetings",
    ):
        stage.webex.world.forget_requests()
        olga.says(words)
        used[words] = {kind_of(one.scopes) for one in stage.webex.world.requests if one.person == "Olga Novak"}
    assert used == {
        "list": {"person"},
        "calls": {"person"},
        "status": set(),
        "admin calls": {"admin"},
        "admin meetings": {"admin"},
        "compliance calls": {"compliance"},
        "compliance meetings": {"compliance"},
    }


def kind_of(scopes: frozenset[str]) -> str:
    """Which consent a token came from: no two kinds of scopes are ever in one."""
    kinds = {
        "compliance" if "compliance" in scope else "admin" if "admin" in scope else "person"
        for scope in scopes - {"spark:people_read", "spark:kms"}
    }
    (kind,) = kinds
    return kind


def test_each_consent_ends_alone_and_disconnect_ends_all(stage: Stage, olga: Speaker) -> None:
    olga.connects()
    olga.says("status").has("As a compliance officer", "Connected since").lacks("As an administrator")
    olga.says("compliance disconnect").has("I no longer act for you as a compliance officer")
    olga.says("status").lacks("As a compliance officer").has("Connected since")
    olga.says("compliance calls").has("May I act for you as a compliance officer?")
    olga.connects()
    olga.says("disconnect").has("stays in the audit log")
    assert not any(stage.bot.services.grants.summary(olga.person.id, kind) for kind in GrantKind)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("compliance whatever", "I know no compliance whatever"),
        ("compliance calls of bo", "I can't tell whose"),
        ("compliance erase", "Say which ones"),
        ("compliance erase 1-3", "One at a time"),
        ("compliance show 4", "There is no number 4"),
        ("compliance connect me", "stands alone"),
        (f"compliance erase 1 reason:{'x' * 256}", "256 characters"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(olga: Speaker, words: str, problem: str) -> None:
    assert problem in olga.says(words).text.replace("“", "").replace("”", "")


def test_compliance_alone_says_what_there_is(olga: Speaker, ana: Speaker) -> None:
    olga.says("compliance").has("I may act for you as a compliance officer since", "compliance erase", "compliance log")
    olga.says("compliance connect").has("I may act for you already")
    ana.says("admin compliance").has("You have not allowed me")
