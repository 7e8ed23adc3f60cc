"""Who called whom: what Webex tells beside the recording of a call (reference 10.4).

Read liberally: the documents name the parts, not all of their shapes.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from core.calls import CallAction, CallMetadata, Party, Redirect
from webex.wire import Json, instant, text

_REASONS = ("reason", "redirectReason", "redirectType", "type", "action")
_WRAPPERS = ("party", "participant")


def metadata_of(item: Json) -> CallMetadata:
    """What there is of it; whatever is odd counts as missing."""
    data = _object(item.get("serviceData")) or item
    session = _object(data.get("session"))
    return CallMetadata(
        caller=party_of(data.get("callingParty")),
        called=party_of(data.get("calledParty")),
        answered_by=party_of(data.get("answererInfo")) or party_of(data.get("connectedParty")),
        started_at=instant(session, "startTime"),
        ended_at=instant(session, "stopTime"),
        personality=text(data, "personality") or "",
        recording_type=text(data, "recordingType") or "",
        actions=tuple(_actions(data.get("recordingActions"))),
        participants=tuple(_each_once(_participants(data))),
        redirects=tuple(_redirects(data)),
        owner_name=text(item, "ownerName") or "",
    )


def party_of(value: object) -> Party | None:
    """Somebody with a name, a number or an address; None when there is nothing to call them by."""
    item = _object(value)
    inner = next((item[name] for name in _WRAPPERS if isinstance(item.get(name), dict)), item)
    actor = _object(inner.get("actor"))
    party = Party(
        name=text(inner, "name") or text(actor, "name") or "",
        number=text(inner, "number") or text(actor, "number") or "",
        email=text(actor, "email") or text(inner, "email") or "",
        kind=text(actor, "type") or "",
    )
    return party if party.name or party.number or party.email else None


def _actions(value: object) -> Iterator[CallAction]:
    for one in _objects(value):
        name = text(one, "action")
        if name:
            yield CallAction(name, instant(one, "time"))


def _participants(data: Json) -> Iterator[Party]:
    for part in (*_objects(data.get("callActivity")), data):
        for one in _objects(part.get("participants")):
            party = party_of(one)
            if party:
                yield party


def _redirects(data: Json) -> Iterator[Redirect]:
    for part in (*_objects(data.get("callActivity")), data):
        for name in ("redirectInfo", "redirectedCall"):
            for one in _objects(part.get(name)):
                redirect = _redirect(one)
                if redirect:
                    yield redirect


def _redirect(item: Json) -> Redirect | None:
    reason = next((said for name in _REASONS if (said := text(item, name))), "")
    parties = (party_of(value) for name, value in item.items() if name.lower().endswith("party"))
    party = next((one for one in parties if one), None) or party_of(item)
    return Redirect(reason, party) if reason or party else None


def _each_once(parties: Iterable[Party]) -> Iterable[Party]:
    return dict.fromkeys(parties)


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    """The objects of a list, or the one object that stands in its place."""
    some: list[Any] = value if isinstance(value, list) else [value]
    return [one for one in some if isinstance(one, dict)]
