"""Recordings of calls: `calls`, and the words that work for one of them as they do for a meeting's."""

from datetime import UTC, datetime, timedelta

import pytest
import requests

from simulator.calls import CallRecording, Notes
from tests.dialogues.reading import DAY, content_of, hears_all
from tests.stage import START, Heard, Speaker, Stage

NUMBER = "+34911223344"
SAID = [("Ana Ruiz", 1.0, "Hello?"), ("Somebody", 2.5, "Wrong number.")]
SUGGESTED = "# They spoke\n- of **bread**\n- of [wine](https://x.example)"
NOTES = Notes("<p>Short &amp; sweet</p>", SUGGESTED, "Ring back")


@pytest.fixture
def caller(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, connected; the calls to Webex for that are forgotten."""
    ana.connects()
    stage.webex.world.forget_requests()
    return ana


def rang(stage: Stage, owner: Speaker, ago: timedelta = 2 * DAY, **more: object) -> CallRecording:
    """A call that was recorded that long before the stage's start."""
    return stage.webex.world.call(owner.person, START - ago, **more)  # type: ignore[arg-type]  # of any kind


def windows(stage: Stage) -> list[dict[str, str]]:
    """The queries of the lists of calls that were asked for."""
    return [dict(call.query) for call in stage.webex.world.requests if call.path == "/convergedRecordings"]


def safe(heard: Heard) -> Heard:
    """The message itself, once nothing beside its card tells a number."""
    assert "3344" not in heard.text, heard.text
    return heard


def test_calls_are_listed_newest_first_and_only_ones_own(stage: Stage, caller: Speaker, bo: Speaker) -> None:
    rang(stage, caller, 5 * DAY, topic="Older")
    rang(stage, caller, 1 * DAY)
    rang(stage, bo, 2 * DAY, topic="Of Bo")
    answer = safe(caller.says("calls")).has("Calls", "2 calls").lacks("Of Bo")
    assert list(answer.choices) == [
        f"1. Call with {NUMBER} · Wed 11 Mar, 10:00 · 4 min",
        "2. Older · Sat 7 Mar, 10:00 · 4 min",
    ]
    assert "1. Call with (number) · Wed 11 Mar, 10:00 · 4 min" in answer.text
    assert windows(stage) == [{"from": "2026-02-10T09:00:00Z", "to": "2026-03-12T09:00:00Z", "max": "100"}]


def test_numbers_mean_the_calls_that_were_listed(stage: Stage, caller: Speaker) -> None:
    rang(stage, caller, name="Eva", incoming=False)
    caller.says("calls")
    shown = safe(caller.says("show 1"))
    shown.has(f"Call with {NUMBER}", "Who called whom", f"Eva · {NUMBER}", "MP3 audio", "980 kB", "Germany", "A person")
    shown.has("I made the call", "4 min", "Tue 10 Mar, 10:00")
    assert shown.buttons == ["Get links", "Why", "Delete"]
    safe(caller.presses("Get links", shown)).has("They work until")


@pytest.mark.parametrize("words", ["show {id}", "{id}", "SHOW {ID}.", "links for call {id}", "show me the call {id}"])
def test_an_id_of_a_call_works_where_a_number_does(stage: Stage, caller: Speaker, words: str) -> None:
    one = rang(stage, caller)
    safe(caller.says(words.format(id=one.id, ID=one.id.upper()))).has(NUMBER)


def test_what_webex_may_leave_out_is_left_out(stage: Stage, caller: Speaker) -> None:
    names = (
        "timeRecorded",
        "durationSeconds",
        "sizeBytes",
        "ownerType",
        "storageRegion",
        "serviceType",
        "format",
        "topic",
    )
    one = rang(stage, caller, omit=names, metadata=False)
    caller.says("calls").has("(no topic)")
    shown = caller.says(f"show {one.id}").has("(no topic)", "File made", "Webex did not tell me who called whom")
    shown.lacks("None", "Who called whom")


def test_links_of_a_call_open_by_themselves_and_go_when_they_end(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller, transcript=SAID)
    answer = safe(caller.says(f"links {one.id}")).has("They work until 13:00")
    assert list(answer.links) == ["Audio", "Transcript"]
    assert requests.get(answer.links["Audio"], timeout=10).headers["Content-Type"] == "audio/mpeg"
    stage.passes(timedelta(hours=3))
    assert answer.message.id not in {heard.message.id for heard in caller.heard()}


def test_a_call_that_may_not_be_downloaded_says_so(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller, prevent_download=True)
    safe(caller.says(f"links {one.id}")).has("There are no download links.", "switched that off")
    assert "Get links" not in caller.says(f"show {one.id}").buttons


def test_a_transcript_comes_as_a_file_and_was_fetched_without_a_token(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller, transcript=SAID)
    file, answer = hears_all(caller, f"transcript {one.id}")
    assert "Wrong number." in content_of(caller, file)
    safe(answer).has("Wrong number.", "Transcript")
    assert "Wrong" not in answer.text
    name = stage.webex.world.conversations.content(caller.person, file.message.files[0]).name
    assert name == "Call with (number) 2026-03-10 transcript.vtt"
    # With a token that host would have answered with a page to sign in.
    assert "Transcript" in caller.says(f"show {one.id}").buttons


def test_without_a_transcript_there_is_a_sentence(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller)
    safe(caller.says(f"transcript {one.id}")).has("There is no transcript.", "transcripts of calls are switched on")


def test_notes_are_shown_as_safe_text(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller, notes=NOTES)
    answer = safe(caller.says(f"summary {one.id}"))
    answer.has("In short", "Short & sweet", "They spoke", "bread", "wine", "Action items", "Ring back")
    answer.lacks("<p>", "**", "x.example", "# ")
    assert "bread" not in answer.text
    assert "Summary" in caller.says(f"show {one.id}").buttons


def test_notes_that_lie_elsewhere_are_not_opened_and_it_is_said(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller)
    links = {"shortNotesDownloadLink": "https://webex.com.evil.example/notes", "expiration": "2026-03-12T12:00:00Z"}
    details = {"id": one.id, "createTime": "2026-03-10T09:05:00Z", "temporaryDirectDownloadLinks": links}
    stage.webex.world.fault("GET", f"/convergedRecordings/{one.id}", status=200, body=details)
    caller.says(f"summary {one.id}").has("I could not read the AI notes.", "your key to Webex").lacks("evil")


def test_of_notes_that_can_not_be_read_the_others_are_shown(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller, notes=NOTES)
    real = caller.stage.bot.services.calls.details(caller.person.id, one.id).links
    assert real is not None
    assert real.short_notes is not None
    gone = {"shortNotesDownloadLink": real.short_notes, "actionItemsDownloadLink": f"{stage.webex.url}/nothing"}
    details = {"id": one.id, "createTime": "2026-03-10T09:05:00Z", "temporaryDirectDownloadLinks": gone}
    stage.webex.world.fault("GET", f"/convergedRecordings/{one.id}", status=200, body=details)
    caller.says(f"summary {one.id}").has("Short & sweet", "Webex did not give me all of the notes")


def test_notes_that_webex_asks_to_wait_for_are_waited_for(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller)
    links = {"shortNotesDownloadLink": f"{stage.webex.url}/notes", "expiration": "2026-03-12T12:00:00Z"}
    details = {"id": one.id, "createTime": "2026-03-10T09:05:00Z", "temporaryDirectDownloadLinks": links}
    stage.webex.world.fault("GET", f"/convergedRecordings/{one.id}", status=200, body=details, times=None)
    stage.webex.world.fault("GET", "/notes", 429, retry_after=600, times=None)
    caller.says(f"summary {one.id}").has("Webex asks for a pause")


def test_a_transcript_comes_in_the_one_form_that_webex_has(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller, transcript=SAID)
    file, answer = hears_all(caller, f"transcript {one.id}")
    assert content_of(caller, file).startswith("WEBVTT")
    answer.has("Webex has this one as subtitles only")
    _, answer = hears_all(caller, f"transcript {one.id} vtt")
    answer.has("Hello?").lacks("subtitles only")


def test_without_notes_there_is_a_sentence(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller)
    safe(caller.says(f"summary {one.id}")).has("There are no AI notes.")


@pytest.mark.parametrize("word", ["participants", "viewers", "share", "unshare"])
def test_what_works_for_meetings_only_says_so(stage: Stage, caller: Speaker, word: str) -> None:
    one = rang(stage, caller)
    stage.webex.world.forget_requests()
    rest = " with bo@example.com" if "share" in word else ""
    caller.says(f"{word} {one.id}{rest}").has("works for meetings only")
    assert not [path for path in stage.calls() if "ecording" in path]


def test_why_tells_what_stands_in_the_way(stage: Stage, caller: Speaker) -> None:
    fine, old = rang(stage, caller, transcript=SAID), rang(stage, caller, 40 * DAY, prevent_download=True)
    binned = rang(stage, caller, 3 * DAY)
    binned.status = "deleted"
    safe(caller.says(f"why {fine.id}")).has("It is in your list.", "Nothing stands in its way.")
    safe(caller.says(f"why {old.id}")).has("at another time", "switched that off")
    assert "Restore" in safe(caller.says(f"why {binned.id}")).has("recycle bin").buttons
    caller.says(f"why {'0' * 8}-0000-0000-0000-{'0' * 12}").has("Webex shows you no such call", "still being made")


def test_filters_keep_what_they_say(stage: Stage, caller: Speaker) -> None:
    rang(stage, caller, topic="Plain")
    rang(stage, caller, topic="Queue", service_type="customerAssist", owner_type="callQueue")
    rang(stage, caller, topic="Video", format="MP4", region="US", location="loc-2")
    rang(stage, caller, topic="Binned").status = "deleted"
    for words, topics in {
        "calls topic:plain": ["Plain"],
        "calls type:assist": ["Queue"],
        "calls owner-type:queue": ["Queue"],
        "calls format:mp4": ["Video"],
        "calls region:us": ["Video"],
        "calls location:loc-2": ["Video"],
        "calls status:deleted": ["Binned"],
    }.items():
        assert [row[3:].split(" ·")[0] for row in caller.says(words).choices] == topics, words


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("calls format:arf", "“format:” takes “MP3” or “MP4”"),
        ("calls region:mars", "“region:” takes"),
        ("calls owner-tipe:user", "did you mean “owner-type:”"),
        ("calls site:acme.webex.com", "I know no filter “site:”"),
        ("calls of +34911223344", "I can't read “(number)” as a time"),
        ("calls after:zzz", "“after:” takes"),
    ],
)
def test_filters_that_can_not_be_get_a_sentence(caller: Speaker, words: str, answer: str) -> None:
    caller.says(words).has(answer)


