"""Names of rooms and files: found by what they are, hiding nothing."""

import sys
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.house.source import FLOORS, HOUSE, ISLAND, OUTSIDE, ROOT, modules, room_of

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc", "tools", "stuff", "shared"}
LONGEST = 300
"""Lines of a module; most have 60 to 150."""


def hides(name: str) -> bool:
    """Whether a room of that name would stand before something of the standard library or of another package."""
    return name in sys.stdlib_module_names or name in _installed()


@cache
def _installed() -> frozenset[str]:
    """The names that can be imported from packages: thousands of small files say so."""
    return frozenset(packages_distributions())


def says_nothing(path: str) -> bool:
    """Whether some part of a path is a name for everything."""
    return any(part.removesuffix(".py") in EMPTY_NAMES for part in path.split("/"))


@pytest.mark.parametrize("room", sorted(HOUSE - {*OUTSIDE}))
def test_no_room_hides_a_module_of_others(room: str) -> None:
    assert not hides(room)


@pytest.mark.parametrize("name", ["email", "http", "calendar", "types", "logging", "requests", "alembic"])
def test_a_room_that_hides_something_is_caught(name: str) -> None:
    assert hides(name)


def test_no_file_has_a_name_for_everything() -> None:
    assert [path for path in modules() if says_nothing(path)] == []


@pytest.mark.parametrize("path", ["core/utils.py", "helpers/text.py", "cards/common.py", "store/base.py"])
def test_a_name_for_everything_is_caught(path: str) -> None:
    assert says_nothing(path)


def test_no_module_is_too_long() -> None:
    assert {path: n for path, text in modules(*FLOORS, ISLAND).items() if (n := lines(text)) > LONGEST} == {}


def test_a_module_that_is_too_long_is_caught() -> None:
    assert lines("x = 1\n" * (LONGEST + 1)) > LONGEST


def lines(text: str) -> int:
    return len(text.splitlines())


def test_folders_of_tests_are_no_packages() -> None:
    """With an `__init__.py`, `tests/handlers` would hide `handlers`."""
    assert [path for path in modules("tests") if path.endswith("__init__.py")] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path
        for path, text in modules(*FLOORS, ISLAND).items()
        if text.strip() and not text.lstrip().startswith('"""') and "migrations/versions" not in path
    ]
    assert silent == []


def test_the_rooms_stand_where_the_rules_look() -> None:
    assert all((ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file() for room in FLOORS)
    assert room_of("store/migrations/env.py") == "store"
