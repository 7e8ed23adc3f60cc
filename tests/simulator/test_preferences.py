from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
SITES, OPTIONS = "/meetingPreferences/sites", "/meetingPreferences/schedulingOptions"


def test_people_see_the_sites_of_their_organization(speak: As, world: World, ana: Person, dana: Person) -> None:
    world.site("acme.webex.com")
    world.site("acme-eu.webex.com")
    assert speak(ana).get("/meetingPreferences/sites").json() == {
        "sites": [
            {"siteUrl": "acme.webex.com", "default": True},
            {"siteUrl": "acme-eu.webex.com", "default": False},
        ]
    }
    assert speak(dana).get("/meetingPreferences/sites").json() == {"sites": []}
    world.site("new.webex.com", default=True)
    sites = speak(ana).get("/meetingPreferences/sites").json()["sites"]
    assert [site["siteUrl"] for site in sites if site["default"]] == ["new.webex.com"]


def test_the_sites_of_others_are_for_administrators(speak: As, ana: Person, bo: Person) -> None:
    for query in ({"userEmail": bo.email}, {"siteUrl": "acme.webex.com"}):
        answer = speak(ana).get("/meetingPreferences/sites", params=query)
        assert answer.status_code == 403
        assert error(answer) == "Not permitted to view or change other user's preferences."


def test_a_recording_makes_a_site_when_there_is_none(speak: As, world: World, ana: Person) -> None:
    assert world.record(ana, "First", START).site_url == "acme.webex.com"
    assert len(speak(ana).get("/meetingPreferences/sites").json()["sites"]) == 1


def test_everybody_chooses_a_preferred_site(speak: As, world: World, ana: Person, bo: Person) -> None:
    world.site("acme.webex.com")
    world.site("acme-eu.webex.com")
    body = {"siteUrl": "acme-eu.webex.com"}
    answer = speak(ana).put(f"{SITES}?defaultSite=true", json=body)
    assert (answer.status_code, answer.json()) == (200, {"siteUrl": "acme-eu.webex.com", "default": True})

    def preferred(person: Person) -> list[str]:
        return [site["siteUrl"] for site in speak(person).get(SITES).json()["sites"] if site["default"]]

    assert (preferred(ana), preferred(bo)) == (["acme-eu.webex.com"], ["acme.webex.com"])


def test_only_own_sites_can_be_preferred_and_only_as_default(speak: As, world: World, ana: Person, bo: Person) -> None:
    world.site("acme.webex.com")
    here = {"siteUrl": "acme.webex.com"}
    assert speak(ana).put(SITES, json=here).status_code == 400
    assert speak(ana).put(f"{SITES}?defaultSite=false", json=here).status_code == 400
    assert speak(ana).put(f"{SITES}?defaultSite=true", json={}).status_code == 400
    assert speak(ana).put(f"{SITES}?defaultSite=true", json={"siteUrl": "globex.webex.com"}).status_code == 400
    answer = speak(ana).put(f"{SITES}?defaultSite=true&userEmail={bo.email}", json=here)
    assert error(answer) == "Not permitted to view or change other user's preferences."


def test_scheduling_options_are_kept_for_each_person(speak: As, ana: Person, bo: Person) -> None:
    usual = {
        "enabledJoinBeforeHost": False,
        "joinBeforeHostMinutes": 0,
        "enabledAutoShareRecording": False,
        "enabledWebexAssistantByDefault": False,
        "delegateEmails": [],
    }
    assert speak(ana).get(OPTIONS).json() == usual
    changes = {"enabledAutoShareRecording": True, "joinBeforeHostMinutes": 15, "delegateEmails": [bo.email]}
    assert speak(ana).put(OPTIONS, json=changes).json() == usual | changes
    more = {"enabledWebexAssistantByDefault": True}
    assert speak(ana).put(OPTIONS, json=more).json() == usual | changes | more
    assert speak(ana).get(OPTIONS).json() == usual | changes | more
    assert speak(bo).get(OPTIONS).json() == usual


@pytest.mark.parametrize(
    "body",
    [
        {"enabledJoinBeforeHost": "yes"},
        {"joinBeforeHostMinutes": 7},
        {"delegateEmails": "bo@example.com"},
        {"delegateEmails": ["bo"]},
    ],
)
def test_odd_scheduling_options_are_refused(speak: As, ana: Person, body: dict[str, Any]) -> None:
    assert speak(ana).put(OPTIONS, json=body).status_code == 400


def test_the_options_of_others_are_for_administrators(speak: As, ana: Person, bo: Person) -> None:
    assert speak(ana).get(OPTIONS, params={"userEmail": bo.email}).status_code == 403
    assert speak(ana).put(OPTIONS, params={"siteUrl": "acme.webex.com"}, json={}).status_code == 403
