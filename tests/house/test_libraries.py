"""Every library lives in the rooms that are named here, and nowhere else."""

import pytest

from tests.house.source import FLOORS, ISLAND, modules, packages

pytestmark = pytest.mark.no_cover

EDGES = ("web/", "app.py", "bot.py", "demo.py", "simulator/")
ROOMS: dict[str, tuple[str, ...]] = {
    "adaptive_cards": ("cards/",),
    "alembic": ("store/",),
    "apscheduler": ("jobs/clock.py", "services/schedules.py"),
    "authlib": ("webex/",),
    "click": ("bot.py", "demo.py"),
    "cryptography": ("store/vault.py",),
    "dateparser": ("handlers/",),
    "flask": EDGES,
    "humanize": ("cards/",),
    "prometheus_client": ("core/metrics.py", "web/health.py"),
    "pydantic": ("core/settings.py", "demo.py"),
    "pydantic_settings": ("core/settings.py",),
    "rapidfuzz": ("handlers/",),
    "requests": ("webex/", "simulator/"),
    "sqlalchemy": ("store/",),
    "structlog": ("app.py", "core/logs.py", "webex/", "store/", "services/", "handlers/", "web/", "jobs/"),
    "waitress": EDGES,
    "webexteamssdk": ("webex/messaging.py",),
    "werkzeug": EDGES,
}


def out_of_place(path: str, text: str) -> set[str]:
    """The libraries that a module uses and may not."""
    return {name for name in packages(text) if not path.startswith(ROOMS.get(name, ("nowhere",)))}


@pytest.mark.parametrize("path", modules(*FLOORS, ISLAND))
def test_a_library_is_used_where_it_lives(path: str) -> None:
    assert out_of_place(path, modules()[path]) == set()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("services/people.py", "import requests"),
        ("webex/people.py", "from webexteamssdk import WebexTeamsAPI"),
        ("services/grants.py", "from authlib.integrations.requests_client import OAuth2Session"),
        ("jobs/delivery.py", "from sqlalchemy import Connection"),
        ("services/people.py", "if TYPE_CHECKING:\n    from sqlalchemy import Connection"),
        ("app.py", "from alembic import command"),
        ("handlers/help.py", "from adaptive_cards.card import AdaptiveCard"),
        ("services/people.py", "from flask import current_app"),
        ("jobs/worker.py", "import waitress"),
        ("services/webhooks.py", "from werkzeug.exceptions import NotFound"),
        ("jobs/worker.py", "from apscheduler.triggers.cron import CronTrigger"),
        ("core/periods.py", "import dateparser"),
        ("services/recordings.py", "def near():\n    from rapidfuzz import process"),
        ("store/grants.py", "from cryptography.fernet import Fernet"),
        ("services/webhooks.py", "from prometheus_client import Counter"),
        ("store/database.py", "import psycopg2"),
        ("core/text.py", "import celery"),
        ("cards/help.py", "__import__('requests')"),
    ],
)
def test_a_library_in_another_room_is_caught(path: str, line: str) -> None:
    assert len(out_of_place(path, line)) == 1


@pytest.mark.parametrize("name", ROOMS)
def test_every_room_named_for_a_library_makes_use_of_it(name: str) -> None:
    assert any(name in packages(text) for path, text in modules(*FLOORS).items() if path.startswith(ROOMS[name]))