def test_more_goes_on_numbering_and_keeps_the_filters(stage: Stage, caller: Speaker) -> None:
    for n in range(13):
        rang(stage, caller, timedelta(hours=n + 1), topic=f"Number {n + 1:03}")
    first = safe(caller.says('calls topic:"number"')).has("1 to 10 of 13")
    more = caller.presses("More", first).has("11 to 13 of 13")
    assert [row.split(" ·")[0] for row in more.choices] == ["11. Number 011", "12. Number 012", "13. Number 013"]
    caller.says("show 13").has("Number 013")
    caller.says("show 1").has("Number 001")


def test_more_than_a_hundred_calls_are_read_page_by_page(stage: Stage, caller: Speaker) -> None:
    for n in range(120):
        rang(stage, caller, timedelta(hours=n + 1))
    caller.says("calls").has("1 to 10 of 120")
    assert len(windows(stage)) == 2


def test_two_years_are_asked_for_in_windows_of_at_most_thirty_days(stage: Stage, caller: Speaker) -> None:
    rang(stage, caller, 700 * DAY, topic="Long ago")
    caller.says("calls last 730 days").has("Long ago")
    spans = [datetime.fromisoformat(each["to"]) - datetime.fromisoformat(each["from"]) for each in windows(stage)]
    assert len(spans) == 25
    assert max(spans) <= 30 * DAY


