"""Rooms stand on floors: a file imports only from floors below. Design, section 4."""

import pytest

from tests.house.source import FLOORS, ISLAND, OUTSIDE, ROOF, ROOT, imports, modules, room_of

pytestmark = pytest.mark.no_cover


def wrong_imports(path: str, text: str) -> list[str]:
    """What a module imports of the house and may not."""
    room = room_of(path)
    names = list(imports(text))
    return [name for name in names if name.startswith(".") or not may_import(room, room_of(name.replace(".", "/")))]


def may_import(room: str, other: str) -> bool:
    """Whether one room may know of another."""
    if other == room or room in OUTSIDE:
        return True
    if other in OUTSIDE:
        return False
    if ISLAND in (room, other):
        return other not in FLOORS and (room in ROOF or other != ISLAND)
    if other not in FLOORS:
        return True  # no room of the house
    return FLOORS[other] < FLOORS[room] or {room, other} <= set(ROOF)


@pytest.mark.parametrize("path", modules(*FLOORS, ISLAND))
def test_a_file_imports_only_from_floors_below(path: str) -> None:
    assert wrong_imports(path, modules()[path]) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("core/text.py", "from cards.words import plain"),
        ("core/text.py", "import app"),
        ("webex/client.py", "from store.work import Work"),
        ("store/work.py", "import cards.words"),
        ("cards/help.py", "from webex import people"),
        ("cards/help.py", "from services.people import Directory"),
        ("services/people.py", "from handlers.grammar.words import ENTRIES"),
        ("handlers/help.py", "from jobs.worker import Worker"),
        ("web/health.py", "from jobs.clock import Ticks"),
        ("jobs/clock.py", "import web.health as health"),
        ("jobs/clock.py", "def tick():\n    from web import health"),
        ("jobs/clock.py", "if TYPE_CHECKING:\n    from app import Bot"),
        ("app.py", "import bot"),
        ("services/people.py", "import simulator"),
        ("app.py", "from simulator.clock import SimClock"),
        ("simulator/world.py", "from core.clock import Clock"),
        ("simulator/world.py", "import bot"),
        ("core/text.py", "from tests.stage import Stage"),
        ("simulator/world.py", "from docs import screenshots"),
        ("core/text.py", "from . import ids"),
        ("core/text.py", "from ..webex import client"),
        ("core/text.py", "importlib.import_module('webex.client')"),
        ("core/text.py", "__import__('store.work')"),
    ],
)
def test_a_file_that_reaches_for_a_floor_above_or_beside_is_caught(path: str, line: str) -> None:
    assert len(wrong_imports(path, line)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("bot.py", "from demo import run_demo"),
        ("demo.py", "from simulator import Simulator"),
        ("app.py", "from web import health"),
        ("jobs/worker.py", "from jobs.retrying import GIVE_UP"),
        ("tests/stage.py", "from simulator import Simulator"),
        ("core/text.py", "import webexteamssdk"),
    ],
)
def test_a_file_that_stays_on_its_floor_or_below_is_not_caught(path: str, line: str) -> None:
    assert wrong_imports(path, line) == []


def test_every_folder_with_code_is_a_room_that_the_rules_know() -> None:
    known = {*FLOORS, ISLAND, *OUTSIDE}
    ignored = {"node_modules", "build"}
    tops = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py")} | {
        path.stem for path in ROOT.glob("*.py")
    }
    assert {top for top in tops if not top.startswith(".")} - known - ignored == set()


def test_every_room_is_there() -> None:
    assert {room_of(path) for path in modules(*FLOORS, ISLAND)} == {*FLOORS, ISLAND}
