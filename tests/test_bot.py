"""`python bot.py …` as an operator types it: what starts, what it says, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

import pytest
import requests
from click.testing import CliRunner

from bot import main
from jobs.retrying import SURE
from simulator import Simulator
from store.audit import AuditLog
from store.vault import Vault
from tests.kills.standing import ROOT, Standing
from tests.stage import CLIENT_ID, CLIENT_SECRET, Stage

SOON = 30.0
"""Real seconds after which something that should have happened has not."""
COMMANDS = ("run", "web", "worker", "clock", "demo", "doctor", "audit", "failed")
REQUIRED = ("WEBEX_BOT_TOKEN", "WEBEX_CLIENT_ID", "WEBEX_CLIENT_SECRET", "PUBLIC_URL", "SECRET_KEY")


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Standing]:
    """A local Webex in real time, and the settings of a bot on it that is not started."""
    with Simulator() as webex:
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        webex.world.site("acme.webex.com")
        yield Standing(webex, recbot, tmp_path)


@contextmanager
def process(*words: str, **env: str) -> Iterator[subprocess.Popen[str]]:
    """That command, gone afterwards."""
    # A group of its own: what the command starts goes with it.
    started = subprocess.Popen(
        words, cwd=ROOT, env=os.environ | env, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        if started.stderr is not None:
            started.stderr.close()


def bot(command: str) -> tuple[str, ...]:
    return sys.executable, "bot.py", command


def hears(started: subprocess.Popen[str], words: str) -> None:
    """Returns when the process has said that."""
    assert started.stderr is not None
    heard = []
    for line in iter(started.stderr.readline, ""):
        heard.append(line)
        if words in line:
            return
    pytest.fail(f"never said {words!r}, only: {heard}")


def registered(standing: Standing) -> Callable[[], None]:
    """Waits until the three webhooks were made."""
    made = threading.Semaphore(0)
    standing.webex.world.fault("POST", "/webhooks", times=3, after=lambda _: made.release())

    def wait() -> None:
        for _ in range(3):
            assert made.acquire(timeout=SOON), "the webhooks were not made"

    return wait


def ends_well(started: subprocess.Popen[str]) -> None:
    started.terminate()
    assert started.wait(SOON) == 0


def settings_of(stage: Stage) -> dict[str, str]:
    """The environment in which the doctor looks at the bot of a stage."""
    return {
        "WEBEX_BOT_TOKEN": stage.recbot.token,
        "WEBEX_CLIENT_ID": CLIENT_ID,
        "WEBEX_CLIENT_SECRET": CLIENT_SECRET,
        "PUBLIC_URL": stage.url,
        "SECRET_KEY": "k" * 40,
        "WEBEX_API_URL": stage.webex.url,
        "DATABASE_URL": stage.bot.settings.database_url,
    }


def test_the_help_lists_every_command_with_a_sentence() -> None:
    said = CliRunner().invoke(main, ["--help"])
    assert said.exit_code == 0
    for command in COMMANDS:
        assert any(line.split()[:1] == [command] and line.endswith(".") for line in said.output.splitlines())


@pytest.mark.parametrize("command", ["run", "web", "worker", "clock", "doctor"])
def test_without_settings_each_missing_one_is_named_and_nothing_is_started(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a .env of whoever runs the tests must not help
    said = CliRunner(env=dict.fromkeys(REQUIRED)).invoke(main, [command])
    assert said.exit_code == 1
    assert all(name in said.output for name in REQUIRED)
    assert "Traceback" not in said.output
    assert not list(tmp_path.iterdir())


def test_the_doctor_is_content_with_a_good_set_up(stage: Stage) -> None:
    said = subprocess.run(
        bot("doctor"), cwd=ROOT, env=os.environ | settings_of(stage), capture_output=True, text=True, timeout=SOON
    )
    assert said.returncode == 0, said.stdout
    assert [line.split()[0] for line in said.stdout.splitlines()] == ["ok"] * 5


def test_the_doctor_names_what_is_wrong_and_leaves_with_one(stage: Stage) -> None:
    env = os.environ | settings_of(stage) | {"WEBEX_CLIENT_SECRET": "wrong"}
    said = subprocess.run(bot("doctor"), cwd=ROOT, env=env, capture_output=True, text=True, timeout=SOON)
    assert said.returncode == 1
    wrong = [line for line in said.stdout.splitlines() if line.startswith("wrong")]
    assert len(wrong) == 1
    assert "WEBEX_CLIENT_SECRET" in wrong[0]


def test_all_in_one_is_alive_and_ready_and_leaves_when_told(standing: Standing) -> None:
    wait = registered(standing)
    with process(*bot("run"), **standing.environment()) as started:
        hears(started, f"listens on {standing.url}")
        wait()
        assert requests.get(f"{standing.url}/healthz", timeout=10).status_code == 200
        asked = (requests.get(f"{standing.url}/readyz", timeout=10).status_code for _ in range(1_000))
        assert 200 in asked  # a moment after the last webhook was made
        ends_well(started)


def test_the_web_part_alone_is_alive_and_not_ready_without_a_clock(standing: Standing) -> None:
    with process(*bot("web"), **standing.environment()) as started:
        hears(started, "listens on")
        assert requests.get(f"{standing.url}/healthz", timeout=10).status_code == 200
        assert requests.get(f"{standing.url}/readyz", timeout=10).status_code == 503
        ends_well(started)


def test_workers_alone_start_and_leave_when_told(standing: Standing) -> None:
    with process(*bot("worker"), **standing.environment()) as started:
        hears(started, "at work")
        ends_well(started)


def test_the_clock_alone_registers_the_webhooks_and_leaves_when_told(standing: Standing) -> None:
    wait = registered(standing)
    with process(*bot("clock"), **standing.environment()) as started:
        hears(started, "at work")
        wait()
        ends_well(started)


def test_a_port_that_is_taken_is_said_in_words_before_anything_starts(standing: Standing) -> None:
    environment = standing.environment()
    with socket(AF_INET, SOCK_STREAM) as other:
        other.bind(("127.0.0.1", int(environment["PORT"])))
        other.listen()
        said = subprocess.run(
            bot("run"),
            cwd=ROOT,
            env=os.environ | environment | {"HOST": "127.0.0.1"},
            capture_output=True,
            text=True,
            timeout=SOON,
        )
    assert said.returncode == 1
    assert "can't be opened" in said.stderr
    assert "Traceback" not in said.stderr
    assert not standing.webex.world.requests


def test_a_host_of_two_addresses_is_listened_on(standing: Standing) -> None:
    with process(*bot("web"), **standing.environment() | {"HOST": "localhost"}) as started:
        hears(started, "listens on http://localhost:")
        assert requests.get(f"{standing.url}/healthz", timeout=10).status_code == 200
        ends_well(started)


def test_the_audit_can_be_checked_and_written_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = AuditLog(stage.bot.database, Vault(["k" * 40]))
    for number in (1, 2):
        audit.append(f"key {number}", {"action": "erase", "n": number})
    monkeypatch.setattr("core.logs.configure", lambda _: None)  # the log of these very tests stays as it is
    operator = CliRunner(env=settings_of(stage))
    whole = operator.invoke(main, ["audit", "verify"])
    assert (whole.exit_code, whole.output) == (0, "The audit is whole, from the first row to the last. Rows: 2.\n")
    rows = [json.loads(line) for line in operator.invoke(main, ["audit", "export"]).output.splitlines()]
    assert [json.loads(row["written"])["n"] for row in rows] == [1, 2]
    assert rows[1]["before"] == rows[0]["seal"]
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("DELETE FROM audit WHERE number = 2")
    cut = operator.invoke(main, ["audit", "verify"])
    assert (cut.exit_code, "Row 2 is missing" in cut.output) == (1, True)


def operates(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Says something to `python bot.py failed` beside the bot of a stage; returns how it ended and what it said."""
    monkeypatch.setattr("core.logs.configure", lambda _: None)  # the log of these very tests stays as it is

    def say(*words: str, **env: str) -> tuple[int, str]:
        said = CliRunner(env=settings_of(stage) | env).invoke(main, ["failed", *words])
        return said.exit_code, said.output

    return say


