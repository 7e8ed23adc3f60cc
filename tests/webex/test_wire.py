"""JSON is read with suspicion; instants and IDs are written so that Webex can't misread them."""

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from core.errors import NotFound, Unavailable
from webex import wire

EAST = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T08:52:40Z", datetime(2026, 3, 2, 8, 52, 40, tzinfo=UTC)),
        ("2026-03-02T08:52:40.123Z", datetime(2026, 3, 2, 8, 52, 40, 123_000, tzinfo=UTC)),
        ("2026-03-02T10:22:40+05:30", datetime(2026, 3, 2, 4, 52, 40, tzinfo=UTC)),
        ("2026-03-02T08:52:40", datetime(2026, 3, 2, 8, 52, 40, tzinfo=UTC)),
        ("0001-01-01T00:00:00+10:00", None),
        ("2026-02-30T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        (1_772_441_560, None),
        (None, None),
    ],
)
def test_an_instant_is_read_in_utc_or_not_at_all(written: Any, read: datetime | None) -> None:
    found = wire.instant({"at": written}, "at")
    assert found == read
    assert found is None or found.utcoffset() == timedelta(0)


def test_an_instant_without_an_offset_is_read_as_utc_wherever_the_machine_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as india:
        india.setenv("TZ", "Asia/Kolkata")
        time.tzset()
        read = wire.instant({"at": "2026-03-02T08:52:40"}, "at")
    time.tzset()
    assert read == datetime(2026, 3, 2, 8, 52, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (2637, 2637),
        (0, 0),
        (1.5, 1.5),
        ("42", 42),
        (-1, None),
        (True, None),
        ("many", None),
        ("nan", None),
        (float("inf"), None),
        (10**400, None),
        ([1], None),
        (None, None),
    ],
)
def test_a_number_is_one_that_can_be_counted_with(written: Any, read: float | None) -> None:
    assert wire.number({"n": written}, "n") == read


@pytest.mark.parametrize(("written", "read"), [(90, timedelta(seconds=90)), (1e300, None), (-1, None)])
def test_a_duration_is_read_from_seconds(written: Any, read: timedelta | None) -> None:
    assert wire.seconds({"s": written}, "s") == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://acme.webex.com/x", "https://acme.webex.com/x"),
        ("HTTP://acme.webex.com/x", "HTTP://acme.webex.com/x"),
        ("javascript:alert(1)", None),
        ("", None),
        (7, None),
    ],
)
def test_a_link_is_one_that_a_browser_may_open(written: Any, read: str | None) -> None:
    assert wire.link({"l": written}, "l") == read


@pytest.mark.parametrize(("written", "read"), [(["a", 1, "", "b"], ("a", "b")), ("a", ()), (None, ())])
def test_texts_are_read_without_their_odd_members(written: Any, read: tuple[str, ...]) -> None:
    assert wire.texts({"t": written}, "t") == read


@pytest.mark.parametrize("data", [None, [], "{}", 3])
def test_an_answer_that_should_be_an_object_and_is_not_is_unavailable(data: Any) -> None:
    with pytest.raises(Unavailable):
        wire.object_of(data)


@pytest.mark.parametrize("data", [{}, {"items": None}, {"items": {"id": "1"}}, []])
def test_an_answer_without_its_list_is_unavailable(data: Any) -> None:
    with pytest.raises(Unavailable):
        wire.objects_of(data)


def test_what_is_no_object_in_a_list_is_left_out() -> None:
    assert wire.objects_of({"sites": [{"a": 1}, "b", None]}, "sites") == [{"a": 1}]


@pytest.mark.parametrize("item", [{}, {"id": ""}, {"id": 5}])
def test_an_answer_without_what_it_must_have_is_unavailable(item: dict[str, Any]) -> None:
    with pytest.raises(Unavailable):
        wire.required(item, "id")


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "2026-03-02T08:00:00Z"),
        (datetime(2026, 3, 2, 8, 0, tzinfo=EAST), "2026-03-02T02:30:00Z"),
        (datetime(2026, 3, 2, 8, 0, 0, 5_000, tzinfo=UTC), "2026-03-02T08:00:00.005Z"),
        (datetime(2026, 3, 2, 8, 0, 0, 5_001, tzinfo=UTC), "2026-03-02T08:00:00.006Z"),
        (datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), "2027-01-01T00:00:00Z"),
    ],
)
def test_an_instant_is_written_in_utc_rounded_up_to_the_millisecond(at: datetime, written: str) -> None:
    assert wire.stamp(at) == written


def test_an_instant_without_an_offset_is_never_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        wire.stamp(datetime(2026, 3, 2, 8, 0))  # noqa: DTZ001  # the point of the test


def test_an_id_is_one_segment_of_a_path_whatever_it_holds() -> None:
    assert wire.segment("a/b?c#d e+é\ud800") == "a%2Fb%3Fc%23d%20e%2B%C3%A9%3F"


@pytest.mark.parametrize("identifier", ["", ".", ".."])
def test_an_id_that_would_lead_to_another_path_names_nothing(identifier: str) -> None:
    with pytest.raises(NotFound) as caught:
        wire.segment(identifier)
    assert caught.value.status == 404
