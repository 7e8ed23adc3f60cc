"""Webex says something that isn't so, or says it badly: the person has one answer in the end, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest

from core.grants import GrantKind
from tests.dialogues.changing import allow_changes, record
from tests.stage import START, Speaker, Stage

SECONDS = timedelta(seconds=30)


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    ana.connects()
    return ana


def _comes_of(stage: Stage, speaker: Speaker, words: str = "list", minutes: int = 3) -> list[str]:
    """The heads of all that the bot has to say to that, in the end."""
    before = {heard.message.id for heard in speaker.heard()}
    speaker.writes(words)
    stage.settle()
    for _ in range(2 * minutes):
        stage.passes(SECONDS)
    return [heard.text.splitlines()[0].split(":")[0] for heard in speaker.heard() if heard.message.id not in before]


ONE_MISTAKE: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/messages/", {"status": 403}),
    ("GET", "/messages/", {"status": 404}),
    ("GET", "/messages/", {"status": 409}),
    ("POST", "/messages", {"status": 403}),
    ("POST", "/messages", {"status": 404}),
    ("POST", "/messages", {"status": 409}),
    ("POST", "/messages", {"body": "html"}),
    ("POST", "/messages", {"body": "html", "land": True}),
    ("POST", "/messages", {"half": True}),
    ("POST", "/messages", {"drop": True}),
    ("POST", "/messages", {"status": 429, "retry_after": 10**15}),
    ("GET", "/recordings", {"status": 401}),
    ("GET", "/recordings", {"status": 401, "times": 2}),
    ("GET", "/recordings", {"status": 409}),
    ("GET", "/recordings", {"half": True}),
    ("GET", "/recordings", {"status": 429, "retry_after": 10**15}),
    ("GET", "/recordings", {"status": 429, "retry_after": "soon", "body": "html"}),
]


@pytest.mark.parametrize(("method", "path", "fault"), ONE_MISTAKE)
def test_one_mistake_of_webex_costs_no_answer(
    stage: Stage, connected: Speaker, method: str, path: str, fault: dict[str, Any]
) -> None:
    met = stage.webex.world.fault(method, path, **fault)
    assert _comes_of(stage, connected) == ["Recordings"]
    assert met.hits == met.times


def test_one_mistake_after_an_outage_costs_no_answer(stage: Stage, connected: Speaker) -> None:
    """What an outage put back twice has heard no refusal yet."""
    for status in (503, 503, 404):
        stage.webex.world.fault("GET", "/messages/", status)
    assert _comes_of(stage, connected) == ["Recordings"]


@pytest.mark.parametrize(
    "fault",
    [{"status": 400}, {"status": 401}, {"status": 403}, {"status": 404}, {"status": 503}, {"half": True}],
)
def test_one_refused_refresh_does_not_end_a_grant(stage: Stage, connected: Speaker, fault: dict[str, Any]) -> None:
    stage.webex.world.grants.expire_access(connected.person)
    stage.webex.world.fault("POST", "/access_token", **fault)
    assert _comes_of(stage, connected) == ["Recordings"]


def test_a_good_token_outlives_a_refresh_token_that_got_lost(stage: Stage, connected: Speaker) -> None:
    """Webex put a new refresh token in the place of the old one, and its answer broke off."""
    world = stage.webex.world
    world.knobs.refresh_rotates = True
    world.fault("GET", "/recordings", status=401, times=2)
    world.fault("POST", "/access_token", half=True)
    assert _comes_of(stage, connected) == ["Recordings"]
    assert world.fault_book.take(world.requests[0]) is None
    stage.clock.advance(timedelta(days=15))
    connected.says("list").has("Please connect again")
    connected.connects().has("Weekly sync")


def test_a_wrong_set_up_takes_nobodys_grant_away(stage: Stage, connected: Speaker) -> None:
    world = stage.webex.world
    world.grants.expire_access(connected.person)
    wrong = world.fault("POST", "/access_token", 401, body={"message": "Client Id is invalid"}, times=None)
    assert _comes_of(stage, connected) == ["Webex is not answering"]
    wrong.clear()
    connected.says("list").has("Weekly sync")


def test_a_token_that_only_one_part_of_webex_rejects_is_not_thrown_away(stage: Stage, connected: Speaker) -> None:
    rejected = stage.webex.world.fault("GET", "/recordings", status=401, times=None)
    assert _comes_of(stage, connected) == ["Webex is not answering"]
    rejected.clear()
    summary = stage.bot.grants.summary(connected.person.id, GrantKind.PERSON)
    assert summary is not None
    assert not summary.has_ended
    connected.says("list").has("Weekly sync")


@pytest.mark.parametrize("status", [404, 400, 409])
def test_a_list_that_breaks_off_between_its_pages_is_read_again(stage: Stage, connected: Speaker, status: int) -> None:
    for number in range(120):
        stage.webex.world.record(connected.person, f"Part {number}", START - timedelta(hours=2))
    stage.webex.world.fault("GET", "/recordings")  # the first page passes
    stage.webex.world.fault("GET", "/recordings", status=status)
    assert _comes_of(stage, connected) == ["Recordings"]
    connected.last().has("of 121")


@pytest.mark.parametrize("status", [403, 404])
def test_who_is_hidden_once_is_not_turned_away(stage: Stage, status: int) -> None:
    stage.webex.world.fault("GET", "/people/", status=status)
    stage.person("Cy Marsh").says("list").has("Please connect")


def test_an_apology_does_not_deny_what_was_done(stage: Stage, ana: Speaker) -> None:
    """Access was given, and Webex takes no answer that says so."""
    weekly = record(stage, allow_changes(stage, ana), "Weekly sync")
    stage.webex.world.fault("POST", "/messages", status=403, times=3)
    assert _comes_of(stage, ana, f"share {weekly.id} with bo@example.com") == ["I could not answer that"]
    ana.last().has("may be done already")
    ana.last().lacks("did not work")


@pytest.mark.parametrize("fault", [{"status": 504, "land": True}, {"half": True}, {"body": "html", "land": True}])
def test_so_already_is_done_where_the_bot_did_it(
    stage: Stage, ana: Speaker, bo: Speaker, fault: dict[str, Any]
) -> None:
    weekly = record(stage, allow_changes(stage, ana), "Weekly sync")
    stage.webex.world.fault("POST", "/recordings/", **fault)
    stage.webex.world.fault("POST", "/recordings/", status=409)
    assert _comes_of(stage, ana, f"share {weekly.id} with bo@example.com") == ["Shared “Weekly sync”"]
    assert weekly.shared_with == {bo.person.id}


def test_a_page_of_html_is_no_deletion(stage: Stage, connected: Speaker) -> None:
    connected.says("list")
    links = connected.says("links 1")
    stage.webex.world.fault("DELETE", "/messages", body="html")
    stage.passes(timedelta(hours=3, minutes=1))
    stage.passes(SECONDS)
    assert links.message.id not in {heard.message.id for heard in connected.heard()}


def test_webhooks_are_made_whatever_webex_answers_at_first(stage: Stage) -> None:
    world = stage.webex.world
    for hook in world.webhooks:
        hook.status = "inactive"
    faults: list[dict[str, Any]] = [{"body": "html"}, {"status": 404}, {"half": True}, {"status": 503, "land": True}]
    for fault in faults:
        for method in ("GET", "PUT"):
            world.fault(method, "/webhooks", **fault)
    for _ in range(2 * len(faults) + 1):
        stage.passes(SECONDS)
        stage.bot.ticks.reconcile()
    assert [hook.status for hook in world.webhooks] == ["active"] * 3
