"""/convergedRecordings, the changes of state: into the bin, out of it, and away for good (reference 10.5)."""

from __future__ import annotations

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_flag, maybe_text, texts
from simulator.archive import Status
from simulator.calls import CallRecording
from simulator.refusals import Refused

_MOST = 100
_WRITE = "spark:recordings_write"


def soft_delete(call: Call) -> Reply:
    """POST /convergedRecordings/softDelete: into the bin."""
    return _moved(call, "available", "deleted", "trashAll")


def restore(call: Call) -> Reply:
    """POST /convergedRecordings/restore: out of the bin."""
    return _moved(call, "deleted", "available", "restoreAll")


def purge(call: Call) -> Reply:
    """POST /convergedRecordings/purge: what is in the bin goes for good."""
    return _moved(call, "deleted", "purged", "purgeAll")


def _moved(call: Call, old: Status, new: Status, all_of_them: str) -> Reply:
    """All or nothing, as with meetings: one wrong id, and none is moved."""
    body = call.json()
    takes_all, ids = maybe_flag(body, all_of_them, False), texts(body, "recordingIds", _MOST)
    if takes_all == bool(ids):
        raise Refused(400, f"recordingIds must be empty if {all_of_them} is true, and is required otherwise.")
    if maybe_text(body, "ownerEmail"):
        raise Refused(400, "ownerEmail must be empty.")
    call.world.calls.move(_all(call, old) if takes_all else _named(call, ids, old), new)
    return NO_CONTENT


def _named(call: Call, ids: list[str], state: Status) -> list[CallRecording]:
    return [call.world.calls.one_owned_by(call.person, key, state) for key in dict.fromkeys(ids)]


def _all(call: Call, state: Status) -> list[CallRecording]:
    return [one for one in call.world.calls.owned_by(call.person) if one.status == state]


ROUTES = (
    Route("POST", "/convergedRecordings/softDelete", soft_delete, _WRITE),
    Route("POST", "/convergedRecordings/restore", restore, _WRITE),
    Route("POST", "/convergedRecordings/purge", purge, _WRITE),
)
