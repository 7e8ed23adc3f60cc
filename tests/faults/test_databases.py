"""The database goes away and comes back: whoever asked has one answer in the end, and Webex hears 503 meanwhile."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from store.database import DatabaseAway
from tests.clusters import Cluster, own_cluster
from tests.disks import SmallDisk, small_disk
from tests.stage import START, Speaker, Stage, staged

SOON = 10.0
"""Real seconds within which threads notice what has happened."""
LATER = timedelta(seconds=2)
"""The lease of what was interrupted is given back, without waiting for its end."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with own_cluster() as cluster:
        yield cluster


@pytest.fixture
def on_postgres(tmp_path: Path, cluster: Cluster) -> Iterator[Stage]:
    """Its own server, which may be stopped."""
    with staged(tmp_path, cluster.url) as stage:
        yield stage
    cluster.drop_tables()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def on_small_disk(disk: SmallDisk) -> Iterator[Stage]:
    """The file of SQLite on a disk that can be filled."""
    with staged(disk.folder) as stage:
        yield stage
        disk.free()


def _connected(stage: Stage) -> Speaker:
    ana = stage.person("Ana Ruiz")
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    ana.connects()
    return ana


def _heads(speaker: Speaker, since: int) -> list[str]:
    return [heard.text.splitlines()[0].split(":")[0] for heard in speaker.heard()[since:]]


def _was_not_kept(stage: Stage, speaker: Speaker, words: str) -> bool:
    """Whether Webex heard that the bot can keep nothing."""
    speaker.writes(words)
    stage.webex.settle(30)
    return stage.webex.world.deliveries[-1].status == 503


def _looks_back(stage: Stage) -> None:
    """What could not be kept is looked up when all is well again, and after a while."""
    stage.bot.ticks.reconcile()
    stage.passes(timedelta(minutes=1))


@pytest.mark.postgres
def test_a_restart_of_postgres_is_survived_and_what_was_missed_is_answered(
    on_postgres: Stage, cluster: Cluster
) -> None:
    stage, ana = on_postgres, _connected(on_postgres)
    before = len(ana.heard())
    cluster.stop()
    assert _was_not_kept(stage, ana, "help latest")
    with pytest.raises(DatabaseAway):
        stage.bot.worker.run_due()
    assert requests.get(f"{stage.url}/healthz", timeout=5).status_code == 200
    assert requests.get(f"{stage.url}/readyz", timeout=5).status_code == 503
    cluster.start()
    ana.says("list").has("Weekly sync")
    _looks_back(stage)
    assert _heads(ana, before) == ["Recordings", "latest"]


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("method", "path", "when"),
    [("GET", "/messages/", "before"), ("GET", "/recordings", "before"), ("POST", "/messages", "after")],
)
def test_a_crash_of_postgres_in_the_middle_of_an_answer_costs_and_doubles_nothing(
    on_postgres: Stage, cluster: Cluster, method: str, path: str, when: str
) -> None:
    stage, ana = on_postgres, _connected(on_postgres)
    before = len(ana.heard())
    stage.webex.world.fault(method, path, **{when: lambda _: cluster.restart()})  # type: ignore[arg-type]  # two names
    ana.writes("list")
    stage.settle()
    stage.passes(LATER)
    assert _heads(ana, before) == ["Recordings"]


@pytest.mark.postgres
def test_an_answer_that_a_space_has_is_not_repeated_for_a_moment_without_the_database(
    on_postgres: Stage, cluster: Cluster
) -> None:
    """There a bot can't look up what it has posted: it has to note it as soon as it can."""
    stage, ana = on_postgres, _connected(on_postgres)
    space = stage.space("Team", ana)
    stage.settle()
    before = len(stage.heard_in(space))
    stage.webex.world.fault("POST", "/messages", after=lambda _: cluster.cut())
    ana.writes("help latest", space)
    stage.settle()
    stage.passes(LATER)
    assert len(stage.heard_in(space)) == before + 1


@pytest.mark.postgres
def test_connections_that_are_cut_are_made_again_that_of_the_doorbell_too(on_postgres: Stage, cluster: Cluster) -> None:
    stage, ana, bell = on_postgres, _connected(on_postgres), on_postgres.bot.doorbell
    for like in ("%", "LISTEN%"):
        heard = bell.heard()
        assert cluster.cut(like) > 0
        bell.wait(heard, SOON)  # it listens again, and rings for what was missed meanwhile
        assert bell.heard() > heard
        ana.says("list").has("Weekly sync")
    heard = bell.heard()
    with stage.bot.database.begin() as tx:
        bell.ring(tx)
    bell.wait(heard, SOON)
    assert bell.heard() > heard


def test_a_full_disk_is_survived_and_what_was_missed_is_answered(on_small_disk: Stage, disk: SmallDisk) -> None:
    stage, ana = on_small_disk, _connected(on_small_disk)
    before = len(ana.heard())
    disk.fill()
    with sqlite3.connect(disk.folder / "bot.db") as other, pytest.raises(sqlite3.OperationalError, match="is full"):
        other.execute("CREATE TABLE another (one TEXT)")
    other.close()
    assert _was_not_kept(stage, ana, "help latest")
    assert requests.get(f"{stage.url}/healthz", timeout=5).status_code == 200
    disk.free()
    ana.says("list").has("Weekly sync")
    _looks_back(stage)
    assert _heads(ana, before) == ["Recordings", "latest"]


@pytest.mark.parametrize(("method", "path", "when"), [("GET", "/recordings", "before"), ("POST", "/messages", "after")])
def test_a_disk_that_fills_up_in_the_middle_of_an_answer_costs_and_doubles_nothing(
    on_small_disk: Stage, disk: SmallDisk, method: str, path: str, when: str
) -> None:
    stage, ana = on_small_disk, _connected(on_small_disk)
    before = len(ana.heard())
    stage.webex.world.fault(method, path, **{when: lambda _: disk.fill()})  # type: ignore[arg-type]  # two names
    ana.writes("list")
    with pytest.raises(DatabaseAway):
        stage.settle()
    disk.free()
    for _ in range(2):
        stage.passes(LATER)
    assert _heads(ana, before) == ["Recordings"]
