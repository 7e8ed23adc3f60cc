"""What was said: the transcript of one meeting, and a search through those of a period.

What was read is looked through and let go, unless the person has switched on that it is kept (`store/transcripts.py`).
Which transcripts there are is asked of Webex all the same, each time: a copy answers nothing by itself.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from core.clock import Clock
from core.errors import BotError
from core.periods import Period
from core.recordings import Recording
from core.transcripts import LONGEST_KEPT, Findings, Hit, Snippet, Transcript, TranscriptText
from services import recordings as recording_services
from services.access import Access
from services.fanout import FanOut, given, tolerant
from services.lists import LATE, WINDOW
from services.matching import Wanted, hits, wanted
from services.recordings import RecordingService
from services.sites import SiteService
from store.transcripts import Transcripts
from webex import recordings, transcripts
from webex.client import Client

NEEDS = (*recording_services.NEEDS, "meeting:transcripts_read", "meeting:schedules_read")
SIDE_BY_SIDE = 8
"""Transcripts read at once for one person."""
SHOWN = 8
"""Hits of one answer."""
LONG_ENOUGH = timedelta(minutes=1)
"""The longest pause that a search makes for Webex, whose limits are per minute (reference 1.5)."""
SETTLED = timedelta(days=1)
"""After the beginning of a meeting; before that its transcript may not be whole yet, so it isn't kept."""
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and where."""

    phrase: str
    speaker: str | None
    period: Period
    site: str | None
    """One site only; None for all of the person's."""
    now: datetime
    keeps: bool = False
    """Whether copies may be used and kept."""


@dataclass(frozen=True, slots=True)
class _Listed:
    transcripts: list[Transcript]
    is_complete: bool
    knows_sites: bool


class TranscriptService:
    """One for the process."""

    def __init__(
        self, access: Access, recordings: RecordingService, sites: SiteService, kept: Transcripts, clock: Clock
    ) -> None:
        self._access = access
        self._recordings = recordings
        self._sites = sites
        self._kept = kept
        self._clock = clock

    def of(
        self, person_id: str, recording_id: str, format: Literal["txt", "vtt"], now: datetime
    ) -> tuple[Recording, TranscriptText | None]:
        """The recording and the whole text of its meeting, if there is one. Raises `Refused`."""
        client = self._access.client(person_id, NEEDS)
        recording = recordings.details(client, recording_id).recording
        found = transcript_of(client, recording, now)
        if found is None:
            return recording, None
        content = transcripts.download(client, found.id, found.meeting_id, format)
        return recording, TranscriptText(found, format, content) if content.strip() else None

    def find(self, person_id: str, search: Search, tell: Callable[[str], None]) -> Findings:
        """Where it was said, best first: the exact phrase before all of its words, newer meetings before older ones."""
        client = self._access.client(person_id, NEEDS)
        # The recordings tell which meetings have no transcript; their pages come one after the other, so they are
        # read meanwhile.
        with ThreadPoolExecutor(1, thread_name_prefix="beside") as beside:
            recorded = beside.submit(self._recordings.between, person_id, search.period, search.now)
            listed = self._listed(client, person_id, search)
            meant = wanted(search.phrase, search.speaker)
            answers = self._searched(client, person_id, search, listed, meant, tell) if meant else []
            there, all_recorded = recorded.result()
        read = given(answers)
        found = _with_recordings([hit for one in read for hit in one], there)
        return Findings(
            hits=tuple(sorted(found, key=_goodness)[:SHOWN]),
            total=len(found),
            searched=len(read),
            found_in=sum(bool(one) for one in read),
            silent=_silent(there, listed.transcripts, search.site),
            unread=len(answers) - len(read),
            is_complete=listed.is_complete and all_recorded,
            knows_sites=listed.knows_sites,
        )

    def count_kept(self, person_id: str) -> int:
        """How many copies there are for this person."""
        return self._kept.count(person_id)

    def _listed(self, client: Client, person_id: str, search: Search) -> _Listed:
        """The transcripts of the period on all sites, as Webex means the preferred one alone (reference 17.22)."""
        named = [search.site] if search.site else [site.url for site in self._sites.of(person_id)]
        sites: list[str | None] = [*named] or [None]
        asked = Period(search.period.start, max(search.period.start, min(search.period.end + LATE, search.now)))
        places = [(site, window) for site in sites for window in asked.windows(WINDOW)]

        def listed_in(place: tuple[str | None, Period]) -> list[Transcript]:
            site, window = place
            return [one for page in transcripts.pages(client, window, site) for one in page]

        answers = self._fanout().each(places, tolerant(listed_in))
        read = given(answers)
        unique = {one.id: one for found in read for one in found if _is_in(one, search.period)}
        return _Listed(list(unique.values()), len(read) == len(answers), bool(named))

    def _searched(
        self,
        client: Client,
        person_id: str,
        search: Search,
        listed: _Listed,
        meant: Wanted,
        tell: Callable[[str], None],
    ) -> list[list[Hit] | BotError]:
        """The hits of each transcript: first of those with a copy, however long Webex makes the others wait."""
        if search.keeps and listed.is_complete:
            self._kept.keep_only(person_id, search.period, [one.id for one in listed.transcripts])
        on_done = _at_tenths(len(listed.transcripts), tell)
        found: list[list[Hit] | BotError] = []
        unread: list[Transcript] = []
        for transcript in listed.transcripts:
            copy = self._kept.read(person_id, transcript.id, self._clock.now()) if search.keeps else None
            if copy is None:
                unread.append(transcript)
            else:
                found.append(list(hits(transcript, copy, meant)))
                on_done(len(found))

        def look(transcript: Transcript) -> list[Hit]:
            said = transcripts.snippets(client, transcript.id)
            if search.keeps:
                self._keep(person_id, transcript, said)
            return list(hits(transcript, said, meant))

        before = len(found)
        return found + self._fanout().each(unread, tolerant(look), lambda done: on_done(before + done))

    def _keep(self, person_id: str, transcript: Transcript, said: Sequence[Snippet]) -> None:
        """Keep a copy for as long again as the meeting is ago by now: what is corrected at all is corrected soon."""
        now = self._clock.now()
        started = transcript.started_at
        if said and started is not None and now - started >= SETTLED:
            good_until = now + min(now - started, LONGEST_KEPT)
            self._kept.keep(person_id, transcript.id, said, started_at=started, good_until=good_until)

    def _fanout(self) -> FanOut:
        return FanOut(self._clock, most=SIDE_BY_SIDE, short=LONG_ENOUGH)


