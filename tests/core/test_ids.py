"""Identifiers, which may differ for one thing (reference 1.3 and 17, trap 41)."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import is_same, uuid_of

kinds = st.sampled_from(["PEOPLE", "ROOM", "MESSAGE", "ATTACHMENT_ACTION", "ORGANIZATION"])
places = st.sampled_from(["us", "eu", "urn:TEAM:us-west-2_r", "urn:TEAM:eu-central-1_k"])


def encoded(kind: str, uuid: UUID, place: str = "us", *, padded: bool = False) -> str:
    text = base64.urlsafe_b64encode(f"ciscospark://{place}/{kind}/{uuid}".encode()).decode()
    return text if padded else text.rstrip("=")


@given(kinds, st.uuids(), places, st.booleans())
def test_the_uuid_in_an_id_is_found(kind: str, uuid: UUID, place: str, padded: bool) -> None:
    assert uuid_of(encoded(kind, uuid, place, padded=padded)) == str(uuid)


@given(st.uuids())
def test_a_uuid_stands_for_itself_whatever_its_case(uuid: UUID) -> None:
    assert uuid_of(str(uuid)) == uuid_of(str(uuid).upper()) == str(uuid)


@given(kinds, st.uuids(), places, places)
def test_one_thing_is_the_same_in_every_geography(kind: str, uuid: UUID, here: str, there: str) -> None:
    assert is_same(encoded(kind, uuid, here), encoded(kind, uuid, there))
    assert is_same(encoded(kind, uuid, here), str(uuid))


@given(kinds, st.uuids(), st.uuids(), places)
def test_two_things_are_not_the_same(kind: str, one: UUID, other: UUID, place: str) -> None:
    assert is_same(encoded(kind, one, place), encoded(kind, other, place)) == (one == other)


@given(st.text(), st.text())
def test_whatever_is_no_id_is_the_same_as_itself_only(one: str, other: str) -> None:
    assert is_same(one, one) == bool(one)
    if uuid_of(one) is None:
        assert is_same(one, other) == (one == other and bool(one))


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_nothing_that_anybody_sends_is_too_strange(text: str) -> None:
    found = uuid_of(text)
    assert found is None or UUID(found)


@pytest.mark.parametrize("text", ["", "=", "a", "Y2lzY29zcGFyazov", "é" * 79, "\ud800", "0" * 32, "x" * 10_000])
def test_where_there_is_no_uuid_none_is_found(text: str) -> None:
    assert uuid_of(text) is None


def test_nobody_is_the_same_as_nobody() -> None:
    assert not is_same("", "")


def test_a_membership_is_known_by_its_room() -> None:
    person, room = UUID(int=1), UUID(int=2)
    raw = f"ciscospark://us/MEMBERSHIP/{person}:{room}"
    assert uuid_of(base64.urlsafe_b64encode(raw.encode()).decode()) == str(room)
