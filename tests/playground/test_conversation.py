"""One conversation with the bot, from the first word to the last link, in the page that `make demo` opens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, expect

pytestmark = pytest.mark.chromium

PATIENCE = 20_000
"""Milliseconds until something that doesn't appear has failed; it takes less than one where the machine is idle."""
ANA, BO = "ana@example.com", "bo@example.com"
SENT_TO_YOU = "I sent it to you in our direct space."


class Somebody:
    """A person at the playground, in a browser of their own."""

    def __init__(self, context: BrowserContext, demo: str, email: str) -> None:
        self.context = context
        self.page = context.new_page()
        self.page.goto(demo)
        self.page.locator("#welcome").get_by_test_id(f"person-{email}").click()
        expect(self.page.get_by_role("heading", name="Hello")).to_be_visible()

    def opens(self, space: str) -> None:
        self.page.get_by_test_id(f"space-{space}").click()

    def says(self, words: str) -> None:
        self.page.get_by_test_id("composer").fill(words)
        self.page.get_by_test_id("composer").press("Enter")

    def presses(self, title: str) -> None:
        """The last button of that name."""
        self.page.get_by_test_id("card").get_by_role("button", name=title, exact=True).last.click()

    def card(self, *words: str) -> Locator:
        """The card that has these words, once it is there."""
        cards = self.page.get_by_test_id("card")
        for word in words:
            cards = cards.filter(has_text=word)
        expect(cards).to_have_count(1)
        return cards

    def entry(self, space: str) -> Locator:
        return self.page.get_by_test_id(f"space-{space}")

    def link(self, title: str) -> Locator:
        """The last button of that name that opens a page or a file."""
        return self.page.get_by_test_id("card").get_by_role("link", name=title, exact=True).last

    def follows(self, title: str) -> Page:
        """Press a button that opens another page, and give that page."""
        with self.context.expect_page() as opened:
            self.link(title).click()
        return opened.value

    def connects(self) -> None:
        consent = self.follows("Connect my Webex account")
        expect(consent.get_by_role("heading", name="would like to act for you")).to_be_visible()
        consent.get_by_role("button", name="Allow").click()
        expect(consent.get_by_role("heading", name="You are connected")).to_be_visible()
        consent.close()

    def downloads(self, title: str) -> Download:
        """Press a button that leads to a file, and give the file: the tab that opens for it is gone at once."""
        with self.context.expect_event("download") as download:
            self.link(title).click()
        file: Download = download.value
        return file


@pytest.fixture
def ana(browser: Browser, demo: str) -> Iterator[Somebody]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield Somebody(context, demo, ANA)
    context.close()


@pytest.fixture
def bo(browser: Browser, demo: str) -> Iterator[Somebody]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield Somebody(context, demo, BO)
    context.close()


def test_a_new_person_connects_and_downloads_a_recording(ana: Somebody, tmp_path: Path) -> None:
    ana.opens("recbot")
    ana.card("Hello", "connect your Webex account")

    ana.says("list")
    ana.card("Please connect your Webex account", "Then I’ll answer what you asked.")
    ana.connects()
    ana.card("You are connected, Ana Ruiz")
    listed = ana.card("Recordings", "The last 30 days", "1 to 10 of ", "1. Atlas kick-off 🚀")

    listed.get_by_role("button", name="Details").click()
    details = ana.card("Atlas kick-off 🚀", "MP4 video", "402 MB", "acme.webex.com")

    details.get_by_role("button", name="Get links").click()
    links = ana.card("Atlas kick-off 🚀", "Here are your download links. They work until")
    video = ana.downloads("Video")
    video.save_as(tmp_path / "video.mp4")
    assert video.suggested_filename == "Atlas kick-off 🚀.mp4"
    assert (tmp_path / "video.mp4").read_bytes()[4:8] == b"ftyp"

    ana.page.get_by_test_id("advance-3h").click()
    expect(links).to_have_count(0)
    refused = ana.context.request.get(video.url)
    assert refused.status == 403
    assert "This link is no longer valid" in refused.text()
    expect(listed).to_be_visible()


def test_in_a_space_everybody_is_answered_in_private(ana: Somebody, bo: Somebody) -> None:
    ana.opens("project-atlas")
    bo.opens("project-atlas")
    ana.says("@RecBot help")
    ana.card("What I can do")
    thread = bo.page.get_by_test_id("thread").last
    expect(thread.get_by_test_id("card").filter(has_text="What I can do")).to_be_visible()

    bo.presses("My recordings")
    expect(ana.page.get_by_text(SENT_TO_YOU)).to_have_count(1)
    expect(bo.page.get_by_text(SENT_TO_YOU)).to_have_count(1)
    expect(bo.entry("recbot")).to_have_class(re.compile("unread"))
    expect(ana.entry("recbot")).not_to_have_class(re.compile("unread"))

    bo.opens("recbot")
    bo.card("Please connect your Webex account", "Then I’ll answer what you asked.")
    expect(bo.entry("recbot")).not_to_have_class(re.compile("unread"))
    bo.connects()
    bo.card("You are connected, Bo Lindqvist")
    bo.card("Recordings", "Atlas kick-off 🚀", "shared with me")

    ana.says("@RecBot latest")
    expect(ana.page.get_by_text(SENT_TO_YOU)).to_have_count(2)
    expect(bo.entry("project-atlas")).to_have_class(re.compile("unread"))
    ana.opens("recbot")
    ana.card("Please connect your Webex account", "Then I’ll answer what you asked.")
    expect(ana.page.get_by_test_id("card").filter(has_text="Atlas kick-off")).to_have_count(0)


def test_more_goes_on_and_a_link_gets_its_recording(ana: Somebody) -> None:
    ana.opens("recbot")
    ana.says("search design")
    ana.card("Please connect your Webex account", "Then I’ll answer what you asked.")
    ana.connects()
    ana.card("Recordings", "Topics with “design”", "1. Design crit")

    ana.says("list last 60 days")
    ana.card("1 to 10 of ").get_by_role("button", name="More").click()
    ana.card("11 to 20 of ", "11. ")
    ana.says("show 11")
    expect(ana.link("Open in Webex")).to_be_visible()
    ana.says("lsit")
    ana.card("I do not know that word", "Did you mean “list”?")


def test_a_meeting_ends_and_what_it_leaves_is_told_at_once(ana: Somebody) -> None:
    page = ana.page
    ana.opens("recbot")
    ana.says("notify on")
    ana.card("Please connect your Webex account", "Then I’ll answer what you asked.")
    ana.connects()
    ana.card("Notices are on", "Turn off")
    page.get_by_test_id("end-meeting").click()
    expect(page.get_by_test_id("toast")).to_contain_text("“Sprint planning” has ended.")
    expect(page.get_by_test_id("toast")).to_contain_class("news")
    page.get_by_test_id("finish-processing").click()
    ana.card("Sprint planning", "A recording is ready").get_by_role("button", name="Get links").click()
    ana.card("Sprint planning", "Here are your download links.")
    expect(page.get_by_test_id("card").filter(has_text="AI notes are ready")).to_have_count(1)
    ana.says("digest daily 09:00")
    ana.card("Every day at 09:00").get_by_role("button", name="Send empty ones too").click()
    expect(page.get_by_test_id("card").filter(has_text="Skip empty ones")).to_have_count(1)
    page.get_by_test_id("next-morning").click()
    expect(page.get_by_test_id("clock")).to_contain_text("09:01")
    ana.card("Your digest", "No recordings that are new to you")
