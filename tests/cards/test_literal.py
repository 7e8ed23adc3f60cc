"""Text from strangers looks the same and means nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from playwright.sync_api import Page

from cards.literal import breakable, undated, unlinked, unmarked
from cards.words import plain
from tests.cards.examples.values import NASTY
from tests.cards.test_drawing import as_seen

RENDER = """
(text) => {
    const place = document.createElement("div");
    place.innerHTML = markdownit().render(text);
    const only = place.children.length === 1 && place.firstElementChild.tagName === "P";
    return [only ? place.querySelectorAll("*").length : 99, place.textContent.trim()];
}
"""

marks = some.text(some.sampled_from("[]()<>!*_~`\\&;#:/. aB1-+=|{}\"'^@$éж"), max_size=30)


@pytest.mark.chromium
@settings(max_examples=400, deadline=None)
@given(marks.map(lambda text: f"3. {plain(text) or '(no topic)'}"))
def test_no_markdown_in_a_row_means_anything(renderer: Page, text: str) -> None:
    elements, seen = renderer.evaluate(RENDER, unmarked(text))
    assert elements == 1
    assert as_seen(seen) == as_seen(text)


@pytest.mark.chromium
def test_markdown_would_mean_something_otherwise(renderer: Page) -> None:
    assert [text for text in NASTY if renderer.evaluate(RENDER, f"3. {text}")[0] == 1] == []
    assert renderer.evaluate(RENDER, "a [b](https://evil.example)")[0] == 2


@given(some.text())
def test_what_is_added_cannot_be_seen(text: str) -> None:
    for change in (unlinked, unmarked, undated, breakable):
        assert as_seen(change(text)) == as_seen(text)


def test_no_address_is_left_to_make_a_link_of() -> None:
    assert "://" not in unlinked("see https://evil.example or HTTP://evil.example")
    assert "www.e" not in unlinked("www.evil.example")
    assert unlinked("awww. No") == "awww. No"


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("Weekly sync", "Q3 plan (draft), v1.2", "snake_case_name", "a - b", "50% + 2", "{{name}}"):
        assert unmarked(text) == unlinked(text) == undated(text) == breakable(text) == text


def test_long_names_may_be_broken() -> None:
    name = "Recording_2026-03-02_Customer_Call_With_Everybody.mp4"
    assert breakable(name).split("\u200b") == [name[:32], name[32:]]
