"""Reading long periods: side by side, but not all at once."""

import threading
from datetime import timedelta

import pytest

from core.errors import Forbidden
from core.periods import Period
from core.recordings import Filters
from services.fanout import SIDE_BY_SIDE
from simulator.traffic import RequestInfo
from tests.stage import START, Speaker, Stage

TWO_YEARS = Period(START - timedelta(days=720), START)
"""Nearly: 24 windows of 30 days."""


class Gate:
    """Lets requests pass in groups, and counts how many are there at once."""

    def __init__(self, size: int) -> None:
        self._barrier = threading.Barrier(size)
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0

    def enter(self, _request: RequestInfo) -> None:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        self._barrier.wait(timeout=10)
        with self._lock:
            self._inside -= 1


def test_windows_are_read_side_by_side_up_to_a_bound(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    gate = Gate(SIDE_BY_SIDE)
    stage.webex.world.fault("GET", "/recordings", times=None, before=gate.enter)
    page = stage.bot.services.recordings.page(ana.person.id, TWO_YEARS, START, filters=Filters())
    assert page.total == 0
    assert gate.most == SIDE_BY_SIDE


def test_one_refused_window_refuses_the_list(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    stage.webex.world.fault("GET", "/recordings", status=403)
    with pytest.raises(Forbidden):
        stage.bot.services.recordings.page(ana.person.id, TWO_YEARS, START, filters=Filters())


def test_a_recording_that_stands_in_two_windows_is_shown_once(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    item = {
        "id": "ab" * 16,
        "topic": "Twice",
        "createTime": "2026-03-01T10:00:00Z",
        "timeRecorded": "2026-03-01T09:00:00Z",
        "format": "MP4",
    }
    stage.webex.world.fault("GET", "/recordings", times=2, status=200, body={"items": [item]})
    page = stage.bot.services.recordings.page(ana.person.id, TWO_YEARS, START, filters=Filters())
    assert [recording.topic for recording in page.recordings] == ["Twice"]
