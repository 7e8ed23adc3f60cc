"""Who opened a recording: one line for each person."""

from collections.abc import Iterable
from datetime import datetime

from core.recordings import Recording
from core.views import View, Viewer
from services.access import Access
from services.recordings import NEEDS
from webex import recordings, views


class ViewService:
    """One for the process."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, person_id: str, recording_id: str) -> tuple[Recording, tuple[Viewer, ...]]:
        """The recording, and who opened it, the latest first. Raises `Refused`."""
        client = self._access.client(person_id, NEEDS)
        recording = recordings.details(client, recording_id).recording
        return recording, _viewers(views.of_recording(client, recording_id))


def _viewers(seen: Iterable[View]) -> tuple[Viewer, ...]:
    people: dict[tuple[str, str], list[View]] = {}
    for view in seen:
        # Somebody with an address is known by it, whatever they call themselves.
        people.setdefault((view.email.lower(), "" if view.email else view.name), []).append(view)
    found = [_viewer(each) for each in people.values()]
    return tuple(sorted(found, key=lambda viewer: (_order(viewer.last_at), viewer.name), reverse=True))


def _viewer(looks: list[View]) -> Viewer:
    known = [look.at for look in looks if look.at]
    return Viewer(
        name=next((look.name for look in looks if look.name), ""),
        email=looks[0].email,
        watched=sum(look.has_watched for look in looks),
        downloaded=sum(look.has_downloaded for look in looks),
        last_at=max(known) if known else None,
    )


def _order(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
