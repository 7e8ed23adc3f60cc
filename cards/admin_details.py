"""One recording of others, as an administrator sees it: whose it is, who called whom, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.admin import STATES, topic, whose_words
from cards.elements import LONGEST_HEADING, button, can_open, card, heading, hint, link, rows, spoken, text_input
from cards.phrases import joined
from cards.words import clock_time, length, moment, remaining, size
from core.admin import named, owner_of, said
from core.calls import Call, CallDetails, CallMetadata, Item, Party
from core.grants import GrantKind
from core.recordings import Recording, RecordingDetails, Status
from core.replies import Face

_KINDS = {"user": "Person", "place": "Workspace", "virtualLine": "Virtual line", "callQueue": "Call queue"}


def call_details(
    details: CallDetails,
    metadata: CallMetadata | None,
    *,
    zone: ZoneInfo,
    now: datetime,
    kind: GrantKind = GrantKind.ADMIN,
) -> Face:
    """A call and who called whom; with links where Webex gives any, and what that role may do with it."""
    call, links = details.call, details.links
    facts = [*_call_facts(call, metadata, zone, now), *(_talk(metadata, zone, now) if metadata else [])]
    body: list[ElementT] = [heading(topic(call, LONGEST_HEADING)), *rows(facts)]
    files = [("Audio", links.audio), ("Transcript", links.transcript)] if links else []
    if metadata is None:
        body.append(hint("Webex tells nothing about who called whom."))
    body += _until(links.expires_at, zone, now) if links else []
    can_reassign = call.status != Status.PURGED and kind is GrantKind.ADMIN
    if can_reassign:
        body.append(text_input("to", "Give it to somebody else", "", "bo@example.com"))
    actions = [*_opening(files), *_changing(call, kind)]
    if can_reassign:
        actions.append(button("Reassign", f"admin reassign {said([named(call)])} to {{to}}"))
    return Face(spoken("A recorded call", *_plain_facts(call, zone, now)), card(body, actions))


def meeting_details(
    details: RecordingDetails, *, zone: ZoneInfo, now: datetime, kind: GrantKind = GrantKind.ADMIN
) -> Face:
    """A recording of somebody's meeting; with links where Webex gives any, and what that role may do with it."""
    recording, links = details.recording, details.links
    body: list[ElementT] = [heading(topic(recording, LONGEST_HEADING)), *rows(_meeting_facts(recording, zone, now))]
    files = [("Video", links.video), ("Audio", links.audio), ("Transcript", links.transcript)] if links else []
    body += _until(links.expires_at, zone, now) if links else []
    actions = [*_opening(files), *_changing(recording, kind)]
    return Face(spoken("A recorded meeting", *_plain_facts(recording, zone, now)), card(body, actions))


def _call_facts(call: Call, metadata: CallMetadata | None, zone: ZoneInfo, now: datetime) -> list[tuple[str, str]]:
    kind = _KINDS.get(call.owner_type or "", call.owner_type or "")
    owner = joined(metadata.owner_name if metadata else "", owner_of(call) or "", kind if kind != "Person" else "")
    return [
        ("Owner", owner),
        ("Recorded", moment(call.when, zone, now)),
        ("Length", length(call.length)),
        ("Size", size(call.size)),
        ("Format", call.format),
        ("Location", call.location_id or ""),
        ("Stored in", call.region or ""),
        ("Status", STATES.get(call.status, call.status).capitalize()),
    ]


def _talk(metadata: CallMetadata, zone: ZoneInfo, now: datetime) -> list[tuple[str, str]]:
    passed_on = "; ".join(joined(each.reason, _party(each.party)) for each in metadata.redirects)
    others = ", ".join(_party(each) for each in metadata.participants)
    return [
        ("From", _party(metadata.caller)),
        ("To", _party(metadata.called)),
        ("Answered by", _party(metadata.answered_by)),
        ("On the call", others),
        ("Passed on", passed_on),
        ("Call began", moment(metadata.started_at, zone, now) if metadata.started_at else ""),
        ("Call lasted", length(metadata.length)),
        ("Recorded as", metadata.recording_type),
    ]


def _party(party: Party | None) -> str:
    return " ".join(each for each in (party.name, party.number, party.email) if each) if party else ""


def _meeting_facts(recording: Recording, zone: ZoneInfo, now: datetime) -> list[tuple[str, str]]:
    return [
        ("Host", joined(recording.host_name or "", recording.host_email or "")),
        ("Recorded" if recording.recorded_at else "File made", moment(recording.when, zone, now)),
        ("Length", length(recording.length)),
        ("Size", size(recording.size)),
        ("Format", recording.format),
        ("Site", recording.site or ""),
        ("Status", STATES.get(recording.status, recording.status).capitalize()),
    ]


def _plain_facts(item: Item, zone: ZoneInfo, now: datetime) -> list[str]:
    """What may stand on a lock screen: neither topic nor number."""
    return [joined(whose_words([item]), moment(item.when, zone, now), length(item.length))]


def _until(expires_at: datetime, zone: ZoneInfo, now: datetime) -> list[ElementT]:
    until = clock_time(expires_at, zone)
    works = f"The links work until {until} ({remaining(expires_at, now)}), and then I delete this message."
    return [hint(works, "Whoever has one of them can download the file, so please keep them to yourself.")]


def _opening(files: Sequence[tuple[str, str | None]]) -> list[ActionT]:
    return [link(label, url) for label, url in files if url and can_open(url)]


def _changing(item: Item, kind: GrantKind) -> list[ActionT]:
    ref = said([named(item)])
    if kind is GrantKind.COMPLIANCE:
        return [button("Delete for everybody", f"compliance erase {ref}")]
    if item.status == Status.DELETED:
        return [button("Restore", f"admin restore {ref}"), button("Delete for good", f"admin purge {ref}")]
    if item.status == Status.PURGED:
        return [button("Restore", f"admin restore {ref}")] if isinstance(item, Call) else []
    return [button("Delete", f"admin delete {ref}")]
