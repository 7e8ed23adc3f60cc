"""Recordings of phone calls, which Webex calls converged recordings (reference 10)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from core.calls import Call, CallDetails, CallFilters, CallLinks, CallMetadata
from core.errors import Unavailable
from core.ids import uuid_of
from core.periods import Period
from core.recordings import Status
from webex.callers import metadata_of
from webex.client import Client
from webex.transport import Params
from webex.wire import Json, batches, instant, link, number, object_of, seconds, segment, stamp, text

PAGE = 100
"""The most that Webex gives at once (reference 10.2)."""

SERVICES = ("calling", "customerAssist")
FORMATS = ("MP3",)
"""What Webex can be asked for. Recordings of other services and formats are taken as they come: it means to put those
of meetings into the same lists."""
OWNERS = ("user", "place", "virtualLine", "callQueue")
REGIONS = ("US", "SG", "GB", "JP", "DE", "AU", "IN", "CA")

LINKS_LIVE = timedelta(hours=3)
"""From the call that gave them on, where Webex doesn't tell (reference 10.3)."""


def pages(client: Client, period: Period, filters: CallFilters, *, is_admin: bool = False) -> Iterator[list[Call]]:
    """The recordings whose file was made in the period, newest file first, page by page; a page may be empty.

    With `is_admin` those of everybody, for administrators and compliance officers; the period is then at most 30 days
    long, and `owner` is heeded. Both ends are always sent. `topic`, and whatever Webex can't be asked for, is for the
    caller to match. Items that Webex itself marks as failed, or that can't be told apart or dated, are left out.
    """
    path, params = "/convergedRecordings", _params(period, filters)
    if is_admin:
        path, params = f"/admin{path}", {**params, **_owner(filters.owner)}
    for items in client.pages(path, params):
        yield [call for item in items if not item.get("errors") and (call := _call(item))]


def details(client: Client, call_id: str, now: datetime | None = None) -> CallDetails:
    """A recording with fresh links, which live about three hours from `now` on. Raises `NotFound`.

    Without `now`, links that Webex gives no end are left out. Administrators are given none at all.
    """
    item = object_of(client.get(_path(call_id)))
    return CallDetails(read(item), _links(item.get("temporaryDirectDownloadLinks"), now and now + LINKS_LIVE))


def metadata(client: Client, call_id: str, *, show_all: bool = True) -> CallMetadata | None:
    """Who called whom; None where Webex has nothing to tell. Raises `NotFound`.

    Participants and redirects are told only with `show_all`.
    """
    data = client.get(f"{_path(call_id)}/metadata", {"showAllTypes": "true"} if show_all else None)
    return None if data is None else metadata_of(object_of(data))


def soft_delete(client: Client, ids: Iterable[str]) -> None:
    """Put recordings into the bin. After more than a hundred an error leaves those before it moved, as below."""
    _move(client, "softDelete", ids)


def restore(client: Client, ids: Iterable[str]) -> None:
    """Take recordings out of the bin."""
    _move(client, "restore", ids)


def purge(client: Client, ids: Iterable[str]) -> None:
    """Remove recordings from the bin for good; for 30 days an administrator may be able to bring them back."""
    _move(client, "purge", ids)


def soft_delete_all(client: Client, owner_email: str) -> None:
    """Put everything of that person into the bin, as an administrator. Raises `ValueError` without an owner."""
    _move_all(client, "softDelete", "trashAll", owner_email)


def restore_all(client: Client, owner_email: str) -> None:
    """Take everything of that person out of the bin, as an administrator. Raises `ValueError` without an owner."""
    _move_all(client, "restore", "restoreAll", owner_email)


def purge_all(client: Client, owner_email: str) -> None:
    """Empty that person's bin for good, as an administrator. Raises `ValueError` without an owner."""
    _move_all(client, "purge", "purgeAll", owner_email)


def reassign(client: Client, to: str, *, owner: str | None = None, ids: Iterable[str] = ()) -> None:
    """Give recordings to the person with the address `to`, as an administrator: these, or all of one owner's.

    `owner` is an e-mail address, or the plain UUID of a virtual line or workspace. Raises `ValueError` without both.
    """
    named = _reassigned_owner(owner)
    some = list(batches(ids))
    if not (named or some):
        raise ValueError("neither an owner nor recordings to reassign")
    for batch in some or [[]]:
        chosen = {"recordingIds": batch} if batch else {}
        client.post("/convergedRecordings/reassign", {"reassignOwnerEmail": to, **named, **chosen})