def test_a_call_whose_file_was_made_a_day_later_is_found_on_its_day(stage: Stage, caller: Speaker) -> None:
    rang(stage, caller, timedelta(hours=33), topic="Night", processed_after=timedelta(hours=20))
    caller.says("calls 2026-03-11").has("Night", "Wed 11 Mar, 01:00")
    caller.says("calls 2026-03-12").lacks("Night")


def test_somebody_without_calls_hears_where_was_looked(stage: Stage, caller: Speaker) -> None:
    answer = safe(caller.says(f'calls topic:"{NUMBER}"')).has("I found no recorded calls", NUMBER)
    assert answer.buttons == ["Last 90 days", "Last 365 days"]
    rang(stage, caller, 60 * DAY)
    caller.presses("Last 90 days", answer).has("1 call", NUMBER)


def test_somebody_elses_call_is_not_there(stage: Stage, caller: Speaker, bo: Speaker) -> None:
    one = rang(stage, bo, transcript=SAID, notes=NOTES)
    for word in ("show", "links", "transcript", "summary"):
        caller.says(f"{word} {one.id}").has("I could not find that").lacks(NUMBER)


@pytest.mark.parametrize(
    ("status", "words"),
    [(400, "Webex"), (403, "Webex Calling licence"), (404, "find")],
)
@pytest.mark.parametrize("asks", ["calls", "show {id}"])
def test_each_refusal_is_told_in_words(stage: Stage, caller: Speaker, status: int, words: str, asks: str) -> None:
    one = rang(stage, caller)
    stage.webex.world.fault("GET", "/convergedRecordings", status=status, times=None)
    caller.says(asks.format(id=one.id)).has(words).lacks(NUMBER)


