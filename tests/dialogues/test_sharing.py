"""`share` and `unshare`, as people use them."""

from datetime import timedelta
from typing import Any

import pytest

from simulator.spaces import Space
from tests.dialogues.changing import allow_changes, calls_of, record
from tests.stage import Heard, Speaker, Stage

ACCESS = "/recordings/{}/accessList"


@pytest.fixture
def host(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, who has allowed what changes something."""
    return allow_changes(stage, ana)


@pytest.fixture
def cy(stage: Stage) -> Speaker:
    """Somebody of another organisation."""
    return stage.person("Cy Okafor", org=stage.webex.world.organization("Globex"), email="cy@globex.com")


def asked_here(stage: Stage, who: Speaker, words: str, space: Space) -> Heard:
    """What is answered in the space."""
    stage.settle()
    before = len(stage.heard_in(space))
    who.writes(words, space)
    stage.settle()
    (answer,) = stage.heard_in(space)[before:]
    return answer


def test_sharing_gives_access_and_mails_nobody(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says("list")
    host.says("share 1 with bo@example.com, new@customer.example").has(
        "Shared “Weekly sync”", "bo@example.com", "new@customer.example", "Webex writes to nobody"
    )
    assert weekly.shared_with == {bo.person.id}
    assert not stage.webex.world.mails


def test_webex_mails_when_it_is_asked_to(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"share {weekly.id} with bo@example.com and mail them").has("Webex writes to them about it")
    assert [mail.to for mail in stage.webex.world.mails] == ["bo@example.com"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [({"drop": True}, "can’t tell whether it did"), ({"status": 429, "retry_after": 5}, "Webex writes to them")],
)
def test_nobody_is_mailed_twice_where_webex_did_not_say_how_it_ended(
    stage: Stage, host: Speaker, bo: Speaker, fault: dict[str, Any], said: str
) -> None:
    """Of a broken connection nobody knows how it ended; a limit is a clear no."""
    weekly = record(stage, host, "Weekly sync")
    stage.webex.world.fault("POST", ACCESS.format(weekly.id), **fault)
    host.writes(f"share {weekly.id} with bo@example.com and mail them")
    stage.settle()
    stage.passes(timedelta(seconds=10))
    host.last().has("Shared “Weekly sync”", said)
    assert [mail.to for mail in stage.webex.world.mails] == ["bo@example.com"]
    assert weekly.shared_with == {bo.person.id}


def test_the_first_time_a_consent_is_asked_for_and_the_question_goes_on(
    stage: Stage, ana: Speaker, bo: Speaker
) -> None:
    weekly = record(stage, ana, "Weekly sync")
    ana.connects()
    ana.says("list")
    ana.says("share 1 with bo@example.com").has("May I do a little more?")
    stage.clock.advance(timedelta(minutes=5))
    ana.connects().has("Shared “Weekly sync”", "bo@example.com")
    assert ana.heard()[-2].everything == "Thank you, that is allowed now."
    assert weekly.shared_with == {bo.person.id}
    ana.says("status").has("Connected since Thu 12 Mar, 10:00")


def test_a_mention_serves_as_well_as_an_address(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("Project X", host, bo)
    words = f"RecBot share {weekly.id} with {bo.person.name}"
    before = len(host.heard())
    stage.webex.world.post(host.person, space, words, mention=[stage.recbot, bo.person])
    stage.settle()
    assert len(host.heard()) == before + 1
    host.last().has("Shared “Weekly sync”", "bo@example.com")
    assert weekly.shared_with == {bo.person.id}


def test_a_suggestion_keeps_whoever_was_mentioned(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says("list")
    space = stage.space("Project X", host, bo)
    said = f"RecBot shaer 1 with {bo.person.name}"
    stage.webex.world.post(host.person, space, said, mention=[stage.recbot, bo.person])
    stage.settle()
    answer = host.last().has("Did you mean “share 1 with bo@example.com”?")
    assert "person:" not in answer.text
    host.presses("share 1 with bo@example.com", on=answer).has("Shared “Weekly sync”", "bo@example.com")
    assert weekly.shared_with == {bo.person.id}


def test_a_suggestion_names_a_few_of_those_mentioned_and_keeps_all(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    others = [stage.person(f"P{number} Quist") for number in range(8)]
    space = stage.space("Project X", host, *others)
    words = f"RecBot shaer {weekly.id} with " + " ".join(other.person.name for other in others)
    stage.webex.world.post(host.person, space, words, mention=[stage.recbot, *(other.person for other in others)])
    stage.settle()
    answer = host.last().has("p4@example.com …”?").lacks("p5@example.com")
    host.presses(answer.buttons[0], on=answer).has("p0@example.com", "p7@example.com")
    assert weekly.shared_with == {other.person.id for other in others}


def test_a_suggestion_with_somebody_whom_webex_does_not_show_says_so(stage: Stage, host: Speaker) -> None:
    host.says(f"shaer 1 with person:{'x' * 40}").has("Did you mean “share 1 with somebody”?")


def test_somebody_mentioned_whom_webex_does_not_show_is_no_address(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    stage.webex.world.fault("GET", "/people/", status=404)
    host.says(f"share {weekly.id} with person:{bo.person.id}").has("I shared it with nobody")
    host.says(f"share {weekly.id} with person:{'x' * 40}").has("I shared it with nobody")
    assert not calls_of(stage, ACCESS.format(weekly.id))


def test_unsharing_takes_access_away(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync", shared_with=[bo.person])
    answer = host.says(f"unshare {weekly.id} with bo@example.com").has("Not shared now", "bo@example.com")
    answer.lacks("No longer shared")  # Webex does not tell whether it was
    assert not weekly.shared_with
    assert not stage.webex.world.mails
    host.says(f"unshare {weekly.id} with person:{'x' * 40}").has("no e-mail address")


@pytest.mark.parametrize("words", ["share {} with bo@example.com", "unshare {} with bo@example.com"])
def test_only_the_host_shares(stage: Stage, host: Speaker, bo: Speaker, words: str) -> None:
    theirs = record(stage, bo, "Of Bo", shared_with=[host.person])
    host.says(words.format(theirs.id)).has("That is up to the host", "Of Bo")
    assert not calls_of(stage, ACCESS.format(theirs.id))


@pytest.mark.parametrize("words", ["share {} with bo@example.com", "unshare {} with bo@example.com"])
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "refused one of the addresses"),
        (403, "Only the host"),
        (404, "Only the host"),
        (429, "Webex asks for a pause"),
    ],
)
def test_a_refusal_is_told_in_words(stage: Stage, host: Speaker, words: str, status: int, said: str) -> None:
    weekly = record(stage, host, "Weekly sync")
    path = ACCESS.format(weekly.id)
    stage.webex.world.fault("POST", path, status=status, times=None, retry_after="900" if status == 429 else None)
    host.says(words.format(weekly.id)).has(said)


def test_what_lies_in_the_bin_is_restored_first(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    weekly.status = "deleted"
    host.says(f"share {weekly.id} with bo@example.com").has("It lies in the recycle bin")
    host.presses("Restore").has("Restored")


def test_numbers_and_ids_of_nothing_are_told_as_everywhere(host: Speaker) -> None:
    host.says("share 3 with bo@example.com").has("Which one is number 3?")
    host.says("unshare 3 with bo@example.com").has("Which one is number 3?")
    host.says(f"share {'a' * 32} with bo@example.com").has("I could not find that")


def test_in_a_space_everybody_gets_access_and_only_the_page_is_seen(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync", password="Sup3rS3cret")
    space = stage.space("Project X", host, bo)
    heard = len(host.heard())
    page = asked_here(stage, host, f"share {weekly.id} here", space)
    page.has("Weekly sync", "shared with everybody").lacks("Sup3rS3cret", "nbr", "bo@example.com", weekly.id)
    assert page.buttons == ["Open in Webex"]
    assert "ldr.php?RCID=" in page.links["Open in Webex"]
    assert page.message.parent_id
    assert weekly.shared_with == {bo.person.id}
    assert len(host.heard()) == heard
    assert not stage.webex.world.mails


def test_a_space_of_250_gets_access_in_three_calls(stage: Stage, host: Speaker) -> None:
    crowd = [stage.webex.world.person(f"Person {n}", email=f"person{n}@example.com") for n in range(250)]
    weekly = record(stage, host, "Weekly sync")
    space = stage.webex.world.space("All hands", [host.person, *crowd, stage.recbot])
    asked_here(stage, host, f"share {weekly.id} here", space).has("Weekly sync")
    assert calls_of(stage, ACCESS.format(weekly.id)) == [204, 204, 204]
    assert weekly.shared_with == {person.id for person in crowd}
    assert len(calls_of(stage, "/memberships")) == 3


def test_other_bots_are_left_out(stage: Stage, host: Speaker) -> None:
    other = stage.webex.world.bot("PollBot", "pollbot@webex.bot")
    weekly = record(stage, host, "Weekly sync")
    space = stage.webex.world.space("Just bots", [host.person, other, stage.recbot])
    host.says(f"share {weekly.id} here", space).has("Nobody to share with")
    assert not weekly.shared_with


def test_people_of_other_organisations_are_named_and_need_a_yes(
    stage: Stage, host: Speaker, bo: Speaker, cy: Speaker
) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("With a customer", host, bo, cy)
    host.says(f"share {weekly.id} here", space).has("other organisations", "Cy Okafor (cy@globex.com)").lacks("bo@")
    assert not weekly.shared_with
    assert not [heard for heard in stage.heard_in(space) if "Weekly sync" in heard.everything]
    host.presses("Share with everybody there").has("Shared “Weekly sync”", "2 people", "I posted its page there")
    assert weekly.shared_with == {bo.person.id, cy.person.id}
    page = stage.heard_in(space)[-1].has("Weekly sync")
    assert page.buttons == ["Open in Webex"]
    assert page.message.parent_id
    assert not stage.webex.world.mails


def test_who_came_into_the_space_since_is_asked_about_too(
    stage: Stage, host: Speaker, bo: Speaker, cy: Speaker
) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("With a customer", host, bo, cy)
    card = host.says(f"share {weekly.id} here", space)
    stage.webex.world.join(space, stage.person("Di Late", org=cy.person.org, email="di@globex.com").person)
    host.presses("Share with everybody there", on=card).has("other organisations", "Di Late", "Cy Okafor")
    assert not weekly.shared_with
    host.presses("Share with everybody there").has("Shared “Weekly sync”", "3 people")


def test_sharing_with_nobody_is_a_way_out(stage: Stage, host: Speaker, cy: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"share {weekly.id} here", stage.space("With a customer", host, cy))
    host.presses("Share with nobody").has("I leave everything as it is")
    assert not weekly.shared_with


def test_somebody_elses_yes_counts_for_nothing(stage: Stage, host: Speaker, bo: Speaker, cy: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    card = host.says(f"share {weekly.id} here", stage.space("With a customer", host, bo, cy))
    say = card.card["actions"][0]["data"]["say"]
    allow_changes(stage, bo)
    bo.submits(bo.last(), {"say": say})
    stage.settle()
    bo.last().has("I did nothing")
    assert not weekly.shared_with


def test_after_a_consent_here_is_still_the_space_it_was_said_in(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    weekly = record(stage, ana, "Weekly sync")
    ana.connects()
    space = stage.space("Project X", ana, bo)
    ana.says(f"share {weekly.id} here", space).has("May I do a little more?")
    ana.connects().has("Shared “Weekly sync”", "1 person of that space")
    stage.heard_in(space)[-1].has("Weekly sync")
    assert weekly.shared_with == {bo.person.id}


def test_in_the_direct_room_here_is_nowhere(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"share {weekly.id} here").has("Which space?")


def test_a_space_that_one_is_not_in_can_not_be_named(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    theirs = stage.space("Not Ana's", bo)
    host.says(f"share {weekly.id} here:{theirs.id}").has("I can not see that space")
    host.says(f"share {weekly.id} here:{'x' * 60}").has("I can not see that space")
    assert not weekly.shared_with


def test_where_the_bot_may_not_post_the_answer_says_so(stage: Stage, host: Speaker, cy: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("With a customer", host, cy)
    host.says(f"share {weekly.id} here", space)
    stage.webex.world.fault("POST", "/messages", status=403)
    host.presses("Share with everybody there").has("Shared “Weekly sync”", "I could not post its page there")
    assert not [heard for heard in stage.heard_in(space) if "Weekly sync" in heard.text]


def test_more_outsiders_than_can_be_named_are_not_asked_about(stage: Stage, host: Speaker, cy: Speaker) -> None:
    crowd = [
        stage.webex.world.person(f"Person {n}", email=f"a.person.with.a.long.name.{n:03}@globex.com", org=cy.person.org)
        for n in range(130)
    ]
    weekly = record(stage, host, "Weekly sync")
    space = stage.webex.world.space("Conference", [host.person, *crowd, stage.recbot])
    host.says(f"share {weekly.id} here", space).has("130 people there are of other organisations")
    assert not weekly.shared_with


def test_a_refusal_of_webex_is_told_in_the_direct_room(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("Project X", host, bo)
    stage.webex.world.fault("POST", ACCESS.format(weekly.id), status=403)
    host.says(f"share {weekly.id} here", space).has("Webex does not let me share this")
    assert not [heard for heard in stage.heard_in(space) if "Weekly sync" in heard.everything]


def test_a_share_that_is_tried_again_is_done_once(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("Project X", host, bo)
    stage.webex.world.fault("POST", "/messages", status=502)
    host.writes(f"share {weekly.id} here", space)
    stage.settle()
    stage.passes(timedelta(seconds=5))
    assert calls_of(stage, ACCESS.format(weekly.id)) == [204]
    assert [heard.text for heard in stage.heard_in(space) if "Weekly sync" in heard.text]
