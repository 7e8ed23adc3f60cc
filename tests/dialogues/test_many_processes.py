"""The same conversation on PostgreSQL, with the parts in processes of their own."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import empty_url, only_postgres
from tests.stage import START, Speaker, Stage, running_bot, staged

__all__ = ["empty_url"]


@pytest.fixture
def stage(tmp_path: Path, empty_url: str) -> Iterator[Stage]:
    with staged(tmp_path, empty_url) as stage:
        yield stage


@pytest.fixture
def ana(stage: Stage) -> Speaker:
    return stage.person("Ana Ruiz")


@only_postgres
def test_a_conversation_from_the_first_word_to_links_that_go(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list").has("Please connect")
    ana.connects().has("Weekly sync")
    ana.presses("Details").has("44 min")
    links = ana.presses("Get links")
    stage.passes(timedelta(hours=3, minutes=1))
    assert links.message.id not in {heard.message.id for heard in ana.heard()}
    ana.says("disconnect").has("disconnected")


@only_postgres
def test_what_one_process_accepts_another_answers(stage: Stage, ana: Speaker, empty_url: str, tmp_path: Path) -> None:
    """The stage's own bot has the port, and is woken by nobody; a second one has the workers."""
    other = tmp_path / "other"
    other.mkdir()
    changes = stage.webex.world.changes
    with running_bot(stage.webex, stage.recbot, other, empty_url) as workers:
        workers.worker.start(2)
        before = len(ana.heard())
        ana.writes("status")
        version = changes.after(-1, 0)
        while len(ana.heard()) == before:
            newer = changes.after(version, 20)
            assert newer != version, "nobody answered"
            version = newer
        workers.worker.stop()
    ana.last().has("How things stand")
