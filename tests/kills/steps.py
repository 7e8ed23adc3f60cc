"""At which request the bot is killed: one that then never reaches Webex, or one whose answer it does not hear.

Only telling ones are tried, unless `KILL_AT=all` asks for every one of a list.
"""

import os
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.directory import Person
from simulator.faults import Fault
from simulator.traffic import RequestInfo
from tests.kills.standing import Standing

_TRIES_ALL = os.environ.get("KILL_AT") == "all"
_PATIENCE = 60.0
"""Real seconds after which something that should have happened has not."""
When = Literal["before", "after"]


@dataclass(frozen=True)
class Request:
    """What the bot asks of Webex, with the bot's token or with that of a person."""

    method: str
    path: str
    """As faults have it: how it begins, or all of it with a final "$"."""
    by_bot: bool = True
    has: str = ""
    """A parameter of its query."""
    lacks: str = ""
    """A parameter that it has not."""
    nth: int = 1
    """Which of several, from when it is looked out for."""

    def is_like(self, info: RequestInfo) -> bool:
        """Whether that is such a request."""
        path = self.path.removesuffix("$")
        is_there = info.path == path or (path == self.path and info.path.startswith(path))
        is_asked = (not self.has or self.has in info.query) and (not self.lacks or self.lacks not in info.query)
        return is_there and is_asked and info.method == self.method and (info.person == "bot") is self.by_bot


Step = tuple[Request, When]

POST, LOOK_UP, MEMBERS = (
    Request("POST", "/messages$"),
    Request("GET", "/messages/direct"),
    Request("GET", "/memberships", has="roomId"),
)
ALWAYS = (
    Request("GET", "/people/"),
    Request("GET", "/webhooks"),
    Request("POST", "/webhooks"),
    Request("PUT", "/webhooks/"),
    Request("GET", "/rooms"),
    Request("GET", "/messages$", has="roomId"),
    Request("GET", "/memberships", lacks="roomId"),
)
"""What the bot asks whenever it is started, whoever wants something of it."""


def around(requests: Mapping[str, Request], *, is_direct: bool = True) -> dict[str, tuple[Step, ...]]:
    """Before and after each of these, by a name for each; and where posts go to a direct room, as they are looked for.

    In a space a bot can't do that.
    """
    points: dict[str, tuple[Step, ...]] = {}
    for name, request in requests.items():
        points |= {f"before {name}": ((request, "before"),), f"after {name}": ((request, "after"),)}
        if is_direct and request.method == "POST" and request.path == POST.path:
            again = f"after {name} and then {{}} it is looked for"
            points |= {again.format("before"): ((request, "after"), (LOOK_UP, "before"))}
            points |= {again.format("after"): ((request, "after"), (LOOK_UP, "after"))}
    return points


def tried(points: Collection[str], *telling: str) -> list[str]:
    """The names of the points to be tried: these telling ones, or all."""
    assert set(telling) <= set(points), set(telling) - set(points)
    return list(points) if _TRIES_ALL else list(telling)


def killed_at(standing: Standing, step: Step, of: Person) -> threading.Event:
    """Set once the bot has come to that request, where it is as a person as this one, and was killed."""
    request, when = step

    def kill(fault: Fault) -> None:
        standing.kill()
        fault.drop = when == "before"  # it gets no further

    return _watch(standing, request, of, when, kill)


def answered(standing: Standing, request: Request, of: Person) -> threading.Event:
    """Set once Webex has carried out such a request."""
    return _watch(standing, request, of, "after", lambda _: None)


def dies(standing: Standing, steps: Sequence[Step], of: Person, begin: Callable[[], object]) -> None:
    """It is killed at the first of these steps, to which it comes after `begin`, started again, and so on to the end.

    What it asks as a person it asks as this one. It runs when this returns.
    """
    for step in steps:
        dead = killed_at(standing, step, of)
        begin()
        assert dead.wait(_PATIENCE), f"the bot never came to {step}"
        begin = standing.begin
    standing.start()


def unknown(standing: Standing, known: Iterable[Request]) -> list[str]:
    """What was asked of Webex besides these requests and `ALWAYS`, since traffic was last forgotten.

    So a list of points can't grow old unseen.
    """
    asked = [info for info in standing.webex.world.requests if info.person is not None]
    fits = [*known, *ALWAYS]
    return [f"{info.method} {info.path}" for info in asked if not any(each.is_like(info) for each in fits)]


def _watch(
    standing: Standing, request: Request, of: Person, when: When, act: Callable[[Fault], object]
) -> threading.Event:
    come, lock, seen = threading.Event(), threading.Lock(), 0

    def look(info: RequestInfo) -> None:
        nonlocal seen
        with lock:
            seen += request.is_like(info)
            if seen < request.nth or come.is_set():
                return
            fault.clear()
            act(fault)
            come.set()

    fault = standing.webex.world.fault(
        request.method,
        request.path,
        times=None,
        person="bot" if request.by_bot else of,
        before=look if when == "before" else None,
        after=look if when == "after" else None,
    )
    return come
