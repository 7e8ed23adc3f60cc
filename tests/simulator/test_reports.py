from datetime import UTC, datetime, timedelta

import pytest

from simulator.archive import Recording
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
SUMMARY, DETAIL = "/recordingReport/accessSummary", "/recordingReport/accessDetail"


@pytest.fixture
def rec(world: World, ana: Person, bo: Person) -> Recording:
    return world.record(ana, "Weekly sync", START, shared_with=[bo])


def test_the_summary_counts_views_and_downloads(
    speak: As, world: World, ana: Person, bo: Person, dana: Person, rec: Recording
) -> None:
    world.watch(rec, ana)
    world.watch(rec, bo, downloaded=True)
    world.watch(rec, bo)
    expected = {
        "recordingId": rec.id,
        "topic": "Weekly sync",
        "timeRecorded": "2026-03-02T08:01:05Z",
        "siteUrl": "acme.webex.com",
        "hostEmail": ana.email,
        "viewCount": 3,
        "downloadCount": 1,
    }
    for reader in (ana, bo):
        assert speak(reader).items(SUMMARY) == [expected]
    assert speak(dana).items(SUMMARY) == []


def test_the_detail_says_who_and_when_newest_first(
    speak: As, world: World, clock: SimClock, ana: Person, bo: Person, dana: Person, rec: Recording
) -> None:
    world.watch(rec, bo, downloaded=True, at=clock.now() - timedelta(minutes=5))
    world.watch(rec, ana)
    newest, oldest = speak(ana).items(DETAIL, recordingId=rec.id)
    assert oldest == {
        "recordingId": rec.id,
        "topic": "Weekly sync",
        "name": bo.name,
        "email": bo.email,
        "accessTime": "2026-03-02T09:10:30Z",
        "viewed": True,
        "downloaded": True,
    }
    assert (newest["name"], newest["downloaded"]) == (ana.name, False)
    assert speak(dana).get(DETAIL, params={"recordingId": rec.id}).status_code == 404
    assert speak(ana).get(DETAIL).status_code == 400


def test_figures_may_lag(speak: As, world: World, clock: SimClock, ana: Person, bo: Person, rec: Recording) -> None:
    world.knobs.report_lag = timedelta(days=1)
    world.watch(rec, bo)
    assert speak(ana).items(SUMMARY)[0]["viewCount"] == 0
    assert speak(ana).items(DETAIL, recordingId=rec.id) == []
    clock.advance(timedelta(days=1))
    assert speak(ana).items(SUMMARY)[0]["viewCount"] == 1
    assert len(speak(ana).items(DETAIL, recordingId=rec.id)) == 1


def test_without_dates_the_summary_is_about_the_last_seven_days(speak: As, world: World, ana: Person) -> None:
    for days in (1, 6, 8, 20):
        world.record(ana, str(days), START - timedelta(days=days))

    def topics(**query: str) -> list[str]:
        return [one["topic"] for one in speak(ana).items(SUMMARY, **query)]

    assert topics() == ["1", "6"]
    assert topics(**{"from": "2026-02-15T00:00:00Z", "to": "2026-03-02T00:00:00Z"}) == ["1", "6", "8"]


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("2025-12-01T00:00:00Z", "2026-03-02T00:00:01Z", "90 days"),
        ("2025-03-01T00:00:00Z", "2025-05-01T00:00:00Z", "365 days"),
        ("2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z", "after"),
    ],
)
def test_a_summary_spans_ninety_days_and_reaches_back_a_year(
    speak: As, ana: Person, start: str, end: str, why: str
) -> None:
    answer = speak(ana).get(SUMMARY, params={"from": start, "to": end})
    assert (answer.status_code, why in error(answer)) == (400, True)
    fine = {"from": "2025-03-03T00:00:00Z", "to": "2025-06-01T00:00:00Z"}
    assert speak(ana).get(SUMMARY, params=fine).status_code == 200


def test_a_summary_is_about_the_preferred_site_unless_another_is_named(
    speak: As, world: World, ana: Person, rec: Recording
) -> None:
    europe = world.site("acme-eu.webex.com")
    world.record(ana, "Europe", START, site=europe)
    assert [one["topic"] for one in speak(ana).items(SUMMARY)] == ["Weekly sync"]
    assert [one["topic"] for one in speak(ana).items(SUMMARY, siteUrl=europe.url)] == ["Europe"]


def test_what_is_in_the_bin_is_not_in_the_summary(speak: As, ana: Person, rec: Recording) -> None:
    rec.status = "deleted"
    assert speak(ana).items(SUMMARY) == []
    assert speak(ana).items(DETAIL, recordingId=rec.id) == []


def test_reports_come_in_pages_and_in_the_callers_zone(
    speak: As, world: World, ana: Person, bo: Person, rec: Recording
) -> None:
    for n in range(12):
        world.watch(rec, bo, at=START + timedelta(minutes=n))
    api = speak(ana)
    api.headers["timezone"] = "Europe/Madrid"
    first = api.get(DETAIL, params={"recordingId": rec.id})
    assert len(first.json()["items"]) == 10
    rest = api.get(first.links["next"]["url"]).json()["items"]
    assert [one["accessTime"] for one in rest] == ["2026-03-02T09:02:05+01:00", "2026-03-02T09:01:05+01:00"]
    assert api.get(SUMMARY, params={"max": "0"}).status_code == 400


def test_naming_a_host_is_for_administrators(speak: As, ana: Person, rec: Recording) -> None:
    for path in (SUMMARY, DETAIL):
        assert speak(ana).get(path, params={"hostEmail": "all", "recordingId": rec.id}).status_code == 403
