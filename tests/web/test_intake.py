"""`POST /webhooks/webex`, over real HTTP, with deliveries made by hand."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import requests
from pydantic import SecretStr
from sqlalchemy import event

from simulator.identifiers import new
from tests.absence import away
from tests.logbook import Logbook
from tests.stage import Speaker, Stage, running_bot
from tests.web.letters import WITHOUT, Letters, elsewhere, signed
from web.webhooks import LARGEST


def kept(stage: Stage) -> int:
    """How many rows of work wait."""
    return stage.bot.work.waiting()


def counted(stage: Stage, outcome: str) -> float:
    """How many deliveries `/metrics` says became that."""
    wanted = f'recordings_bot_events_total{{outcome="{outcome}"}} '
    lines = requests.get(f"{stage.url}/metrics", timeout=10).text.splitlines()
    return sum(float(line.removeprefix(wanted)) for line in lines if line.startswith(wanted))


def padded(letters: Letters, size: int) -> bytes:
    """A delivery of exactly so many bytes."""
    raw = letters.raw(name="")
    return raw.replace(b'"name": ""', b'"name": "' + b"x" * (size - len(raw)) + b'"')


def in_pieces(raw: bytes) -> Iterator[bytes]:
    """A body whose length nobody announces."""
    yield from (raw[start : start + 4096] for start in range(0, len(raw), 4096))


def test_a_genuine_delivery_is_kept(stage: Stage, letters: Letters) -> None:
    before = counted(stage, "kept")
    answer = letters.deliver(letters.raw())
    assert (answer.status_code, answer.content) == (200, b"")
    assert kept(stage) == 1
    assert counted(stage, "kept") == before + 1


@pytest.mark.parametrize("sent", [bytes, in_pieces], ids=["announced", "in pieces"])
def test_the_largest_delivery_is_kept_and_one_byte_more_is_too_large(stage: Stage, letters: Letters, sent: Any) -> None:
    whole, larger = padded(letters, LARGEST), padded(letters, LARGEST + 1)
    assert letters.post(sent(larger), {"X-Spark-Signature": signed(larger, letters.secret)}).status_code == 413
    assert kept(stage) == 0
    assert counted(stage, "too large") == 1
    assert letters.post(sent(whole), {"X-Spark-Signature": signed(whole, letters.secret)}).status_code == 200
    assert kept(stage) == 1


@pytest.mark.parametrize("sent", [bytes, in_pieces], ids=["announced", "in pieces"])
def test_a_huge_body_is_refused_before_the_bot_has_it(stage: Stage, letters: Letters, sent: Any) -> None:
    huge = b"x" * (17 * LARGEST)
    try:
        status = letters.post(sent(huge), {}).status_code
    except requests.ConnectionError:
        status = 413  # hung up on, while still sending
    assert status == 413
    assert counted(stage, "too large") == 0
    assert letters.send() == 200


def test_a_delivery_without_a_signature_is_refused(stage: Stage, letters: Letters) -> None:
    assert letters.post(letters.raw(), {}).status_code == 401
    assert kept(stage) == 0
    assert counted(stage, "not signed") == 1


@pytest.mark.parametrize(
    "header",
    ["", "0" * 40, "sha1=", "é" * 40, "0" * 4000, ","],
    ids=["empty", "zeros", "no digest", "not ASCII", "long", "comma"],
)
def test_a_wrong_signature_is_refused(stage: Stage, letters: Letters, header: str) -> None:
    assert letters.post(letters.raw(), {"X-Spark-Signature": header.encode()}).status_code == 401
    assert kept(stage) == 0


def test_a_signature_with_another_secret_is_refused(stage: Stage, letters: Letters) -> None:
    raw = letters.raw()
    for secret in ("", "another", letters.secret.upper(), letters.secret[:-1], "k" * 40):
        assert letters.deliver(raw, signed(raw, secret)).status_code == 401
    assert kept(stage) == 0


def test_a_signature_of_another_body_is_refused(stage: Stage, letters: Letters) -> None:
    assert letters.deliver(letters.raw(), signed(letters.raw(), letters.secret)).status_code == 401
    assert kept(stage) == 0


def test_a_signature_of_the_same_json_written_otherwise_is_refused(stage: Stage, letters: Letters) -> None:
    raw = letters.raw()
    compact = json.dumps(json.loads(raw), separators=(",", ":")).encode()
    assert json.loads(compact) == json.loads(raw)
    assert letters.deliver(compact, signed(raw, letters.secret)).status_code == 401
    assert letters.deliver(raw + b"\n", signed(raw, letters.secret)).status_code == 401
    assert letters.deliver(compact, signed(compact, letters.secret)).status_code == 200


def test_a_signature_in_capitals_is_fine(stage: Stage, letters: Letters) -> None:
    raw = letters.raw()
    assert letters.deliver(raw, signed(raw, letters.secret).upper()).status_code == 200
    assert kept(stage) == 1


def malformed(letters: Letters) -> dict[str, bytes]:
    """Deliveries that are none, by what is wrong."""
    nested = b'{"data":' * 7_000 + b"{}" + b"}" * 7_000
    return {
        "nothing": b"",
        "not JSON": b"resource=messages&event=created",
        "cut off": letters.raw()[:-1],
        "a list": b"[" + letters.raw() + b"]",
        "a number": b"4711",
        "null": b"null",
        "deeply nested": nested,
        "deep lists": b"[" * 30_000 + b"]" * 30_000,
        "a number of ten thousand digits": b'{"data":' + b"9" * 10_000 + b"}",
        "not UTF-8": letters.raw().replace(b'"messages"', b'"messages\xff"'),
        "no data": letters.raw(data=WITHOUT),
        "data that is null": json.dumps({**letters.body(), "data": None}).encode(),
        "data that is a list": json.dumps({**letters.body(), "data": ["id"]}).encode(),
        "data that is a text": json.dumps({**letters.body(), "data": "id"}).encode(),
        "no resource": letters.raw(resource=WITHOUT),
        "no event": letters.raw(event=WITHOUT),
        "an event that is an object": letters.raw(event={"created": True}),
        "a creator that is an object": letters.raw(createdBy={"id": "x"}),
        "an actor that is a list": letters.raw(actorId=["x"]),
        "no id": letters.raw({"id": WITHOUT}),
        "an empty id": letters.raw({"id": ""}),
        "an id that is null": letters.raw({"id": None}),
        "an id that is a number": letters.raw({"id": 7}),
        "a person that is an object": letters.raw({"personId": {"id": "x"}}),
        "an address that is a list": letters.raw({"personEmail": ["ana@example.com"]}),
        "a date that is a number": letters.raw({"created": 1773306000}),
        "a NUL": letters.raw({"id": "a\0b"}),
        "half a character": letters.raw({"personId": "\ud83d"}),
        "a line break": letters.raw({"id": "a\nb"}),
        "an endless id": letters.raw({"id": "x" * 5_000}),
    }


def test_what_is_no_delivery_is_malformed_however_well_it_is_signed(stage: Stage, letters: Letters) -> None:
    wrong = malformed(letters)
    statuses = {name: letters.deliver(raw).status_code for name, raw in wrong.items()}
    assert statuses == dict.fromkeys(wrong, 400)
    assert kept(stage) == 0
    assert counted(stage, "malformed") == len(wrong)


def test_names_that_are_null_or_unknown_are_as_good_as_absent(stage: Stage, letters: Letters) -> None:
    assert letters.send({"parentId": None, "created": None, "files": [1]}, actorId=None, filter=None, x={}) == 200
    assert kept(stage) == 1


@pytest.mark.parametrize("when", ["", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_date_that_is_none_counts_as_now(stage: Stage, letters: Letters, ana: Speaker, when: str) -> None:
    asked = ana.writes("help")
    stage.settle()
    answers = len(ana.heard())
    assert letters.send({"id": asked.id, "created": when}) == 200
    stage.settle()
    ana.last().lacks("I was away")
    assert len(ana.heard()) == answers + 1


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_only_post_is_allowed(stage: Stage, letters: Letters, method: str) -> None:
    raw = letters.raw()
    headers = {"X-Spark-Signature": signed(raw, letters.secret)}
    answer = requests.request(method, f"{stage.url}/webhooks/webex", data=raw, headers=headers, timeout=10)
    assert answer.status_code == 405
    assert kept(stage) == 0


@pytest.mark.parametrize(
    ("resource", "happening"),
    [
        ("messages", "deleted"),
        ("messages", "updated"),
        ("attachmentActions", "deleted"),
        ("memberships", "created"),
        ("memberships", "deleted"),
        ("rooms", "created"),
        ("recordings", "created"),
        ("meetings", "ended"),
        ("something new", "happened"),
    ],
)
def test_what_nobody_asked_for_is_acknowledged_and_not_kept(
    stage: Stage, letters: Letters, resource: str, happening: str
) -> None:
    assert letters.send(resource=resource, event=happening) == 200
    assert kept(stage) == 0
    assert counted(stage, "not for us") >= 1


def test_the_posts_of_the_bot_itself_are_dropped_also_under_an_id_of_another_geography(
    stage: Stage, letters: Letters
) -> None:
    for person_id in (stage.recbot.id, elsewhere("PEOPLE", stage.recbot.uuid)):
        assert letters.send({"personId": person_id, "personEmail": "hidden@example.com"}) == 200
    assert kept(stage) == 0


def test_the_posts_of_other_bots_and_of_nobody_are_dropped(stage: Stage, letters: Letters) -> None:
    assert letters.send({"personId": new("PEOPLE"), "personEmail": "Chatty@Webex.Bot"}) == 200
    assert letters.send({"personId": WITHOUT}) == 200
    assert letters.send({"personId": None}) == 200
    assert kept(stage) == 0


def test_the_press_of_a_bot_is_dropped_and_that_of_a_person_is_kept(stage: Stage, letters: Letters) -> None:
    assert (
        letters.send({"id": new("ATTACHMENT_ACTION"), "personId": stage.recbot.id}, resource="attachmentActions") == 200
    )
    assert kept(stage) == 0
    assert letters.send({"id": new("ATTACHMENT_ACTION"), "personEmail": WITHOUT}, resource="attachmentActions") == 200
    assert kept(stage) == 1


def test_an_event_of_somebody_elses_webhook_is_dropped(stage: Stage, letters: Letters, bo: Speaker) -> None:
    assert letters.send(createdBy=bo.person.id) == 200
    assert letters.send(createdBy=new("PEOPLE")) == 200
    assert letters.send(createdBy="who knows") == 200
    assert kept(stage) == 0


def test_an_event_of_the_bots_own_webhook_is_known_by_the_id_of_another_geography(
    stage: Stage, letters: Letters
) -> None:
    assert letters.send(createdBy=elsewhere("PEOPLE", stage.recbot.uuid)) == 200
    assert kept(stage) == 1


def test_an_event_that_does_not_say_whose_it_is_is_kept(stage: Stage, letters: Letters) -> None:
    assert letters.send(createdBy=WITHOUT, actorId=WITHOUT) == 200
    assert kept(stage) == 1


def test_being_added_by_somebody_is_kept_and_opening_a_room_oneself_is_not(
    stage: Stage, letters: Letters, bo: Speaker
) -> None:
    added = {"id": new("MEMBERSHIP"), "personId": stage.recbot.id, "personEmail": stage.recbot.email}
    assert letters.send(added, resource="memberships", actorId=stage.recbot.id) == 200
    assert letters.send({**added, "personId": bo.person.id}, resource="memberships") == 200
    assert kept(stage) == 0
    assert letters.send(added, resource="memberships") == 200
    assert kept(stage) == 1


def test_being_added_before_the_bot_knows_itself_is_greeted_and_others_are_not(
    stage: Stage, letters: Letters, ana: Speaker, bo: Speaker, tmp_path: Path
) -> None:
    room = {"roomId": ana.room.id, "roomType": "direct"}
    before = len(ana.heard())
    (tmp_path / "new").mkdir()
    with running_bot(stage.webex, stage.recbot, tmp_path / "new") as newcomer:
        there = Letters(newcomer.settings.public_url, letters.secret, stage.recbot, ana)
        recbot = stage.recbot.id
        for added, actor in ((bo.person.id, ana.person.id), (recbot, recbot), (recbot, ana.person.id)):
            who = {**room, "id": new("MEMBERSHIP"), "personId": added}
            assert there.send(who, resource="memberships", actorId=actor) == 200
        assert newcomer.worker.run_due() == 3
        assert newcomer.work.waiting() == 0
    assert [heard.text.splitlines()[0][:5] for heard in ana.heard()[before:]] == ["Hello"]


def test_a_doubled_delivery_is_kept_once(stage: Stage, letters: Letters) -> None:
    raw = letters.raw()
    assert [letters.deliver(raw).status_code for _ in range(3)] == [200, 200, 200]
    assert kept(stage) == 1
    assert counted(stage, "doubled") == 2


def test_a_doubled_delivery_is_known_after_it_was_answered(stage: Stage, letters: Letters, ana: Speaker) -> None:
    raw = letters.raw({"id": ana.writes("help").id})  # what Webex has delivered by itself, once more
    stage.settle()
    answers = len(ana.heard())
    assert letters.deliver(raw).status_code == 200
    stage.settle()
    assert len(ana.heard()) == answers
    assert counted(stage, "doubled") == 1


def test_one_id_seen_at_two_instants_is_two_events(stage: Stage, letters: Letters) -> None:
    same = new("MESSAGE")
    assert letters.send({"id": same, "created": "2026-03-12T09:00:00.000Z"}) == 200
    assert letters.send({"id": same, "created": "2026-03-12T09:00:00.001Z"}) == 200
    assert kept(stage) == 2


def test_one_delivery_that_arrives_many_times_at_once_is_kept_once(stage: Stage, letters: Letters) -> None:
    raw = letters.raw()
    with ThreadPoolExecutor(8) as hands:
        statuses = list(hands.map(lambda _: letters.deliver(raw).status_code, range(24)))
    assert statuses == [200] * 24
    assert kept(stage) == 1
    assert counted(stage, "doubled") == 23


def test_many_deliveries_at_once_are_all_kept(stage: Stage, letters: Letters) -> None:
    with ThreadPoolExecutor(8) as hands:
        statuses = list(hands.map(lambda _: letters.send(), range(40)))
    assert statuses == [200] * 40
    assert kept(stage) == 40


def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_kept(stage: Stage, letters: Letters) -> None:
    def fill(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1").close()  # as many as there are, then: no room for more

    engine = stage.bot.database.engine
    event.listen(engine, "checkout", fill)
    letter = [letters.raw() for _ in range(60)]
    statuses = [letters.deliver(raw).status_code for raw in letter]
    assert set(statuses) == {200, 503}
    assert kept(stage) == statuses.count(200)
    assert counted(stage, "not kept") == statuses.count(503)

    event.remove(engine, "checkout", fill)
    engine.dispose()
    assert {letters.deliver(raw).status_code for raw in letter} == {200}  # delivered again by whoever cares
    assert kept(stage) == 60


@pytest.mark.no_cover
def test_a_thousand_deliveries_in_one_burst_are_acknowledged_and_kept(stage: Stage, letters: Letters) -> None:
    def send(_: int) -> set[int]:
        connection, statuses = HTTPConnection("127.0.0.1", stage.bot.settings.port, timeout=30), set()
        for _ in range(50):
            raw = letters.raw()
            connection.request("POST", "/webhooks/webex", raw, {"X-Spark-Signature": signed(raw, letters.secret)})
            with connection.getresponse() as answer:
                answer.read()
                statuses.add(answer.status)
        connection.close()
        return statuses

    with ThreadPoolExecutor(20) as senders:
        assert set.union(*senders.map(send, range(20))) == {200}
    assert kept(stage) == 1000


def test_without_a_database_nothing_is_acknowledged(stage: Stage, letters: Letters) -> None:
    with away(stage.bot.database, stage.folder):
        assert letters.send() == 503
        assert letters.post(letters.raw(), {}).status_code == 401
    assert letters.send() == 200
    assert kept(stage) == 1


def test_acknowledging_asks_nothing_of_webex(stage: Stage, letters: Letters) -> None:
    assert letters.send() == 200
    assert letters.send(resource="rooms") == 200
    assert stage.webex.world.requests == []


def test_what_is_delivered_while_webex_is_away_is_kept_and_answered_later(
    stage: Stage, letters: Letters, ana: Speaker
) -> None:
    ana.says("help")
    answers = len(ana.heard())
    stage.webex.world.knobs.hold_webhooks = True
    asked = ana.writes("help")
    stage.webex.stop()
    assert letters.send({"id": asked.id}) == 200
    stage.webex.start()
    stage.settle()
    assert len(ana.heard()) == answers + 1


def test_a_bot_that_does_not_know_itself_yet_keeps_what_is_signed(
    stage: Stage, letters: Letters, tmp_path: Path, ana: Speaker
) -> None:
    (tmp_path / "new").mkdir()
    with running_bot(stage.webex, stage.recbot, tmp_path / "new") as newcomer:
        stage.webex.stop()
        there = Letters(newcomer.settings.public_url, letters.secret, stage.recbot, ana)
        assert there.send() == 200
        assert newcomer.work.waiting() == 1
    stage.webex.start()


def test_while_keys_are_rotated_deliveries_with_the_old_secret_are_good(
    stage: Stage, letters: Letters, ana: Speaker
) -> None:
    keys = SecretStr("n" * 40 + "," + "k" * 40)
    with running_bot(stage.webex, stage.recbot, stage.folder, secret_key=keys) as rotated:
        there = Letters(rotated.settings.public_url, letters.secret, stage.recbot, ana)
        assert there.send() == 200
        stage.bot.ticks.stop()
        rotated.ticks.reconcile()
        new_secret = stage.webex.world.webhooks[-1].secret or ""
        assert new_secret != letters.secret
        assert Letters(there.url, new_secret, stage.recbot, ana).send() == 200
    with running_bot(stage.webex, stage.recbot, stage.folder, secret_key=SecretStr("n" * 40)) as later:
        assert Letters(later.settings.public_url, letters.secret, stage.recbot, ana).send() == 401
        assert Letters(later.settings.public_url, new_secret, stage.recbot, ana).send() == 200


def test_with_the_token_of_another_bot_its_deliveries_are_not_taken_for_somebody_elses(
    stage: Stage, letters: Letters, ana: Speaker
) -> None:
    other = stage.webex.world.bot("Other", "other@webex.bot")
    with running_bot(stage.webex, other, stage.folder) as bot:
        there = Letters(bot.settings.public_url, letters.secret, other, ana)
        assert there.send() == 200  # also before it has asked who it is now
        assert kept(stage) == 1
        bot.identity.refresh()
        assert there.send() == 200
        assert there.send(createdBy=stage.recbot.id) == 200
        assert kept(stage) == 2


def test_a_secret_of_the_operators_own_is_the_only_one(stage: Stage, letters: Letters, ana: Speaker) -> None:
    own = SecretStr("chosen by hand")
    with running_bot(stage.webex, stage.recbot, stage.folder, webex_webhook_secret=own) as bot:
        url = bot.settings.public_url
        assert Letters(url, letters.secret, stage.recbot, ana).send() == 401
        assert Letters(url, "chosen by hand", stage.recbot, ana).send() == 200


def test_nothing_of_a_delivery_is_ever_logged(stage: Stage, letters: Letters, logged: Logbook) -> None:
    telling = "TELLING-4711"
    letters.send({"id": telling, "personEmail": f"{telling}@example.com"}, name=telling)
    letters.send({"id": f"{telling}-2", "roomId": telling}, resource=telling)
    letters.deliver(letters.raw({"id": f"{telling}\0"}))
    letters.deliver(letters.raw({"id": telling}), telling)
    with away(stage.bot.database, stage.folder):
        assert letters.send({"id": f"{telling}-3"}, name=telling) == 503
    said = logged()
    assert "intake.not_kept" in said
    assert telling not in said
    assert letters.secret not in said


OF_PEOPLE = {
    ("recordings", "created"): {"id": "0a1b2c3d4e5f40718293a4b5c6d7e8f9"},
    ("convergedRecordings", "created"): {"id": "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5"},
    ("meetings", "ended"): {"id": "9f8e7d6c5b4a43218765a1b2c3d4e5f6_I_480012345678901234"},
    ("meetingTranscripts", "created"): {
        "id": "T1",
        "meetingId": "9f8e7d6c5b4a43218765a1b2c3d4e5f6_I_480012345678901234",
    },
}
"""What is delivered to somebody's own webhooks."""


