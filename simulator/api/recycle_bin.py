"""/recordings, the changes of state: into the bin, out of it, and away for good (references 9.4 and 9.5)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_flag, maybe_text, texts
from simulator.api.transcripts import check_reason
from simulator.archive import Recording, Status
from simulator.directory import Person
from simulator.refusals import Refused

_MOST = 100
_ADMIN_WRITE = "meeting:admin_recordings_write"
_WRITE = f"meeting:recordings_write|{_ADMIN_WRITE}"
_OFFICER_WRITE = "spark-compliance:meetings_write"


def delete(call: Call, recording_id: str) -> Reply:
    """DELETE /recordings/{recordingId}: permanent, past the bin (trap 11), and yet officers still see it."""
    host, reason = call.host(_ADMIN_WRITE), check_reason(call)
    if _OFFICER_WRITE in call.scopes and call.query("hostEmail") is None:
        found = call.world.archive.one_of_org(call.person.org, recording_id, "available", "deleted")
        if found.host is not call.person and reason is None:
            raise Refused(400, "reason is required.")
    else:
        found = call.world.archive.hosted_by(host, recording_id, "available", "deleted")
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
    host, body = call.host(_ADMIN_WRITE), call.json()
    site = call.world.sites.named(host, maybe_text(body, "siteUrl")).url
    ids = texts(body, "recordingIds", _MOST)
    takes_all = all_of_them is not None and maybe_flag(body, all_of_them, False)
    if takes_all == bool(ids):
        raise Refused(400, _rule(all_of_them))
    chosen = call.world.archive.all_hosted_by(host, site, old) if takes_all else _chosen(call, host, ids, site, old)
    call.world.archive.move(chosen, new)
    return NO_CONTENT


def _chosen(call: Call, host: Person, ids: list[str], site: str, state: Status) -> list[Recording]:
    archive = call.world.archive
    wanted = list(dict.fromkeys(ids))
    known: dict[str, Any] = {one.id: one for one in archive.recordings_for(host)}
    if any(key in known and known[key].site_url != site for key in wanted):
        raise Refused(400, f"All recordings must be on the site '{site}'.")
    return [archive.hosted_by(host, key, state) for key in wanted]


def _rule(all_of_them: str | None) -> str:
    if all_of_them is None:
        return "recordingIds is required."
    return f"recordingIds must be empty if {all_of_them} is true, and is required otherwise."


ROUTES = (
    Route("DELETE", "/recordings/<recording_id>", delete, f"{_WRITE}|{_OFFICER_WRITE}"),
    Route("POST", "/recordings/softDelete", soft_delete, _WRITE),
    Route("POST", "/recordings/restore", restore, _WRITE),
    Route("POST", "/recordings/purge", purge, _WRITE),
)
