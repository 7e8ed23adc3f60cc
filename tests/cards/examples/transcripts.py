"""Faces of what was said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cards import transcripts
from core.recordings import Recording
from core.replies import Face
from core.transcripts import Findings, Hit, Snippet, Transcript, TranscriptText
from tests.cards.examples.values import (
    ALL_EMOJI,
    BERLIN,
    MINIMAL,
    MONTH,
    NASTY,
    NOW,
    TOPICS,
    Example,
    hexadecimal,
    recording,
)

SAID = Transcript("t1", "9f8e_I_48", "Weekly sync", datetime(2026, 3, 2, 9, 0, 11, tzinfo=UTC), "acme.webex.com")


def snippet(text: str, speaker: str = "Ana Ruiz", at: int = 754) -> Snippet:
    return Snippet(text, speaker, "ana@example.com", timedelta(seconds=at))


def hit(text: str, number: int | None = 1, **changes: object) -> Hit:
    before, after = snippet("What about the money?", "Bo"), snippet("Fine.", "Bo")
    whole = Hit(SAID, snippet(text), before, after, is_exact=True, recording_id=hexadecimal(number) if number else None)
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a hit


def found(*hits: Hit, **changes: object) -> Findings:
    whole = Findings(hits, total=len(hits), searched=50, found_in=len({one.transcript.id for one in hits}))
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of findings


def said(findings: Findings, phrase: str = "budget", speaker: str | None = None) -> Face:
    return transcripts.said(
        findings,
        phrase=phrase,
        speaker=speaker,
        period=MONTH,
        zone=BERLIN,
        now=NOW,
        again=lambda period: f'find "{phrase}" {period}',
    )


def examples() -> list[Example]:
    of, none = transcripts.transcript, transcripts.no_transcript
    txt = "".join(f"Ana Ruiz 00:00:{at:02}\nWe are over budget, part {at}.\n\n" for at in range(20))
    vtt = 'WEBVTT\n\n1 "Ana Ruiz" (1)\n00:00:01.500 --> 00:00:04.200\nGood morning.\n\n'
    meeting = recording(meeting_id="9f8e_I_48")

    def shown(content: str, of_recording: Recording = meeting, format: str = "txt") -> Face:
        text = TranscriptText(SAID, "vtt" if format == "vtt" else "txt", content)
        return of(of_recording, text, zone=BERLIN, now=NOW)

    return [
        Example("transcript", of, shown(txt), ("Weekly sync", "We are over budget, part 2.")),
        Example("transcript-vtt", of, shown(vtt, format="vtt"), ("Good morning.",)),
        Example("transcript-extreme", of, shown(NASTY[0] + "\n" + NASTY[3] + "\n" + "🎉" * 9999, ALL_EMOJI), NASTY[:1]),
        Example("no-transcript", none, none(meeting)),
        Example("no-transcript-no-meeting", none, none(MINIMAL)),
        *said_examples(),
    ]


def said_examples() -> list[Example]:
    of = transcripts.said
    long = "🎉 " * 400
    other = replace(SAID, id="t2", topic=NASTY[0], started_at=None)
    emoji = tuple(
        hit(
            long,
            number,
            transcript=replace(SAID, id=f"t{number}", topic=long),
            before=snippet(long, long),
            after=snippet(long, long),
            said=snippet(long, long, at=400_000),
        )
        for number in range(1, 20)
    )
    nasty = [hit(text, None, transcript=other, before=None, after=snippet(NASTY[5], "")) for text in NASTY[1:4]]
    partly = found(hit("Over budget."), total=40, silent=TOPICS, unread=3, is_complete=False, knows_sites=False)
    nothing = found(searched=0, silent=(NASTY[0], ""), is_complete=False)
    return [
        Example(
            "said",
            of,
            said(found(hit("We are over budget."), hit("The budget is frozen.", 2))),
            ("Weekly sync", "We are over budget.", "Ana Ruiz:", "00:12:34"),
        ),
        Example("said-partly", of, said(partly, speaker="ana"), ("by ana",)),
        Example("said-nothing", of, said(found(), 'bud"get')),
        Example("said-nothing-to-search", of, said(nothing), (NASTY[0][:25],)),
        Example("said-nasty", of, said(found(*nasty), NASTY[3], NASTY[4]), (*NASTY[:2], NASTY[3])),
        Example("said-extreme", of, said(found(*emoji, silent=(long,) * 99), long, long)),
    ]
