"""What Webex Calling knows of a call besides its recording: parties, numbers, times (reference 10.4)."""

from __future__ import annotations

import uuid
from datetime import tzinfo
from typing import Any

from simulator.calls import CallRecording
from simulator.directory import Person
from simulator.instants import meetings_time

_OWN_NUMBER = "+34910000100"


def metadata_of(call: CallRecording, whole: bool, zone: tzinfo) -> dict[str, Any]:
    """All that is known; who took part and how it was routed only when the `whole` is wanted."""
    owner, other = _owner(call), _other(call)
    calling, called = (other, owner) if call.is_incoming else (owner, other)
    begun = meetings_time(call.recorded_at, zone)
    ended = meetings_time(call.recorded_at + call.length, zone)
    activity: dict[str, Any] = {"timeStamp": begun}
    data: dict[str, Any] = {
        "callRecordingId": _id_of(call, "recording"),
        "locationId": call.location_id,
        "callSessionId": call.session_id,
        "personality": "terminator" if call.is_incoming else "originator",
        "callingParty": calling,
        "calledParty": called,
        "callId": _id_of(call, "call"),
        "session": {"startTime": begun, "stopTime": ended},
        "recordingType": "always-on",
        "recordingActions": [{"action": "start", "time": begun}, {"action": "stop", "time": ended}],
        "callActivity": [activity],
    }
    if whole:
        streams = [{"streamId": n, "mode": "sendrecv", "mediaType": "audio"} for n in (1, 2)]
        people = [
            {"participantId": n, "aor": party["number"], "send": n, "recv": 3 - n}
            for n, party in enumerate((calling, called), 1)
        ]
        activity |= {"mediaStreams": streams, "participants": people}
        data |= {"redirectInfo": {}, "redirectedCall": {}}
    return {
        "id": call.id,
        "orgId": call.owner.org.uuid,
        "ownerId": call.owner.uuid,
        "ownerType": call.owner_type,
        "ownerName": call.owner.name,
        "ownerEmail": call.owner.email,
        "storageRegion": call.region,
        "serviceType": call.service_type,
        "version": "1.0",
        "serviceData": data,
    }


def _owner(call: CallRecording) -> dict[str, Any]:
    actor = {"type": call.owner_type, "id": call.owner.uuid}
    if isinstance(call.owner, Person):
        actor["email"] = call.owner.email
    return {"actor": actor, "name": call.owner.name, "number": _OWN_NUMBER}


def _other(call: CallRecording) -> dict[str, Any]:
    """The party at the other end, whose name may be withheld."""
    return {"number": call.number} | ({"name": call.name} if call.name else {})


def _id_of(call: CallRecording, what: str) -> str:
    """The same id each time it is asked for."""
    return str(uuid.uuid5(uuid.UUID(call.id), what))
