"""Those who were in a meeting, for its host."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.errors import Forbidden, NotFound
from core.participants import Participant
from core.periods import Period
from tests.webex.wild import Wild
from webex import participants
from webex.client import Client

DAY = datetime(2026, 3, 2, tzinfo=UTC)
CAME, WENT = DAY.replace(hour=8, second=11), DAY.replace(hour=8, minute=45)
WHOLE: dict[str, Any] = {
    "id": "9f8e_I_48_1",
    "host": True,
    "coHost": False,
    "email": "ana@example.com",
    "displayName": "Ana Ruiz",
    "state": "end",
    "joinedTime": "2026-03-02T09:00:11+01:00",
    "leftTime": "2026-03-02T08:45:00.000Z",
    "devices": [{"deviceType": "mac", "joinedTime": "2026-03-02T08:00:11Z"}],
}


def listed(wild: Wild, client: Client, *items: object) -> list[Participant]:
    wild.says({"items": list(items)})
    return participants.of_meeting(client, "9f8e_I_48")


def test_a_participant_is_read_whole_in_utc(wild: Wild, client: Client) -> None:
    found = listed(wild, client, WHOLE)
    assert found == [Participant("Ana Ruiz", "ana@example.com", True, CAME, WENT)]
    assert found[0].stayed == timedelta(minutes=44, seconds=49)


@pytest.mark.parametrize("left", [None, "", "1970-01-01T00:00:00.000Z", "1970-01-01T01:00:00+01:00", "later", 0])
def test_somebody_who_is_still_there_has_not_left(wild: Wild, client: Client, left: object) -> None:
    found = listed(wild, client, {**WHOLE, "leftTime": left})
    assert (found[0].joined_at, found[0].left_at, found[0].stayed) == (CAME, None, None)


def test_somebody_whose_departure_is_not_told_at_all_has_not_left(wild: Wild, client: Client) -> None:
    del (item := dict(WHOLE))["leftTime"]
    assert listed(wild, client, item)[0].left_at is None


@pytest.mark.parametrize("odd", [None, "", [], 1, "yes"])
def test_a_guest_of_whom_nothing_is_known_was_there_too(wild: Wild, client: Client, odd: object) -> None:
    item = dict.fromkeys(("displayName", "email", "host", "joinedTime", "leftTime"), odd)
    found = listed(wild, client, item if odd != "yes" else {"host": "yes"}, "odd", None)
    assert found == [Participant("", "", False, None, None)]


def test_all_pages_are_read(wild: Wild, client: Client) -> None:
    wild.says({"items": [WHOLE]}, Link=f'<{wild.base_url}/meetingParticipants?cursor=b>; rel="next"')
    wild.says({"items": [{**WHOLE, "displayName": "Bo"}]})
    assert [one.name for one in participants.of_meeting(client, "9f8e_I_48")] == ["Ana Ruiz", "Bo"]
    assert wild.seen[0].path == "/v1/meetingParticipants"
    assert wild.seen[0].query == {"meetingId": "9f8e_I_48", "max": "100"}


def test_times_of_joining_are_asked_for_where_they_are_known(wild: Wild, client: Client) -> None:
    wild.says({"items": []})
    assert participants.of_meeting(client, "9f8e_I_48", Period(DAY, DAY + timedelta(days=1))) == []
    assert wild.seen[0].query == {
        "meetingId": "9f8e_I_48",
        "max": "100",
        "joinTimeFrom": "2026-03-02T00:00:00Z",
        "joinTimeTo": "2026-03-03T00:00:00Z",
    }


def test_more_than_90_days_are_asked_for_in_pieces(wild: Wild, client: Client) -> None:
    wild.says({"items": [WHOLE]})
    wild.says({"items": [{**WHOLE, "displayName": "Bo"}]})
    found = participants.of_meeting(client, "9f8e_I_48", Period(DAY - timedelta(days=100), DAY))
    assert [one.name for one in found] == ["Ana Ruiz", "Bo"]
    assert [(seen.query["joinTimeFrom"][:10], seen.query["joinTimeTo"][:10]) for seen in wild.seen] == [
        ("2025-12-02", "2026-03-02"),
        ("2025-11-22", "2025-12-02"),
    ]


def test_all_but_the_host_are_refused(wild: Wild, client: Client) -> None:
    wild.says(None, 403)
    with pytest.raises(Forbidden):
        participants.of_meeting(client, "9f8e_I_48")


def test_a_meeting_that_is_unknown_is_not_one_where_nobody_was(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        participants.of_meeting(client, "9f8e_I_48")
