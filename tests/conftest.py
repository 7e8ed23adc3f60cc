"""The stage and two of the people who stand on it in most tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stage import Speaker, Stage, staged


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A local Webex with the bot on it, frozen at ten in the morning, Madrid time."""
    with staged(tmp_path) as stage:
        yield stage


@pytest.fixture
def ana(stage: Stage) -> Speaker:
    """Somebody who has not connected yet."""
    return stage.person("Ana Ruiz")


@pytest.fixture
def bo(stage: Stage) -> Speaker:
    """A colleague, not connected either."""
    return stage.person("Bo Lindqvist", timezone="Europe/Stockholm")
