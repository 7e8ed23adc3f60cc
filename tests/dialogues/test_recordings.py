"""`list`, `search`, `latest`, `show` and `links`, as people use them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import requests

from tests.stage import START, Speaker, Stage

DAY = timedelta(days=1)


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected; what was asked of Webex for it is forgotten."""
    ana.connects()
    stage.webex.world.forget_requests()
    return ana


def record(stage: Stage, host: Speaker, topic: str, ago: timedelta = 2 * DAY, **more: object) -> str:
    """A recording made that long before the stage's start; its ID."""
    more.setdefault("processed_after", timedelta(minutes=50))
    return str(stage.webex.world.record(host.person, topic, START - ago, **more).id)  # type: ignore[arg-type]  # any


def recordings_calls(stage: Stage) -> list[dict[str, str]]:
    """The queries of the lists that were asked for."""
    return [dict(call.query) for call in stage.webex.world.requests if call.path == "/recordings"]


def test_a_new_person_connects_and_is_answered_what_they_had_asked(stage: Stage, ana: Speaker) -> None:
    record(stage, ana, "Weekly sync")
    ana.says("list").has("Please connect your Webex account")
    ana.connects()
    welcome, answer = ana.heard()[-2:]
    welcome.has("You are connected, Ana Ruiz")
    answer.has("Weekly sync", "Tue 10 Mar, 10:00")


