"""Faces that explain why something isn't there."""

from dataclasses import replace
from datetime import timedelta

from cards import why
from core.meetings import Meeting
from core.recordings import Recording
from core.replies import Face
from core.why import Explained, HeldMeeting, Missing, Reason
from tests.cards.examples.values import ALL_EMOJI, BERLIN, MONTH, NASTY, NOW, Example, hexadecimal, recording


def examples() -> list[Example]:
    one, all_of, gone = why.explanation, why.missing, why.not_there
    every = tuple(Reason)[1:]
    held = (
        HeldMeeting(Meeting("m1", "Weekly sync", "meeting", start=NOW - timedelta(hours=3)), Reason.PROCESSING),
        HeldMeeting(Meeting("m2", NASTY[0], "meeting", end=NOW - timedelta(days=9)), Reason.GONE),
        HeldMeeting(Meeting("m3", "", "meeting"), Reason.NOT_RECORDED),
        HeldMeeting(Meeting("m4", "Standup", "meeting"), Reason.RECENT),
    )
    elsewhere = Explained(recording(), (Reason.OTHER_SITE, Reason.OUTSIDE_PERIOD))
    in_list = Explained(recording(), (Reason.IN_LIST,))
    another = Explained(recording(2), (Reason.IN_LIST,))
    emoji = Missing(
        "🎉" * 500,
        tuple(
            Explained(replace(ALL_EMOJI, id=hexadecimal(n)), (Reason.OTHER_SITE, Reason.OUTSIDE_PERIOD, Reason.LATE))
            for n in range(9)
        ),
        tuple(HeldMeeting(Meeting("m", "🎉" * 500, "meeting"), Reason.GONE) for _ in range(9)),
        is_complete=False,
    )

    def explained(of: Recording, *reasons: Reason, site: str | None = None) -> Face:
        return one(Explained(of, reasons), MONTH, site, zone=BERLIN, now=NOW)

    def missing(of: Missing, site: str | None = "acme-eu.webex.com") -> Face:
        return all_of(of, MONTH, site, zone=BERLIN, now=NOW)

    return [
        Example("why", one, explained(recording(), Reason.IN_LIST), ("Nothing stands in its way.",)),
        Example(
            "why-everything", one, explained(recording(), *every, site="acme-eu.webex.com"), ("acme-eu.webex.com",)
        ),
        Example("why-extreme", one, explained(ALL_EMOJI, *every, site="🎉" * 500)),
        Example("why-late", one, explained(recording(), Reason.IN_LIST, Reason.LATE), ("2026-03-02..2026-03-02",)),
        Example("why-shared-bin", one, explained(recording(is_shared_with_me=True), Reason.IN_BIN)),
        Example("why-not-there", gone, gone()),
        Example("missing", all_of, missing(Missing("sync", (elsewhere,), held)), ("Weekly sync", NASTY[0])),
        Example("missing-none", all_of, missing(Missing("sync", (in_list, another))), ("About “sync”", "They are in")),
        Example("missing-held", all_of, missing(Missing("sync", (), held[:1], is_complete=False))),
        Example("missing-nothing", all_of, missing(Missing(NASTY[0])), NASTY[:1]),
        Example("missing-nothing-partly", all_of, missing(Missing("sync", is_complete=False))),
        Example("missing-extreme", all_of, missing(emoji, "🎉" * 500)),
    ]
