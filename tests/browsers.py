"""Debian's Chromium without a window, and what the page in it needs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_MODULES = Path(__file__).parents[1] / "node_modules"
SCRIPTS = (
    _MODULES / "adaptivecards/dist/adaptivecards.min.js",
    _MODULES / "markdown-it/dist/browser/markdown-it.umd.min.js",
)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing() -> list[str]:
    """What is not there and how to get it, one line each."""
    found = [] if shutil.which("chromium") else ["chromium (apt-get install chromium)"]
    return found + [f"{script} (npm ci)" for script in SCRIPTS if not script.exists()]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; in one thread only one at a time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def chromium_or_skip(what_is_left_out: str) -> Iterator[Browser]:
    """A browser for a test. Where something is missing the test is skipped, and with `CI` set it fails."""
    if lacks := missing():
        words = f"{what_is_left_out}, because these are missing: {', '.join(lacks)}"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    with chromium() as browser:
        yield browser
