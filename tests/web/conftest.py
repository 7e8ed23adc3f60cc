"""The postman of these tests, and what the bot logs meanwhile."""

from collections.abc import Iterator

import pytest

from tests.logbook import Logbook, logbook
from tests.stage import Speaker, Stage
from tests.web.letters import Letters


@pytest.fixture
def letters(stage: Stage, ana: Speaker) -> Letters:
    """Deliveries about Ana, made by hand; what came of getting her on stage is forgotten."""
    stage.webex.world.forget_requests()
    return Letters(stage.url, stage.webex.world.webhooks[0].secret or "", stage.recbot, ana)


@pytest.fixture
def logged() -> Iterator[Logbook]:
    with logbook() as read:
        yield read
