"""What the faces of recordings say and offer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards import lists, recordings
from cards.elements import weight
from cards.phrases import facts
from core.periods import Period
from core.recordings import Links, Recording, RecordingPage
from core.replies import Face
from tests.cards.examples.recordings import detailed, linked, listed, nothing
from tests.cards.examples.values import (
    AUDIO,
    BERLIN,
    MANY_EMOJI,
    MINIMAL,
    MONTH,
    NOW,
    PASSWORD,
    USUAL_ROWS,
    VIDEO,
    hexadecimal,
    recording,
)


def actions(face: Face) -> dict[str, str]:
    """Titles of the buttons, with what each says or opens."""
    assert face.card is not None
    found: list[dict[str, Any]] = face.card.get("actions", [])
    return {each["title"]: each["url"] if "url" in each else each["data"]["say"] for each in found}


def rows(face: Face) -> list[str]:
    assert face.card is not None
    (menu,) = (each for each in face.card["body"] if each["type"] == "Input.ChoiceSet")
    assert menu["id"] == "recording"
    return [choice["title"].replace("\u00a0", " ") for choice in menu["choices"]]


def shown(face: Face) -> str:
    return str(face.card)


def test_a_row_has_number_topic_time_and_length() -> None:
    shared = recording(is_shared_with_me=True)
    page = RecordingPage((shared, recording(2)), MONTH, first=3, offset=2, total=4)
    assert rows(listed(page)) == [
        "3. Weekly sync · Mon 2 Mar, 10:01 · 44 min · shared with me",
        "4. Weekly sync · Mon 2 Mar, 10:01 · 44 min",
    ]


def test_the_buttons_of_a_list_name_the_choice_and_more_asks_for_the_next_page() -> None:
    page = RecordingPage(USUAL_ROWS, MONTH, total=23, has_more=True)
    assert actions(listed(page, "list x")) == {
        "Details": "show {recording}",
        "Get links": "links {recording}",
        "More": "list x",
    }


@pytest.mark.parametrize(("has_more", "more"), [(False, "list x"), (True, None), (True, "x" * 4000)])
def test_there_is_no_more_button_without_more_to_ask_for(has_more: bool, more: str | None) -> None:
    page = RecordingPage(USUAL_ROWS, MONTH, total=23, has_more=has_more)
    assert "More" not in actions(listed(page, more))


@pytest.mark.parametrize(
    ("page", "count"),
    [
        (RecordingPage(USUAL_ROWS[:1], MONTH, total=1), "1 recording"),
        (RecordingPage(USUAL_ROWS, MONTH), "10 recordings"),
        (RecordingPage(USUAL_ROWS, MONTH, first=11, offset=10, total=23), "11 to 20 of 23"),
        (RecordingPage(MANY_EMOJI, MONTH, total=200), "1 to 20 of 200"),
    ],
)
def test_the_list_says_how_many_there_are(page: RecordingPage, count: str) -> None:
    assert listed(page).text.splitlines()[0] == f"Your recordings: the last 30 days · {count}"


def test_the_text_of_a_list_is_cut_and_says_how_many_are_left() -> None:
    page = RecordingPage(USUAL_ROWS * 2, MONTH, first=11, offset=10, total=43)
    lines = listed(page).text.splitlines()
    assert len(lines) == 14
    assert lines[-1] == "… and 21 more"


def test_topics_get_fewer_characters_only_when_they_are_heavy() -> None:
    long = tuple(replace(each, topic="w" * 500) for each in USUAL_ROWS * 2)
    assert rows(listed(RecordingPage(long, MONTH)))[0].startswith(f"1. {'w' * 79}…")
    heavy = rows(listed(RecordingPage(MANY_EMOJI, MONTH)))
    assert len(heavy) == lists.MOST_ROWS
    assert 2000 < weight(heavy) < 10_000


def test_the_shortest_topics_are_taken_when_nothing_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_ALL_ROWS", 0)
    assert rows(listed(RecordingPage(MANY_EMOJI, MONTH)))[0].startswith(f"1. {'🎉' * 19}…")


def test_a_list_that_is_not_complete_says_so() -> None:
    page = RecordingPage(USUAL_ROWS, MONTH, is_complete=False)
    assert "could not be read" in shown(listed(page))
    assert "could not be read" in listed(page).text
    assert "could not be read" in listed(RecordingPage((), MONTH, is_complete=False)).text


def test_where_nothing_is_found_longer_periods_are_offered_in_absolute_dates() -> None:
    assert actions(nothing(MONTH)) == {
        "Last 90 days": "list 2025-12-03T09:20:30Z..2026-03-03T09:20:30Z",
        "Last 365 days": "list 2025-03-03T09:20:30Z..2026-03-03T09:20:30Z",
    }
    assert list(actions(nothing(Period(NOW - timedelta(days=90), NOW)))) == ["Last 365 days"]
    assert actions(nothing(Period(NOW - timedelta(days=365), NOW))) == {}


def test_longer_periods_are_asked_for_the_same_words() -> None:
    assert actions(nothing(MONTH, 'the "plan"'))["Last 90 days"].startswith('search "the plan" 2025-12-03T')
    assert actions(nothing(MONTH, "x" * 4000)) == {}


def test_longer_periods_are_asked_for_as_the_caller_says() -> None:
    face = lists.recording_list(
        RecordingPage((), MONTH), title="Bin", more=None, zone=BERLIN, now=NOW, again=lambda _: "list status:deleted"
    )
    assert actions(face)["Last 90 days"] == "list status:deleted"


def test_details_offer_links_and_the_page_that_plays() -> None:
    assert actions(detailed(recording())) == {
        "Get links": f"links {recording().id}",
        "Open in Webex": recording().playback_url,
        "More": f"show {recording().id} more",
    }


def test_only_what_the_person_can_do_stands_among_the_buttons() -> None:
    held = recording(meeting_id="9f8e_I_48")
    everything = ["Get links", "Open in Webex", "Transcript", "Summary", "More"]
    assert list(actions(detailed(held, has_transcript=True))) == everything
    shared = replace(held, is_shared_with_me=True)
    assert list(actions(detailed(shared, has_transcript=True))) == everything
    assert list(actions(detailed(shared, has_transcript=False))) == [*everything[:2], "Summary", "Viewers", "Why"]
    binned = replace(held, status="deleted")
    assert list(actions(detailed(binned))) == ["Open in Webex", "Restore", "Delete for good", "Why"]
    assert list(actions(detailed(replace(binned, is_shared_with_me=True)))) == ["Open in Webex", "Why"]
    assert list(actions(detailed(replace(held, status="purged")))) == ["Open in Webex", "Why"]


def test_behind_more_stands_what_the_details_had_no_room_for() -> None:
    held = recording(meeting_id="9f8e_I_48")

    def more(of: Recording) -> list[str]:
        return list(actions(recordings.more_actions(of, zone=BERLIN, now=NOW)))

    assert more(held) == ["Share", "Participants", "Viewers", "Why", "Delete"]
    assert more(recording()) == ["Share", "Viewers", "Why", "Delete"]
    assert more(replace(held, is_shared_with_me=True)) == ["Viewers", "Why"]
    assert more(replace(held, status="deleted")) == ["Why"]


def test_details_of_what_cannot_be_downloaded_say_why() -> None:
    mine = recording(download_url=None)
    for one, why in (
        (mine, "You can change that in Webex, as its host."),
        (replace(mine, is_shared_with_me=True), "Only its host can change that, in Webex."),
    ):
        face = detailed(one, links_known=False)
        assert "Get links" not in actions(face)
        assert why in shown(face)
        assert why in face.text


def test_links_that_webex_gave_count_for_more_than_prevention() -> None:
    assert "Get links" in actions(detailed(recording(download_url=None), links_known=True))


def test_a_recording_that_may_have_links_offers_them() -> None:
    assert "Get links" in actions(detailed(recording(), links_known=False))


@pytest.mark.parametrize(("status", "words"), [("deleted", "recycle bin"), ("purged", "deleted for good")])
def test_deleted_recordings_say_so_and_offer_no_links(status: str, words: str) -> None:
    face = detailed(recording(status=status))
    assert "Get links" not in actions(face)
    assert words in face.text


@pytest.mark.parametrize(("password", "is_shown"), [(PASSWORD, True), ("********", False), (None, False), ("", False)])
def test_only_a_readable_password_is_shown(password: str | None, is_shown: bool) -> None:
    face = detailed(recording(password=password))
    assert ("Password" in shown(face)) is is_shown
    assert "****" not in shown(face)


def test_a_password_can_be_copied_as_it_is() -> None:
    secret = "{{x}}_*a*](b)" + "z" * 40
    assert repr(secret)[1:-1] in shown(detailed(recording(password=secret)))


def test_what_is_not_known_is_left_out() -> None:
    assert [name for name, value in facts(MINIMAL, BERLIN, NOW, None) if value] == ["File made", "Host", "Status"]


@pytest.mark.parametrize(
    ("has", "words"), [(True, "Yes, it comes with the links"), (False, "None was made"), (None, "")]
)
def test_a_transcript_is_mentioned_when_it_is_known(has: bool | None, words: str) -> None:
    assert dict(facts(recording(), BERLIN, NOW, has))["Transcript"] == words


def test_links_are_buttons_and_fresh_ones_can_be_had() -> None:
    face = linked(recording(), Links(VIDEO, AUDIO, None, NOW + timedelta(hours=2, minutes=59, seconds=30)))
    assert actions(face) == {"Video": VIDEO, "Audio": AUDIO, "Fresh links": f"links {recording().id}"}
    assert "They work until 13:20 (2 h 59 min)." in shown(face)
    assert face.text == "Links for “Weekly sync”, good until 13:20"


def test_expired_links_do_not_claim_to_work() -> None:
    assert "These links worked until 10:20." in shown(linked(recording(), Links(VIDEO, None, None, NOW)))


@pytest.mark.parametrize("format", ["ARF", "MP4"])
def test_arf_is_explained_where_a_file_is_offered(format: str) -> None:
    links = Links(VIDEO, None, None, NOW + timedelta(hours=1))
    for face in (detailed(recording(format=format)), linked(recording(format=format), links)):
        assert ("the Webex player, which Webex offers" in shown(face)) is (format == "ARF")


def test_without_links_there_is_a_reason_and_the_page_that_plays() -> None:
    face = recordings.no_links(recording(download_url=None))
    assert list(actions(face)) == ["Open in Webex"]
    assert "You can change that in Webex" in face.text
    assert "at the moment" in recordings.no_links(recording()).text


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://x/" + "y" * 4000])
def test_only_web_addresses_of_sensible_length_are_opened(url: str | None) -> None:
    assert actions(recordings.no_links(recording(download_url=None, playback_url=url))) == {}


def test_ids_are_not_line_numbers() -> None:
    assert f"links {hexadecimal(7)}" in actions(detailed(MINIMAL)).values()
