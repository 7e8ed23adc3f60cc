"""Logs: events with facts, and nothing in them that anybody may not read."""

import errno
import json
import logging
from contextlib import redirect_stderr
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import structlog

from core.logs import configure, redacted, whereabouts
from tests.logbook import logbook
from tests.stage import START, Speaker, Stage

TOKEN = "ZDk4Y2Q3YzEtNDk2Zi00ZTZmLWE0YjItM2U1ZjY3ODkwMTIzMTIzNDU2NzgtOWI5_PF84_5e5e5e5e"
PERSON = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS9hYTExYmIyMi0wMDAyLTQwMDAtODAwMC0wMDAwMDAwMDAwYTE"


def shown(**facts: Any) -> dict[str, Any]:
    return dict(redacted(None, "info", {"event": "something.happened", **facts}))


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "access_token",
        "refreshToken",
        "client_secret",
        "password",
        "Authorization",
        "cookie",
        "code",
        "state",
        "body",
        "text",
        "fallback_text",
        "link",
        "links",
        "url",
        "playback_url",
        "card",
    ],
)
@pytest.mark.parametrize("value", ["TELLING", ["TELLING"], {"inner": "TELLING"}, b"TELLING", ("a", {"b": "TELLING"})])
def test_a_fact_is_hidden_by_its_name(name: str, value: object) -> None:
    assert "TELLING" not in str(shown(**{name: value}))


@pytest.mark.parametrize(
    "value",
    [
        "Bearer TELLING",
        "bearer  TELLING",
        "GET https://webexapis.com/v1/recordings?x=TELLING",
        "HTTPS://EXAMPLE.COM/TELLING",
        "http://u:TELLING@h/",
        "TELLING@example.com",
        "<TELLING.x+y@mail.example.com>",
        "+34 TELLING".replace("TELLING", "600 123 456"),
        "call +1 (415) 555-0100 now",
        TOKEN,
        f"token={TOKEN}.",
        "a" * 64,
    ],
)
@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: [value], lambda value: {"a": [value]}])
def test_a_fact_is_hidden_by_what_it_looks_like(value: str, wrap: Any) -> None:
    said = str(shown(note=wrap(value)))
    for secret in ("TELLING", "600 123", "555", TOKEN, "a" * 64):
        assert secret not in said
    assert "(hidden)" in said


def test_the_name_of_the_event_is_looked_at_too() -> None:
    assert "TELLING" not in str(redacted(None, "info", {"event": "got https://example.com/TELLING"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", 3),
        ("took", 0.12),
        ("status_code", 404),
        ("link_count", 2),
        ("code", None),
        ("is_text", True),
        ("tracking_id", "ROUTERGW_0f4c2a9e-7a31-4f0e-9d55-2b6f1c0e8a17"),
        ("person", PERSON),
        ("error", "RateLimited"),
        ("where", "webex/recordings.py:pages:41"),
        ("kind", "delete_message"),
        ("at", "2026-03-12T09:00:00+00:00"),
    ],
)
def test_harmless_facts_are_left_as_they_are(name: str, value: object) -> None:
    assert shown(**{name: value})[name] == value


def test_a_fact_that_is_an_object_is_written_and_looked_at() -> None:
    class Strange:
        def __str__(self) -> str:
            return "see https://example.com/TELLING"

    assert shown(thing=Strange())["thing"] == "see (hidden)"


def test_a_line_is_one_json_object_with_level_and_time() -> None:
    with logbook("INFO") as written:
        structlog.get_logger().info("recordings.listed", count=3, note="two\nlines")
        structlog.get_logger().debug("not.shown")
    (line,) = written().splitlines()
    facts = json.loads(line)
    assert (facts["event"], facts["count"], facts["level"]) == ("recordings.listed", 3, "info")
    assert facts["timestamp"].endswith("Z")


def test_what_is_bound_for_a_job_stands_in_its_lines_and_is_looked_at() -> None:
    with logbook("INFO") as written, structlog.contextvars.bound_contextvars(job=7, link="TELLING"):
        structlog.get_logger().info("work.begun")
    assert json.loads(written())["job"] == 7
    assert "TELLING" not in written()


def test_a_library_that_warns_is_named_without_its_words() -> None:
    with logbook("INFO") as written:
        logging.getLogger("urllib3.connectionpool").warning("Retrying %s", "https://example.com/TELLING")
        logging.getLogger("urllib3.connectionpool").debug("TELLING")
        try:
            json.loads("TELLING")
        except ValueError:
            logging.getLogger("waitress").exception("Exception while serving %s", "/TELLING")
    warned, broke = map(json.loads, written().splitlines())
    assert {warned["event"], broke["event"]} == {"library.warned"}
    assert (warned["library"], warned["level"]) == ("urllib3.connectionpool", "warning")
    assert (broke["library"], broke["level"], broke["error"]) == ("waitress", "error", "JSONDecodeError")
    assert broke["where"].startswith("json/decoder.py:raw_decode:")
    assert "TELLING" not in written()


def test_whereabouts_are_the_innermost_line_with_its_room() -> None:
    def fails() -> None:
        raise ValueError("TELLING")

    with pytest.raises(ValueError, match="TELLING") as raised:
        fails()
    assert whereabouts(raised.value).startswith("core/test_logs.py:fails:")
    assert whereabouts(ValueError("TELLING")) == "?"


def test_a_whole_dialogue_leaves_nothing_of_it_in_the_logs(stage: Stage, ana: Speaker) -> None:
    with logbook("DEBUG") as written:
        world = stage.webex.world
        recording = world.record(ana.person, "Topic of Secrets", START - timedelta(days=2), password="Swordfish77")
        ana.connects()
        ana.says("list").has("Topic of Secrets")
        ana.says("search wordsnobodyknows")
        ana.says("gibberishnobodyknows")
        ana.says(f"show {recording.id}")
        links = ana.says(f"links {recording.id}")
        ana.says("settings timezone:Asia/Kathmandu")
        world.fault("GET", "/recordings", 403)
        ana.says("list")
        world.fault("GET", "/recordings", body="malformed", times=5)
        ana.writes("list")
        for _ in range(6):
            stage.passes(timedelta(minutes=2))
        world.expire_access(ana.person)
        ana.says("list")
        world.revoke(ana.person)
        ana.says("list")
        stage.passes(timedelta(hours=4))
        ana.says("disconnect")
    said = written()
    assert "grant.disconnected" in said
    assert "work.put_back" in said
    secrets = [
        "Topic of Secrets",
        "Swordfish77",
        "wordsnobodyknows",
        "gibberishnobodyknows",
        "Kathmandu",
        ana.person.email,
        "Ana Ruiz",
        stage.recbot.token,
        ana.person.token,
        "k" * 40,
        "its-secret",
        "http://",
        "https://",
        "Bearer",
        *links.links.values(),
    ]
    assert [secret for secret in secrets if secret in said] == []


class _FullDisk(StringIO):
    """Where not one more byte can be written."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_that_can_not_be_written_stops_nothing() -> None:
    with redirect_stderr(_FullDisk()):
        configure()
        structlog.get_logger().error("disk.full")
        logging.getLogger("library").warning("The same.")
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()
