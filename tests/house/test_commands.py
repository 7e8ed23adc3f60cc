"""Every command there is has words, a case in the router, and one answer, connected or not."""

import ast
from datetime import timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from core.commands import Command, Invalid, NotUnderstood
from handlers.grammar.sentences import parse
from handlers.grammar.words import ENTRIES
from tests.house.source import ROOT
from tests.stage import START, Speaker, Stage

# A sweep over what other tests measure already; measuring it again takes half a minute of every run.
pytestmark = pytest.mark.no_cover

NEVER_TYPED = {"NotUnderstood", "Invalid", "Confirm", "ShowRestOfSpaceNews"}
"""What words can't mean by themselves, and what only a button says."""
EXAMPLES = [(entry.word, example) for entry in ENTRIES for example in entry.examples]


def cases(text: str) -> set[str]:
    """The classes that a `match` has a case for."""
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.MatchClass)]
    return {node.cls.id for node in found if isinstance(node.cls, ast.Name)}


def test_every_command_has_a_case_in_the_router() -> None:
    commands = {command.__name__ for command in get_args(Command)}
    assert commands - cases((ROOT / "handlers/router.py").read_text()) == set()


def test_a_command_without_a_case_is_caught() -> None:
    assert cases("match command:\n    case Help():\n        pass\n    case _:\n        pass") == {"Help"}


def test_the_router_ends_in_assert_never() -> None:
    """So that mypy finds a command without a case as well."""
    tree = ast.parse((ROOT / "handlers/router.py").read_text())
    matches = [node for node in ast.walk(tree) if isinstance(node, ast.Match)]
    assert any("assert_never" in ast.unparse(match.cases[-1]) for match in matches)


def test_every_word_has_an_example_that_means_it() -> None:
    for entry in ENTRIES:
        assert entry.examples, entry.word
        assert any(example.split()[0] == entry.word for example in entry.examples), entry.word


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_every_example_is_understood(word: str, example: str) -> None:
    assert not isinstance(parse(example, now=START, zone=ZoneInfo("UTC")), NotUnderstood | Invalid)


def test_every_example_gets_one_answer_before_one_has_connected(ana: Speaker, subtests: pytest.Subtests) -> None:
    for _, example in EXAMPLES:
        with subtests.test(example=example):
            answer = ana.says(example)
            assert answer.text
            answer.lacks("Something went wrong", "I do not know that word", "I did not quite get that")


def test_every_example_gets_one_answer_once_one_has_connected(
    stage: Stage, ana: Speaker, subtests: pytest.Subtests
) -> None:
    for days in range(1, 4):
        stage.webex.world.record(ana.person, f"Weekly sync {days}", START - timedelta(days=days))
    ana.connects()
    for word, example in EXAMPLES:
        with subtests.test(example=example):
            ana.says("list").has("Weekly sync 2")
            answer = ana.says(example)
            assert answer.text
            answer.lacks(
                "Something went wrong", "Please connect", "I do not know that word", "I did not quite get that"
            )
        if word == "disconnect":
            ana.connects()


def test_every_command_that_people_can_give_is_meant_by_some_example() -> None:
    meant = {type(parse(example, now=START, zone=ZoneInfo("UTC"))) for _, example in EXAMPLES}
    assert {command.__name__ for command in set(get_args(Command)) - meant} <= NEVER_TYPED