def test_a_short_pause_is_waited_out_and_a_long_one_is_told(stage: Stage, caller: Speaker) -> None:
    rang(stage, caller)
    stage.webex.world.fault("GET", "/convergedRecordings", 429, retry_after=3)
    caller.says("calls").has(NUMBER)
    stage.webex.world.fault("GET", "/convergedRecordings", 429, retry_after=600, times=None)
    caller.says("calls").has("Webex asks for a pause")


@pytest.mark.parametrize("status", [403, 404, 503])
def test_details_are_shown_also_where_who_called_whom_is_refused(stage: Stage, caller: Speaker, status: int) -> None:
    one = rang(stage, caller)
    stage.webex.world.fault("GET", f"/convergedRecordings/{one.id}/metadata", status, times=None)
    caller.says(f"show {one.id}").has("980 kB", "Webex did not tell me who called whom")


def test_asked_in_a_space_nothing_of_a_call_is_told_there(stage: Stage, caller: Speaker, bo: Speaker) -> None:
    one = rang(stage, caller)
    space = stage.space("Project X", caller, bo)
    caller.says(f"show {one.id}", space).has(NUMBER)
    told = "\n".join(heard.everything for heard in stage.heard_in(space))
    assert told
    assert "3344" not in told


def test_a_new_person_connects_and_is_answered_what_they_had_asked(stage: Stage, ana: Speaker) -> None:
    one = rang(stage, ana)
    ana.says(f"transcript {one.id} vtt").has("Please connect")
    ana.connects()
    ana.last().has("There is no transcript.", NUMBER)


def test_the_day_of_a_call_is_that_of_the_persons_own_time_zone(stage: Stage, caller: Speaker) -> None:
    at = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)  # half past midnight on the 11th in Madrid
    stage.webex.world.call(caller.person, at, "Late")
    caller.says("calls 2026-03-11").has("Late")


def test_what_only_meetings_have_is_said_of_a_call_without_more(stage: Stage, caller: Speaker) -> None:
    one = rang(stage, caller)
    caller.says(f"share {one.id} with bo@example.com").has("the recording of a call").lacks("who called whom")
    caller.says(f"participants {one.id}").has("the recording of a call", "who called whom")
    caller.says(f"show {one.id} more").has("There is no more").lacks("Who called whom")


def test_a_call_without_notes_offers_its_transcript_only_if_it_has_one(stage: Stage, caller: Speaker) -> None:
    without, one = rang(stage, caller), rang(stage, caller, transcript=SAID)
    assert caller.says(f"summary {without.id}").has("There are no AI notes").buttons == ["Details"]
    assert caller.says(f"summary {one.id}").buttons == ["Details", "Transcript"]
