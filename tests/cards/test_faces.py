"""What every face keeps to, whatever is drawn on it."""

import importlib
import inspect
import json
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import adaptive_cards
import pytest
from jsonschema import Draft6Validator  # type: ignore[import-untyped]  # publishes no types

from cards import elements, notes
from core.replies import Face
from core.text import MESSAGE_BYTES
from tests.cards.catalogue import EXAMPLES
from tests.cards.examples.calls import NUMBER
from tests.cards.examples.help import ENTRIES
from tests.cards.examples.values import PASSWORD, Example, recording

pytestmark = pytest.mark.no_cover

ROOM = Path(elements.__file__).parent
PARTS = ("crowds", "elements", "literal", "phrases", "words")
"""Modules that hold what faces are made of, and no faces."""

SCHEMA = Draft6Validator(
    json.loads((Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.3.json").read_text(encoding="utf-8"))
)

every_face = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
every_card = pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if each.face.card is not None], ids=lambda example: example.name
)


def card_of(example: Example) -> dict[str, Any]:
    assert example.face.card is not None
    return example.face.card


def inside(node: object) -> Iterator[object]:
    """The node and everything in it."""
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from inside(child)


def objects(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in inside(card) if isinstance(node, dict)]


def modules() -> list[ModuleType]:
    return [importlib.import_module(f"cards.{path.stem}") for path in ROOM.glob("*.py") if path.stem not in PARTS]


def draws_faces(function: object, module: ModuleType) -> bool:
    own = inspect.isfunction(function) and function.__module__ == module.__name__ and function.__name__[0] != "_"
    return own and typing.get_type_hints(function).get("return") is Face


def missing(examples: tuple[Example, ...]) -> set[str]:
    of: set[Callable[..., Face]] = {example.of for example in examples}
    faces = [f for module in modules() for f in vars(module).values() if draws_faces(f, module)]
    return {f"{face.__module__}.{face.__name__}" for face in faces if face not in of}


def test_every_public_face_is_in_the_catalogue() -> None:
    assert missing(EXAMPLES) == set()


def test_a_face_that_is_not_in_the_catalogue_is_found() -> None:
    assert "cards.help.about" in missing(tuple(each for each in EXAMPLES if not each.name.startswith("about")))


def test_the_names_of_examples_are_unique() -> None:
    assert len({example.name for example in EXAMPLES}) == len(EXAMPLES)


@every_card
def test_a_card_follows_the_schema_of_1_3(example: Example) -> None:
    assert [error.message for error in SCHEMA.iter_errors(card_of(example))] == []
    assert card_of(example)["version"] == "1.3"


@pytest.mark.parametrize("kind", ["Action.Submit", "TextRun", "Input.Choice", "Column", "AdaptiveCard"])
def test_the_schema_refuses_what_1_3_does_not_know(kind: str) -> None:
    """Otherwise the test above would prove nothing."""
    examples = [each for each in EXAMPLES if each.name in ("list-usual", "details")]
    for example in examples:
        card = json.loads(json.dumps(card_of(example)))
        found = [
            node for node in objects(card) if node.get("type") == kind or (kind == "Input.Choice" and "title" in node)
        ]
        for node in found:
            node["mode"] = "primary"
            assert not SCHEMA.is_valid(card)
            del node["mode"]
        assert SCHEMA.is_valid(card)


@every_card
def test_a_card_is_smaller_than_20_kb(example: Example) -> None:
    assert len(json.dumps(card_of(example)).encode()) < 20_000


@every_card
def test_there_are_at_most_five_actions_in_a_row(example: Example) -> None:
    rows = [node["actions"] for node in objects(card_of(example)) if "actions" in node]
    assert all(0 < len(row) <= 5 for row in rows)


@every_card
def test_there_are_no_nulls(example: Example) -> None:
    assert None not in list(inside(card_of(example)))


@every_card
def test_a_card_is_plain_json(example: Example) -> None:
    assert json.loads(json.dumps(card_of(example))) == card_of(example)
    assert {type(node) for node in inside(card_of(example))} <= {dict, list, str, int, bool}


@every_card
def test_nothing_on_a_card_reads_markdown_but_choices(example: Example) -> None:
    assert not {"TextBlock", "FactSet"} & {node.get("type") for node in objects(card_of(example))}


@every_card
def test_no_control_character_reaches_a_card(example: Example) -> None:
    texts = [node for node in inside(card_of(example)) if isinstance(node, str)]
    assert not [text for text in texts if re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)]


@every_card
def test_a_button_is_a_sentence_whose_braces_name_inputs(example: Example) -> None:
    inputs = {node["id"] for node in objects(card_of(example)) if str(node.get("type")).startswith("Input.")}
    for submit in (node for node in objects(card_of(example)) if node.get("type") == "Action.Submit"):
        assert list(submit["data"]) == ["say"]
        assert isinstance(submit["data"]["say"], str)
        assert submit["data"]["say"].strip()
        assert set(re.findall(r"\{(\w+)\}", submit["data"]["say"])) <= inputs


@every_card
def test_a_button_names_no_relative_day(example: Example) -> None:
    says = [node["data"]["say"] for node in objects(card_of(example)) if node.get("type") == "Action.Submit"]
    assert not [say for say in says if re.search(r"\b(today|yesterday|last \d+ days)\b", say)]


@every_card
def test_what_opens_is_a_web_address(example: Example) -> None:
    opens = [node["url"] for node in objects(card_of(example)) if node.get("type") == "Action.OpenUrl"]
    assert all(url.startswith("https://") for url in opens)


@every_card
def test_a_choice_is_made_among_what_is_offered(example: Example) -> None:
    for menu in (node for node in objects(card_of(example)) if node.get("type") == "Input.ChoiceSet"):
        values = [choice["value"] for choice in menu["choices"]]
        assert menu["value"] in values
        assert len(set(values)) == len(values)


@every_face
def test_the_text_is_worth_reading_and_short(example: Example) -> None:
    text = example.face.text
    assert len(text.strip()) > 10
    assert len(text.encode()) <= MESSAGE_BYTES
    assert len(text.splitlines()) <= 16


@every_face
def test_the_text_holds_no_link_and_no_password(example: Example) -> None:
    text = example.face.text
    assert not re.search(r"://|www\.\w|SECRET", text)
    assert PASSWORD not in text
    assert recording().id not in text


@every_face
def test_nobody_shouts(example: Example) -> None:
    own = [each for each in EXAMPLES if not re.search("extreme|nasty", each.name)]
    assert all("!" not in json.dumps(each.face.card) + each.face.text for each in own if each is example)


def test_not_every_entry_of_help_fits_into_the_text() -> None:
    from cards.help import overview

    text = overview(ENTRIES * 2, is_connected=True).text
    assert text.endswith("… and 8 more")


def test_notes_are_sentences_without_data() -> None:
    assert all(note.endswith(".") and len(note) < 80 for note in (notes.SENT_TO_YOU, notes.STILL_WORKING))


def test_no_telephone_number_stands_beside_a_card() -> None:
    """Topics of calls hold them, and the text beside a card shows on lock screens."""
    shown = [each.name for each in EXAMPLES if NUMBER in json.dumps(each.face.card)]
    assert {"calls-usual", "call-details", "call-links", "call-summary", "call-transcript"} <= set(shown)
    assert [each.name for each in EXAMPLES if re.search(r"\d{5}", each.face.text) and "call" in each.name] == []
