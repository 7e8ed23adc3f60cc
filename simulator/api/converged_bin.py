"""/convergedRecordings, the changes of state: into the bin, out of it, and away for good (reference 10.5)."""

from __future__ import annotations

from collections.abc import Callable

from simulator.api.call_access import ADMIN_WRITE, OFFICER_WRITE, WRITE, may_move, may_undo_purge, purged_come_back
from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_flag, maybe_text, texts
from simulator.archive import Status
from simulator.calls import CallRecording
from simulator.refusals import Refused

_MOST = 100
_MOVE = f"{WRITE}|{ADMIN_WRITE}"


def soft_delete(call: Call) -> Reply:
    """POST /convergedRecordings/softDelete: into the bin."""
    return _moved(call, _in("available"), "deleted", "trashAll")


def restore(call: Call) -> Reply:
    """POST /convergedRecordings/restore: out of the bin; perhaps even, by the mighty, what was purged lately."""
    if not (call.scopes & {WRITE, ADMIN_WRITE} or purged_come_back(call.world)):
        raise Refused(403)
    in_bin = _in("deleted")
    return _moved(
        call,
        lambda call, one: in_bin(call, one) or may_undo_purge(call.world, call.token, one),
        "available",
        "restoreAll",
    )


def purge(call: Call) -> Reply:
    """POST /convergedRecordings/purge: what is in the bin goes for good."""
    return _moved(call, _in("deleted"), "purged", "purgeAll")


_May = Callable[[Call, CallRecording], bool]


def _in(state: Status) -> _May:
    return lambda call, one: one.status == state and may_move(call.world, call.token, one)


def _moved(call: Call, may: _May, new: Status, all_of_them: str) -> Reply:
    """All or nothing, as with meetings: one wrong id, and none is moved."""
    body = call.json()
    takes_all, ids = maybe_flag(body, all_of_them, False), texts(body, "recordingIds", _MOST)
    owner = maybe_text(body, "ownerEmail") if body.get("ownerEmail") else None
    if takes_all == bool(ids):
        raise Refused(400, f"recordingIds must be empty if {all_of_them} is true, and is required otherwise.")
    if owner is not None and (ids or ADMIN_WRITE not in call.scopes):
        raise Refused(400, "ownerEmail must be empty.")
    if takes_all:
        chosen = [one for one in _of(call, owner) if may(call, one)]
    else:
        chosen = [call.world.calls.one(key, lambda one: may(call, one)) for key in dict.fromkeys(ids)]
    call.world.calls.move(chosen, new)
    return NO_CONTENT


def _of(call: Call, owner: str | None) -> list[CallRecording]:
    """All of the owner whom an administrator names, or the caller's own; administrators alone must name one: 400."""
    if owner is None and WRITE not in call.scopes:
        raise Refused(400, "ownerEmail is required.")
    person = call.person if owner is None else call.colleague(owner)
    return [one for one in call.world.calls.known() if one.owner is person]


ROUTES = (
    Route("POST", "/convergedRecordings/softDelete", soft_delete, _MOVE),
    Route("POST", "/convergedRecordings/restore", restore, f"{_MOVE}|{OFFICER_WRITE}"),
    Route("POST", "/convergedRecordings/purge", purge, _MOVE),
)