def transcript_of(client: Client, recording: Recording, now: datetime) -> Transcript | None:
    """The transcript of a recording's meeting; where there are several, the one that begins nearest to it."""
    if recording.meeting_id is None:
        return None
    end = max(min(recording.when + LATE, now), recording.when)
    # The site, because Webex would look on the preferred one alone, and the period, because it would mean a week.
    found = transcripts.of_meeting(client, recording.meeting_id, Period(recording.when - LATE, end), recording.site)
    return min(found, key=lambda one: abs((one.started_at or recording.when) - recording.when), default=None)


def _is_in(transcript: Transcript, period: Period) -> bool:
    return transcript.started_at is None or transcript.started_at in period


def _at_tenths(total: int, tell: Callable[[str], None]) -> Callable[[int], None]:
    def on_done(done: int) -> None:
        if done * _TENTHS // total > (done - 1) * _TENTHS // total:
            tell(f"{done} of {total} meetings searched")

    return on_done


def _with_recordings(found: Sequence[Hit], recorded: Sequence[Recording]) -> list[Hit]:
    """The hits with the recording of their meeting that was begun last before the words were said."""
    by_meeting: dict[str, list[Recording]] = {}
    for recording in recorded:
        by_meeting.setdefault(recording.meeting_id or "", []).append(recording)
    return [replace(hit, recording_id=_recording_id(hit, by_meeting)) for hit in found]


def _recording_id(hit: Hit, by_meeting: dict[str, list[Recording]]) -> str | None:
    there = sorted(by_meeting.get(hit.transcript.meeting_id, ()), key=lambda one: one.when)
    started = hit.transcript.started_at
    if not there or started is None:
        return there[0].id if there else None
    begun = [one for one in there if one.when <= started + hit.said.at]
    return (begun or there)[-1 if begun else 0].id


def _silent(recorded: Sequence[Recording], listed: Sequence[Transcript], site: str | None) -> tuple[str, ...]:
    spoken = {one.meeting_id for one in listed}
    silent = [one for one in recorded if one.meeting_id not in spoken and site in (None, one.site)]
    return tuple({one.meeting_id or one.id: one.topic for one in silent}.values())


def _goodness(hit: Hit) -> tuple[bool, float, timedelta]:
    started = hit.transcript.started_at
    return not hit.is_exact, -started.timestamp() if started else 0.0, hit.said.at
