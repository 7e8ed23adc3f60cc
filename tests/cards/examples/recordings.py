"""Faces of recordings: lists, details and links."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cards import lists, recordings
from core.periods import Period
from core.recordings import Links, Recording, RecordingPage
from core.replies import Face
from tests.cards.examples.values import (
    ALL_EMOJI,
    AUDIO,
    BERLIN,
    EXTREME_ROWS,
    LONG_URL,
    MANY_EMOJI,
    MINIMAL,
    MONTH,
    NASTY,
    NOW,
    PASSWORD,
    TRANSCRIPT,
    USUAL_ROWS,
    VIDEO,
    Example,
    extreme,
    hexadecimal,
    recording,
)


def listed(page: RecordingPage, more: str | None = None, searched: str | None = None, title: str = "") -> Face:
    return lists.recording_list(
        page, title=title or "Your recordings", more=more, zone=BERLIN, now=NOW, searched=searched
    )


def nothing(period: Period, searched: str | None = None, title: str = "Your recordings") -> Face:
    return lists.nothing_found(period, title=title, zone=BERLIN, now=NOW, searched=searched)


def detailed(of: Recording, links_known: bool = True, has_transcript: bool | None = None) -> Face:
    return recordings.recording_details(
        of, zone=BERLIN, now=NOW, links_known=links_known, has_transcript=has_transcript
    )


def linked(of: Recording, links: Links) -> Face:
    return recordings.recording_links(of, links, zone=BERLIN, now=NOW)


def examples() -> list[Example]:
    of = lists.recording_list
    more = f"list {MONTH} after:{hexadecimal(9)}"
    page = RecordingPage(USUAL_ROWS, MONTH, total=23, has_more=True)
    binned = lists.recording_list(
        RecordingPage((), MONTH),
        title="Recycle bin",
        more=None,
        zone=BERLIN,
        now=NOW,
        again=lambda period: f"list {period} status:deleted",
    )
    year = Period(datetime(2025, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 1, 23, tzinfo=UTC))
    return [
        Example("list-usual", of, listed(page, more), ("Weekly sync", "shared with me")),
        Example("list-last-page", of, listed(RecordingPage(USUAL_ROWS[:3], year, first=21, offset=20, total=23), None)),
        Example("list-search", of, listed(page, f'search "sync" {MONTH}', searched="sync")),
        Example("list-one", of, listed(RecordingPage(USUAL_ROWS[:1], MONTH, total=1))),
        Example("list-incomplete", of, listed(RecordingPage(USUAL_ROWS[:4], MONTH, total=4, is_complete=False))),
        Example("list-empty", of, listed(RecordingPage((), MONTH))),
        Example("list-empty-incomplete", of, listed(RecordingPage((), MONTH, is_complete=False))),
        Example("list-empty-bin", of, binned),
        Example("list-minimal", of, listed(RecordingPage((MINIMAL,), MONTH)), ("(no topic)",)),
        Example("list-extreme", of, listed(RecordingPage(EXTREME_ROWS, MONTH, total=10), more, "s" * 500), NASTY),
        Example("list-emoji", of, listed(RecordingPage(MANY_EMOJI, MONTH, total=9999), more, "🎉" * 500, "🎉" * 500)),
        *nothing_examples(),
        *details_examples(),
        *more_examples(),
        *link_examples(),
    ]


def nothing_examples() -> list[Example]:
    of = lists.nothing_found
    ages = Period(NOW - timedelta(days=4000), NOW)
    return [
        Example("nothing", of, nothing(MONTH)),
        Example("nothing-search", of, nothing(MONTH, 'qu"arter')),
        Example("nothing-anywhere", of, nothing(ages)),
        Example("nothing-extreme", of, nothing(MONTH, NASTY[0] + "🎉" * 500, NASTY[3]), (NASTY[0], NASTY[3])),
    ]


def details_examples() -> list[Example]:
    of = recordings.recording_details
    prevented = recording(download_url=None, password="********", is_shared_with_me=True)
    return [
        Example("details", of, detailed(recording(), has_transcript=True), ("Weekly sync", "acme.webex.com", PASSWORD)),
        Example("details-prevented", of, detailed(prevented, links_known=False, has_transcript=False)),
        Example("details-arf", of, detailed(recording(format="ARF"))),
        Example("details-deleted", of, detailed(recording(status="deleted"))),
        Example("details-purged", of, detailed(recording(status="purged", playback_url="javascript:alert(1)"))),
        Example("details-minimal", of, detailed(MINIMAL, links_known=False)),
        Example("details-emoji", of, detailed(ALL_EMOJI)),
        *(Example(f"details-nasty-{n}", of, detailed(extreme(n)), (seen,)) for n, seen in enumerate(NASTY)),
    ]


def more_examples() -> list[Example]:
    of = recordings.more_actions
    held, binned = recording(meeting_id="9f8e_I_48"), recording(status="deleted")

    def more(of_recording: Recording) -> Face:
        return of(of_recording, zone=BERLIN, now=NOW)

    return [
        Example("more", of, more(held), ("Weekly sync",)),
        Example("more-shared", of, more(replace(held, is_shared_with_me=True))),
        Example("more-deleted", of, more(binned)),
        Example("more-emoji", of, more(ALL_EMOJI)),
        *(Example(f"more-nasty-{n}", of, more(extreme(n)), (seen,)) for n, seen in enumerate(NASTY[:3])),
    ]


def link_examples() -> list[Example]:
    soon = NOW + timedelta(hours=2, minutes=59, seconds=30)
    links = Links(VIDEO, AUDIO, TRANSCRIPT, soon)
    of, none = recordings.recording_links, recordings.no_links
    return [
        Example("links", of, linked(recording(), links)),
        Example("links-video", of, linked(recording(format="ARF"), Links(VIDEO, None, None, soon))),
        Example("links-expired", of, linked(MINIMAL, Links(None, None, None, NOW))),
        Example("links-extreme", of, linked(EXTREME_ROWS[0], Links(LONG_URL, "ftp://x", VIDEO, soon)), NASTY[:1]),
        Example("links-emoji", of, linked(ALL_EMOJI, Links(*(f"https://x/{'🎉' * 200}",) * 3, soon))),
        Example("no-links", none, recordings.no_links(recording(download_url=None))),
        Example("no-links-deleted", none, recordings.no_links(recording(status="deleted"))),
        Example("no-links-unknown", none, recordings.no_links(recording(playback_url=LONG_URL))),
        Example("no-links-extreme", none, recordings.no_links(EXTREME_ROWS[3]), NASTY[3:4]),
    ]
