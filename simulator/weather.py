"""Bad weather: a seeded share of requests and deliveries goes wrong, each in a way that has a name (reference 18).

The n-th request of somebody to a part of the API meets the same weather whatever else goes on beside it, so that a seed
means the same again.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

from simulator.clock import SimClock
from simulator.faults import Fault
from simulator.traffic import RequestInfo

_Spoilt = Mapping[str, Any]  # what is unusual about a fault

_HUGE = 10**15  # seconds; more than a calendar holds
_SLOW = 0.5  # real seconds
_LATE = (5, 90)  # simulated seconds until a request lands whose sender has long given up


def _limit(**more: Any) -> Callable[[Random, datetime], _Spoilt]:
    return lambda _chance, _now: {"status": 429, "body": "html", **more}


def _answer(status: int, **more: Any) -> Callable[[Random, datetime], _Spoilt]:
    return lambda _chance, _now: {"status": status, **more}


def _date(chance: Random, now: datetime) -> _Spoilt:
    then = now + timedelta(seconds=chance.randint(1, 30))
    return {"status": 429, "retry_after": format_datetime(then, usegmt=True)}


KINDS: Mapping[str, Callable[[Random, datetime], _Spoilt]] = {
    **{str(status): _answer(status) for status in (401, 403, 404, 409, 423, 500, 502, 503, 504)},
    "429": lambda chance, _now: {"status": 429, "retry_after": str(chance.randint(1, 5))},
    "429 date": _date,
    "429 zero": _limit(retry_after="0"),
    "429 huge": _limit(retry_after=str(_HUGE)),
    "429 nonsense": _limit(retry_after="soon"),
    "429 silent": _limit(),
    "502 html": _answer(502, body="html"),
    "200 html": _answer(200, body="html"),
    "200 html landed": _answer(200, body="html", land=True),
    "504 landed": _answer(504, land=True),
    "half": lambda _chance, _now: {"half": True, "land": True},
    "silence": lambda _chance, _now: {"drop": True},
    "silence landed": lambda _chance, _now: {"drop": True, "land": True},
    "silence landed late": lambda chance, _now: {"drop": True, "late": timedelta(seconds=chance.randint(*_LATE))},
    "slow": lambda _chance, _now: {"delay": _SLOW},
    "trickle": lambda _chance, _now: {"trickle": _SLOW / 10},
}
"""What can happen to a request, by name. `landed` was carried out although its answer says nothing of it."""

POST_KINDS = ("doubled", "swapped", "late", "lost", "forged")
"""What can happen to a delivery: twice, after the next one, minutes later, never, or besides with a wrong signature."""


@dataclass(frozen=True)
class Rule:
    """A share of the fitting requests meets one of these kinds; `method`, `path` and `person` are those of a fault."""

    share: float
    kinds: tuple[str, ...] = tuple(KINDS)
    method: str = "*"
    path: str = "*"
    person: str | None = None
    in_a_row: int | None = None  # after so many for somebody at a part of the API, the next one passes

    def __post_init__(self) -> None:
        unknown = [kind for kind in self.kinds if kind not in KINDS]
        if unknown or not self.kinds or not 0 <= self.share <= 1:
            raise ValueError(f"no such weather: {unknown or self.share}")


@dataclass(frozen=True)
class PostRule:
    """A share of the deliveries meets one of these kinds; those that are late come within so many minutes."""

    share: float
    kinds: tuple[str, ...] = POST_KINDS
    latest: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        unknown = [kind for kind in self.kinds if kind not in POST_KINDS]
        if unknown or not self.kinds or not 0 <= self.share <= 1:
            raise ValueError(f"no such weather: {unknown or self.share}")


@dataclass(frozen=True)
class PostFault:
    """What happens to one delivery; `after` is how late it is."""

    kind: str
    after: timedelta = timedelta(0)


@dataclass
class _Forecast:
    seed: int = 0
    rules: tuple[Rule, ...] = ()
    seen: Counter[str] = field(default_factory=Counter)
    in_a_row: Counter[str] = field(default_factory=Counter)


class Weather:
    """Calm at first. Counts what happened, also over changes of the weather."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._forecast = _Forecast()
        self._post: PostRule | None = None
        self._post_chance = Random()
        self._counts: Counter[str] = Counter()

    def change(self, seed: int, rules: tuple[Rule, ...] = ()) -> None:
        """For requests from now on this; without rules, calm."""
        with self._lock:
            self._forecast = _Forecast(seed, rules)

    def change_post(self, seed: int, rule: PostRule | None = None) -> None:
        """The same for deliveries."""
        with self._lock:
            self._post, self._post_chance = rule, Random(seed)

    def counts(self) -> dict[str, int]:
        """How often what happened; deliveries are named `webhook …`."""
        with self._lock:
            return dict(self._counts)

    def of_request(self, info: RequestInfo) -> Fault | None:
        """What this request meets; None when all is well. The first rule that fits decides."""
        with self._lock:
            rule = next(
                (one for one in self._forecast.rules if Fault(one.method, one.path, person=one.person).meets(info)),
                None,
            )
            if rule is None:
                return None
            part = f"{info.method} {info.path.split('/')[1]} {info.person}"
            chance = self._chance(part)
            is_spared = rule.in_a_row is not None and self._forecast.in_a_row[part] >= rule.in_a_row
            if is_spared or chance.random() >= rule.share:
                self._forecast.in_a_row[part] = 0
                return None
            self._forecast.in_a_row[part] += 1
            kind = chance.choice(rule.kinds)
            self._counts[kind] += 1
            return Fault(info.method, "*", kind=kind, **KINDS[kind](chance, self._clock.now()))

    def of_delivery(self) -> PostFault | None:
        """What the next delivery meets; None when all is well."""
        with self._lock:
            rule, chance = self._post, self._post_chance
            if rule is None or chance.random() >= rule.share:
                return None
            kind = chance.choice(rule.kinds)
            self._counts[f"webhook {kind}"] += 1
            late = rule.latest * chance.random() if kind == "late" else timedelta(0)
            return PostFault(kind, late)

    def _chance(self, part: str) -> Random:
        self._forecast.seen[part] += 1
        return Random(f"{self._forecast.seed} {part} {self._forecast.seen[part]}")
