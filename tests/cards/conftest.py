"""A headless Chromium with the official renderer of Adaptive Cards on a page that reaches nothing outside."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browsers import SCRIPTS, chromium_or_skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For a module, not for the session: while one fixture holds Playwright open, no other can start it."""
    with chromium_or_skip("CARDS ARE NOT DRAWN") as browser:
        yield browser


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
