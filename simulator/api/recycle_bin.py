"""/recordings, the changes of state: into the bin, out of it, and away for good (references 9.4 and 9.5)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_flag, maybe_text, texts
from simulator.api.transcripts import check_reason
from simulator.archive import Recording, Status
from simulator.refusals import Refused

_MOST = 100
_WRITE = "meeting:recordings_write"


def delete(call: Call, recording_id: str) -> Reply:
    """DELETE /recordings/{recordingId}: permanent, past the bin (trap 11)."""
    call.check_acts_for_self()
    check_reason(call)
    found = call.world.archive.hosted_by(call.person, recording_id, "available", "deleted")
    call.world.archive.move([found], "purged")
    return NO_CONTENT


def soft_delete(call: Call) -> Reply:
    """POST /recordings/softDelete: into the bin."""
    return _moved(call, "available", "deleted")


def restore(call: Call) -> Reply:
    """POST /recordings/restore: out of the bin."""
    return _moved(call, "deleted", "available", "restoreAll")


def purge(call: Call) -> Reply:
    """POST /recordings/purge: what is in the bin goes for good."""
    return _moved(call, "deleted", "purged", "purgeAll")


def _moved(call: Call, old: Status, new: Status, all_of_them: str | None = None) -> Reply:
    """All or nothing: one wrong id, and none is moved."""
    call.check_acts_for_self()
    body = call.json()
    site = call.world.sites.named(call.person, maybe_text(body, "siteUrl")).url
    ids = texts(body, "recordingIds", _MOST)
    takes_all = all_of_them is not None and maybe_flag(body, all_of_them, False)
    if takes_all == bool(ids):
        raise Refused(400, _rule(all_of_them))
    chosen = call.world.archive.all_hosted_by(call.person, site, old) if takes_all else _chosen(call, ids, site, old)
    call.world.archive.move(chosen, new)
    return NO_CONTENT


def _chosen(call: Call, ids: list[str], site: str, state: Status) -> list[Recording]:
    archive = call.world.archive
    wanted = list(dict.fromkeys(ids))
    known: dict[str, Any] = {one.id: one for one in archive.recordings_for(call.person)}
    if any(key in known and known[key].site_url != site for key in wanted):
        raise Refused(400, f"All recordings must be on the site '{site}'.")
    return [archive.hosted_by(call.person, key, state) for key in wanted]


def _rule(all_of_them: str | None) -> str:
    if all_of_them is None:
        return "recordingIds is required."
    return f"recordingIds must be empty if {all_of_them} is true, and is required otherwise."


ROUTES = (
    Route("DELETE", "/recordings/<recording_id>", delete, _WRITE),
    Route("POST", "/recordings/softDelete", soft_delete, _WRITE),
    Route("POST", "/recordings/restore", restore, _WRITE),
    Route("POST", "/recordings/purge", purge, _WRITE),
)
