from datetime import UTC, datetime, timedelta

import pytest
import requests

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import Api, As

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)


@pytest.fixture
def links(speak: As, world: World, ana: Person) -> dict[str, str]:
    rec = world.record(ana, 'Weekly: "sync" / ünï', START)
    found: dict[str, str] = speak(ana).get(f"/recordings/{rec.id}").json()["temporaryDirectDownloadLinks"]
    return found


def test_links_open_without_a_token_for_whoever_holds_them(speak: As, links: dict[str, str]) -> None:
    anybody = speak(None)
    video = anybody.get(links["recordingDownloadLink"])
    assert (video.status_code, video.headers["Content-Type"]) == (200, "video/mp4")
    assert video.content[4:12] == b"ftypisom"
    assert video.headers["Content-Disposition"].startswith("attachment; filename")
    assert "Weekly" in video.headers["Content-Disposition"]
    sound = anybody.get(links["audioDownloadLink"])
    assert (sound.headers["Content-Type"], sound.content[:2]) == ("audio/mpeg", b"\xff\xfb")
    words = anybody.get(links["transcriptDownloadLink"])
    assert words.headers["Content-Type"].startswith("text/vtt")
    assert words.text.startswith("WEBVTT\n")
    assert "00:00:01.500 --> 00:00:04.200" in words.text


def test_mp4_boxes_add_up(speak: As, links: dict[str, str]) -> None:
    rest = speak(None).get(links["recordingDownloadLink"]).content
    kinds = []
    while rest:
        size = int.from_bytes(rest[:4])
        kinds.append(rest[4:8])
        rest = rest[size:]
    assert kinds == [b"ftyp", b"moov", b"mdat"]


def test_with_a_token_the_host_shows_its_login_page_and_calls_it_success(
    speak: As, ana: Person, links: dict[str, str]
) -> None:
    answer = speak(ana).get(links["recordingDownloadLink"])
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Sign in" in answer.text


def test_links_die_after_three_hours(speak: As, clock: SimClock, links: dict[str, str]) -> None:
    clock.advance(timedelta(hours=3, seconds=-1))
    assert speak(None).get(links["recordingDownloadLink"]).status_code == 200
    clock.advance(1)
    for name in ("recordingDownloadLink", "audioDownloadLink", "transcriptDownloadLink"):
        assert speak(None).get(links[name]).status_code == 403


def test_made_up_tickets_and_media_open_nothing(sim: Simulator, speak: As, links: dict[str, str]) -> None:
    anybody = speak(None)
    assert anybody.get(f"{sim.origin}/nbr/MultiThreadDownloadServlet?ticket=x").status_code == 403
    assert anybody.get(f"{sim.origin}/nbr/MultiThreadDownloadServlet").status_code == 403
    assert anybody.get(links["audioDownloadLink"].replace("mediaType=1", "mediaType=9")).status_code == 403
    assert anybody.get(links["audioDownloadLink"].replace("mediaType=1", "")).status_code == 403


def test_a_purged_recording_can_be_downloaded_no_more(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Gone", START)
    link = speak(ana).get(f"/recordings/{rec.id}").json()["temporaryDirectDownloadLinks"]["recordingDownloadLink"]
    rec.status = "purged"
    assert speak(None).get(link).status_code == 403


def test_the_old_format_is_a_file_of_its_own(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "///", START, format="ARF")
    link = speak(ana).get(f"/recordings/{rec.id}").json()["temporaryDirectDownloadLinks"]["recordingDownloadLink"]
    answer = speak(None).get(link)
    assert answer.content.startswith(b"ARF")
    assert "recording.arf" in answer.headers["Content-Disposition"]


def test_playback_and_download_urls_are_pages_that_ask_for_a_password(speak: As, world: World, ana: Person) -> None:
    world.record(ana, "Weekly sync", START)
    (shown,) = speak(ana).items("/recordings")
    for url in (shown["downloadUrl"], shown["playbackUrl"]):
        page = speak(None).get(url)
        assert page.headers["Content-Type"].startswith("text/html")
        assert 'type="password"' in page.text


def test_the_request_log_keeps_no_ticket(sim: Simulator, world: World, links: dict[str, str]) -> None:
    with Api(sim.url, None) as api:
        answer: requests.Response = api.get(links["recordingDownloadLink"])
    assert answer.status_code == 200
    seen = world.requests[-1]
    assert (seen.path, seen.query["ticket"], seen.person) == ("/nbr/MultiThreadDownloadServlet", "***", None)
