"""The table of words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.commands import Invalid, NotUnderstood
from core.help import HelpEntry
from handlers.grammar.sentences import parse
from handlers.grammar.words import ENTRIES, SYNONYMS, entry, nearest

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("each", ENTRIES, ids=lambda each: each.word)
def test_every_example_can_be_typed_as_it_stands(each: HelpEntry) -> None:
    assert each.examples
    for example in each.examples:
        command = parse(example, now=NOW, zone=ZoneInfo("UTC"))
        assert not isinstance(command, Invalid | NotUnderstood), example
        assert example.split()[0] == each.word


def test_every_word_of_the_grammar_has_its_help() -> None:
    assert {each.word for each in ENTRIES} == set(SYNONYMS.values())
    assert len({each.word for each in ENTRIES}) == len(ENTRIES)
    assert all(each.usage.startswith(each.word) and each.does.endswith(".") for each in ENTRIES)


@pytest.mark.parametrize(
    ("word", "main"),
    [("list", "list"), (" List ", "list"), ("recordings", "list"), ("sign in", "connect"), ("?", "help")],
)
def test_help_is_found_by_word_and_by_synonym(word: str, main: str) -> None:
    found = entry(word)

    assert found is not None
    assert found.word == main


@pytest.mark.parametrize("word", ["", "phone", "lsit", "x" * 7_000])
def test_there_is_no_help_for_other_words(word: str) -> None:
    assert entry(word) is None


@pytest.mark.parametrize(
    ("word", "main"),
    [
        ("lsit", "list"),
        ("LIST", "list"),
        ("lst", "list"),
        ("serach", "search"),
        ("setings", "settings"),
        ("disconect", "disconnect"),
        ("downlaod", "links"),
        ("prefrences", "settings"),
    ],
)
def test_a_slip_is_forgiven(word: str, main: str) -> None:
    assert nearest(word) == main


@pytest.mark.parametrize("word", ["", "ls", "xy", "banana", "greetings", "phone", "listen up", "x" * 7_000, "👍👍👍"])
def test_nothing_is_guessed_from_afar(word: str) -> None:
    assert nearest(word) is None