def test_what_failed_is_listed_and_put_back_by_its_number_or_all_of_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = operates(stage, monkeypatch)
    ana, bo = stage.person("Ana Ruiz"), stage.person("Bo Lindqvist")
    attempts = 2 * SURE - 1  # with the last of the answer begin those of the word about it
    for person in (ana, bo, ana):
        stage.webex.world.fault("POST", "/messages", 403, times=2 * SURE)
        person.writes("search TELLING")
        for _ in range(attempts):
            stage.passes(timedelta(minutes=1) / attempts)
    code, listed = say("list")
    head, *rows = listed.splitlines()
    assert (code, head.split()) == (0, ["number", "kind", "asked", "failed", "attempts", "reason"])
    assert [row.split(maxsplit=7)[1:] for row in rows] == [
        ["message", "2026-03-12", asked, "2026-03-12", failed, str(attempts), "Forbidden 403"]
        for asked, failed in (("09:02:00", "09:03:00"), ("09:01:00", "09:02:00"), ("09:00:00", "09:01:00"))
    ]
    for private in ("TELLING", "Ruiz", "ana@", ana.person.id, ana.room.id):
        assert private not in listed
    numbers = [row.split()[0] for row in rows]
    assert say("retry", numbers[2]) == (0, "Put back to be tried again: 1.\n")
    assert say("retry", numbers[2]) == (
        1,
        f"Error: Nothing that failed has the number {numbers[2]}. `failed list` shows what there is.\n",
    )
    bo.says("disconnect")
    code, said = say("list")
    assert [line.endswith("(its person has disconnected)") for line in said.splitlines()] == [False, False, True]
    left = f"Number {numbers[1]} is left: its person has disconnected, and nothing is kept of it.\n"
    assert say("retry", numbers[1]) == (1, f"{left}Put back to be tried again: 0.\n")
    assert say("retry", "all") == (0, f"{left}Put back to be tried again: 1.\n")
    assert [str(row.number) for row in stage.bot.work.failed()] == [numbers[1]]


def test_where_nothing_has_failed_or_nothing_can_be_looked_up_is_said_in_a_sentence(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = operates(stage, monkeypatch)
    assert say("list") == (0, "Nothing has failed for good in the last 90 days.\n")
    assert say("retry", "all") == (0, "Nothing has failed for good; all is well.\n")
    for wrong in ("-1", "one", "1" * 5000, "²"):
        code, said = say("retry", "--", wrong)
        assert (code, "neither a number" in said) == (2, True)
    for words in (("list",), ("retry", "all"), ("retry", "1")):
        code, said = say(*words, DATABASE_URL=f"sqlite:///{stage.folder}/nowhere/bot.db")
        assert (code, said.startswith("Error: The database can't be used")) == (1, True)
