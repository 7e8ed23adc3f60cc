"""Notices for everybody in a space, of recordings of one person in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from core.calls import Call, Item
from core.digests import InSpace, key_of
from core.notices import Lead, Made, Noticing, Wish
from core.recordings import Recording, Status
from core.work import WorkKind, lane_of
from services.digests import MOST, TooMany, is_meant
from services.notices import NoticeService, Parts
from services.recordings import has_words
from store.database import Transaction


class SpaceNoticeService:
    """One for the process."""

    def __init__(self, parts: Parts, notices: NoticeService) -> None:
        self._ = parts
        self._notices = notices

    def of(self, room_id: str) -> list[Wish]:
        """What this space is told, the oldest wish first."""
        return self._.notices.of_room(room_id)

    def subscribe(self, person_id: str, space: InSpace) -> None:
        """Begin to tell the space, from now on. Raises `NeedsPerson`, `Retryable` and `TooMany`."""
        try:
            with self._notices.listening(person_id, self._.clock.now()) as (tx, since):
                self._.notices.wish(tx, Wish(person_id, since, space))
                if self._.notices.count_of_room(tx, space.room_id) > MOST:
                    raise TooMany
        except TooMany:
            self._notices.rest([person_id])
            raise

    def stop(self, room_id: str) -> None:
        """Tell this space no more, whoever asked for it."""
        with self._.database.begin() as tx:
            people = self._stop(tx, room_id)
        self._notices.rest(people)

    def end(self, tx: Transaction, room_id: str, person_id: str) -> None:
        """Tell this space no more of this person; whether the person is listened for at all, `rest` has to see."""
        self._stop(tx, room_id, of=person_id)

    def rest(self, person_id: str) -> None:
        """Listen no more with this person's grant where no wish is left."""
        self._notices.rest([person_id])

    def rooms_to_tell(self, noticing: Noticing, found: Item | Made, email: str) -> list[str]:
        """The spaces that want to hear of it and have not; `email` is the person's own address."""
        return [room_id for room_id in noticing.rooms if self.news(noticing, room_id, found, email) is not None]

    def news(self, noticing: Noticing, room_id: str, found: Item | Made, email: str) -> Item | Made | None:
        """What of it one space wants to hear and has not heard; None where that is nothing."""
        if not self._is_meant(noticing, room_id, found, email):
            return None
        return self._notices.untold(room_id, found)

    def missed(self, noticing: Noticing, room_id: str, found: Iterable[Item], email: str) -> tuple[Recording, ...]:
        """The recordings among what was found that one space wants to hear of and has not."""
        recordings = [each for each in found if isinstance(each, Recording)]
        meant = [each for each in recordings if self._is_meant(noticing, room_id, each, email)]
        known = self._.told.among(room_id, map(key_of, meant))
        return tuple(each for each in meant if key_of(each) not in known)

    def tell(self, tx: Transaction, person_id: str, lead: Lead, room_ids: Iterable[str]) -> None:
        """Let each of these spaces be told what the lead leads to, one thing after the other in each."""
        for room_id in room_ids:
            key = f"{lead.root}|{lead.looks}"
            self._keep(tx, WorkKind.SPACE_NOTICE, person_id, room_id, key, lead.as_json())

    def look_after(
        self, tx: Transaction, person_id: str, room_id: str, since: datetime | None, *, behind: int = 0
    ) -> None:
        """Let it be seen whether a space is still to be told, and let it be told in a list what it missed `since`.

        `behind` is the row of work whose list that one goes on from.
        """
        payload = {"since": since.isoformat() if since else None}
        key = f"{person_id}|{self._.clock.now().isoformat()}|{behind}"
        self._keep(tx, WorkKind.SPACE_SWEEP, person_id, room_id, key, payload)

    def _is_meant(self, noticing: Noticing, room_id: str, found: Item | Made, email: str) -> bool:
        recording = found.recording if isinstance(found, Made) else found
        # Webex may show for a while what the bot has put into the bin.
        if recording is not None and recording.id in self._.binned.of(noticing.person_id):
            return False
        return any(is_wished(wish, found, email) for wish in noticing.here(room_id))

    def _stop(self, tx: Transaction, room_id: str, *, of: str | None = None) -> list[str]:
        people = self._.notices.stop(tx, room_id, of=of)
        self._.told.forget_unless_told(tx, room_id)
        return people

    def _keep(
        self, tx: Transaction, kind: WorkKind, person_id: str, room_id: str, key: str, payload: Mapping[str, Any]
    ) -> None:
        now = self._.clock.now()
        self._.work.keep(
            tx,
            key=f"{kind.value}|{room_id}|{key}",
            kind=kind,
            asked_at=now,
            run_at=now,
            payload={**payload, "room_id": room_id},
            person_id=person_id,
            lane=lane_of(kind, person_id, room_id),
        )


def is_wished(wish: Wish, found: Item | Made, email: str) -> bool:
    """Whether a space wants to hear of it, and may: of the person's own meetings, and of nothing in the recycle bin.

    `email` is how Webex names the host of a meeting that has no recording yet.
    """
    space = wish.space
    if space is None or isinstance(found, Call):
        return False
    if isinstance(found, Recording):
        is_new = found.status == Status.AVAILABLE and found.created_at >= wish.since
        return is_new and is_meant(found, space)
    if found.recording is not None:
        return is_wished(wish, found.recording, email)
    meeting = found.meeting
    is_own = bool(email) and (meeting.host_email or "").lower() == email.lower()
    is_of_series = space.series is None or meeting.series_id == space.series
    is_new = (meeting.end or meeting.start or wish.since) >= wish.since
    return is_own and is_new and not found.is_binned and is_of_series and has_words(meeting.title, space.topic)
