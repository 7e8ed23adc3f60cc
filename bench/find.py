"""How long `find` takes over 300 recordings and 50 transcripts: `python -m bench.find [seconds of latency]`.

The floor is what Webex alone would take: every call that `find` makes has the given latency, and as many of them as
may be made at once run side by side without a gap. The last figure is that of the second search of somebody who has
switched on that transcripts are kept: what is listed, and read of the last day, still costs calls.
"""

import math
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from core.logs import configure
from core.periods import Period
from core.transcripts import Findings
from services.transcripts import SIDE_BY_SIDE, Search
from tests.stage import START, Speaker, Stage, staged

RECORDINGS, TRANSCRIPTS, LINES = 300, 50, 200
LATENCY = 0.2
MOST = 1.5
PATHS = ("/recordings", "/meetingTranscripts", "/meetingPreferences")


def main() -> None:
    """Print the figures, and fail where `find` takes more than `MOST` times the floor."""
    latency = float(sys.argv[1]) if len(sys.argv) > 1 else LATENCY
    with tempfile.TemporaryDirectory() as folder, staged(Path(folder)) as stage:
        ana = stage.person("Ana Ruiz")
        ana.connects()
        fill(stage, ana)
        find(stage, ana)  # warms connections and imports up
        bare, _ = find(stage, ana)
        for path in PATHS:
            stage.webex.world.fault("GET", path, times=None, delay=latency)
        took, calls = find(stage, ana)
        ana.says("settings transcripts:keep")
        find(stage, ana, keeps=True)
        again, fewer = find(stage, ana, keeps=True)
    floor = math.ceil(calls / SIDE_BY_SIDE) * latency
    print(f"{RECORDINGS} recordings, {TRANSCRIPTS} transcripts of {LINES} lines, {calls} calls, {SIDE_BY_SIDE} at once")
    print(f"latency {latency * 1000:.0f} ms a call: floor {floor:.2f} s, find {took:.2f} s, ratio {took / floor:.2f}")
    print(f"with copies, the second time: {fewer} calls, find {again:.2f} s")
    print(f"without latency: find {bare:.2f} s (bot and simulator in one process)")
    assert took <= MOST * floor, f"more than {MOST} times the floor"


def fill(stage: Stage, ana: Speaker) -> None:
    """Ten recordings a day, every sixth with a transcript."""
    for number in range(RECORDINGS):
        ago = timedelta(hours=2.3 * (number + 1))
        recording = stage.webex.world.record(ana.person, f"Meeting {number}", START - ago, transcript=False)
        if number % (RECORDINGS // TRANSCRIPTS) == 0:
            lines = [(ana.person.name, 5.0 * at, f"Sentence {at} of meeting {number}.") for at in range(LINES - 1)]
            stage.webex.world.transcribe(recording, [*lines, ("Bo", 5.0 * LINES, "We should freeze the budget.")])


def find(stage: Stage, ana: Speaker, *, keeps: bool = False) -> tuple[float, int]:
    """The seconds it took and the calls it made, once it has found everything."""
    stage.webex.world.forget_requests()
    search = Search("freeze the budget", None, Period(START - timedelta(days=30), START), None, START, keeps)
    begin = time.perf_counter()
    findings: Findings = stage.bot.services.transcripts.find(ana.person.id, search, lambda _: None)
    took = time.perf_counter() - begin
    assert (findings.searched, findings.found_in) == (TRANSCRIPTS, TRANSCRIPTS)
    assert len(findings.silent) == RECORDINGS - TRANSCRIPTS
    return took, len(stage.webex.world.requests)


if __name__ == "__main__":
    configure("ERROR")
    main()
