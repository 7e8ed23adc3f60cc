"""/recordings/…/accessList: who else may see a recording (reference 9.8). Nothing reads such a list back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_flag, text, texts
from simulator.refusals import Refused

_MOST = 100
_ADMIN_WRITE = "meeting:admin_recordings_write"
_WRITE = f"meeting:recordings_write|{_ADMIN_WRITE}"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PAGE = re.compile(r"https://[^/]+/(?:recordingservice|webappng)/sites/[^/]+/recording/(?:[a-z]+/)?([0-9a-f]{32})\b.*")


def share(call: Call, recording_id: str) -> Reply:
    """POST /recordings/{recordingId}/accessList"""
    return _shared(call, call.json(), recording_id)


def share_by_link(call: Call) -> Reply:
    """POST /recordings/accessList: the recording is named by the link to its page."""
    body = call.json()
    match = _PAGE.fullmatch(text(body, "webShareLink"))
    if match is None:
        raise Refused(400, "Invalid value for webShareLink.")
    return _shared(call, body, match[1])


def _shared(call: Call, body: Mapping[str, Any], recording_id: str) -> Reply:
    host = call.host(_ADMIN_WRITE)
    added, removed, mails = _addresses(body, "addEmails"), _addresses(body, "removeEmails"), _mails(body)
    found = call.world.archive.hosted_by(host, recording_id, "available")
    found.shared_with = (found.shared_with | _known(call, added)) - _known(call, removed)
    if mails:
        call.world.outbox.tell_of_sharing(added, found.topic, found.id)
    return NO_CONTENT


def _mails(body: Mapping[str, Any]) -> bool:
    """Whether people get mail. They do unless told otherwise (trap 14)."""
    return maybe_flag(body, "sendEmail", True)


def _addresses(body: Mapping[str, Any], name: str) -> list[str]:
    given = texts(body, name, _MOST)
    if wrong := next((one for one in given if not _ADDRESS.fullmatch(one)), None):
        raise Refused(400, f"Invalid value for {name}: {wrong}")
    return given


def _known(call: Call, addresses: list[str]) -> frozenset[str]:
    """The ids of those who are on Webex; others get mail at most."""
    people = [call.world.directory.by_email(address) for address in addresses]
    return frozenset(person.id for person in people if person)


ROUTES = (
    Route("POST", "/recordings/<recording_id>/accessList", share, _WRITE),
    Route("POST", "/recordings/accessList", share_by_link, _WRITE),
)
