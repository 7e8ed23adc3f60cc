"""Faces of calls: lists, details, links, notes and transcripts, and why something is not there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cards import calls, lists, recordings, summaries, transcripts
from core.calls import Call, CallAction, CallLinks, CallMetadata, CallNotes, ItemPage, Party, Redirect
from core.replies import Face
from core.why import Reason
from tests.cards.examples.values import AUDIO, BERLIN, MONTH, NASTY, NOW, TRANSCRIPT, VIDEO, Example, nasty_topic

STARTED = datetime(2026, 3, 2, 10, 0, 5, tzinfo=UTC)
NUMBER = "+34911223344"


def call(number: int = 1, **changes: object) -> Call:
    whole = Call(
        id=f"7c0d1e2f-3a4b-4c5d-8e6f-{number:012x}",
        topic=f"Call with {NUMBER}",
        created_at=STARTED + timedelta(minutes=5),
        recorded_at=STARTED - timedelta(hours=5 * number),
        length=timedelta(seconds=245),
        size=980_112,
        format="MP3",
        service="calling",
        owner_email="ana@example.com",
        owner_type="user",
        region="DE",
        location_id="loc-1",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a call


ANA, EVA = Party("Ana Ruiz", "+34911000111", "ana@example.com", "user"), Party("Eva", "+34911000222")
OUTSIDE = Party(number=NUMBER)
TOLD = CallMetadata(
    caller=OUTSIDE,
    called=ANA,
    answered_by=EVA,
    started_at=STARTED,
    ended_at=STARTED + timedelta(minutes=5),
    personality="terminator",
    recording_type="always",
    actions=(CallAction("start", STARTED), CallAction("stop")),
    participants=(OUTSIDE, Party("Bo")),
    redirects=(Redirect("busy", EVA),),
)
LINKS = CallLinks(AUDIO, TRANSCRIPT, NOW + timedelta(hours=3), VIDEO, VIDEO, VIDEO)
MINIMAL = Call("7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5", "", NOW)
ALL_EMOJI = call(
    topic="🎉" * 500, format="🎉" * 500, service="🎉" * 500, status="🎉" * 500, owner_type="🎉" * 500, region="🎉" * 500
)
_SOMEBODY = Party("🎉" * 500, "🎉" * 500)
ALL_EMOJI_TOLD = CallMetadata(
    _SOMEBODY,
    _SOMEBODY,
    Party("🎈" * 500),
    personality="🎉" * 500,
    recording_type="🎉" * 500,
    actions=(CallAction("🎉" * 500, STARTED),) * 50,
    participants=tuple(Party("🎉" * 500, str(n)) for n in range(50)),
    redirects=(Redirect("🎉" * 500, _SOMEBODY),) * 50,
)


def listed(page: ItemPage, searched: str | None = None) -> Face:
    return lists.recording_list(
        page,
        title="Calls",
        more=f"calls {MONTH}",
        zone=BERLIN,
        now=NOW,
        searched=searched,
        noun="call",
        why_empty=calls.EMPTY,
    )


def detailed(of: Call, links: CallLinks | None = LINKS, told: CallMetadata | None = TOLD) -> Face:
    return calls.call_details(of, links, told, zone=BERLIN, now=NOW)


def noted(of: Call, notes: CallNotes) -> Face:
    return summaries.call_summary(of, notes, has_transcript=True, zone=BERLIN, now=NOW)


def examples() -> list[Example]:
    of, details, linked = lists.recording_list, calls.call_details, recordings.recording_links
    rows = tuple(call(number) for number in range(10))
    return [
        Example("calls-usual", of, listed(ItemPage(rows, MONTH, total=23, has_more=True), NUMBER), (NUMBER,)),
        Example("calls-empty", of, listed(ItemPage((), MONTH), NUMBER)),
        Example("call-links", linked, linked(call(), LINKS, zone=BERLIN, now=NOW)),
        Example("call-details", details, detailed(call()), (NUMBER, "Eva · +34911000222", "Germany")),
        Example("call-details-untold", details, detailed(call(status="deleted"), told=None)),
        Example("call-details-prevented", details, detailed(call(), None)),
        Example("call-details-minimal", details, detailed(MINIMAL, None, CallMetadata())),
        Example("call-details-emoji", details, detailed(ALL_EMOJI, told=ALL_EMOJI_TOLD)),
        *(
            Example(
                f"call-details-nasty-{n}", details, detailed(call(topic=nasty_topic(seen)), told=told(seen)), (seen,)
            )
            for n, seen in enumerate(NASTY)
        ),
        Example("no-call-links", calls.no_call_links, calls.no_call_links(call(), None)),
        Example("no-call-links-purged", calls.no_call_links, calls.no_call_links(call(status="purged"), LINKS)),
        Example("no-calling", calls.no_calling, calls.no_calling()),
        Example("not-my-call", calls.not_my_call, calls.not_my_call()),
        Example("only-meetings", calls.only_meetings, calls.only_meetings("share", MINIMAL.id)),
        Example("nothing-more", calls.nothing_more, calls.nothing_more(MINIMAL.id)),
        Example("call-not-there", calls.call_not_there, calls.call_not_there()),
        *(Example(f"call-why-{reason.name}", calls.call_explanation, explained(reason)) for reason in WHY),
        *word_examples(),
    ]


def told(seen: str) -> CallMetadata:
    return CallMetadata(Party(seen, seen, seen, seen), personality=seen, recording_type=seen)


WHY = (
    Reason.IN_LIST,
    Reason.OUTSIDE_PERIOD,
    Reason.LATE,
    Reason.IN_BIN,
    Reason.PURGED,
    Reason.PREVENTED,
    Reason.NO_TRANSCRIPT,
)
"""What the service gives for a call."""


def explained(reason: Reason) -> Face:
    return calls.call_explanation(call(), [reason], MONTH, zone=BERLIN, now=NOW)


def word_examples() -> list[Example]:
    summary, transcript = summaries.call_summary, transcripts.call_transcript
    whole = CallNotes("<p>They spoke of <b>bread</b>.</p>", "# Notes\n- one\n  - two\n**Bold** words", "Ring back\nPay")
    nasty = "\n\n".join(NASTY[:1] + NASTY[2:3] + NASTY[7:])
    vtt = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello?\n"

    def said(content: str, format: str = "txt", asked: str = "txt", of: Call = MINIMAL) -> Face:
        return transcript(of, content, format, asked=asked, zone=BERLIN, now=NOW)

    return [
        Example("call-summary", summary, noted(call(), whole), ("•  Ring back", "Notes")),
        Example("call-summary-partly", summary, noted(call(), replace(whole, is_elsewhere=True, is_complete=False))),
        Example("call-summary-nasty", summary, noted(MINIMAL, CallNotes(nasty, f"<p>{NASTY[8]}</p>"))),
        Example("call-summary-emoji", summary, noted(ALL_EMOJI, CallNotes(*(f"{'🎉' * 300}\n" * 200,) * 3))),
        Example("call-summary-one-line", summary, noted(call(), CallNotes("🎉" * 9000))),
        Example(
            "no-call-summary",
            summaries.no_call_summary,
            summaries.no_call_summary(call(), CallNotes(), has_transcript=True),
        ),
        Example(
            "no-call-summary-elsewhere",
            summaries.no_call_summary,
            summaries.no_call_summary(call(), CallNotes(is_elsewhere=True, is_complete=False), has_transcript=False),
        ),
        Example("call-transcript", transcript, said(vtt, "vtt", of=call()), ("Hello?",)),
        Example("call-transcript-nasty", transcript, said("\n".join(NASTY[:6])), NASTY[:6]),
        Example("no-call-transcript", transcripts.no_call_transcript, transcripts.no_call_transcript(call())),
        Example(
            "no-call-transcript-unread",
            transcripts.no_call_transcript,
            transcripts.no_call_transcript(call(), is_unread=True),
        ),
    ]
