"""Values that know a little about themselves."""

import base64
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from core.people import Asker, Person, Preferences
from core.recordings import Recording
from core.webhooks import Event

MADE = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
ANA = Person("ana", "ana@example.com", "Ana Ruiz", "acme", "Europe/Madrid")


@pytest.mark.parametrize(
    ("chosen", "profile", "zone"),
    [("Asia/Tokyo", "Europe/Madrid", "Asia/Tokyo"), (None, "Europe/Madrid", "Europe/Madrid"), (None, None, "UTC")],
)
def test_the_zone_is_the_chosen_one_else_the_profiles_else_utc(
    chosen: str | None, profile: str | None, zone: str
) -> None:
    person = Person("ana", "ana@example.com", "Ana Ruiz", "acme", profile)
    asker = Asker(person, Preferences(timezone=chosen), None, is_direct=True, now=MADE)
    assert asker.zone.key == zone


def test_a_recording_is_of_when_it_was_recorded_and_else_of_when_its_file_was_made() -> None:
    assert Recording("1", "Sync", MADE).when == MADE
    assert Recording("1", "Sync", MADE, recorded_at=MADE - timedelta(hours=5)).when == MADE - timedelta(hours=5)


@pytest.mark.parametrize(
    ("password", "is_readable"), [(None, False), ("", False), ("********", False), ("Sword*fish", True), ("x", True)]
)
def test_a_password_that_webex_masked_is_not_readable(password: str | None, is_readable: bool) -> None:
    assert Recording("1", "Sync", MADE, password=password).has_readable_password == is_readable


def test_downloading_is_prevented_where_webex_gives_no_address() -> None:
    assert Recording("1", "Sync", MADE).is_download_prevented
    assert not Recording("1", "Sync", MADE, download_url="https://acme.webex.com/x").is_download_prevented


def test_an_event_is_known_by_whose_what_which_and_when() -> None:
    usual = {"id": "m1", "created": "2026-03-12T09:00:00.000Z"}
    one = Event("messages", "created", "bot", usual)
    assert one.key == Event("messages", "created", "bot", {**usual, "roomId": "elsewhere"}, "somebody").key
    others = [
        Event("attachmentActions", "created", "bot", usual),
        Event("messages", "deleted", "bot", usual),
        Event("messages", "created", "ana", usual),
        Event("messages", "created", "bot", {**usual, "id": "m2"}),
        Event("messages", "created", "bot", {**usual, "created": "2026-03-12T09:00:00.001Z"}),
        Event("messages", "created", "bot", {"id": "m1"}),
    ]
    assert len({one.key, *(event.key for event in others)}) == 7


def test_one_event_that_is_written_in_several_ways_is_one() -> None:
    def message(created_by: str, message_id: str, created: str) -> Event:
        return Event("messages", "created", created_by, {"id": message_id, "created": created})

    def written(kind: str, where: str) -> str:
        uri = f"ciscospark://{where}/{kind}/12ab34cd-0001-4000-8000-000000000001"
        return base64.urlsafe_b64encode(uri.encode()).decode().rstrip("=")

    one = message(written("PEOPLE", "us"), written("MESSAGE", "us"), "2026-03-12T09:00:00.120Z")
    elsewhere = "urn:TEAM:us-west-2_r"
    other = message(written("PEOPLE", elsewhere), written("MESSAGE", elsewhere), "2026-03-12T10:00:00.12+01:00")
    assert one.key == other.key


def test_two_memberships_of_one_room_are_two_events() -> None:
    room = "12ab34cd-0001-4000-8000-000000000001"
    ids = [
        base64.urlsafe_b64encode(f"ciscospark://us/MEMBERSHIP/{uuid.uuid4()}:{room}".encode()).decode().rstrip("=")
        for _ in range(2)
    ]
    assert len({Event("memberships", "created", "bot", {"id": each}).key for each in ids}) == 2
