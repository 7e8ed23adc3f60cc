"""The tree of errors: as it is drawn, and fit to be raised."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from core import errors
from core.errors import BotError, NeedsConsent, NotConnected, RateLimited, Refused, Retryable, Unavailable

CLASSES = [item for _, item in inspect.getmembers(errors, inspect.isclass) if issubclass(item, BotError)]


def made(kind: type[BotError]) -> BotError:
    """One of that kind, with whatever facts it needs."""
    if issubclass(kind, Refused):
        return kind(404, "The words of Webex", "ROUTER_1")
    if issubclass(kind, NeedsConsent):
        return kind(frozenset({"spark:people_read"}))
    return kind()


def drawn() -> dict[str, str]:
    """Each error of the picture with the one it hangs on."""
    parents: dict[str, str] = {}
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        bare = line.lstrip("│├└─ ")
        if not bare or not bare.split()[0].isidentifier() or (line == bare and bare.split()[0] != "BotError"):
            continue
        depth, name = len(line) - len(bare), bare.split()[0]
        parents[name] = above.get(depth - 4, "Exception")
        above[depth] = name
    return parents


def test_the_tree_is_as_it_is_drawn() -> None:
    assert drawn() == {kind.__name__: kind.__base__.__name__ for kind in CLASSES if kind.__base__ is not None}


def test_only_what_comes_right_by_itself_is_tried_again() -> None:
    assert {kind.__name__ for kind in CLASSES if issubclass(kind, Retryable)} == {
        "Retryable",
        "RateLimited",
        "Locked",
        "ToldMeanwhile",
        "Unavailable",
        "SaidNo",
    }


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if issubclass(kind, Retryable)])
def test_everything_retryable_knows_how_long_webex_asked_to_wait(kind: type[Retryable]) -> None:
    assert kind().after is None
    if kind is not Retryable:
        assert kind(after=7.0).after == 7.0  # type: ignore[call-arg]  # each of the kinds below takes it


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_passes_through_what_adds_to_it(kind: type[BotError]) -> None:
    """A frozen dataclass can't: whoever sets its traceback or its notes fails."""

    @contextmanager
    def around() -> Iterator[None]:
        try:
            yield
        finally:
            pass

    error = made(kind)
    with suppress(BotError), around():
        raise error
    error.add_note("a note")
    assert error.__traceback__ is not None
    with pytest.raises(kind) as raised:
        raise error from ValueError()
    assert raised.value is error


@pytest.mark.parametrize("kind", CLASSES)
def test_errors_are_told_apart_by_what_they_are_not_by_their_facts(kind: type[BotError]) -> None:
    one, other = made(kind), made(kind)
    assert one != other
    assert len({one, other}) == 2


def test_errors_carry_facts() -> None:
    assert NotConnected(has_ended=True).has_ended
    assert not NotConnected().has_ended
    assert RateLimited(3.5).after == 3.5
    assert Unavailable(503, 1.0).status == 503
    refused = errors.Conflict(409, "already so", "ROUTER_1")
    assert (refused.status, refused.message, refused.tracking_id) == (409, "already so", "ROUTER_1")
