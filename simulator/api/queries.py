"""/recordings/query and /admin/recordings/query: the lists with their filters in a body (reference 9.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.api import admin_recordings, recordings
from simulator.api.calls import Call, Reply, Route


@dataclass(frozen=True)
class _BodyCall(Call):
    """A request whose parameters stand in its body; only the cursor of a next page stays in the address."""

    body: Mapping[str, Any]

    def query(self, name: str) -> str | None:
        """A field of the body, as a parameter would be."""
        value = super().query(name) if name == "cursor" else self.body.get(name)
        return None if value in (None, "") else str(value)


def query(call: Call) -> Reply:
    """POST /recordings/query: next pages are asked for with the same body."""
    return recordings.recordings(_with_body(call))


def query_all(call: Call) -> Reply:
    """POST /admin/recordings/query"""
    return admin_recordings.recordings(_with_body(call))


def _with_body(call: Call) -> _BodyCall:
    return _BodyCall(call.world, call.request, call.token, call.json())


ROUTES = (
    Route("POST", "/recordings/query", query, recordings.READ),
    Route("POST", "/admin/recordings/query", query_all, admin_recordings.READ),
)
