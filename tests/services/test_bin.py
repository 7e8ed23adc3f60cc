"""Moving recordings: what goes into one call, what happens to a call that fails, and what is looked up."""

from collections.abc import Callable

import pytest

from core.calls import Item
from core.errors import Forbidden
from core.recordings import Status
from services.bin import BinService
from tests.dialogues.changing import allow_changes, call, calls_of, record, states
from tests.stage import START, Speaker, Stage


class Everything:
    """Progress of a first attempt, in place of a row of work: each change is made, and its name remembered."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def once(self, name: str, change: Callable[[], None], of: list[str]) -> None:
        change()
        self.names.append(name)
        assert of

    def begun(self, prefix: str) -> frozenset[str]:
        assert prefix
        return frozenset()


@pytest.fixture
def host(stage: Stage, ana: Speaker) -> Speaker:
    return allow_changes(stage, ana)


def move(service: BinService, host: Speaker, ids: list[str], to: Status) -> tuple[tuple[Item, ...], list[str]]:
    progress = Everything()
    chosen = service.choose(host.person.id, ids, START, progress)  # type: ignore[arg-type]  # all that is asked of it
    moved = service.move(host.person.id, chosen.items, to, progress)  # type: ignore[arg-type]  # the same
    return moved.done, progress.names


def test_150_of_two_sites_go_in_three_calls_each_once(stage: Stage, host: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    sites = [None, None, europe]
    many = [record(stage, host, f"Talk {n}", site=sites[n % 3] if n < 90 else None) for n in range(150)]
    done, names = move(stage.bot.services.bin, host, [each.id for each in many], Status.DELETED)
    assert [each.id for each in done] == [each.id for each in many]
    assert set(states(*many)) == {"deleted"}
    assert calls_of(stage, "/recordings/softDelete") == [204, 204, 204]
    assert len(set(names)) == 3
    assert len(stage.bot.services.bin.binned(host.person.id)) == 150


def test_nothing_is_asked_of_webex_for_what_is_so_already(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    done, names = move(stage.bot.services.bin, host, [weekly.id], Status.AVAILABLE)
    assert [each.id for each in done] == [weekly.id]
    assert not names
    assert not calls_of(stage, "/recordings/restore")


@pytest.mark.parametrize("to", [Status.DELETED, Status.PURGED])
def test_what_is_gone_altogether_meanwhile_needs_no_deleting(stage: Stage, host: Speaker, to: Status) -> None:
    first, second = record(stage, host, "One"), record(stage, host, "Two")
    if to is Status.PURGED:
        first.status = second.status = "deleted"

    def meanwhile(_request: object) -> None:
        first.status = "purged"

    path = "/recordings/softDelete" if to is Status.DELETED else "/recordings/purge"
    stage.webex.world.fault("POST", path, before=meanwhile)
    done, _ = move(stage.bot.services.bin, host, [first.id, second.id], to)
    assert len(done) == 2
    assert calls_of(stage, path) == [404, 204]


def test_what_is_gone_altogether_can_not_be_restored(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    weekly.status = "deleted"

    def meanwhile(_request: object) -> None:
        weekly.status = "purged"

    stage.webex.world.fault("POST", "/recordings/restore", before=meanwhile)
    with pytest.raises(Exception, match="404"):
        move(stage.bot.services.bin, host, [weekly.id], Status.AVAILABLE)


def test_a_refusal_of_all_is_raised(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=403)
    with pytest.raises(Forbidden):
        move(stage.bot.services.bin, host, [weekly.id], Status.DELETED)
    assert states(weekly) == ["available"]
    assert stage.bot.services.bin.binned(host.person.id) == {}


def test_150_calls_go_in_two_calls(stage: Stage, host: Speaker) -> None:
    many = [call(stage, host) for _ in range(150)]
    done, names = move(stage.bot.services.bin, host, [each.id for each in many], Status.DELETED)
    assert [each.id for each in done] == [each.id for each in many]
    assert calls_of(stage, "/convergedRecordings/softDelete") == [204, 204]
    assert len(set(names)) == 2
