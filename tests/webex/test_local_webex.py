"""The same modules against a local Webex: what they make of a world that answers back."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from core.errors import BadRequest, Forbidden, NotFound, RateLimited, Refused, Unauthorized, Unavailable
from core.periods import Period
from core.recordings import Filters, Status
from core.sites import Site
from simulator import Simulator
from simulator.archive import Recording
from simulator.directory import Person
from tests.webex.conftest import NOON
from webex import people, recordings, sites, webhooks
from webex.client import Client, FixedBearer
from webex.grants import OAuth
from webex.messaging import Messaging
from webex.transport import Transport

WEEK = Period(NOON - timedelta(days=7), NOON)
TWO_MONTHS = Period(NOON - timedelta(days=60), NOON)
REDIRECT = "https://bot.example.com/oauth/callback"
SCOPES = ("meeting:recordings_read", "spark:people_read")
VERIFIER = "a-verifier-of-forty-three-characters-or-more"
CARD = {"type": "AdaptiveCard", "version": "1.3", "body": [{"type": "TextBlock", "text": "Pick one"}]}


@pytest.fixture
def bot(sim: Simulator) -> Person:
    return sim.world.bot("RecBot", "recbot@webex.bot")


@pytest.fixture
def messaging(sim: Simulator, bot: Person) -> Iterator[Messaging]:
    messaging = Messaging(bot.token, sim.url, pool_size=2)
    yield messaging
    messaging.close()


@pytest.fixture
def oauth(sim: Simulator) -> OAuth:
    sim.world.integration("C1", "hush", [REDIRECT], SCOPES)
    return OAuth("C1", "hush", REDIRECT, sim.url)


def record(sim: Simulator, host: Person, topic: str, days_ago: float) -> Recording:
    return sim.world.record(host, topic, NOON - timedelta(days=days_ago))


def ids(client: Client, period: Period, filters: Filters | None = None) -> list[str]:
    return [one.id for page in recordings.pages(client, period, filters or Filters()) for one in page]


def test_a_person_is_who_the_token_says(as_ana: Client, ana: Person, bot: Person) -> None:
    me = people.me(as_ana)
    assert (me.id, me.email, me.name) == (ana.id, "ana@example.com", "Ana Ruiz")
    assert (me.org_id, me.timezone, me.is_bot) == (ana.org.id, "Europe/Madrid", False)
    assert people.person(as_ana, bot.id).is_bot


def test_recordings_of_the_whole_period_are_found_not_only_those_of_the_last_week(
    sim: Simulator, as_ana: Client, ana: Person
) -> None:
    old, new = record(sim, ana, "Kick-off", 50), record(sim, ana, "Standup", 1)
    assert ids(as_ana, TWO_MONTHS) == [new.id, old.id]
    assert ids(as_ana, WEEK) == [new.id]


def test_a_list_longer_than_a_page_is_read_to_its_end_past_an_empty_first_page(
    sim: Simulator, as_ana: Client, ana: Person
) -> None:
    made = [record(sim, ana, f"Standup {n}", 1 + n / 100).id for n in range(205)]
    sim.world.knobs.empty_first_page = True
    assert ids(as_ana, WEEK) == made


def test_a_recording_belongs_to_a_period_by_its_start_and_not_by_its_end(
    sim: Simulator, as_ana: Client, ana: Person
) -> None:
    made = record(sim, ana, "Standup", 1)
    at = made.created
    assert ids(as_ana, Period(at, at + timedelta(hours=1))) == [made.id]
    assert ids(as_ana, Period(at - timedelta(hours=1), at)) == []
    assert ids(as_ana, Period(at - timedelta(hours=1), at + timedelta(microseconds=1))) == [made.id]


def test_a_recording_is_read_as_it_was_made(sim: Simulator, as_ana: Client, ana: Person) -> None:
    made = record(sim, ana, "Weekly sync", 1)
    found = next(recordings.pages(as_ana, WEEK, Filters()))[0]
    assert (found.id, found.topic, found.created_at) == (made.id, "Weekly sync", made.created)
    assert (found.recorded_at, found.length, found.size) == (made.recorded_at, made.length, made.size)
    assert (found.meeting_id, found.series_id) == (made.meeting.id, made.meeting.series_id)
    assert not found.is_download_prevented
    assert not found.has_readable_password


def test_a_recording_may_lack_nearly_everything(sim: Simulator, as_ana: Client, ana: Person) -> None:
    missing = ["createTime", "scheduledMeetingId", "meetingSeriesId", "serviceType", "durationSeconds", "sizeBytes"]
    made = sim.world.record(ana, "Bare", NOON - timedelta(days=1), omit=missing)
    found = next(recordings.pages(as_ana, WEEK, Filters()))[0]
    assert (found.id, found.created_at, found.when) == (made.id, made.recorded_at, made.recorded_at)
    assert (found.length, found.size, found.service, found.series_id) == (None, None, None, None)


def test_filters_are_understood(sim: Simulator, as_ana: Client, ana: Person) -> None:
    training = sim.world.record(ana, "Course", NOON - timedelta(days=1), service_type="TrainingCenter", format="ARF")
    other = record(sim, ana, "Standup", 2)
    assert ids(as_ana, WEEK, Filters(type="training", format="arf", site=training.site_url)) == [training.id]
    assert ids(as_ana, WEEK, Filters(meeting=other.meeting.series_id)) == [other.id]
    assert ids(as_ana, WEEK, Filters(status=Status.DELETED)) == []


def test_links_live_three_hours_and_are_absent_where_downloading_is_prevented(
    sim: Simulator, as_ana: Client, ana: Person
) -> None:
    made = record(sim, ana, "Standup", 1)
    locked = sim.world.record(ana, "Board", NOON - timedelta(days=1), prevent_download=True)
    links = recordings.details(as_ana, made.id).links
    assert links is not None
    assert links.video is not None
    assert links.transcript is not None
    assert links.expires_at == NOON + timedelta(hours=3)
    details = recordings.details(as_ana, locked.id)
    assert (details.links, details.recording.is_download_prevented) == (None, True)


def test_a_recording_of_somebody_else_is_not_found(sim: Simulator, as_ana: Client) -> None:
    made = record(sim, sim.world.person("Bo", "bo@example.com"), "Secret", 1)
    with pytest.raises(NotFound):
        recordings.details(as_ana, made.id)
    with pytest.raises(Refused):
        recordings.details(as_ana, "no such recording")


def test_the_bot_may_not_list_recordings(sim: Simulator, session: requests.Session, bot: Person) -> None:
    with pytest.raises(Forbidden):
        ids(Client(Transport(session, sim.url), FixedBearer(bot.token)), WEEK)


def test_a_rate_limit_in_the_middle_of_a_list_is_one(sim: Simulator, as_ana: Client, ana: Person) -> None:
    for n in range(101):
        record(sim, ana, f"Standup {n}", 1 + n / 100)
    found = recordings.pages(as_ana, WEEK, Filters())
    assert len(next(found)) == 100
    sim.world.fault("GET", "/recordings", 429, retry_after=7, body="html")
    with pytest.raises(RateLimited) as caught:
        next(found)
    assert caught.value.after == 7


def test_sites_are_the_persons_with_the_preferred_one_marked(sim: Simulator, as_ana: Client, ana: Person) -> None:
    sim.world.site("acme.webex.com", org=ana.org)
    sim.world.site("acme-eu.webex.com", org=ana.org)
    assert sites.sites(as_ana) == [Site("acme.webex.com", is_default=True), Site("acme-eu.webex.com")]


def test_a_webhook_lives_from_its_making_to_its_end(sim: Simulator, session: requests.Session, bot: Person) -> None:
    as_bot = Client(Transport(session, sim.url), FixedBearer(bot.token))
    made = webhooks.create(
        as_bot,
        name="bot messages",
        target_url="https://old.example.com/webhooks/webex",
        resource="messages",
        event="created",
        secret="hush",
    )
    assert webhooks.list_all(as_bot) == [made]
    moved = webhooks.update(as_bot, made.id, name="bot", target_url="https://new.example.com/w", secret="hush")
    assert (moved.id, moved.target_url, moved.is_active) == (made.id, "https://new.example.com/w", True)
    webhooks.delete(as_bot, made.id)
    assert webhooks.list_all(as_bot) == []
    with pytest.raises(NotFound):
        webhooks.delete(as_bot, made.id)


def test_a_direct_message_is_read_and_answered(sim: Simulator, messaging: Messaging, ana: Person, bot: Person) -> None:
    asked = sim.world.post(ana, sim.world.direct(ana, bot), "list")
    read = messaging.message(asked.id)
    assert (read.text, read.person_id, read.person_email, read.is_direct) == ("list", ana.id, ana.email, True)
    sim.clock.advance(1)
    answer = messaging.post("3 recordings", to_person_id=ana.id, card=CARD)
    assert (answer.person_id, answer.room_id, answer.cards) == (bot.id, read.room_id, (CARD,))
    assert [one.id for one in messaging.direct_messages(ana.id)] == [answer.id, asked.id]
    messaging.delete(answer.id)
    with pytest.raises(NotFound):
        messaging.delete(answer.id)


def test_a_mention_in_a_space_is_answered_in_its_thread(
    sim: Simulator, messaging: Messaging, ana: Person, bot: Person
) -> None:
    asked = sim.world.post(ana, sim.world.space("Team", [ana, bot]), "RecBot help", mention=[bot])
    read = messaging.message(asked.id)
    assert not read.is_direct
    assert bot.id in read.html
    answer = messaging.post("I sent it to you", room_id=read.room_id, thread_id=read.id)
    assert (answer.parent_id, answer.text) == (asked.id, "I sent it to you")


def test_a_press_brings_what_the_button_and_the_inputs_hold(
    sim: Simulator, messaging: Messaging, ana: Person, bot: Person
) -> None:
    posted = messaging.post("Pick one", to_person_id=ana.id, card=CARD)
    pressed = sim.world.press(ana, posted.id, {"say": "links 4f91", "notify": "true"})
    read = messaging.press(pressed.id)
    assert (read.message_id, read.person_id, read.room_id) == (posted.id, ana.id, posted.room_id)
    assert read.inputs == {"say": "links 4f91", "notify": "true"}


def test_an_answer_that_is_lost_on_its_way_back_can_be_found_in_the_direct_room(
    sim: Simulator, messaging: Messaging, ana: Person, bot: Person
) -> None:
    sim.world.fault("POST", "/messages", drop=True)
    with pytest.raises(Unavailable):
        messaging.post("Did it arrive?", to_person_id=ana.id)
    assert [one.text for one in messaging.direct_messages(ana.id)] == ["Did it arrive?"]


def test_the_longest_text_that_is_left_after_cutting_is_taken(
    sim: Simulator, messaging: Messaging, ana: Person, bot: Person
) -> None:
    assert messaging.post("ñ" * 9000, to_person_id=ana.id).text.endswith("…")


def allow(oauth: OAuth, person: Person) -> str:
    """Press Allow on the consent page, as a browser would; the code that Webex sends back."""
    page = urlsplit(oauth.consent_url(state="s", verifier=VERIFIER, scopes=SCOPES, login_hint=person.email))
    form = {**dict(parse_qsl(page.query)), "decision": "allow", "person": person.id}
    answer = requests.post(page._replace(query="").geturl(), form, allow_redirects=False, timeout=5)
    sent_back = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
    assert sent_back["state"] == "s"
    return sent_back["code"]


def test_what_a_person_allows_can_be_used_and_renewed(
    sim: Simulator, oauth: OAuth, ana: Person, session: requests.Session
) -> None:
    tokens = oauth.exchange(allow(oauth, ana), VERIFIER, NOON)
    assert tokens.refresh is not None
    assert tokens.scopes == frozenset(SCOPES) | {"spark:kms"}
    assert timedelta(days=13) < tokens.access_expires_at - NOON < timedelta(days=14)
    transport = Transport(session, sim.url)
    assert people.me(Client(transport, FixedBearer(tokens.access))).id == ana.id
    sim.world.expire_access(ana)
    with pytest.raises(Unauthorized):
        people.me(Client(transport, FixedBearer(tokens.access)))
    renewed = oauth.refresh(tokens.refresh, NOON)
    assert people.me(Client(transport, FixedBearer(renewed.access))).id == ana.id


def test_a_code_works_once_and_only_with_its_verifier(oauth: OAuth, ana: Person) -> None:
    with pytest.raises(BadRequest):
        oauth.exchange(allow(oauth, ana), "x" * 43, NOON)
    code = allow(oauth, ana)
    oauth.exchange(code, VERIFIER, NOON)
    with pytest.raises(BadRequest):
        oauth.exchange(code, VERIFIER, NOON)


def test_a_new_refresh_token_takes_the_place_of_the_old_one(sim: Simulator, oauth: OAuth, ana: Person) -> None:
    old = oauth.exchange(allow(oauth, ana), VERIFIER, NOON).refresh
    assert old is not None
    sim.world.knobs.refresh_rotates = True
    assert oauth.refresh(old, NOON).refresh not in (None, old)
    with pytest.raises(BadRequest):
        oauth.refresh(old, NOON)


def test_a_grant_that_was_taken_back_is_refused(sim: Simulator, oauth: OAuth, ana: Person) -> None:
    tokens = oauth.exchange(allow(oauth, ana), VERIFIER, NOON)
    sim.world.revoke(ana)
    assert tokens.refresh is not None
    with pytest.raises(Refused):
        oauth.refresh(tokens.refresh, NOON)


def test_an_unknown_integration_is_refused(sim: Simulator) -> None:
    with pytest.raises(Unauthorized) as caught:
        OAuth("nobody", "hush", REDIRECT, sim.url).refresh("r", NOON)
    assert caught.value.message == "Client Id is invalid"
