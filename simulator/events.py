"""What happened, and who may be told (reference 8.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.directory import Person


@dataclass(frozen=True)
class Event:
    """Something a webhook may be called for. `data` is what the envelope carries; `facts` only serve filters."""

    resource: str
    event: str
    data: Mapping[str, Any]
    audience: Callable[[Person], bool]
    actor_id: str | None = None  # absent for the meetings family
    facts: Mapping[str, Any] = field(default_factory=dict)

    def passes(self, condition: str, owner: Person) -> bool:
        """Whether a filter of `&`-joined `key=value` pairs lets this event through."""
        pairs = (part.partition("=") for part in condition.split("&"))
        known = {**self.data, **self.facts}
        return all(_matches(known.get(key), value, owner) for key, _, value in pairs)


def _matches(have: Any, want: str, owner: Person) -> bool:
    wanted = owner.id if want == "me" else want
    if isinstance(have, bool):
        return wanted.lower() == str(have).lower()
    if isinstance(have, list | tuple):
        return wanted in have
    return have is not None and wanted.lower() == str(have).lower()
