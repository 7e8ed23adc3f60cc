"""`connect` and `disconnect`, and what happens to a consent on its way."""

from datetime import timedelta
from pathlib import Path

import pytest
import requests

from simulator.scopes import described
from tests.stage import SCOPES, START, Heard, Speaker, Stage, staged


def connect_link(heard: Heard) -> str:
    return next(url for url in heard.links.values() if "/oauth/start" in url)


def test_connecting_asks_for_reading_only_and_says_what_for(stage: Stage, ana: Speaker) -> None:
    card = ana.says("connect").has("Connect my Webex account", "what ends in _read lets me look").lacks("_write")
    response = ana.consents(connect_link(card))
    assert response.status_code == 200
    granted = [grant for grant in stage.webex.world.requests if grant.path == "/authorize" and grant.method == "GET"]
    scopes = granted[0].query["scope"].split()
    assert "meeting:recordings_read" in scopes
    assert not [scope for scope in scopes if "write" in scope or "all" in scope or "admin" in scope]
    assert granted[0].query["code_challenge_method"] == "S256"


def test_what_the_question_needs_is_asked_for_with_reading_and_said(stage: Stage, ana: Speaker) -> None:
    card = ana.says(f"record on {'0' * 32}").has("Please connect", "For what you asked".lower(), "automatic recording")
    card.has("what ends in _write changes something when you tell me to")
    ana.consents(connect_link(card))
    asked = next(call for call in stage.webex.world.requests if (call.method, call.path) == ("GET", "/authorize"))
    writing = [scope for scope in asked.query["scope"].split() if "write" in scope]
    assert writing == ["meeting:schedules_write"]


def test_the_page_of_the_local_webex_has_words_for_each_scope() -> None:
    assert [scope for scope in SCOPES if described(scope) == scope] == []


def test_connect_when_connected_says_so(ana: Speaker) -> None:
    ana.connects()
    ana.says("connect").has("already connected")


def test_who_declines_is_left_alone_and_can_start_over(ana: Speaker) -> None:
    card = ana.says("list")
    assert "Nothing was allowed" in ana.consents(connect_link(card), decision="deny").text
    ana.says("list").has("Please connect")
    ana.connects().has("last 30 days")


def test_a_second_callback_with_the_same_state_is_refused(ana: Speaker) -> None:
    link = connect_link(ana.says("connect"))
    assert ana.consents(link).status_code == 200
    assert ana.consents(link).status_code == 410


def test_looking_at_the_link_does_not_use_it_up(ana: Speaker) -> None:
    link = connect_link(ana.says("connect"))
    for _ in range(3):
        assert requests.get(link, timeout=5).status_code == 200
    assert ana.consents(link).status_code == 200


def test_a_link_of_an_hour_ago_no_longer_works(stage: Stage, ana: Speaker) -> None:
    link = connect_link(ana.says("connect"))
    stage.clock.advance(timedelta(minutes=61))
    assert ana.consents(link).status_code == 410


def test_somebody_else_can_not_give_their_account_to_my_question(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    link = connect_link(ana.says("list"))
    response = ana.consents(link, who=bo)
    assert response.status_code == 403
    assert "somebody else" in response.text
    stage.settle()
    ana.says("list").has("Please connect")
    bo.says("list").has("Please connect")


def test_the_question_is_answered_with_the_dates_it_was_asked_with(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Yesterday's", START - timedelta(days=1))
    stage.webex.world.record(ana.person, "Older", START - timedelta(days=3))
    ana.says("list yesterday")
    ana.connects().has("Yesterday's").lacks("Older")


def test_disconnecting_forgets_everything(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    ana.connects()
    ana.says("list")
    ana.says('settings timezone:"Asia/Tokyo"')
    ana.says("disconnect").has("disconnected")
    with stage.bot.database.begin() as tx:
        tables = [row[0] for row in tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")]
        rows = [str(tuple(row)) for table in tables for row in tx.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608  # names from the schema itself
    assert rows
    assert not [row for row in rows if "Ana" in row or "ana@" in row or ana.person.id in row]
    ana.says("show 1").has("list")
    ana.says("status").has("Not connected", "Europe/Madrid")


def test_disconnecting_twice_says_there_was_nothing(ana: Speaker) -> None:
    ana.connects()
    ana.says("disconnect")
    ana.says("disconnect").has("not connected")


def test_disconnecting_removes_the_persons_webhooks_and_no_others(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    world = stage.webex.world
    before = len(world.webhooks)
    stage.webex.world.forget_requests()
    ana.says("disconnect")
    assert ("GET", "/webhooks") in [(call.method, call.path) for call in world.requests if call.person == "Ana Ruiz"]
    assert len(world.webhooks) == before == 3


def test_links_still_go_after_their_time_when_the_person_has_disconnected(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    ana.connects()
    ana.says("list")
    links = ana.says("links 1")
    ana.says("disconnect")
    stage.passes(timedelta(hours=3, minutes=1))
    assert links.message.id not in {heard.message.id for heard in ana.heard()}


def test_people_of_other_organisations_get_one_polite_sentence(stage: Stage) -> None:
    globex = stage.webex.world.organization("Globex")
    dana = stage.person("Dana Okafor", org=globex)
    for words in ("list", "connect", "help", "status"):
        answer = dana.says(words).has("only for certain organisations")
        assert not answer.message.attachments
    assert not [call for call in stage.webex.world.requests if call.path == "/recordings"]


@pytest.mark.parametrize("status", [403, 404])
def test_somebody_whom_webex_does_not_show_is_not_let_in(stage: Stage, status: int) -> None:
    stage.webex.world.fault("GET", "/people/", status=status, times=None)
    ghost = stage.person("Gus Gray")
    ghost.says("list").has("only for certain organisations")


@pytest.mark.parametrize(
    ("domains", "is_allowed"), [("example.com", True), ("example.org, @EXAMPLE.com", True), ("example.org", False)]
)
def test_the_domain_of_the_address_decides_where_the_operator_says_so(
    tmp_path: Path, domains: str, is_allowed: bool
) -> None:
    with staged(tmp_path, allowed_domains=domains) as stage:
        answer = stage.person("Ana Ruiz").says("list")
        assert ("certain organisations" in answer.text) is not is_allowed


def test_an_organisation_can_be_let_in_by_name_or_all_by_a_star(tmp_path: Path) -> None:
    with staged(tmp_path, allowed_orgs="*") as stage:
        dana = stage.person("Dana Okafor", org=stage.webex.world.organization("Globex"))
        dana.says("list").has("Please connect")


def test_where_anybody_is_let_in_somebody_whom_webex_does_not_show_keeps_settings(tmp_path: Path) -> None:
    with staged(tmp_path, allowed_orgs="*") as stage:
        hidden = stage.webex.world.fault("GET", "/people/", status=404, times=None)
        ghost = stage.person("Gus Gray")
        ghost.says("settings timezone:Asia/Tokyo").has("Asia/Tokyo")
        ghost.says("status").has("Asia/Tokyo")
        hidden.clear()
        stage.passes(timedelta(days=1))
        ghost.says("status").has("Asia/Tokyo", "gus@example.com")


def test_who_may_not_use_the_bot_is_told_so_and_not_greeted_first(stage: Stage) -> None:
    dana = stage.person("Dana Okafor", org=stage.webex.world.organization("Globex"))
    assert not dana.heard()
    dana.says("list").has("certain organisations")
