"""The source of the house, as rules look at it."""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

ROOF = ("bot", "demo")
FLOORS = {
    "core": 1,
    "webex": 2,
    "store": 2,
    "cards": 2,
    "services": 3,
    "handlers": 4,
    "web": 5,
    "jobs": 5,
    "app": 6,
    "bot": 7,
    "demo": 7,
}
"""Design, section 4. `app`, `bot` and `demo` are files; the others are folders."""
ISLAND = "simulator"
OUTSIDE = ("tests", "bench", "docs")
HOUSE = {*FLOORS, ISLAND, *OUTSIDE}


def room_of(path: str) -> str:
    """`store` of `store/work.py`, `app` of `app.py`."""
    return path.partition("/")[0].removesuffix(".py")


@cache
def modules(*rooms: str) -> dict[str, str]:
    """The text of every module of these rooms by its path, of all rooms when none is named."""
    wanted = rooms or tuple(HOUSE)
    files = [ROOT / f"{room}.py" for room in wanted] + [file for room in wanted for file in (ROOT / room).rglob("*.py")]
    return {file.relative_to(ROOT).as_posix(): file.read_text() for file in sorted(files) if file.is_file()}


@cache
def imports(text: str) -> tuple[str, ...]:
    """The full name of whatever a module imports, wherever in it; `.` before a relative one."""
    return tuple(_imports(text))


def _imports(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=module, level=level):
                yield "." * level + (module or "")
            case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module"), args=[first, *_]):
                yield str(first.value) if isinstance(first, ast.Constant) else "something computed"


def packages(text: str) -> set[str]:
    """What comes from outside the house and the standard library."""
    tops = {name.partition(".")[0] for name in imports(text)}
    return tops - HOUSE - sys.stdlib_module_names - {""}


def comments(text: str) -> Iterator[tuple[int, str]]:
    """The comments with their lines."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
