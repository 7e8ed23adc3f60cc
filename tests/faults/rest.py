"""After a round of faults: all is well, and everything that was put off comes to its end."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.faults.people import Cast, Plot
from tests.faults.plots import comes_back
from tests.faults.processes import PATIENCE
from tests.faults.schedule import Scene

GLANCE = 0.01
_NEWS = 60.0
"""Real seconds within which news has come, once all is well."""


def come_to_rest(scene: Scene) -> None:
    """All is well again, and all that was put off has been done; the next morning has come, with its digests."""
    scene.webex.world.clear_faults()
    for place in scene.processes.places:
        place.go_on()
    revive(scene)
    _play_until_idle(scene.cast)
    _settle(scene)
    scene.webex.clock.advance(1.1 * scene.webex.world.knobs.access_token_life)  # which grants have ended shows now
    play_once(scene.cast, comes_back)
    _settle(scene)
    _until_morning(scene)
    until = time.monotonic() + _NEWS
    while not scene.cast.news.is_told() and time.monotonic() < until:
        time.sleep(0.2)
        _let_time_pass(scene, timedelta(seconds=60))  # sweeps look every quarter of an hour
    _settle(scene)


def revive(scene: Scene) -> None:
    """As a process manager does: what has ended by itself is started again."""
    for place in scene.processes.places:
        if place.revive():
            scene.counts["ended by itself"] += 1


def play_once(cast: Cast, plot: Plot | None = None) -> None:
    """Let everybody do one thing more: that one, or what they usually do."""
    usual = [each.plots for each in cast.people]
    for each in cast.people:
        each.plots = [plot] if plot else each.plots
    cast.resumes()
    cast.play()
    _play_until_idle(cast)
    for each, plots in zip(cast.people, usual, strict=True):
        each.plots = plots


def _play_until_idle(cast: Cast) -> None:
    """Let everybody end what they are at, and begin nothing more."""
    cast.rests()
    until = time.monotonic() + PATIENCE
    while not cast.is_resting and time.monotonic() < until:
        cast.play()
        time.sleep(GLANCE)


def _settle(scene: Scene) -> None:
    """Until every event was delivered and nothing waits but for its hour."""
    scene.webex.settle(PATIENCE)
    until = time.monotonic() + PATIENCE
    while scene.ledger.unfinished() and time.monotonic() < until:
        time.sleep(0.1)
        _let_time_pass(scene, timedelta(seconds=10))


def _let_time_pass(scene: Scene, by: timedelta) -> None:
    """Unless something is under way, whose lease would end."""
    if not any(scene.ledger.unfinished()):
        scene.webex.clock.advance(by)


def _until_morning(scene: Scene) -> None:
    """A little after nine in Madrid, where the readers have their digests."""
    now = scene.webex.clock.now()
    morning = now.astimezone(ZoneInfo("Europe/Madrid")).replace(hour=9, minute=2, second=0)
    scene.webex.clock.set(morning if morning > now else morning + timedelta(days=1))
