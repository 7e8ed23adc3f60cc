"""How people like their meetings to be scheduled (reference 15)."""

from __future__ import annotations

from typing import Any

from simulator.directory import Person

_DEFAULTS: dict[str, Any] = {
    "enabledJoinBeforeHost": False,
    "joinBeforeHostMinutes": 0,
    "enabledAutoShareRecording": False,
    "enabledWebexAssistantByDefault": False,
    "delegateEmails": [],
}


class Preferences:
    """The scheduling options of everybody."""

    def __init__(self) -> None:
        self._options: dict[str, dict[str, Any]] = {}

    def of(self, person: Person) -> dict[str, Any]:
        """This person's options, by the API's names."""
        return _DEFAULTS | self._options.get(person.id, {})

    def change(self, person: Person, changes: dict[str, Any]) -> None:
        """Change some of them."""
        self._options[person.id] = self.of(person) | changes
