from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, error

REFUSED = (
    "The server understood the request, but refused to fulfill it because the access token is missing required "
    "scopes or the user is missing required roles or licenses."
)
CALLS = [
    ("DELETE", "/recordings/{rec}", "meeting:recordings_write"),
    ("POST", "/recordings/softDelete", "meeting:recordings_write"),
    ("POST", "/recordings/restore", "meeting:recordings_write"),
    ("POST", "/recordings/purge", "meeting:recordings_write"),
    ("POST", "/recordings/{rec}/accessList", "meeting:recordings_write"),
    ("POST", "/recordings/accessList", "meeting:recordings_write"),
    ("GET", "/recordingReport/accessSummary", "meeting:recordings_read"),
    ("GET", "/recordingReport/accessDetail?recordingId={rec}", "meeting:recordings_read"),
    ("GET", "/meetings", "meeting:schedules_read"),
    ("GET", "/meetings/{meeting}", "meeting:schedules_read"),
    ("PATCH", "/meetings/{meeting}", "meeting:schedules_write"),
    ("PUT", "/meetings/{meeting}", "meeting:schedules_write"),
    ("GET", "/meetingTranscripts", "meeting:transcripts_read meeting:schedules_read"),
    ("GET", "/meetingTranscripts/{said}/download", "meeting:transcripts_read meeting:schedules_read"),
    ("GET", "/meetingTranscripts/{said}/snippets", "meeting:transcripts_read meeting:schedules_read"),
    ("GET", "/meetingTranscripts/{said}/snippets/{said}_00001", "meeting:transcripts_read meeting:schedules_read"),
    ("PUT", "/meetingTranscripts/{said}/snippets/{said}_00001", "meeting:transcripts_write"),
    ("DELETE", "/meetingTranscripts/{said}", "meeting:transcripts_write"),
    ("GET", "/meetingParticipants?meetingId={meeting}", "meeting:participants_read"),
    ("POST", "/meetingParticipants/query?meetingId={meeting}", "meeting:participants_read"),
    ("GET", "/meetingSummaries?meetingId={meeting}", "meeting:summaries_read"),
    ("DELETE", "/meetingSummaries/{noted}", "meeting:summaries_write"),
    ("GET", "/meetingPreferences/sites", "meeting:preferences_read"),
    ("PUT", "/meetingPreferences/sites?defaultSite=true", "meeting:preferences_write"),
    ("GET", "/meetingPreferences/schedulingOptions", "meeting:preferences_read"),
    ("PUT", "/meetingPreferences/schedulingOptions", "meeting:preferences_write"),
]
ALL = {scope for _, _, scopes in CALLS for scope in scopes.split()}
Ids = dict[str, str]
Consent = Callable[[set[str]], str]


@pytest.fixture
def ids(world: World, ana: Person) -> Ids:
    rec = world.record(ana, "Weekly sync", datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC))
    said = world.transcribe(rec, [("Ana Ruiz", 1.0, "Hello")])
    return {"rec": rec.id, "meeting": rec.meeting.id, "said": said.id, "noted": world.summarise(rec, "").id}


@pytest.fixture
def token_with(world: World, ana: Person) -> Consent:
    integration = world.integration("C1", "secret", ["http://127.0.0.1/cb"], ALL)

    def consent(scopes: set[str]) -> str:
        code = world.consent("C1", ana, scopes)
        with world.lock:
            token: str = world.grants.exchange(integration, code, "http://127.0.0.1/cb", None)["access_token"]
        return token

    return consent


@pytest.mark.parametrize(("verb", "path", "scopes"), CALLS)
def test_bots_have_no_business_with_meetings(
    speak: As, bot: Person, ids: Ids, verb: str, path: str, scopes: str
) -> None:
    answer = speak(bot).request(verb, path.format(**ids), json={})
    assert (answer.status_code, error(answer)) == (403, REFUSED)


@pytest.mark.parametrize(("verb", "path", "scopes"), CALLS)
def test_each_call_needs_its_scopes_and_no_more(
    speak: As, ids: Ids, token_with: Consent, verb: str, path: str, scopes: str
) -> None:
    needed = set(scopes.split())
    for missing in needed:
        answer = speak(token_with(ALL - {missing})).request(verb, path.format(**ids), json={})
        assert (answer.status_code, error(answer)) == (403, REFUSED)
    assert speak(token_with(needed)).request(verb, path.format(**ids), json={}).status_code != 403


@pytest.mark.parametrize(("verb", "path", "scopes"), CALLS)
def test_nobody_gets_in_without_a_token(speak: As, ids: Ids, verb: str, path: str, scopes: str) -> None:
    assert speak(None).request(verb, path.format(**ids), json={}).status_code == 401


@pytest.mark.parametrize(
    ("resource", "event"),
    [
        ("meetings", "ended"),
        ("recordings", "deleted"),
        ("meetingTranscripts", "created"),
        ("meetingParticipants", "joined"),
    ],
)
def test_bots_hear_nothing_of_meetings(speak: As, ana: Person, bot: Person, resource: str, event: str) -> None:
    body = {"name": "x", "targetUrl": "http://127.0.0.1:1/hook", "resource": resource, "event": event}
    assert speak(bot).post("/webhooks", json=body).status_code == 403
    assert speak(ana).post("/webhooks", json=body).status_code == 200


@pytest.mark.parametrize("resource", ["meetingSummaries", "recycleBin"])
def test_there_is_no_webhook_for_summaries_or_the_bin(speak: As, ana: Person, resource: str) -> None:
    body = {"name": "x", "targetUrl": "http://127.0.0.1:1/hook", "resource": resource, "event": "created"}
    assert speak(ana).post("/webhooks", json=body).status_code == 400
