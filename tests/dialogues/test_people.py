"""`status` and `settings`."""

from datetime import timedelta

import pytest

from tests.stage import START, Speaker, Stage


def test_status_tells_the_account_the_zone_and_what_was_allowed(ana: Speaker) -> None:
    ana.says("status").has("Ana Ruiz", "ana@example.com", "Not connected", "Europe/Madrid", "Webex profile")
    ana.connects()
    ana.says("status").has("Connected since Thu 12 Mar, 10:00")


def test_a_person_without_a_zone_is_told_that_it_is_utc(stage: Stage) -> None:
    stage.person("Noor Haddad", timezone=None).says("status").has("UTC")


def profile_calls(stage: Stage) -> int:
    """How often Webex was asked who somebody is."""
    return sum(call.startswith("GET /people/") for call in stage.calls())


def test_a_profile_is_read_again_once_a_day(stage: Stage, ana: Speaker) -> None:
    ana.says("settings period:yesterday")
    stage.webex.world.directory.change(ana.person, timezone="Asia/Tokyo", name="Ana Ruiz Gil")
    stage.webex.world.forget_requests()
    ana.says("status").has("Europe/Madrid")
    stage.passes(timedelta(days=1))
    assert profile_calls(stage) == 0
    ana.says("status").has("Asia/Tokyo", "Webex profile", "Ana Ruiz Gil", "yesterday")
    ana.says("status").has("Asia/Tokyo")
    assert profile_calls(stage) == 1


@pytest.mark.parametrize(("status", "asked"), [(503, 2), (429, 2), (404, 1), (403, 1)])
def test_where_webex_does_not_tell_the_profile_stays_as_it_was(
    stage: Stage, ana: Speaker, status: int, asked: int
) -> None:
    ana.says("help")
    stage.webex.world.fault("GET", "/people/", status=status, times=None)
    stage.passes(timedelta(days=2))
    stage.webex.world.forget_requests()
    for _ in range(2):
        ana.says("status").has("Ana Ruiz", "Europe/Madrid")
    assert profile_calls(stage) == asked


def test_a_zone_that_webex_no_longer_shows_is_kept(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.directory.change(ana.person, timezone=None)
    stage.passes(timedelta(days=1))
    ana.says("status").has("Europe/Madrid")


def test_a_zone_that_nobody_knows_counts_as_none(stage: Stage) -> None:
    stage.person("Noor Haddad", timezone="Mars/Olympus").says("status").has("UTC")


def test_settings_are_kept_by_word_and_used_from_then_on(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=50))
    ana.connects()
    ana.says("list").lacks("Weekly sync")
    ana.says('settings timezone:Asia/Tokyo period:"last 90 days"').has("Asia/Tokyo", "show the last 90 days.")
    ana.says("list").has("Weekly sync", "18:00")


def test_the_form_saves_what_it_shows(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.site("acme-eu.webex.com")
    ana.connects()
    form = ana.says("settings").has("Europe/Madrid", "acme.webex.com", "acme-eu.webex.com")
    ana.presses("Save", on=form, timezone="Europe/Lisbon", site="acme-eu.webex.com", period="last 7 days").has("Lisbon")
    ana.says("status").has("Europe/Lisbon", "acme-eu.webex.com", "last 7 days", "settings")
    ana.presses("Save", on=form, timezone="", site="any", period="last 30 days")
    ana.says("status").has("Europe/Madrid", "All of them")


def test_a_chosen_site_is_the_one_that_lists_show(stage: Stage, ana: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    stage.webex.world.record(ana.person, "Here", START - timedelta(days=1))
    stage.webex.world.record(ana.person, "There", START - timedelta(days=1), site=other)
    ana.connects()
    ana.says("settings site:acme-eu.webex.com")
    ana.says("list").has("There", " · on acme-eu.webex.com · 1 recording").lacks("Here")
    ana.says("list 2026-01-02").has("on acme-eu.webex.com")
    ana.says("all").has("There", "meetings on acme-eu.webex.com").lacks("Here")
    ana.says("trash").has("meetings on acme-eu.webex.com")
    ana.says("list site:acme.webex.com").has("Here", "on acme.webex.com").lacks("There")
    ana.says("settings site:any")
    ana.says("list").has("Here", "There").lacks("on acme")


@pytest.mark.parametrize(
    "words",
    [
        "settings timezone:Europe/Atlantis",
        "settings period:whenever",
        "settings colour:blue",
        "settings site:not_a_host",
    ],
)
def test_what_can_not_be_is_one_sentence_and_changes_nothing(ana: Speaker, words: str) -> None:
    before = ana.says("status").everything
    assert ana.says(words).buttons == ["Help with settings", "What I can do"]
    assert ana.says("status").everything == before


def test_the_form_works_without_a_connection_and_when_sites_are_away(stage: Stage, ana: Speaker) -> None:
    ana.says("settings").has("Time zone").lacks("acme.webex.com")
    ana.connects()
    stage.webex.world.fault("GET", "/meetingPreferences", status=503, times=None)
    ana.says("settings").has("Time zone").lacks("acme.webex.com")
