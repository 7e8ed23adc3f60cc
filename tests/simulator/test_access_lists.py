from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.archive import Recording
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)


@pytest.fixture
def rec(world: World, ana: Person) -> Recording:
    return world.record(ana, "Weekly sync", START)


def share(speak: As, who: Person, rec: Recording, **body: Any) -> int:
    return speak(who).post(f"/recordings/{rec.id}/accessList", json=body).status_code


def test_sharing_shows_a_recording_to_others_and_unsharing_hides_it(
    speak: As, ana: Person, bo: Person, dana: Person, rec: Recording
) -> None:
    assert share(speak, ana, rec, addEmails=["BO@example.com", dana.email], sendEmail=False) == 204
    for guest in (bo, dana):
        (seen,) = speak(guest).items("/recordings")
        assert (seen["id"], seen["shareToMe"]) == (rec.id, True)
    assert share(speak, ana, rec, removeEmails=[bo.email], sendEmail=False) == 204
    assert speak(bo).items("/recordings") == []
    assert speak(bo).get(f"/recordings/{rec.id}").status_code == 404
    assert len(speak(dana).items("/recordings")) == 1


def test_people_are_mailed_unless_that_is_switched_off(
    speak: As, world: World, ana: Person, bo: Person, rec: Recording
) -> None:
    assert share(speak, ana, rec, addEmails=[bo.email, "kim@client.example"], removeEmails=[ana.email]) == 204
    (first, second) = world.mails
    assert (first.to, first.kind, first.about, first.subject) == (
        bo.email,
        "recording shared",
        rec.id,
        "Recording shared: Weekly sync",
    )
    assert second.to == "kim@client.example"
    assert share(speak, ana, rec, addEmails=["lee@client.example"], sendEmail=False) == 204
    assert len(world.mails) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"addEmails": ["bo"]},
        {"addEmails": ["bo@example.com", "b o@example.com"]},
        {"removeEmails": ["@example.com"]},
        {"addEmails": "bo@example.com"},
        {"addEmails": [7]},
        {"addEmails": ["bo@example.com"], "sendEmail": "false"},
        {"addEmails": [f"p{n}@example.com" for n in range(101)]},
        {"removeEmails": [f"p{n}@example.com" for n in range(101)]},
    ],
)
def test_bad_addresses_are_refused_and_nobody_is_added(
    speak: As, world: World, ana: Person, bo: Person, rec: Recording, body: dict[str, Any]
) -> None:
    assert share(speak, ana, rec, **body) == 400
    assert speak(bo).items("/recordings") == []
    assert world.mails == []


def test_the_wrong_address_is_named(speak: As, ana: Person, rec: Recording) -> None:
    answer = speak(ana).post(f"/recordings/{rec.id}/accessList", json={"addEmails": ["bo"]})
    assert error(answer) == "Invalid value for addEmails: bo"


def test_a_hundred_addresses_are_fine(speak: As, world: World, ana: Person, rec: Recording) -> None:
    assert share(speak, ana, rec, addEmails=[f"p{n}@example.com" for n in range(100)]) == 204
    assert len(world.mails) == 100


def test_only_the_host_shares(speak: As, world: World, ana: Person, bo: Person, dana: Person, rec: Recording) -> None:
    share(speak, ana, rec, addEmails=[bo.email], sendEmail=False)
    assert share(speak, bo, rec, addEmails=[dana.email]) == 403
    assert share(speak, dana, rec, addEmails=[dana.email]) == 404
    assert speak(dana).items("/recordings") == []
    answer = speak(ana).post(f"/recordings/{rec.id}/accessList?hostEmail={ana.email}", json={})
    assert answer.status_code == 403


def test_what_is_in_the_bin_is_not_shared(speak: As, ana: Person, bo: Person, rec: Recording) -> None:
    rec.status = "deleted"
    assert share(speak, ana, rec, addEmails=[bo.email]) == 404


def test_nothing_reads_the_list_back(speak: As, ana: Person, rec: Recording) -> None:
    assert speak(ana).get(f"/recordings/{rec.id}/accessList").status_code == 405


@pytest.mark.parametrize(
    "link",
    [
        "https://acme.webex.com/webappng/sites/acme/recording/{id}/playback",
        "https://acme.webex.com/recordingservice/sites/acme/recording/{id}/playback?from=mail",
        "https://acme.webex.com/recordingservice/sites/acme/recording/playback/{id}",
    ],
)
def test_a_page_link_names_a_recording_too(speak: As, ana: Person, bo: Person, rec: Recording, link: str) -> None:
    body = {"webShareLink": link.format(id=rec.id), "addEmails": [bo.email], "sendEmail": False}
    assert speak(ana).post("/recordings/accessList", json=body).status_code == 204
    assert len(speak(bo).items("/recordings")) == 1


def test_a_recording_knows_its_page_link(speak: As, ana: Person, rec: Recording) -> None:
    assert speak(ana).post("/recordings/accessList", json={"webShareLink": rec.share_link}).status_code == 204


@pytest.mark.parametrize("link", [None, "", 7, "https://acme.webex.com/acme/ldr.php?RCID=0a1b", "acme.webex.com"])
def test_other_links_are_refused(speak: As, ana: Person, link: Any) -> None:
    assert speak(ana).post("/recordings/accessList", json={"webShareLink": link}).status_code == 400
