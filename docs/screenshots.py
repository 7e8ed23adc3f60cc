"""Draws the pictures in docs/images/: real cards in the real page, on a day that is always the same.

Started with `make screenshots`. Needs Chromium, and an emoji font (Debian: fonts-noto-color-emoji) for the emoji.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from simulator import Simulator
from simulator.clock import SimClock
from simulator.demo import populate
from tests.browsers import chromium, missing
from tests.cards.catalogue import EXAMPLES
from tests.stage import running_bot

IMAGES = Path(__file__).parent / "images"
DAY = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
"""A Thursday; in Madrid, where Ana is, it is twenty past ten."""
BREATH = 20
"""Seconds of the local Webex's time between two steps, so that messages have an order; less than a lease lasts."""
LARGEST = 250_000
"""Bytes of a picture."""

SHEETS = {
    "cards-recordings": (
        ("list-usual",),
        ("details", "more", "links"),
        ("list-empty", "no-links", "no-such-number", "cannot-read-link"),
    ),
    "cards-people": (
        ("connect-question",),
        ("connected", "disconnected"),
        ("settings-saved",),
    ),
    "cards-words": (
        ("help",),
        ("greeting-space", "about", "invalid"),
        ("problem-limited", "problem-forbidden", "not-understood", "too-old"),
    ),
}
"""Pictures of cards side by side, a tuple for each column."""

OVERVIEW = """
async (columns) => {
    const { drawCard } = await import("/page/cards.js");
    const sheet = document.createElement("div");
    sheet.id = "sheet";
    for (const cards of columns) {
        const column = document.createElement("div");
        column.className = "column";
        column.append(...cards.map((card) => drawCard(card, () => true)));
        sheet.append(column);
    }
    document.body.replaceChildren(sheet);
}
"""
SHEET = """
html, body { height: auto; overflow: visible; display: block; }
#sheet { display: flex; gap: 20px; padding: 24px; width: max-content; align-items: flex-start; }
.column { display: grid; gap: 20px; width: 400px; }
"""


class Ana:
    """Ana's browser."""

    def __init__(self, page: Page, clock: SimClock) -> None:
        self.page = page
        self._clock = clock

    def opens(self, space: str) -> None:
        self._clock.advance(BREATH)
        self.page.get_by_test_id(f"space-{space}").click()

    def says(self, words: str) -> None:
        self._clock.advance(BREATH)
        self.page.get_by_test_id("composer").fill(words)
        self.page.get_by_test_id("composer").press("Enter")

    def presses(self, title: str) -> None:
        self._clock.advance(BREATH)
        button = self.page.get_by_test_id("card").get_by_role("button", name=title, exact=True).last
        button.click()
        expect(button).to_have_text(title)  # for a moment it says "Sent"

    def card(self, words: str) -> Locator:
        """The last card with these words, once it is there."""
        card = self.page.get_by_test_id("card").filter(has_text=words).last
        expect(card).to_be_visible()
        return card


def main() -> None:
    if lacks := missing():
        sys.exit(f"The pictures can't be drawn without {', '.join(lacks)}.")
    IMAGES.mkdir(exist_ok=True)
    with _company() as (webex, clock), chromium() as browser:
        _talk(browser, webex, clock)
        _look_again(browser, webex)
        _draw_all_cards(browser, webex)
    for picture in sorted(IMAGES.glob("*.png")):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(Path.cwd())}  {size // 1000} kB\n")
        if size > LARGEST:
            sys.exit(f"{picture.name} is larger than {LARGEST // 1000} kB.")


@contextmanager
def _company() -> Iterator[tuple[Simulator, SimClock]]:
    """The demo's people and recordings on that day, and the bot at work among them."""
    clock = SimClock(at=DAY, running=False)
    with tempfile.TemporaryDirectory() as folder, Simulator(clock=clock) as webex:
        populate(webex.world)
        recbot = webex.world.directory.by_email("recbot@webex.bot")
        assert recbot is not None  # noqa: S101  # the cast has one
        with running_bot(webex, recbot, Path(folder)) as bot:
            clock.on_change(bot.doorbell.ring_now)
            bot.ticks.reconcile()
            bot.worker.start(2)
            yield webex, clock
            bot.worker.stop()


def _talk(browser: Browser, webex: Simulator, clock: SimClock) -> None:
    """Ana gets to know the bot, a picture at each turn."""
    page = browser.new_page(viewport={"width": 1180, "height": 960})
    ana = Ana(page, clock)
    page.goto(f"{webex.origin}/?as=ana@example.com")
    ana.opens("recbot")
    ana.card("Hello")
    ana.says("list")
    connect = ana.card("Then I’ll answer what you asked")
    _shoot("connect", connect)
    with page.context.expect_page() as opened:
        connect.get_by_role("link", name="Connect my Webex account").click()
    consent = opened.value
    consent.set_viewport_size({"width": 620, "height": 800})
    expect(consent.get_by_role("button", name="Allow")).to_be_visible()
    _shoot("consent", consent)
    consent.get_by_role("button", name="Allow").click()
    expect(consent.get_by_role("heading", name="You are connected")).to_be_visible()
    consent.close()
    ana.card("Recordings")
    ana.presses("Get links")
    ana.card("Here are your download links")
    _shoot("conversation", page)
    _shoot("links", ana.card("Here are your download links"))
    ana.says("show 1")
    _shoot("details", ana.card("MP4 video"))
    ana.says("settings")
    _shoot("settings", ana.card("Settings"))
    ana.opens("project-atlas")
    ana.says("@RecBot help list")
    ana.card("For example")
    ana.says("@RecBot list since monday")
    expect(page.get_by_text("I sent it to you in our direct space.")).to_be_visible()
    expect(page.get_by_test_id("space-recbot").get_by_text("unread")).to_be_attached()
    _shoot("space", page)
    page.close()


def _look_again(browser: Browser, webex: Simulator) -> None:
    """The same conversation at night, and on a telephone."""
    night = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="dark")
    _open_recbot(night, webex)
    night.get_by_test_id("card").filter(has_text="Settings").last.scroll_into_view_if_needed()
    _shoot("dark", night)
    night.close()
    telephone = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=1.5)
    _open_recbot(telephone, webex)
    links = telephone.get_by_test_id("message").filter(has_text="Here are your download links")
    links.evaluate("(message) => message.scrollIntoView({ block: 'end' })")
    _shoot("narrow", telephone)
    telephone.close()


def _open_recbot(page: Page, webex: Simulator) -> None:
    page.goto(f"{webex.origin}/?as=ana@example.com")
    page.get_by_test_id("space-recbot").click()
    expect(page.get_by_test_id("card").filter(has_text="since Mon")).to_be_visible()


def _draw_all_cards(browser: Browser, webex: Simulator) -> None:
    """The bot's cards side by side."""
    page = browser.new_page(viewport={"width": 1760, "height": 900}, bypass_csp=True)
    page.goto(webex.origin)
    expect(page.get_by_role("heading", name="Who would you like to be?")).to_be_visible()
    page.add_style_tag(content=SHEET)
    cards = {example.name: example.face.card for example in EXAMPLES}
    for name, columns in SHEETS.items():
        page.evaluate(OVERVIEW, [[cards[each] for each in column] for column in columns])
        page.locator("#sheet").screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    page.close()


def _shoot(name: str, what: Page | Locator) -> None:
    """Without what appears under the mouse or beside what was pressed last."""
    page = what if isinstance(what, Page) else what.page
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    what.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