def test_answering_a_list_of_one_page_takes_three_calls(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    stage.webex.world.forget_requests()
    connected.says("list")
    read, listed, posted = stage.webex.world.requests
    assert (read.method, read.path.split("/")[1]) == ("GET", "messages")
    assert (listed.method, listed.path) == ("GET", "/recordings")
    assert (posted.method, posted.path) == ("POST", "/messages")
    assert listed.query["from"].endswith("Z")
    assert listed.query["to"].endswith("Z")
    assert listed.query["max"] == "100"


def test_each_call_is_made_with_the_token_it_belongs_to(stage: Stage, connected: Speaker) -> None:
    connected.says("list")
    assert [call.person for call in stage.webex.world.requests if call.path == "/recordings"] == ["Ana Ruiz"]


def test_a_list_shows_what_was_recorded_newest_first_and_only_ones_own(
    stage: Stage, connected: Speaker, bo: Speaker
) -> None:
    record(stage, connected, "Older", 5 * DAY)
    record(stage, connected, "Newer", 1 * DAY)
    record(stage, bo, "Shared by Bo", 3 * DAY, shared_with=[connected.person])
    record(stage, bo, "Private of Bo", 2 * DAY)
    answer = connected.says("list").lacks("Private of Bo")
    rows = list(answer.choices)
    assert [row.split(" · ")[0] for row in rows] == ["1. Newer", "2. Shared by Bo", "3. Older"]
    assert "shared with me" in rows[1]


def test_a_recording_made_hours_later_is_found_on_the_day_it_was_recorded(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Night deploy", timedelta(hours=33), processed_after=timedelta(hours=20))
    connected.says("list 2026-03-11").has("Night deploy", "Wed 11 Mar, 01:00")
    connected.says("list 2026-03-12").lacks("Night deploy")


def test_days_are_those_of_the_persons_own_time_zone(stage: Stage, connected: Speaker) -> None:
    at = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)  # half past midnight on the 11th in Madrid
    stage.webex.world.record(connected.person, "Past midnight", at)
    connected.says("list 2026-03-11").has("Past midnight", "00:30")
    connected.says("list 2026-03-10").lacks("Past midnight")


def test_a_recording_without_a_recorded_time_stands_where_its_file_was_made(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Odd one", 2 * DAY, omit=("timeRecorded",))
    connected.says("list").has("Odd one", "10:50")


def test_more_goes_on_numbering_and_numbers_reach_both_pages(stage: Stage, connected: Speaker) -> None:
    for number in range(23):
        record(stage, connected, f"Talk {number:02}", timedelta(hours=30 + number))
    first = connected.says("list")
    assert "More" in first.buttons
    second = connected.presses("More")
    third = connected.presses("More")
    assert "More" not in third.buttons
    assert len(first.choices) == len(second.choices) == 10
    assert [title.split(" · ")[0] for title in third.choices] == [
        "21. Talk 20",
        "22. Talk 21",
        "23. Talk 22",
    ]
    connected.says("show 2").has("Talk 01")
    connected.says("show 13").has("Talk 12")
    connected.says("show 23").has("Talk 22")
    connected.says("show 24").has("23")


def test_more_of_an_old_card_begins_a_list_of_its_own(stage: Stage, connected: Speaker) -> None:
    for number in range(12):
        record(stage, connected, f"Talk {number:02}", timedelta(hours=30 + number))
    first = connected.says("list")
    connected.says("search 05")
    again = connected.presses("More", on=first)
    assert [title.split(" · ")[0] for title in again.choices] == ["1. Talk 10", "2. Talk 11"]
    connected.says("show 2").has("Talk 11")


def test_more_of_an_old_card_counts_what_stands_before_it(stage: Stage, connected: Speaker) -> None:
    for number in range(26):
        record(stage, connected, f"Talk {number:02}", timedelta(hours=30 + number))
    first = connected.says("list")
    connected.says("search 05")
    again = connected.presses("More", on=first).has("11 to 20 of 26")
    assert next(iter(again.choices)).startswith("1. Talk 10")


@pytest.mark.parametrize("gone", [range(9, 10), range(7, 10), range(10)])
def test_more_goes_on_where_it_was_when_the_last_one_shown_has_gone(
    stage: Stage, connected: Speaker, gone: range
) -> None:
    world, host = stage.webex.world, connected.person
    made = [world.record(host, f"Talk {number:02}", START - timedelta(hours=30 + number)) for number in range(13)]
    first = connected.says("list")
    world.archive.move([made[number] for number in gone], "deleted")
    second = connected.presses("More", on=first)
    assert [title.split(" · ")[0] for title in second.choices] == ["11. Talk 10", "12. Talk 11", "13. Talk 12"]


def test_links_without_an_end_of_their_own_go_after_three_hours(stage: Stage, connected: Speaker) -> None:
    body = {
        "id": "ab" * 16,
        "topic": "Weekly sync",
        "createTime": "2026-03-11T10:00:00Z",
        "format": "MP4",
        "downloadUrl": "https://acme.webex.com/lsr.php?RCID=a",
        "temporaryDirectDownloadLinks": {"recordingDownloadLink": "https://nbr.example.com/video"},
    }
    stage.webex.world.fault("GET", "/recordings/", status=200, body=body)
    links = connected.says(f"links {body['id']}").has("13:00")
    stage.passes(timedelta(hours=3, minutes=1))
    assert links.message.id not in {heard.message.id for heard in connected.heard()}


def test_numbers_mean_the_last_list_wherever_it_was_asked(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "One", 1 * DAY)
    record(stage, connected, "Two", 2 * DAY)
    space = stage.space("Project X", connected)
    connected.says("list", space)
    connected.says("show 2").has("Two")


def test_more_than_a_hundred_recordings_are_read_page_by_page(stage: Stage, connected: Speaker) -> None:
    for number in range(130):
        record(stage, connected, f"Talk {number:03}", timedelta(hours=1 + number))
    connected.says("list").has("1 to 10 of 130")
    assert len(recordings_calls(stage)) == 2


def test_two_years_are_asked_for_in_windows_of_at_most_thirty_days(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Long ago", 700 * DAY)
    record(stage, connected, "Just now", timedelta(hours=3))
    connected.says("list since 2024-03-13").has("Long ago", "Just now", "2 recordings")
    windows = [
        (datetime.fromisoformat(call["from"]), datetime.fromisoformat(call["to"])) for call in recordings_calls(stage)
    ]
    assert all(timedelta(0) < end - start <= 30 * DAY for start, end in windows)
    by_start = sorted(windows)
    assert all(one[1] == other[0] for one, other in pairwise(by_start))


def test_more_than_a_hundred_of_two_years_are_searched(stage: Stage, connected: Speaker) -> None:
    for number in range(103):
        record(stage, connected, f"Talk {number:03}", 700 * DAY if number == 0 else timedelta(hours=1 + number))
    connected.says("search talk since 2024-03-13").has("1 to 10 of 103")
    connected.says('search "talk 000" since 2024-03-13').has("Talk 000", "1 recording")


def test_a_page_may_be_empty_and_still_have_a_next_one(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Hidden behind")
    stage.webex.world.knobs.empty_first_page = True
    connected.says("list").has("Hidden behind")


def test_nothing_found_says_where_it_looked_and_offers_more(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Two months old", 60 * DAY)
    answer = connected.says("list").has("last 30 days")
    assert not answer.choices
    connected.presses("Last 90 days").has("Two months old")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("search sync", ["Weekly SYNC"]),
        ("search weekly sync", ["Weekly SYNC"]),
        ("search müller", ["MÜLLER & Söhne"]),
        ("list topic:retro", ["Retro"]),
        ("list host:others", ["Bo's talk"]),
        ("list host:me format:arf", ["Retro"]),
        ("list type:event", ["MÜLLER & Söhne"]),
        ("list site:acme-eu.webex.com", ["Bo's talk"]),
        ("list tag:case-7", ["Weekly SYNC"]),
        ("list status:deleted", []),
        ("search nothing of this kind", []),
    ],
)
def test_filters_keep_what_they_say(
    stage: Stage, connected: Speaker, bo: Speaker, asked: str, found: list[str]
) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    record(stage, connected, "Weekly SYNC", 1 * DAY, tags=("case-7",))
    record(stage, connected, "MÜLLER & Söhne", 2 * DAY, service_type="EventCenter")
    record(stage, connected, "Retro", 3 * DAY, format="ARF")
    record(stage, bo, "Bo's talk", 4 * DAY, shared_with=[connected.person], site=other)
    answer = connected.says(asked)
    assert [title.split(" ", 1)[1].split(" · ")[0] for title in answer.choices] == found


@pytest.mark.parametrize("words", ["list format:uploaded", "search file format:UPLOADED"])
def test_uploaded_files_are_picked_out_here_as_webex_does_not_know_that_filter(
    stage: Stage, connected: Speaker, words: str
) -> None:
    record(stage, connected, "Filed away", 1 * DAY, format="UPLOADED")
    record(stage, connected, "File of a meeting", 2 * DAY)
    record(stage, connected, "Old file", 3 * DAY, format="ARF")
    answer = connected.says(words)
    assert [title.split(" · ")[0] for title in answer.choices] == ["1. Filed away"]
    assert all("format" not in query for query in recordings_calls(stage))
    connected.says("show 1").has("Filed away", "Uploaded file").lacks("UPLOADED")


def test_latest_is_the_newest_even_when_it_is_old(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Last year", 200 * DAY)
    connected.says("latest").has("Last year")
    connected.says("links 1").has("Last year")


def test_latest_tells_what_show_tells_of_the_same(stage: Stage, connected: Speaker) -> None:
    newest = record(stage, connected, "Weekly sync", 1 * DAY)
    latest = connected.says("latest").has("Transcript", "Yes, it comes with the links")
    assert latest.everything == connected.says("show 1").everything
    stage.webex.world.fault("GET", f"/recordings/{newest}", status=404)
    connected.says("latest").has("Weekly sync", "44 min").lacks("comes with the links")


def test_latest_of_nothing_says_so(connected: Speaker) -> None:
    assert not connected.says("latest").choices


def test_details_of_one_and_buttons_only_where_they_work(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync", password="BlueFish7")
    connected.says("list")
    details = connected.presses("Details")
    details.has("Weekly sync", "44 min", "148 MB", "MP4", "BlueFish7")
    assert "BlueFish7" not in details.text
    assert {"Get links", "Open in Webex"} <= set(details.buttons)


def test_a_masked_password_is_not_shown(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync", password="********")
    connected.says("list")
    connected.says("show 1").lacks("*")


def test_links_are_fresh_tell_their_end_and_go_when_it_comes(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    connected.says("list")
    links = connected.presses("Get links").has("until 13:00", "3 h")
    assert {"Video", "Audio", "Transcript"} <= links.links.keys()
    assert "http" not in links.text
    download = requests.get(links.links["Video"], timeout=5)
    assert download.status_code == 200
    assert "attachment" in download.headers["Content-Disposition"]
    stage.passes(timedelta(hours=2, minutes=59))
    assert links.message.id in {heard.message.id for heard in connected.heard()}
    stage.passes(timedelta(minutes=2))
    assert links.message.id not in {heard.message.id for heard in connected.heard()}
    assert requests.get(links.links["Video"], timeout=5).status_code == 403


def test_pressing_get_links_again_fetches_other_ones(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    listed = connected.says("list")
    before = connected.presses("Get links", on=listed).links["Video"]
    assert connected.presses("Get links", on=listed).links["Video"] != before


def test_a_recording_without_transcript_has_no_button_for_one(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync", transcript=False)
    connected.says("list")
    assert "Transcript" not in connected.says("links 1").links


def test_prevented_downloads_are_explained(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Board", prevent_download=True)
    connected.says("list")
    assert "Get links" not in connected.says("show 1").has("Downloading is switched off").buttons
    connected.says("links 1").has("There are no download links", "Downloading is switched off", "as its host.")


def test_an_arf_recording_says_what_it_needs(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Old format", format="ARF")
    connected.says("list")
    connected.says("show 1").has("ARF")


def test_ids_and_pasted_links_work_where_a_number_does(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected, "Weekly sync", 40 * DAY)
    connected.says(f"show {recording}").has("Weekly sync")
    connected.says(recording).has("Weekly sync")
    connected.says(f"links {recording}").has("Links for")
    page = connected.says(f"show {recording}").links["Open in Webex"]
    connected.says(f"links {page}").has("Links for “Weekly sync”")
    connected.says(f"Here is the recording: {page}\nRecording password: ********").has("Weekly sync")


def test_a_pasted_link_of_somebody_elses_recording_is_not_found(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    record(stage, bo, "Private of Bo")
    bo.connects()
    bo.says("latest")
    page = bo.last().links["Open in Webex"]
    connected.says(f"links {page}").has("could not tell which recording").lacks("Private of Bo")


def test_looking_further_back_keeps_the_filters(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Old sync", 60 * DAY)
    record(stage, connected, "Old retro", 61 * DAY)
    connected.says("list topic:sync host:me")
    connected.presses("Last 90 days").has("Old sync").lacks("Old retro")


def test_a_recording_that_is_not_there_or_not_mine_is_one_answer(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    private = record(stage, bo, "Private of Bo")
    unknown = connected.says("show " + "0" * 32).text
    assert connected.says(f"show {private}").lacks("Private of Bo").text.splitlines()[0] == unknown.splitlines()[0]


def test_a_number_before_any_list_says_how_to_get_one(connected: Speaker) -> None:
    connected.says("show 2").has("list")


@pytest.mark.parametrize("topic", ["<b>bold</b> & co", "[click](http://evil.example)", "**stars** _under_", "‮reversed"])
def test_what_webex_says_is_shown_as_it_is(stage: Stage, connected: Speaker, topic: str) -> None:
    record(stage, connected, topic)
    connected.says("list")
    details = connected.says("show 1")
    runs = [run["text"] for element in details.card["body"] for run in element.get("inlines", [])]
    blocks = [element["text"] for element in details.card["body"] if element["type"] == "TextBlock"]
    assert any(topic.replace("‮", "") in run.replace("‮", "") for run in runs)
    assert not any("evil" in block for block in blocks)


def test_a_session_that_ended_asks_to_connect_again_and_then_goes_on(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    connected.says("list")
    stage.webex.world.revoke(connected.person)
    connected.says("show 1").has("Please connect again")
    connected.connects().has("Weekly sync", "44 min")


def test_an_expired_token_is_refreshed_unseen(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    stage.webex.world.expire_access(connected.person)
    connected.says("list").has("Weekly sync")


def test_a_token_is_refreshed_before_it_dies_and_the_rotated_one_is_kept(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.knobs.refresh_rotates = True
    for _ in range(3):
        stage.passes(timedelta(days=14, minutes=-2))
        connected.says("list").has("last 30 days")


def test_a_short_pause_is_waited_out_and_a_long_one_is_told(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    stage.webex.world.fault("GET", "/recordings", status=429, retry_after=3)
    connected.says("list").has("Weekly sync")
    stage.webex.world.fault("GET", "/recordings", status=429, retry_after=720, body="html")
    connected.says("list").has("Webex asks for a pause", "12 minutes")


def test_what_could_be_read_is_shown_when_a_part_of_a_long_period_could_not(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync")
    stage.webex.world.fault("GET", "/recordings", status=429, retry_after=720, times=1)
    answer = connected.says("list since 2025-01-01")
    assert "could not" in answer.everything or "part" in answer.everything


@pytest.mark.parametrize(("status", "words"), [(400, "Webex"), (403, "Webex"), (404, "find")])
def test_each_refusal_of_a_list_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    stage.webex.world.fault("GET", "/recordings", status=status)
    connected.says("list").has(words).lacks_number(status)
