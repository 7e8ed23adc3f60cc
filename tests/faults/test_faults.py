"""A few seconds of the long run, with a seed of its own, on both set-ups: nothing is lost."""

from pathlib import Path
from random import Random

import pytest

from tests.faults import clocks, kills
from tests.faults.run import play_round, scene_of
from tests.faults.schedule import Draw

SEED, SECONDS = 7, 3.0
FAULTS: dict[Draw, int] = {kills.kill: 6, kills.kill_in_call: 6, kills.stop: 2, clocks.jump: 2, clocks.wrong: 2}


@pytest.mark.no_cover
@pytest.mark.parametrize("setup", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_whatever_dies_nothing_is_lost(tmp_path: Path, setup: str) -> None:
    with scene_of(setup, SEED, tmp_path) as scene:
        violations = play_round(scene, Random(SEED), FAULTS, SECONDS)  # noqa: S311  # to be repeated
    assert not violations
    assert scene.counts[kills.KILLED]
    assert scene.ledger.counts["answered as asked"]
