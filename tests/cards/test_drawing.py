"""The cards as the official renderer draws them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cards.catalogue import EXAMPLES
from tests.cards.examples.values import Example

Drawn = Callable[[Example], dict[str, Any]]

pytestmark = pytest.mark.chromium

DRAW = """
(json) => {
    const complaints = [];
    const keep = (...words) => complaints.push(words.map(String).join(" "));
    console.warn = keep;
    console.error = keep;
    const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_3);
    const card = new AdaptiveCards.AdaptiveCard();
    card.parse(json, context);
    for (let i = 0; i < context.eventCount; i++) keep(context.getEventAt(i).message);
    for (const failure of card.validateProperties().validationEvents) keep(failure.message);
    const drawn = card.render();
    const place = document.getElementById("card");
    place.replaceChildren(drawn);
    const seen = (selector) => [...place.querySelectorAll(selector)];
    const fields = seen("input:not([type=radio]), select");
    return {
        complaints,
        text: place.innerText,
        links: seen("a, [href]").length,
        marked: seen("em, strong, s, code, h1, h2, h3, ul, ol, blockquote, script, img, b").length,
        buttons: seen("button").map((button) => button.innerText),
        values: fields.map((field) => field.value),
        menus: seen("option").map((option) => option.innerText),
        chosen: seen("input[type=radio]").filter((radio) => radio.checked).length,
    };
}
"""

INVISIBLE = str.maketrans({"\u2060": None, "\u200a": None, "\u200b": None, "\u2068": None, "\u2069": None})


@pytest.fixture(scope="module")
def drawn(renderer: Page) -> Drawn:
    """Draws an example and tells what is on the page then; each is drawn once for all tests."""

    @cache
    def draw(name: str) -> dict[str, Any]:
        (example,) = (each for each in EXAMPLES if each.name == name)
        result: dict[str, Any] = renderer.evaluate(DRAW, example.face.card)
        return result

    return lambda example: draw(example.name)


def as_seen(text: str) -> str:
    """The text as eyes see it: without what has no width, and with the look-alike of a backtick as the backtick."""
    return " ".join(text.translate(INVISIBLE).replace("\u02cb", "`").replace("\u00a0", " ").split())


every_card = pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if each.face.card is not None], ids=lambda example: example.name
)


@every_card
def test_the_renderer_has_nothing_to_complain_of(drawn: Drawn, example: Example) -> None:
    assert drawn(example)["complaints"] == []


@every_card
def test_text_from_webex_is_seen_as_it_is(drawn: Drawn, example: Example) -> None:
    result = drawn(example)
    seen = as_seen(" ".join([result["text"], *result["values"], *result["menus"]]))
    assert [text for text in example.sees if as_seen(text) not in seen] == []


@every_card
def test_no_text_becomes_a_link_or_markup(drawn: Drawn, example: Example) -> None:
    result = drawn(example)
    assert (result["links"], result["marked"]) == (0, 0)


@every_card
def test_every_button_is_there(drawn: Drawn, example: Example) -> None:
    assert example.face.card is not None
    titles = [action["title"] for action in example.face.card.get("actions", [])]
    assert drawn(example)["buttons"] == titles


@pytest.mark.parametrize("name", ["list-usual", "list-extreme", "list-emoji"])
def test_the_first_recording_is_chosen(drawn: Drawn, name: str) -> None:
    (example,) = (each for each in EXAMPLES if each.name == name)
    assert drawn(example)["chosen"] == 1


def test_the_renderer_would_complain_and_make_links(renderer: Page) -> None:
    """Otherwise the tests above would prove nothing."""
    bad = {
        "type": "AdaptiveCard",
        "version": "1.3",
        "body": [{"type": "TextBlock", "text": "[a](https://evil.example)"}, {"type": "Nonsense"}],
    }
    result: dict[str, Any] = renderer.evaluate(DRAW, bad)
    assert result["complaints"]
    assert result["links"] == 1
