"""Which webhooks may be made: resource by event by filter (reference 8.2)."""

from __future__ import annotations

from typing import NamedTuple

from simulator.grants import Token
from simulator.identifiers import canonical
from simulator.refusals import FORBIDDEN, Refused

_ID_FILTERS = {"roomId": "ROOM", "personId": "PEOPLE", "messageId": "MESSAGE"}
_ALL = frozenset({"created", "updated", "deleted"})


class Rule(NamedTuple):
    """What may be subscribed to of a resource, and the scope that takes."""

    events: frozenset[str]
    filters: frozenset[str]
    scope: str


def _rule(events: str, filters: str, scope: str) -> Rule:
    return Rule(frozenset(events.split()), frozenset(filters.split()), scope)


_MEETING_IDS = "id meetingId scheduledMeetingId meetingSeriesId siteUrl"
RULES = {
    "messages": _rule(
        "created deleted",
        "roomId roomType personId personEmail mentionedPeople hasFiles hasAttachments",
        "spark:messages_read",
    ),
    "attachmentActions": _rule("created", "messageId personId roomId", "spark:messages_read"),
    "memberships": _rule(
        "created updated deleted", "roomId personId personEmail isModerator", "spark:memberships_read"
    ),
    "rooms": _rule("created updated migrated", "type isLocked", "spark:rooms_read"),
    "meetings": _rule(
        "created updated deleted started ended",
        "id meetingNumber meetingType state siteUrl",
        "meeting:schedules_read",
    ),
    "recordings": _rule("created updated deleted", _MEETING_IDS, "meeting:recordings_read"),
    "convergedRecordings": _rule(
        "created updated deleted", "recordingId ownerType storageRegion serviceType locationId", "spark:recordings_read"
    ),
    "meetingParticipants": _rule("joined left", "id meetingId state hostPersonId siteUrl", "meeting:participants_read"),
    "meetingTranscripts": _rule("created", _MEETING_IDS, "meeting:transcripts_read"),
}


def check_subscription(token: Token, resource: str, event: str, condition: str | None, owned_by: str) -> None:
    """Refuse with 400 what makes no sense, and with 403 what this token may not hear of.

    Filters about hosts and owners, and `ownedBy=org`, belong to administrators (reference 8.2, the † note).
    """
    if resource not in RULES:
        raise Refused(400, "Invalid value for resource.")
    rule = RULES[resource]
    if event not in rule.events and not (event == "all" and rule.events & _ALL):
        raise Refused(400, "Invalid value for event.")
    if owned_by not in ("creator", "org"):
        raise Refused(400, "Invalid value for ownedBy.")
    if rule.scope not in token.scopes or owned_by == "org":
        raise Refused(403, FORBIDDEN)
    for pair in condition.split("&") if condition else ():
        key, _, value = pair.partition("=")
        if key not in rule.filters or not value or not _is_readable(key, value):
            raise Refused(400, f"Invalid value for filter: {key}")


def _is_readable(key: str, value: str) -> bool:
    """Whether a value that has to be an id can be one."""
    try:
        return key not in _ID_FILTERS or value == "me" or bool(canonical(_ID_FILTERS[key], value))
    except Refused:
        return False
