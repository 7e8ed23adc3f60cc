"""What was said in meetings, as the person who asks (reference 12)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from core.periods import Period
from core.transcripts import Snippet, Transcript
from webex.client import Client
from webex.wire import Json, duration, instant, number, segment, stamp, text

PAGE = 100
"""The most that Webex gives at once (reference 12)."""

LONGEST = 20 * 1024 * 1024
"""Bytes of a transcript. A day of talking is about two million."""

FASTEST = 50
"""Characters a second. A fast speaker of any language stays below thirty."""

_MILLISECOND = timedelta(milliseconds=1)
_SECOND = timedelta(seconds=1)


def pages(client: Client, period: Period, site: str | None) -> Iterator[list[Transcript]]:
    """The transcripts of meetings in the period, page by page; a page may be empty, and there may be none.

    Both ends are always sent: without them Webex means seven days. Without a site it means the preferred one alone,
    not all of them (reference 17, traps 1 and 22).
    """
    return _pages(client, period, siteUrl=site)


def of_meeting(client: Client, meeting_id: str, period: Period, site: str | None = None) -> list[Transcript]:
    """The transcripts of a held meeting, by the ID of its ended instance (reference 17, trap 18).

    The period must hold the beginning of the meeting and the site be that of the meeting: nobody says that Webex
    leaves either out of account for the sake of the ID.
    """
    return [one for page in _pages(client, period, meetingId=meeting_id, siteUrl=site) for one in page]


def download(client: Client, transcript_id: str, meeting_id: str, format: Literal["vtt", "txt"]) -> str:
    """The whole text. Raises `NotFound`, and `BadRequest` for more than anybody can have said."""
    params = {"meetingId": meeting_id, "format": format}
    return client.text(f"/meetingTranscripts/{segment(transcript_id)}/download", params, most=LONGEST)


def snippets(client: Client, transcript_id: str) -> list[Snippet]:
    """Everything that was said, in Webex's order. Raises `NotFound`.

    What has no text is left out; where no name is known it is empty; what has no time has that of the one before.
    """
    found = client.pages(f"/meetingTranscripts/{segment(transcript_id)}/snippets", {"max": PAGE})
    items = [item for page in found for item in page if text(item, "text")]
    unit, at, read = _unit(items), timedelta(), []
    for item in items:
        at = _at(item, unit, at)
        read.append(Snippet(item["text"], text(item, "personName") or "", text(item, "personEmail") or "", at))
    return read


def _pages(client: Client, period: Period, **filters: str | None) -> Iterator[list[Transcript]]:
    params = {"from": stamp(period.start), "to": stamp(period.end), "max": PAGE, **filters}
    for items in client.pages_if_any("/meetingTranscripts", params):
        yield [read for item in items if not item.get("errors") and (read := _transcript(item))]


def _transcript(item: Json) -> Transcript | None:
    transcript_id, meeting_id = text(item, "id"), text(item, "meetingId")
    if transcript_id is None or meeting_id is None or item.get("status") == "deleted":
        return None
    return Transcript(
        id=transcript_id,
        meeting_id=meeting_id,
        topic=text(item, "meetingTopic") or "",
        started_at=instant(item, "startTime"),
        site=text(item, "siteUrl"),
    )


def _at(item: Json, unit: timedelta, otherwise: timedelta) -> timedelta:
    given = (duration(item, "offsetMillisecond", _MILLISECOND), duration(item, "offset", unit))
    return next((at for at in given if at is not None), otherwise)


def _unit(items: list[Json]) -> timedelta:
    """What one `offset` of a transcript is: a millisecond, as the specification's examples have it, or a second, as
    the guide says (reference 12).

    The text decides: seconds, where in milliseconds everybody would have spoken faster than anybody can.
    """
    offsets = [(number(item, "offset") or 0.0, len(item["text"])) for item in items]
    last = max((at for at, _ in offsets), default=0.0)
    said = sum(length for at, length in offsets if at < last)
    return _SECOND if said > FASTEST * last / 1000 else _MILLISECOND
