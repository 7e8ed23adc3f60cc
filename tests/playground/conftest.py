"""The demo as people start it, and a browser."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import chromium_or_skip

ROOT = Path(__file__).parents[2]
LONGEST_START = 60.0
"""Seconds; a busy machine takes ten."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; first, so that a machine without it doesn't start the demo."""
    with chromium_or_skip("NOBODY TALKS TO THE BOT IN THE PLAYGROUND") as browser:
        yield browser


@pytest.fixture
def demo(browser: Browser, tmp_path: Path) -> Iterator[str]:
    """The address of a running `python bot.py demo`, which is stopped as people stop it."""
    log = tmp_path / "demo.log"
    command = [sys.executable, "bot.py", "demo", "--port", str(_two_free_ports())]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as errors:
        with _interrupts_heard():
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, env=environment, text=True
            )
        try:
            yield _address(process, log)
        finally:
            said = _interrupted(process)
    assert "Bye." in said
    assert log.read_text() == "", "the demo had something to complain of"


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"Open (http://\S+)", line):
            return found[1]
    raise AssertionError(f"the demo did not start:\n{log.read_text()}")


@contextmanager
def _interrupts_heard() -> Iterator[None]:
    """Where the tests run in the background of a script, interrupts are ignored, and a process inherits that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _interrupted(process: "subprocess.Popen[str]") -> str:
    """What it says at its end, which it has to find by itself."""
    process.send_signal(signal.SIGINT)
    try:
        said, _ = process.communicate(timeout=LONGEST_START)
    finally:
        process.kill()
    return said


def _two_free_ports() -> int:
    """The first of two free ports that follow each other: the page's and the bot's."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