def remove(client: Client, call_id: str, reason: str, comment: str = "") -> None:
    """Delete one for everybody and for good, as a compliance officer (reference 10.7)."""
    client.delete(_path(call_id), {"reason": reason, **({"comment": comment} if comment else {})})


def read(item: Json) -> Call:
    """A recording from its JSON. Raises `Unavailable` when it has no ID or no date at all."""
    call = _call(item)
    if call is None:
        raise Unavailable
    return call


def taken(asked: str | None, values: Iterable[str]) -> str | None:
    """One of the values that Webex takes, in its spelling; None for another, which the caller must match."""
    return next((one for one in values if asked and one.lower() == asked.lower()), None)


def _path(call_id: str) -> str:
    return f"/convergedRecordings/{segment(call_id)}"


def _params(period: Period, filters: CallFilters) -> Params:
    return {
        "from": stamp(period.start),
        "to": stamp(period.end),
        "max": PAGE,
        "status": filters.status and filters.status.lower(),
        "serviceType": taken(filters.type, SERVICES),
        "format": taken(filters.format, FORMATS),
        "ownerType": taken(filters.owner_type, OWNERS),
        "storageRegion": taken(filters.region, REGIONS),
        "locationId": filters.location,
    }


def _owner(owner: str | None) -> dict[str, str]:
    if not owner:
        return {}
    return {"ownerEmail": owner} if "@" in owner else {"ownerId": uuid_of(owner) or owner}


def _reassigned_owner(owner: str | None) -> dict[str, str]:
    # Here Webex writes it with a capital D (reference 10.6).
    return {"ownerID" if name == "ownerId" else name: value for name, value in _owner(owner).items()}


def _move(client: Client, verb: str, ids: Iterable[str]) -> None:
    # No IDs, no call: the flags that mean everything somebody has are never said by mistake.
    for batch in batches(ids):
        client.post(f"/convergedRecordings/{verb}", {"recordingIds": batch})


def _move_all(client: Client, verb: str, flag: str, owner_email: str) -> None:
    if not owner_email:  # Webex would take it for the administrator's own.
        raise ValueError("whose recordings is not said")
    client.post(f"/convergedRecordings/{verb}", {flag: True, "ownerEmail": owner_email})


def _call(item: Json) -> Call | None:
    recorded_at = instant(item, "timeRecorded")
    created_at = instant(item, "createTime") or recorded_at
    call_id = text(item, "id")
    if call_id is None or created_at is None:
        return None
    size, service_data = number(item, "sizeBytes"), item.get("serviceData")
    return Call(
        # A UUID in one spelling, so that what somebody types in capitals is the same recording.
        id=uuid_of(call_id) or call_id,
        topic=text(item, "topic") or "",
        created_at=created_at,
        recorded_at=recorded_at,
        length=seconds(item, "durationSeconds"),
        size=None if size is None else int(size),
        format=text(item, "format") or "",
        service=text(item, "serviceType"),
        status=text(item, "status") or Status.AVAILABLE,
        owner_id=text(item, "ownerId"),
        owner_email=text(item, "ownerEmail"),
        owner_type=text(item, "ownerType"),
        region=text(item, "storageRegion"),
        location_id=text(service_data, "locationId") if isinstance(service_data, dict) else None,
    )


def _links(item: object, usual_end: datetime | None) -> CallLinks | None:
    """None without a link, and without any end: whoever shows links must be able to take them back in time."""
    if not isinstance(item, dict):
        return None
    expires_at = instant(item, "expiration") or usual_end
    # Another document has the name that recordings of meetings use.
    audio = link(item, "audioDownloadLink") or link(item, "recordingDownloadLink")
    names = ("transcript", "shortNotes", "suggestedNotes", "actionItems")
    others = [link(item, f"{name}DownloadLink") for name in names]
    return CallLinks(audio, others[0], expires_at, *others[1:]) if expires_at and any((audio, *others)) else None
