"""Transcripts are found, downloaded and read sentence by sentence, whatever may be missing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.errors import BadRequest, Forbidden, NotFound, Unavailable
from core.periods import Period
from core.transcripts import Snippet, Transcript
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex import transcripts
from webex.client import Client

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
WHOLE: dict[str, Any] = {
    "id": "t_M_1",
    "siteUrl": "acme.webex.com",
    "startTime": "2026-03-02T09:00:11+01:00",
    "meetingTopic": "Weekly sync",
    "meetingId": "9f8e_I_48",
    "scheduledMeetingId": "9f8e_20260302T080000Z",
    "hostUserId": "p1",
    "vttDownloadLink": "https://webexapis.com/v1/meetingTranscripts/t_M_1/download?format=vtt",
    "status": "available",
}
BARE = {"id": "b", "meetingId": "9f8e_I_48"}


def listed(wild: Wild, client: Client, *items: object) -> list[Transcript]:
    wild.says({"items": list(items)})
    return next(transcripts.pages(client, MARCH, None))


def spoken(wild: Wild, client: Client, *items: object) -> list[Snippet]:
    wild.says({"items": list(items)})
    return transcripts.snippets(client, "t_M_1")


def times(wild: Wild, client: Client, *items: object) -> list[float]:
    return [one.at.total_seconds() for one in spoken(wild, client, *items)]


def test_a_transcript_is_read_whole(wild: Wild, client: Client) -> None:
    began = datetime(2026, 3, 2, 8, 0, 11, tzinfo=UTC)
    assert listed(wild, client, WHOLE) == [Transcript("t_M_1", "9f8e_I_48", "Weekly sync", began, "acme.webex.com")]


def test_a_transcript_with_nothing_but_its_ids_will_do(wild: Wild, client: Client) -> None:
    assert listed(wild, client, BARE) == [Transcript("b", "9f8e_I_48")]


@pytest.mark.parametrize("odd", [None, "", [], {}, 7, True])
def test_odd_values_are_taken_for_absent(wild: Wild, client: Client, odd: object) -> None:
    item = {**BARE, **dict.fromkeys(("startTime", "meetingTopic", "siteUrl", "status"), odd)}
    assert listed(wild, client, item) == [Transcript("b", "9f8e_I_48")]


@pytest.mark.parametrize(
    "item",
    [
        {"id": "t"},
        {"meetingId": "9f8e_I_48"},
        {**WHOLE, "id": ""},
        {**WHOLE, "meetingId": 7},
        {**WHOLE, "status": "deleted"},
        {**WHOLE, "errors": {"meetingTopic": {"code": "kms_failure", "reason": "…"}}},
        "text",
        None,
    ],
)
def test_an_item_that_cannot_be_used_is_left_out_and_the_others_stay(wild: Wild, client: Client, item: object) -> None:
    assert [one.id for one in listed(wild, client, item, BARE)] == ["b"]


def test_both_ends_and_the_largest_page_are_always_asked_for(wild: Wild, client: Client) -> None:
    listed(wild, client)
    assert wild.seen[0].path == "/v1/meetingTranscripts"
    assert wild.seen[0].query == {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z", "max": "100"}


def test_a_site_is_asked_for_where_one_is_known(wild: Wild, client: Client) -> None:
    wild.says({"items": []})
    assert list(transcripts.pages(client, MARCH, "acme-eu.webex.com")) == [[]]
    assert wild.seen[0].query["siteUrl"] == "acme-eu.webex.com"


def test_all_pages_are_followed_past_an_empty_one(wild: Wild, client: Client) -> None:
    wild.says({"items": []}, Link=f'<{wild.base_url}/meetingTranscripts?cursor=b>; rel="next"')
    wild.says({"items": [BARE]}, Link=f'<{wild.base_url}/meetingTranscripts?cursor=c>; rel="next"')
    wild.says({"items": [{**BARE, "id": "c"}]})
    assert [[one.id for one in page] for page in transcripts.pages(client, MARCH, None)] == [[], ["b"], ["c"]]


@pytest.mark.parametrize("body", [None, {}, {"items": None}, {"message": "None."}])
def test_no_list_means_no_transcripts(wild: Wild, client: Client, body: object) -> None:
    wild.says(body)
    assert list(transcripts.pages(client, MARCH, None)) == [[]]


def test_not_found_means_no_transcripts(wild: Wild, client: Client) -> None:
    wild.says({"message": "The requested resource could not be found."}, 404)
    assert list(transcripts.pages(client, MARCH, None)) == []


@pytest.mark.parametrize("body", [[], "some text", 7, {"items": {}}, {"items": "none"}])
def test_an_answer_that_is_none_is_not_taken_for_no_transcripts(wild: Wild, client: Client, body: object) -> None:
    wild.says(body)
    with pytest.raises(Unavailable):
        list(transcripts.pages(client, MARCH, None))


def test_a_second_page_that_is_gone_is_not_the_end(wild: Wild, client: Client) -> None:
    wild.says({"items": [BARE]}, Link=f'<{wild.base_url}/meetingTranscripts?cursor=b>; rel="next"')
    wild.says(None, 404)
    with pytest.raises(Unavailable):
        list(transcripts.pages(client, MARCH, None))


def test_a_missing_scope_is_not_taken_for_no_transcripts(wild: Wild, client: Client) -> None:
    wild.says(None, 403)
    with pytest.raises(Forbidden):
        list(transcripts.pages(client, MARCH, None))


def test_those_of_a_meeting_are_asked_for_with_a_period_that_holds_it(wild: Wild, client: Client) -> None:
    wild.says({"items": [BARE]}, Link=f'<{wild.base_url}/meetingTranscripts?cursor=b>; rel="next"')
    wild.says({"items": [{**BARE, "id": "c"}]})
    assert [one.id for one in transcripts.of_meeting(client, "9f8e_I_48", MARCH)] == ["b", "c"]
    assert wild.seen[0].query == {
        "meetingId": "9f8e_I_48",
        "from": "2026-03-01T00:00:00Z",
        "to": "2026-04-01T00:00:00Z",
        "max": "100",
    }


def test_those_of_a_meeting_are_asked_for_on_its_site(wild: Wild, client: Client) -> None:
    wild.says({"items": []})
    assert transcripts.of_meeting(client, "9f8e_I_48", MARCH, "acme-eu.webex.com") == []
    assert wild.seen[0].query["siteUrl"] == "acme-eu.webex.com"


def test_a_meeting_that_is_not_found_has_no_transcripts(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    assert transcripts.of_meeting(client, "9f8e_I_48", MARCH) == []


@pytest.mark.parametrize("format", ["vtt", "txt"])
def test_a_download_is_the_text_in_the_wanted_format(wild: Wild, client: Client, format: Any) -> None:
    wild.says("WEBVTT\n\nGuten Morgen, schön", Content_Type="text/vtt")
    assert transcripts.download(client, "t/M_1", "9f8e_I_48", format) == "WEBVTT\n\nGuten Morgen, schön"
    assert wild.seen[0].target == f"/v1/meetingTranscripts/t%2FM_1/download?meetingId=9f8e_I_48&format={format}"
    assert wild.seen[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_download_of_more_than_20_megabytes_is_refused(wild: Wild, client: Client) -> None:
    wild.says(b"x" * (20 * 1024 * 1024 + 1), Content_Type="text/plain")
    with pytest.raises(BadRequest):
        transcripts.download(client, "t", "m", "txt")


def test_a_transcript_that_is_gone_is_not_found(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    wild.says(None, 404)
    with pytest.raises(NotFound):
        transcripts.download(client, "t", "m", "txt")
    with pytest.raises(NotFound):
        transcripts.snippets(client, "t")


def test_a_snippet_says_who_said_what_when(wild: Wild, client: Client) -> None:
    item = {
        "id": "t_00001",
        "text": "Good morning.",
        "personName": "Ana Ruiz",
        "personEmail": "ana@example.com",
        "offsetMillisecond": 1500,
        "durationMillisecond": 2700,
    }
    at = timedelta(seconds=1.5)
    assert spoken(wild, client, item) == [Snippet("Good morning.", "Ana Ruiz", "ana@example.com", at)]
    assert (wild.seen[0].path, wild.seen[0].query) == ("/v1/meetingTranscripts/t_M_1/snippets", {"max": "100"})


def test_snippets_of_all_pages_come_in_order(wild: Wild, client: Client) -> None:
    wild.says({"items": [{"text": "One."}]}, Link=f'<{wild.base_url}/next>; rel="next"')
    wild.says({"items": [{"text": "Two."}]})
    assert [one.text for one in transcripts.snippets(client, "t/M_1")] == ["One.", "Two."]
    assert wild.seen[0].path == "/v1/meetingTranscripts/t%2FM_1/snippets"


@pytest.mark.parametrize("odd", [None, "", [], 7])
def test_somebody_without_a_name_is_still_heard(wild: Wild, client: Client, odd: object) -> None:
    item = {"text": "Hello.", "personName": odd, "personEmail": odd}
    assert spoken(wild, client, item, {"text": "Bye."}) == [
        Snippet("Hello.", "", "", timedelta()),
        Snippet("Bye.", "", "", timedelta()),
    ]


@pytest.mark.parametrize("item", [{}, {"text": ""}, {"text": None}, {"text": ["a"]}, "text", None])
def test_what_says_nothing_is_left_out(wild: Wild, client: Client, item: object) -> None:
    assert [one.text for one in spoken(wild, client, item, {"text": "Hello."})] == ["Hello."]


def test_what_has_no_time_was_said_when_the_one_before_was(wild: Wild, client: Client) -> None:
    odd = [{"text": "x", "offsetMillisecond": value} for value in (None, -5, "soon", True, 1e300)]
    assert times(wild, client, {"text": "a"}, {"text": "b", "offsetMillisecond": 2000}, *odd) == [0, *[2.0] * 6]


def test_the_unambiguous_name_of_a_time_wins(wild: Wild, client: Client) -> None:
    assert times(wild, client, {"text": "a", "offsetMillisecond": "2500", "offset": 9}) == [2.5]
    assert times(wild, client, {"text": "a", "offsetMillisecond": 0, "offset": 9}) == [0]
    assert times(wild, client, {"text": "a", "offsetMillisecond": "?", "offset": 9000}) == [9]


def test_offsets_at_the_pace_of_talk_in_milliseconds_are_milliseconds(wild: Wild, client: Client) -> None:
    talk = [{"text": "Good morning, shall we start?", "offset": 1500 + n * 3000} for n in range(4)]
    assert times(wild, client, *talk) == [1.5, 4.5, 7.5, 10.5]


def test_offsets_at_the_pace_of_talk_in_seconds_are_seconds(wild: Wild, client: Client) -> None:
    talk = [{"text": "Good morning, shall we start?", "offset": 1.5 + n * 3} for n in range(4)]
    assert times(wild, client, *talk) == [1.5, 4.5, 7.5, 10.5]


def test_a_silent_meeting_is_one_in_seconds_too(wild: Wild, client: Client) -> None:
    talk = [{"text": "Are we still waiting for Bo?", "offset": n * 60} for n in range(4)]
    assert times(wild, client, *talk) == [0, 60, 120, 180]


def test_people_who_talk_all_at_once_do_so_in_milliseconds(wild: Wild, client: Client) -> None:
    talk = [{"text": "Good morning, everybody!", "offset": n * 600} for n in range(40)]
    assert times(wild, client, *talk)[-1] == 23.4


@pytest.mark.parametrize("items", [[{"text": "Hello.", "offset": 0}], [{"text": "a", "offset": 0}] * 5])
def test_what_was_all_said_at_the_beginning_has_no_pace(wild: Wild, client: Client, items: list[Any]) -> None:
    assert times(wild, client, *items) == [0] * len(items)


def test_a_single_sentence_is_timed_as_the_specification_says(wild: Wild, client: Client) -> None:
    assert times(wild, client, {"text": "Hello, is anybody there?", "offset": 4000}) == [4]


def test_what_was_said_does_not_show_in_a_log(wild: Wild, client: Client) -> None:
    assert "merger" not in repr(spoken(wild, client, {"text": "the merger"}))
