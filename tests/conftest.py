"""The stage and two of the people who stand on it in most tests."""

from collections.abc import Generator, Iterator
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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """What is marked `no_cover` is set up unmeasured, too.

    pytest-cov stops for the test alone; the threads of a stage that was set up before would be measured all along.
    """
    plugin = item.config.pluginmanager.get_plugin("_cov")
    measuring = plugin.cov_controller if plugin is not None else None
    if measuring is None or item.get_closest_marker("no_cover") is None:
        return (yield)
    measuring.pause()
    try:
        return (yield)
    finally:
        measuring.resume()
