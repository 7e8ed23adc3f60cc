"""Faces of what compliance officers see and do; the lists they share with administrators stand there."""

from cards import admin, admin_details, compliance
from core.admin import OthersPage
from core.calls import CallDetails
from core.grants import GrantKind, GrantSummary
from core.recordings import RecordingDetails
from core.settings import COMPLIANCE_READ_SCOPES
from tests.cards.examples.values import BERLIN, MONTH, NASTY, NOW, Example, call, nasty_topic, recording

KIND = GrantKind.COMPLIANCE
ALLOWED = GrantSummary(KIND, frozenset(COMPLIANCE_READ_SCOPES), NOW)
ENDED = GrantSummary(KIND, frozenset(), NOW, has_ended=True)
CALL = call(1, owner_email="bo@example.com")
MEETING = recording(1, host_email="bo@example.com")
EXTREME = call(2, topic=nasty_topic(NASTY[0]), owner_email="🎉" * 300)


def examples() -> list[Example]:
    overview, ask, erased = compliance.overview, compliance.ask_erase, compliance.erased
    problems = ("What you typed is not what I asked for, so I did nothing.", "I need a reason, so I did nothing yet.")
    listed = admin.others_list(
        OthersPage((CALL, MEETING), MONTH, total=12, has_more=True),
        about="calls of everybody",
        more="compliance calls after:1",
        status="purged",
        kind=KIND,
        zone=BERLIN,
        now=NOW,
        again=lambda period: f"compliance calls {period}",
    )
    call_face = admin_details.call_details(CallDetails(CALL, None), None, zone=BERLIN, now=NOW, kind=KIND)
    meeting_face = admin_details.meeting_details(RecordingDetails(MEETING, None), zone=BERLIN, now=NOW, kind=KIND)
    return [
        Example("compliance", overview, overview(ALLOWED, zone=BERLIN, now=NOW), ("compliance log",)),
        Example("compliance-new", overview, overview(None, zone=BERLIN, now=NOW)),
        Example("compliance-ended", overview, overview(ENDED, zone=BERLIN, now=NOW)),
        Example("compliance-list", admin.others_list, listed),
        Example("compliance-call", admin_details.call_details, call_face),
        Example("compliance-meeting", admin_details.meeting_details, meeting_face),
        Example("erase", ask, ask(CALL, reason="", comment="", zone=BERLIN, now=NOW), ("1 call of bo@example.com",)),
        Example("erase-again", ask, ask(MEETING, reason="", comment="c", problems=problems, zone=BERLIN, now=NOW)),
        Example("erase-extreme", ask, ask(EXTREME, reason="🎉" * 255, comment="🎉" * 255, zone=BERLIN, now=NOW)),
        Example("erased", erased, erased(is_call=True, whose="bo@example.com", reason="closed"), ("closed",)),
        Example("erased-extreme", erased, erased(is_call=False, whose="🎉" * 300, reason="🎉" * 255)),
    ]
