"""`admin`: others' recordings, for administrators alone and in the direct room alone."""

from datetime import timedelta

import pytest

from core.grants import GrantKind
from tests.dialogues.administering import administrator, allowed, call, done
from tests.dialogues.changing import DAY, calls_of, record
from tests.stage import Speaker, Stage

CALLS, MEETINGS = "/admin/convergedRecordings", "/admin/recordings"


@pytest.fixture
def boss(stage: Stage) -> Speaker:
    return administrator(stage)


def test_everybodys_calls_are_listed_with_their_owners_whatever_the_period(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    call(stage, ana, "Call with +34911", 1 * DAY)
    call(stage, bo, "Long ago", 200 * DAY)
    stage.webex.world.forget_requests()
    heard = boss.says("admin calls last 300 days").has("Calls of everybody", "2 found")
    assert [row.split(" · ")[1] for row in heard.choices] == ["ana@example.com", "bo@example.com"]
    assert set(calls_of(stage, CALLS)) == {200}
    assert "+34911" not in heard.text
    boss.says("admin calls of bo@example.com last 300 days").has("Long ago").lacks("+34911")
    assert done(stage)[0] == ("list calls", "everybody", "done", 2)


def test_everybodys_meetings_are_listed_on_every_site_and_of_one_host(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    record(stage, ana, "Weekly sync", 1 * DAY)
    record(stage, bo, "Of Europe", 100 * DAY, site=europe)
    boss.says("admin meetings last 200 days").has("Weekly sync", "Of Europe", "ana@example.com")
    boss.says("admin meetings of bo@example.com last 200 days").has("Of Europe").lacks("Weekly sync")
    boss.says("admin meetings site:acme.webex.com last 200 days").has("Weekly sync").lacks("Of Europe")
    assert set(calls_of(stage, MEETINGS)) == {200}


def test_filters_are_heeded_and_of_a_meeting_everything_is_shown(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    line = stage.webex.world.telephone("Reception")
    call(stage, line, "For the reception", region="US")
    call(stage, ana, "For Ana", location="loc-2")
    boss.says("admin calls owner-type:virtualLine").has("For the reception").lacks("For Ana")
    boss.says(f"admin calls of {line.uuid}").has("For the reception").lacks("For Ana")
    boss.says("admin calls location:loc-2").has("For Ana").lacks("For the reception")
    boss.says("admin calls topic:reception region:US").has("For the reception").lacks("For Ana")
    old = record(stage, ana, "Kick-off", 100 * DAY)
    boss.says("admin meetings").has("I found nothing there")
    boss.says(f"admin meetings meeting:{old.meeting.id}").has("Kick-off")


@pytest.mark.parametrize("status", ["deleted", "purged"])
def test_what_is_gone_for_its_owner_is_listed_too(stage: Stage, boss: Speaker, ana: Speaker, status: str) -> None:
    call(stage, ana, "A call").status = status  # type: ignore[assignment]  # one of the states
    record(stage, ana, "A meeting").status = status  # type: ignore[assignment]  # one of the states
    heard = boss.says(f"admin calls status:{status}")
    # Whether administrators see calls that are purged, Webex's own documents leave open.
    heard.has("A call" if status == "deleted" else "what was deleted for good")
    boss.says(f"admin meetings status:{status}").has("A meeting")
    boss.says("admin calls").lacks("A call")


def test_pages_go_on_and_numbers_mean_the_admin_list_alone(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    for number in range(12):
        call(stage, ana, f"Call {number:02}", timedelta(hours=30 + number))
    boss.connects()
    record(stage, boss, "My own meeting")
    boss.says("list").has("My own meeting")
    boss.says("admin calls").has("Call 00", "1 to 10 of 12")
    boss.presses("More").has("Call 11", "11 to 12 of 12")
    boss.says("admin show 12").has("Call 11")
    boss.says("show 1").has("My own meeting")
    boss.says("show 2").has("Your list has only number 1")
    boss.says("admin show 13").has("There is no number 13", "ends with number 12")


def test_the_numbers_of_my_own_list_mean_nothing_to_an_administrator(stage: Stage, boss: Speaker) -> None:
    boss.connects()
    record(stage, boss, "My own meeting")
    boss.says("list")
    boss.says("admin show 1").has("Numbers of your own lists don’t count here")


def test_details_of_a_call_tell_who_called_whom_and_have_no_links(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one = call(stage, ana, "Call with a customer", number="+34911223344")
    boss.says("admin calls")
    heard = boss.presses("Details").has("Call with a customer", "+34911223344", "Ana Ruiz", "ana@example.com")
    assert not heard.links
    assert "+34911223344" not in heard.text
    assert done(stage)[-1] == ("show", "ana@example.com", "done", 1)
    boss.says(f"admin show {one.id.upper()}").has("Call with a customer")


def test_links_of_a_call_are_shown_where_webex_gives_them_to_administrators(
    stage: Stage, boss: Speaker, ana: Speaker
) -> None:
    stage.webex.world.knobs.admin_call_links = True
    one = call(stage, ana, "Call with a customer", transcript=[("Ana Ruiz", 1, "Good morning.")])
    heard = boss.says(f"admin show {one.id}")
    assert set(heard.links) == {"Audio", "Transcript"}
    stage.passes(timedelta(hours=3, minutes=1))
    assert heard.message.id not in {each.message.id for each in boss.heard()}


def test_a_long_limit_leaves_what_was_read_and_says_so(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    call(stage, ana, "Of Ana", 1 * DAY)
    stage.webex.world.fault("GET", CALLS, after=lambda _: None)
    stage.webex.world.fault("GET", CALLS, status=429, retry_after="900", times=None, delay=0.2)
    boss.says("admin calls last 300 days").has("could not be read")


def test_details_of_a_meeting_name_its_host_and_the_links_go_when_they_expire(
    stage: Stage, boss: Speaker, ana: Speaker
) -> None:
    record(stage, ana, "Weekly sync")
    boss.says("admin meetings")
    heard = boss.says("admin show 1").has("Weekly sync", "ana@example.com")
    assert set(heard.links) == {"Video", "Audio", "Transcript"}
    stage.passes(timedelta(hours=3, minutes=1))
    assert heard.message.id not in {each.message.id for each in boss.heard()}
    assert done(stage)[-1] == ("show", "ana@example.com", "done", 1)


def test_the_id_of_a_meeting_alone_does_not_tell_whose_it_is(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one = record(stage, ana, "Weekly sync")
    boss.says(f"admin show {one.id}").has("Whose recording is that?")
    boss.says(f"admin show {one.id} of ana@example.com").has("Weekly sync")
    boss.says(f"admin show {one.id} of bo@example.com").has("Webex does not know it")


def test_admin_alone_says_what_there_is(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    boss.says("admin").has("I may act for you as an administrator since", "admin reassign", "admin log")
    boss.says("admin connect").has("I may act for you already")
    ana.says("admin").has("You have not allowed me")
    boss.says("admin disconnect").has("I no longer act for you as an administrator")
    boss.says("admin calls").has("May I act for you as an administrator?")


WORDS = [
    "admin calls",
    "admin meetings",
    "admin show 1",
    "admin show {call}",
    "admin delete {call}",
    "admin restore {call}",
    "admin purge {call}",
    'admin purge {call} "1 call of ana@example.com"',
    "admin delete {meeting} of ana@example.com",
    "admin delete all calls of ana@example.com",
    "admin purge all calls of ana@example.com",
    "admin reassign {call} to bo@example.com",
    "admin reassign all calls of ana@example.com to bo@example.com",
]


@pytest.mark.parametrize("words", WORDS)
def test_who_is_no_administrator_reaches_nothing_of_it(stage: Stage, ana: Speaker, bo: Speaker, words: str) -> None:
    mine = {"call": call(stage, ana, "Of Ana").id, "meeting": record(stage, ana, "Weekly").id}
    bo.connects()
    stage.webex.world.forget_requests()
    bo.says(words.format(**mine)).has("May I act for you as an administrator?").lacks("Of Ana", "Weekly")
    assert not [one for one in stage.calls() if "ecordings" in one]
    bo.submits(bo.last(), {"say": words.format(**mine)})
    stage.settle()
    bo.last().has("May I act for you as an administrator?")
    assert not [one for one in stage.calls() if "ecordings" in one]
    page = bo.consents(bo._link(bo.last()) or "")
    assert page.status_code == 403
    stage.settle()
    bo.last().has("Webex does not count you as an administrator").lacks("Of Ana", "Weekly")
    assert stage.bot.services.grants.summary(bo.person.id, GrantKind.ADMIN) is None
    assert done(stage) == []


def test_an_administrators_clicks_and_confirmations_do_nothing_for_others(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    one = call(stage, ana, "Of Ana")
    listed = boss.says("admin calls")
    asked = allowed(boss, "admin delete 1").has("Delete 1 recording of ana@example.com?")
    connected = bo.connects()
    before = len(boss.heard())
    for card in (listed, asked):
        for action in card.card["actions"]:
            bo.submits(connected, {"recording": one.id} | action["data"])
            stage.settle()
            bo.last().lacks("Of Ana", "In the recycle bin")
    assert (one.status, len(boss.heard())) == ("available", before)
    bo.submits(connected, asked.card["actions"][0]["data"])
    stage.settle()
    bo.last().has("I did nothing")


def test_whose_role_was_taken_away_reaches_nothing_any_more(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one = call(stage, ana, "Of Ana")
    boss.says("admin calls")
    asked = allowed(boss, "admin delete 1")
    stage.webex.world.dismiss(boss.person)
    for words in ("admin calls", "admin meetings", "admin show 1", "admin delete all calls of ana@example.com"):
        boss.says(words).has("That takes an administrator").lacks("Of Ana")
    boss.presses("Delete", on=asked).has("That takes an administrator")
    assert one.status == "available"


def test_who_looks_after_meetings_alone_is_told_so(stage: Stage, ana: Speaker) -> None:
    record(stage, ana, "Weekly sync")
    call(stage, ana, "Of Ana")
    boss = administrator(stage, calling=False)
    boss.says("admin meetings").has("Weekly sync")
    boss.says("admin calls").has("You are an administrator, but Webex does not let you do that with calls")


def test_in_a_space_nothing_of_it_is_said(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    call(stage, ana, "Of Ana")
    space = stage.space("Project X", boss, ana)
    stage.settle()
    stage.webex.world.forget_requests()
    before = len(boss.heard()), len(stage.heard_in(space))
    boss.writes("admin calls", space)
    stage.settle()
    stage.heard_in(space)[-1].has("only in our direct space").lacks("Of Ana")
    assert (len(boss.heard()), len(stage.heard_in(space))) == (before[0], before[1] + 1)
    assert not [one for one in stage.calls() if "ecordings" in one]


def test_my_own_words_never_use_what_i_allowed_as_an_administrator(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    one = record(stage, ana, "Weekly sync")
    for words in ("list", f"show {one.id}", f"delete {one.id}", "latest"):
        boss.says(words).has("Please connect your Webex account").lacks("Weekly sync")
    boss.connects()
    boss.says("list").lacks("Weekly sync")
    boss.says(f"show {one.id}").lacks("Weekly sync")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("admin whatever", "I know no `admin whatever`"),
        ("admin calls of ana", "I can't tell whose"),
        ("admin meetings host:me", "I know no filter `host:`"),
        ("admin calls since tomorrow", "I can't read since tomorrow as a time"),
        ("admin calls status:lost", "`available`, `deleted` or `purged`"),
        ("admin show", "Say which ones"),
        ("admin show 1-3", "one at a time"),
        ("admin show 0", "There is no number 0"),
        ("admin delete 1-200", "at most 100"),
        ("admin reassign 2", "Say to whom by address"),
        ("admin reassign all calls of ana@example.com to ana@example.com", "belong to that person already"),
        ("admin connect me to bo", "stands alone"),
        ("admin purge all calls of " + "9" * 300, "Say whose by address"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence(boss: Speaker, words: str, problem: str) -> None:
    said = boss.says(words).text.replace("“", "").replace("”", "")
    assert problem.replace("`", "") in said


REFUSALS = {400: "Webex did not understand me", 404: "I could not find", 429: "Webex asks for a pause"}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_told_in_words(stage: Stage, boss: Speaker, ana: Speaker, status: int) -> None:
    call(stage, ana, "Of Ana")
    stage.webex.world.fault("GET", CALLS, status=status, times=None, retry_after="900" if status == 429 else None)
    boss.says("admin calls").has(REFUSALS[status]).lacks("Of Ana")


def test_an_ended_grant_is_asked_for_again_and_the_question_answered(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    call(stage, ana, "Of Ana")
    boss.says("admin calls")
    stage.webex.world.revoke(boss.person)
    boss.says("admin show 1").has("Webex ended the permission that you gave me as an administrator")
    boss.connects().has("Of Ana", "ana@example.com")


def test_a_site_of_somebody_else_hides_nothing_of_the_others(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    record(stage, ana, "Of acme")
    record(stage, ana, "Of Europe", site=europe)
    stage.webex.world.fault("GET", MEETINGS, status=403)
    heard = boss.says("admin meetings").has("does not let you read these sites")
    assert ("Of acme" in heard.everything) is not ("Of Europe" in heard.everything)


ASKS = [
    "admin delete {one}",
    "admin restore {one}",
    "admin reassign {one} to bo@example.com",
    "admin delete all calls of ana@example.com",
    "admin reassign all calls of ana@example.com to bo@example.com",
]


def test_what_is_shown_only_to_ask_about_it_is_written_down_too(
    stage: Stage, boss: Speaker, ana: Speaker, bo: Speaker
) -> None:
    one = call(stage, ana, "Call with +34911")
    allowed(boss, "admin restore all calls of bo@example.com")
    for number, words in enumerate(ASKS, 1):
        boss.says(words.format(one=one.id)).has("Call with +34911")
        assert len(done(stage)) == number
        assert done(stage)[-1] == ("list calls" if "all" in words else "show", "ana@example.com", "done", 1)


def test_nobody_is_shown_what_could_not_be_written_down(stage: Stage, boss: Speaker, ana: Speaker) -> None:
    call(stage, ana, "Of Ana")
    boss.says("admin calls").has("Of Ana")
    assert stage.bot.services.audit.verify().problem is None
    assert stage.bot.services.audit.verify().rows == 2
