"""Who was in a meeting; Webex tells its host alone (reference 13)."""

from datetime import datetime, timedelta

from core.participants import Participant
from core.periods import Period
from webex.client import Client
from webex.transport import Params
from webex.wire import Json, instant, stamp, text

PAGE = 100
LONGEST = timedelta(days=90)
"""The longest period of joining that Webex takes."""


def of_meeting(client: Client, meeting_id: str, joined: Period | None = None) -> list[Participant]:
    """Everybody who was there, in Webex's order, once for each time they joined. Raises `Forbidden` for all but hosts.

    `joined` must hold the times of joining. Give it for meetings that are older than a week: the reference doesn't
    rule out that Webex means the last seven days otherwise.
    """
    windows = joined.windows(LONGEST) if joined else [None]
    lists = [client.pages("/meetingParticipants", _params(meeting_id, window)) for window in windows]
    return [_participant(item) for pages in lists for page in pages for item in page]


def _params(meeting_id: str, joined: Period | None) -> Params:
    window = {"joinTimeFrom": stamp(joined.start), "joinTimeTo": stamp(joined.end)} if joined else {}
    return {"meetingId": meeting_id, "max": PAGE, **window}


def _participant(item: Json) -> Participant:
    return Participant(
        name=text(item, "displayName") or "",
        email=text(item, "email") or "",
        is_host=item.get("host") is True,
        joined_at=_moment(item, "joinedTime"),
        left_at=_moment(item, "leftTime"),
    )


def _moment(item: Json, name: str) -> datetime | None:
    """An instant; 1970 stands for one that has not come (reference 17, trap 21)."""
    at = instant(item, name)
    return None if at is None or at.year == 1970 else at
