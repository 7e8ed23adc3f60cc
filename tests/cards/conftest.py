"""A headless Chromium with the official renderer of Adaptive Cards on a page that reaches nothing outside."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

MODULES = Path(__file__).parents[2] / "node_modules"
SCRIPTS = (
    MODULES / "adaptivecards/dist/adaptivecards.min.js",
    MODULES / "markdown-it/dist/browser/markdown-it.umd.min.js",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Where it or the renderer is missing the test is skipped, and with `CI` set it fails.

    For a module, not for the session: while one fixture holds Playwright open, no other can start it in that thread.
    """
    chromium = shutil.which("chromium")
    missing = [] if chromium else ["chromium (apt-get install chromium)"]
    missing += [f"{script} (npm ci)" for script in SCRIPTS if not script.exists()]
    if missing:
        words = "CARDS ARE NOT DRAWN, because these are missing: " + ", ".join(missing)
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def renderer(browser: Browser) -> Iterator[Page]:
    """A page with the renderer and a markdown parser loaded; whatever it asks of the network is refused."""
    page = browser.new_page(viewport={"width": 440, "height": 800})

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/*", refuse)
    page.set_content("<!doctype html><title>cards</title><div id='card' style='width: 400px'></div>")
    for script in SCRIPTS:
        page.add_script_tag(path=script)
    yield page
    page.close()