@pytest.mark.parametrize(("kind", "data"), OF_PEOPLE.items(), ids=str)
def test_what_is_delivered_to_people_is_kept_for_those_who_have_notices(
    stage: Stage, letters: Letters, ana: Speaker, bo: Speaker, kind: tuple[str, str], data: dict[str, str]
) -> None:
    ana.connects()
    ana.says("notify on")
    waiting = kept(stage)
    resource, event = kind
    theirs = {"personId": WITHOUT, "created": WITHOUT, **data}
    for owner in (bo.person.id, stage.recbot.id, WITHOUT, new("PEOPLE")):
        assert letters.send(theirs, resource=resource, event=event, createdBy=owner, actorId=WITHOUT) == 200
    assert kept(stage) == waiting
    for owner in (ana.person.id, elsewhere("PEOPLE", ana.person.uuid)):
        assert letters.send(theirs, resource=resource, event=event, createdBy=owner, actorId=WITHOUT) == 200
    assert kept(stage) > waiting
    assert letters.send(theirs, resource=resource, event="deleted", createdBy=ana.person.id) == 200
    assert letters.send(createdBy=ana.person.id) == 200  # a message is heard by the bot's own webhook alone
    stage.settle()
    ana.says("notify off")
    waiting = kept(stage)
    assert letters.send(theirs, resource=resource, event=event, createdBy=ana.person.id) == 200
    assert kept(stage) == waiting


def test_a_transcript_of_no_meeting_is_not_kept(stage: Stage, letters: Letters, ana: Speaker) -> None:
    ana.connects()
    ana.says("notify on")
    waiting = kept(stage)
    for meeting in (WITHOUT, None, 7, "a\0b"):
        data = {"id": "T1", "meetingId": meeting}
        assert letters.send(data, resource="meetingTranscripts", createdBy=ana.person.id) == 200
    assert kept(stage) == waiting
