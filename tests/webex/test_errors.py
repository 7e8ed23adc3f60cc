"""What goes wrong at Webex or on the way becomes an error of ours, and tells no secrets."""

import traceback
from datetime import UTC, datetime

import pytest

from core.errors import (
    BadRequest,
    BotError,
    Conflict,
    Forbidden,
    Locked,
    NotFound,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
)
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.errors import parse_retry_after
from webex.transport import Transport

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (403, Forbidden),
        (404, NotFound),
        (405, BadRequest),
        (409, Conflict),
        (410, NotFound),
        (415, BadRequest),
        (422, BadRequest),
        (428, BadRequest),
    ],
)
def test_a_refusal_carries_its_status_and_what_webex_wrote(
    wild: Wild, transport: Transport, status: int, kind: type[Refused]
) -> None:
    wild.says({"message": "No.", "errors": [{"description": "No."}], "trackingId": "ROUTERGW_1"}, status)
    with pytest.raises(Refused) as caught:
        transport.call("POST", "/recordings", TOKEN)
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.message, caught.value.tracking_id) == (status, "No.", "ROUTERGW_1")


@pytest.mark.parametrize(
    "body",
    ["<html>Not found</html>", b"\xff\xfe", None, ["No."], {"message": {"odd": 1}}, "{", "9" * 5000, "[" * 100_000],
)
def test_a_refusal_without_a_readable_body_is_still_that_refusal(
    wild: Wild, transport: Transport, body: object
) -> None:
    wild.says(body, 404, trackingid="ROUTERGW_2")
    with pytest.raises(NotFound) as caught:
        transport.call("GET", "/recordings/1", TOKEN)
    assert (caught.value.message, caught.value.tracking_id) == ("", "ROUTERGW_2")


@pytest.mark.parametrize(
    ("errors", "written"),
    [
        ([{"description": "Meeting is in progress"}], "Meeting is in progress"),
        (["odd", {"description": 5}, {"description": "Meeting is in progress"}], "Meeting is in progress"),
        ([{"description": ""}], "See 'errors'."),
        ("odd", "See 'errors'."),
    ],
)
def test_the_particulars_are_kept_where_the_message_only_points_to_them(
    wild: Wild, transport: Transport, errors: object, written: str
) -> None:
    wild.says({"message": "See 'errors'.", "errors": errors}, 400)
    with pytest.raises(BadRequest) as caught:
        transport.call("PATCH", "/meetings/1", TOKEN)
    assert caught.value.message == written


def test_a_refusal_that_breaks_off_is_still_that_refusal(wild: Wild, transport: Transport) -> None:
    wild.says({"message": "You may not."}, 403, promised=10)
    with pytest.raises(Forbidden):
        transport.call("GET", "/recordings", TOKEN)


def test_what_webex_wrote_is_kept_short_and_without_addresses(wild: Wild, transport: Transport) -> None:
    wild.says({"message": "See https://acme.webex.com/lsr.php?RCID=abc now" + "!" * 999}, 400)
    with pytest.raises(BadRequest) as caught:
        transport.call("GET", "/recordings", TOKEN)
    assert caught.value.message.startswith("See … now!")
    assert len(caught.value.message) == 200


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimited), (423, Locked)])
def test_the_seconds_that_webex_asks_to_wait_are_kept(
    wild: Wild, transport: Transport, status: int, kind: type[BotError]
) -> None:
    wild.says("<html>Slow down</html>", status, Retry_After="17")
    with pytest.raises(kind) as caught:
        transport.call("GET", "/recordings", TOKEN)
    assert getattr(caught.value, "after", None) == 17


def test_a_date_to_wait_for_is_counted_from_the_date_of_the_answer(wild: Wild, transport: Transport) -> None:
    wild.says(None, 429, Date="Mon, 02 Mar 2026 12:00:00 GMT", Retry_After="Mon, 02 Mar 2026 12:01:30 GMT")
    with pytest.raises(RateLimited) as caught:
        transport.call("GET", "/recordings", TOKEN)
    assert caught.value.after == 90


def test_a_date_to_wait_for_means_nothing_without_the_date_of_the_answer(wild: Wild, transport: Transport) -> None:
    wild.says(None, 429, Retry_After="Mon, 02 Mar 2026 12:01:30 GMT")
    with pytest.raises(RateLimited) as caught:
        transport.call("GET", "/recordings", TOKEN)
    assert caught.value.after is None


@pytest.mark.parametrize("after", ["86401", "31536000000", "1e300", "Thu, 12 Mar 2099 11:00:00 GMT"])
def test_nobody_means_more_than_a_day(wild: Wild, transport: Transport, after: str) -> None:
    wild.says(None, 429, Date="Mon, 02 Mar 2026 12:00:00 GMT", Retry_After=after)
    with pytest.raises(RateLimited) as caught:
        transport.call("GET", "/recordings", TOKEN)
    assert caught.value.after is None


def test_what_only_reads_conflicts_with_nothing(wild: Wild, transport: Transport) -> None:
    wild.says(None, 409)
    with pytest.raises(Unavailable):
        transport.call("GET", "/recordings", TOKEN)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_sick_webex_is_unavailable(wild: Wild, transport: Transport, status: int) -> None:
    wild.says("<html>Oh dear</html>", status, Retry_After="5")
    with pytest.raises(Unavailable) as caught:
        transport.call("GET", "/recordings", TOKEN)
    assert (caught.value.status, caught.value.after) == (status, 5)


@pytest.mark.parametrize("body", ["<html>Hello</html>", '{"items": [', b"\xff\xfe\xfa", "[" * 100_000, "9" * 5000])
def test_a_success_that_is_no_json_is_unavailable(wild: Wild, transport: Transport, body: str | bytes) -> None:
    wild.says(body)
    with pytest.raises(Unavailable):
        transport.call("GET", "/recordings", TOKEN)


def test_half_an_answer_is_unavailable(wild: Wild, transport: Transport) -> None:
    wild.says({"items": []}, promised=100)
    with pytest.raises(Unavailable):
        transport.call("GET", "/recordings", TOKEN)


def test_a_dropped_connection_is_unavailable(wild: Wild, transport: Transport) -> None:
    wild.drops()
    with pytest.raises(Unavailable):
        transport.call("GET", "/recordings", TOKEN)


def test_nobody_listening_is_unavailable_and_the_trace_names_neither_token_nor_address(
    wild: Wild, transport: Transport
) -> None:
    asked = {"topic": "merger"}
    wild.close()
    with pytest.raises(Unavailable) as caught:
        transport.call("GET", "/recordings", TOKEN, params=asked)
    trace = "".join(traceback.format_exception(caught.value))
    assert "requests.exceptions.ConnectionError" in trace
    assert TOKEN not in trace
    assert "merger" not in trace


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("0", 0.0),
        ("2.5", 2.5),
        (" 7 ", 7.0),
        ("-4", 0.0),
        ("31536000000", 31_536_000_000.0),
        ("Mon, 02 Mar 2026 12:00:30 GMT", 30.0),
        ("Mon, 02 Mar 2026 13:00:30 +0100", 30.0),
        ("Mon, 02 Mar 2026 12:00:30 -0000", 30.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("Mon, 99 Mar 2026 12:00:30 GMT", None),
        ("Mon, 02 Mar 99999999999 12:00:30 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_to_wait_is_read_in_every_form_it_comes_in(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOON) == seconds
