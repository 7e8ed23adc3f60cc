"""Who called whom is read liberally: Webex documents the parts, not all of their shapes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.calls import CallAction, CallMetadata, Party, Redirect
from core.errors import Unavailable
from tests.webex.wild import Wild
from webex import calls
from webex.client import Client

ANA = Party("Ana Ruiz", "+34911000111", "ana@example.com", "user")
EVA = Party("Eva", "+34911000222")
OUTSIDE = Party(number="+34911223344")
START = datetime(2026, 3, 2, 10, 0, 5, tzinfo=UTC)

WHOLE: dict[str, Any] = {
    "id": "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5",
    "orgId": "o",
    "ownerName": "Ana Ruiz",
    "serviceType": "calling",
    "version": "1.0",
    "serviceData": {
        "callRecordingId": "r",
        "personality": "terminator",
        "callingParty": {"number": "+34911223344"},
        "calledParty": {
            "actor": {"type": "user", "id": "u", "email": "ana@example.com"},
            "name": "Ana Ruiz",
            "number": "+34911000111",
        },
        "session": {"startTime": "2026-03-02T10:00:05Z", "stopTime": "2026-03-02T10:04:30Z"},
        "recordingType": "onDemand",
        "answererInfo": {"name": "Eva", "number": "+34911000222"},
        "recordingActions": [
            {"action": "start", "time": "2026-03-02T10:00:12Z"},
            {"action": "stop", "time": "never"},
            "odd",
        ],
        "callActivity": [
            {
                "timeStamp": "2026-03-02T10:00:05Z",
                "mediaStreams": [{"id": 1}],
                "participants": [
                    {"party": {"number": "+34911223344"}},
                    {
                        "name": "Ana Ruiz",
                        "number": "+34911000111",
                        "actor": {"type": "user", "email": "ana@example.com"},
                    },
                    {"id": "nobody"},
                ],
            },
            {"participants": [{"number": "+34911223344"}], "redirectInfo": [{"redirectReason": "busy"}]},
        ],
        "redirectedCall": {"type": "transfer", "redirectingParty": {"name": "Eva", "number": "+34911000222"}},
    },
}


def told(wild: Wild, client: Client, body: object, status: int = 200) -> CallMetadata | None:
    wild.says(body, status)
    return calls.metadata(client, WHOLE["id"])


def test_who_called_whom_is_read_whole(wild: Wild, client: Client) -> None:
    found = told(wild, client, WHOLE)
    assert found == CallMetadata(
        caller=OUTSIDE,
        called=ANA,
        answered_by=EVA,
        started_at=START,
        ended_at=START + timedelta(seconds=265),
        personality="terminator",
        recording_type="onDemand",
        actions=(CallAction("start", START + timedelta(seconds=7)), CallAction("stop")),
        participants=(OUTSIDE, ANA),
        redirects=(Redirect("busy"), Redirect("transfer", EVA)),
        owner_name="Ana Ruiz",
    )
    assert found.length == timedelta(seconds=265)
    assert wild.seen[0].query == {"showAllTypes": "true"}


def test_less_can_be_asked_for(wild: Wild, client: Client) -> None:
    wild.says(WHOLE)
    calls.metadata(client, WHOLE["id"], show_all=False)
    assert wild.seen[0].query == {}


def test_where_webex_has_nothing_to_tell_there_is_nothing(wild: Wild, client: Client) -> None:
    assert told(wild, client, None, 204) is None


@pytest.mark.parametrize("odd", [None, "", [], 7, [7], {"actor": []}, [{"name": None}]])
def test_odd_parts_count_as_missing(wild: Wild, client: Client, odd: object) -> None:
    names = WHOLE["serviceData"].keys() | {"participants", "redirectInfo"}
    assert told(wild, client, {"id": "x", "serviceData": dict.fromkeys(names, odd)}) == CallMetadata()


def test_a_list_is_no_metadata(wild: Wild, client: Client) -> None:
    with pytest.raises(Unavailable):
        told(wild, client, [])


def test_numbers_are_in_no_repr(wild: Wild, client: Client) -> None:
    assert "+34" not in repr(told(wild, client, WHOLE))
