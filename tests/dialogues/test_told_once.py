"""A digest and a notice that read the same before either has posted: only one of them tells it."""

from collections.abc import Callable

import pytest

from tests.dialogues.noticing import HOUR, MINUTE, held, recorded
from tests.stage import Speaker, Stage


@pytest.fixture
def reader(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, connected, with notices and a digest that is due in the evening."""
    ana.connects()
    ana.says("notify on").has("Notices are on")
    ana.says("digest daily 18:30")
    return ana


def while_it_is_posted(stage: Stage, do: Callable[[], object]) -> None:
    """Do that as Webex has the next post in hand, and let another worker take what is due then."""

    def meanwhile(_request: object) -> None:
        do()
        stage.bot.worker.run_due()

    stage.webex.world.fault("POST", "/messages", times=1, before=meanwhile)


def becomes_due(stage: Stage) -> None:
    """The digest is a row of work now, which nobody has begun."""
    stage.clock.advance(8 * HOUR + 31 * MINUTE)
    stage.bot.ticks.plan()
    stage.clock.advance(MINUTE)


def test_a_digest_that_is_due_as_a_notice_is_posted(stage: Stage, reader: Speaker) -> None:
    becomes_due(stage)
    before = len(reader.heard())
    while_it_is_posted(stage, lambda: None)
    recorded(stage, held(stage, reader))
    stage.clock.advance(MINUTE / 60)
    stage.settle()
    stage.passes(MINUTE)
    (notice,) = reader.heard()[before:]
    notice.has("A recording is ready")
    assert stage.bot.services.digests.of(reader.person.id)[0].covered_until >= stage.clock.now() - 2 * MINUTE


def test_a_notice_that_comes_as_a_digest_is_posted(stage: Stage, reader: Speaker) -> None:
    becomes_due(stage)
    world, before = stage.webex.world, len(reader.heard())
    world.knobs.hold_webhooks = True
    recorded(stage, held(stage, reader))
    stage.clock.advance(MINUTE / 60)

    def is_told_of() -> None:
        world.knobs.hold_webhooks = False
        world.release_webhooks()
        stage.webex.settle()

    while_it_is_posted(stage, is_told_of)
    stage.settle()
    stage.passes(MINUTE)
    (digest,) = reader.heard()[before:]
    digest.has("Your digest", "Weekly sync")
