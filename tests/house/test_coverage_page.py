"""`docs/coverage.md` and `docs/reliability.md` name only tests and functions that exist.

On the first no row goes without a test or a reason, on the second no promise without a test.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "coverage.md").read_text()
PROMISES = (ROOT / "docs" / "reliability.md").read_text()
_NAME = re.compile(r"`([\w/]+\.py)::([\w.]+)`")
_TEST = re.compile(r"`tests/[\w/]+\.py::test_\w+`")
_REASON = re.compile(r"\bnot used[:,] \w")


@cache
def defined(path: str) -> frozenset[str]:
    """What a file defines, methods with their class before them; nothing where there is no such file."""
    file = ROOT / path
    return frozenset(_names(ast.parse(file.read_text()))) if file.is_file() else frozenset()


def _names(tree: ast.Module | ast.ClassDef, before: str = "") -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield before + node.name
        if isinstance(node, ast.ClassDef):
            yield from _names(node, f"{before}{node.name}.")


def unknown(text: str) -> list[str]:
    """The tests and functions that a text names and that don't exist."""
    return [f"{path}::{name}" for path, name in _NAME.findall(text) if name not in defined(path)]


def unshown(text: str) -> list[str]:
    """The rows of three cells with neither a test nor a reason why there is none."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and line.count("|") == 4]
    bodies = [row for row in rows if "---" not in row and not row.endswith("| where | test |")]
    return [row for row in bodies if not (_TEST.search(row) or _REASON.search(row))]


def test_every_test_and_function_on_the_page_exists() -> None:
    assert unknown(PAGE) == []


def test_every_row_has_a_test_or_a_reason() -> None:
    assert unshown(PAGE) == []


def test_every_promise_has_tests_that_exist() -> None:
    assert unknown(PROMISES) == []
    promises = PROMISES.split("## What was measured")[0].split("\n### ")[1:]
    assert len(promises) > 8
    assert [promise.splitlines()[0] for promise in promises if not _TEST.search(promise)] == []


def test_there_is_something_to_check() -> None:
    assert len(_TEST.findall(PAGE)) > 50
    # A name with a slip of the pen in it would be passed over.
    assert PAGE.count("::") == len(_NAME.findall(PAGE)) + len(re.findall("`tests/…::test_…`", PAGE))


@pytest.mark.parametrize(
    "name",
    [
        "tests/webex/test_recordings.py::test_that_nobody_wrote",
        "tests/webex/test_nothing.py::test_a_recording_is_read_whole",
        "webex/recordings.py::purr",
        "services/why.py::missing",
    ],
)
def test_a_name_of_nothing_is_caught(name: str) -> None:
    assert unknown(f"| `id` | everywhere | `{name}` |\n| `webex/recordings.py::details` |") == [name]


@pytest.mark.parametrize(
    "row",
    [
        "| `id` | numbers | |",
        "| `id` | numbers | no test yet |",
        "| `id` | not used | |",
        "| `id` | not used: | `id` |",
    ],
)
def test_a_row_that_shows_nothing_is_caught(row: str) -> None:
    assert unshown(f"| field | where | test |\n| --- | --- | --- |\n{row}\n| `x` | not used: nobody asks | |") == [row]
