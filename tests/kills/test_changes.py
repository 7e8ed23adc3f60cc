"""SIGKILL in the middle of several changes: a second attempt goes on after the last one, and nothing is done twice."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from simulator.archive import Archive, Recording, Status
from simulator.calls import Calls
from simulator.conversations import Message
from simulator.directory import Person
from tests.kills.standing import Standing, standing_bot

MEETINGS, CALLS = "/recordings/softDelete", "/convergedRecordings/softDelete"
MOMENTS = {
    "before the first call": ("before", MEETINGS),
    "when the first call was made and the bot has not heard so": ("after", MEETINGS),
    "before the second call": ("before", CALLS),
    "when the second call was made and the bot has not heard so": ("after", CALLS),
}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("changes")) as standing:
        standing.webex.world.site("acme-eu.webex.com")
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    """Somebody who has allowed what changes recordings."""
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    standing.connects(ana, f"restore {'0' * 32} {UUID(int=0)}")
    return ana


def _actions(message: Message) -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = message.attachments[0]["content"]["actions"]
    return actions


def _two_sites(standing: Standing, ana: Person) -> tuple[Recording, Recording]:
    world, ago = standing.webex.world, standing.webex.clock.now() - timedelta(days=2)
    europe = next(site for site in world.sites.of(ana.org) if site.url == "acme-eu.webex.com")
    return world.record(ana, "Of acme", ago), world.record(ana, "Of Europe", ago, site=europe)


def _moves(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The IDs of what is moved from now on, as often as it is."""
    moved: list[str] = []

    def note(keeper: Archive | Calls) -> None:
        move = keeper.move

        def noted(things: Iterable[Any], status: Status) -> None:
            these = list(things)
            moved.extend(each.id for each in these)
            move(these, status)

        monkeypatch.setattr(keeper, "move", noted)

    note(standing.webex.world.archive)
    note(standing.webex.world.calls)
    return moved


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_between_meetings_and_calls_it_goes_on_and_does_nothing_twice(
    standing: Standing, ana: Person, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    world, room = standing.webex.world, standing.webex.world.direct(ana, standing.recbot)
    ago = standing.webex.clock.now() - timedelta(days=2)
    both = world.record(ana, "Weekly sync", ago), world.call(ana, ago)
    moved = _moves(standing, monkeypatch)
    before = len(standing.posts(room))
    world.post(ana, room, f"delete {both[0].id} {both[1].id}")
    card = standing.sees(room, before + 1)[-1]
    when, path = MOMENTS[moment]
    dead = threading.Event()

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    world.fault("POST", path, **{when: kill})  # type: ignore[arg-type]  # one of two names
    world.press(ana, card, _actions(card)[0]["data"])
    assert dead.wait(30), "the bot never came to that call"
    world.clear_faults()
    standing.start()
    answer = standing.sees(room, before + 2)[-1]
    assert "In the recycle bin: 2 recordings" in (answer.text or "")
    assert [each.status for each in both] == ["deleted", "deleted"]
    assert sorted(moved) == sorted(each.id for each in both)
    world.post(ana, room, "help latest")  # answered after everything before it
    assert len(standing.sees(room, before + 3)) == before + 3


def test_killed_when_webex_purged_the_first_it_says_that_both_are_gone(standing: Standing, ana: Person) -> None:
    """What Webex purged it shows no longer: only the journal knows that it was asked to."""
    world, room = standing.webex.world, standing.webex.world.direct(ana, standing.recbot)
    both = _two_sites(standing, ana)
    before = len(standing.posts(room))
    _kill_after_purge(standing, ana, both, "2 recordings")
    assert "Deleted for good: 2 recordings" in (standing.sees(room, before + 1)[-1].text or "")
    assert [each.status for each in both] == ["purged", "purged"]
    world.post(ana, room, f'purge {both[0].id} "Of acme"')  # another question has a journal of its own
    assert "Webex does not know it" in (standing.sees(room, before + 2)[-1].text or "")


def test_killed_when_webex_purged_the_only_one_it_says_that_it_is_gone(standing: Standing, ana: Person) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    one, _ = _two_sites(standing, ana)
    before = len(standing.posts(room))
    _kill_after_purge(standing, ana, [one], "Of acme")
    assert "Deleted for good: 1 recording" in (standing.sees(room, before + 1)[-1].text or "")


def _kill_after_purge(standing: Standing, ana: Person, recordings: Sequence[Recording], typed: str) -> None:
    """Killed once Webex has carried out the first purge, before the bot heard so; and started again."""
    world, dead = standing.webex.world, threading.Event()
    for each in recordings:
        each.status = "deleted"

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    world.fault("POST", "/recordings/purge", after=kill)
    ids = " ".join(each.id for each in recordings)
    world.post(ana, world.direct(ana, standing.recbot), f'purge {ids} "{typed}"')
    assert dead.wait(30), "the bot never came to that call"
    standing.start()
