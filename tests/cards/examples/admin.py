"""Faces of what administrators see and do: others' recordings, their bins, new owners."""

from dataclasses import replace
from datetime import timedelta

from cards import admin, admin_bin, admin_details, reassign
from core.admin import Done, OthersPage
from core.calls import Call, CallDetails, CallLinks, CallMetadata, Party, Redirect
from core.errors import Forbidden
from core.grants import GrantKind, GrantSummary
from core.periods import Period
from core.recordings import Links, RecordingDetails, Status
from core.replies import Face
from core.settings import ADMIN_READ_SCOPES
from tests.cards.examples.values import (
    AUDIO,
    BERLIN,
    MONTH,
    NASTY,
    NOW,
    TOKEN,
    TRANSCRIPT,
    VIDEO,
    Example,
    call,
    nasty_topic,
    recording,
)

ANA, BO = "ana@example.com", "bo@example.com"
ALLOWED = GrantSummary(GrantKind.ADMIN, frozenset(ADMIN_READ_SCOPES), NOW)
NUMBER = "+34911223344"


def of_ana(number: int = 1, **changes: object) -> Call:
    return call(number, **{"owner_email": ANA, "location_id": "loc-1", **changes})


CALLS = tuple(call(number, owner_email=f"person{number % 5}@example.com") for number in range(100))
LINE = call(3, owner_email=None, owner_type="virtualLine", length=None, topic="")
NASTY_CALLS = tuple(
    call(number, topic=nasty_topic(seen), owner_email="o" * 300, owner_type="x" * 300)
    for number, seen in enumerate(NASTY)
)
BARE = Call(id="7c0d1e2f-3a4b-4c5d-8e6f-000000000007", topic="", created_at=NOW)
MEETING = recording(1, host_email=ANA, host_name="Ana Ruiz", password=None)
METADATA = CallMetadata(
    caller=Party(number=NUMBER),
    called=Party("Ana Ruiz", "+34910000100", ANA, "user"),
    answered_by=Party("Ana Ruiz"),
    started_at=NOW - timedelta(minutes=30),
    ended_at=NOW - timedelta(minutes=20),
    recording_type="always-on",
    participants=(Party("Ana Ruiz", email=ANA), Party(number=NUMBER)),
    redirects=(Redirect("busy", Party("Reception")), Redirect("timeOfDay")),
    owner_name="Ana Ruiz",
)
LONG = CallMetadata(
    caller=Party("n" * 500, "9" * 500, "e" * 500), participants=(Party("🎉" * 300),) * 50, owner_name="o" * 500
)


def examples() -> list[Example]:
    return [*_lists(), *_details(), *_bins(), *_reassigned(), *_refusals()]


def _lists() -> list[Example]:
    def page(*items: object, **more: object) -> OthersPage:
        whole = OthersPage(tuple(items), MONTH, total=len(items))  # type: ignore[arg-type]  # recordings and calls
        return replace(whole, **more)  # type: ignore[arg-type]  # its fields

    def drawn(
        page: OthersPage, status: str | None = None, more: str | None = None, about: str = "calls of ana"
    ) -> Face:
        def again(period: Period) -> str:
            return f"admin calls {period}"

        return admin.others_list(page, about=about, more=more, status=status, zone=BERLIN, now=NOW, again=again)

    of, overview = admin.others_list, admin.overview
    more = "admin calls 2026-02-01..2026-03-01 after:7c0d1e2f-3a4b-4c5d-8e6f-000000000009"
    unread = ("acme-eu.webex.com", "s" * 500)
    empty = replace(page(), period=Period(NOW - timedelta(days=1), NOW), is_complete=False)
    ended = replace(ALLOWED, has_ended=True)
    return [
        Example("admin", overview, overview(None, zone=BERLIN, now=NOW)),
        Example("admin-allowed", overview, overview(ALLOWED, zone=BERLIN, now=NOW)),
        Example("admin-ended", overview, overview(ended, zone=BERLIN, now=NOW)),
        Example("admin-calls", of, drawn(page(*CALLS[:10], total=100, has_more=True), more=more), (NUMBER,)),
        Example("admin-calls-nasty", of, drawn(page(*NASTY_CALLS)), NASTY),
        Example("admin-calls-bare", of, drawn(page(BARE, LINE), about="x" * 500)),
        Example("admin-bin", of, drawn(page(of_ana(status="deleted"), MEETING), Status.DELETED)),
        Example("admin-purged", of, drawn(page(of_ana(status="purged")), Status.PURGED)),
        Example("admin-meetings", of, drawn(page(MEETING, unread_sites=unread, is_complete=False)), (ANA,)),
        Example("admin-nothing", of, drawn(empty)),
        Example("admin-already", admin.already, admin.already(ALLOWED, zone=BERLIN, now=NOW)),
    ]


def _details() -> list[Example]:
    of_call, of_meeting = admin_details.call_details, admin_details.meeting_details
    links = CallLinks(AUDIO, TRANSCRIPT, NOW + timedelta(hours=3))
    files = Links(VIDEO, AUDIO, TRANSCRIPT, NOW + timedelta(hours=3))
    cases = [
        ("admin-call", CallDetails(of_ana(), None), METADATA, (NUMBER, "Reception")),
        ("admin-call-links", CallDetails(of_ana(), links), METADATA, ()),
        ("admin-call-bare", CallDetails(BARE, None), None, ()),
        ("admin-call-line", CallDetails(LINE, None), CallMetadata(), ("Virtual line",)),
        ("admin-call-deleted", CallDetails(of_ana(status="deleted"), None), None, ()),
        ("admin-call-purged", CallDetails(of_ana(status="purged"), None), LONG, ()),
        ("admin-call-nasty", CallDetails(NASTY_CALLS[0], None), LONG, NASTY[:1]),
    ]
    meetings = [
        ("admin-meeting", RecordingDetails(MEETING, None), (ANA,)),
        ("admin-meeting-links", RecordingDetails(MEETING, files), ()),
        ("admin-meeting-deleted", RecordingDetails(replace(MEETING, status="deleted"), None), ()),
        ("admin-meeting-nasty", RecordingDetails(recording(2, topic=nasty_topic(NASTY[1])), None), NASTY[1:2]),
    ]
    return [
        *(Example(name, of_call, of_call(each, who, zone=BERLIN, now=NOW), sees) for name, each, who, sees in cases),
        *(Example(name, of_meeting, of_meeting(each, zone=BERLIN, now=NOW), sees) for name, each, sees in meetings),
    ]


def _bins() -> list[Example]:
    ask, purge, moved = admin_bin.ask_delete, admin_bin.ask_purge, admin_bin.moved
    ask_all, purge_all, all_moved = admin_bin.ask_all, admin_bin.ask_purge_all, admin_bin.all_moved
    some = Done(CALLS[:2], CALLS[2:5], Forbidden(403, "secret words of Webex"))
    deleted, restored, purged = Status.DELETED, Status.AVAILABLE, Status.PURGED
    return [
        Example("admin-delete", ask, ask([MEETING], token=TOKEN), ("Weekly sync",)),
        Example("admin-delete-several", ask, ask(CALLS, token=TOKEN, unknown=2)),
        Example("admin-delete-nasty", ask, ask(NASTY_CALLS[:8], token=TOKEN), NASTY[:8]),
        Example("admin-purge", purge, purge([of_ana()], words=f"1 call of {ANA}", was_wrong=False)),
        Example("admin-purge-several", purge, purge(CALLS, words="100 calls of 5 people", was_wrong=True, unknown=1)),
        Example("admin-deleted", moved, moved(Done((MEETING,)), deleted)),
        Example("admin-deleted-some", moved, moved(some, deleted, unknown=1), ("3 recordings stayed as before",)),
        Example("admin-restored", moved, moved(Done(CALLS), restored)),
        Example("admin-purged-before", moved, moved(Done((), gone=2), purged)),
        Example("admin-delete-all", ask_all, ask_all(CALLS, ANA, deleted, token=TOKEN)),
        Example("admin-restore-only", ask_all, ask_all([LINE], "o" * 300, restored, token=TOKEN)),
        Example("admin-purge-all", purge_all, purge_all(CALLS, ANA, words="100 calls", was_wrong=False)),
        Example("admin-purge-only", purge_all, purge_all([LINE], ANA, words="1 call", was_wrong=True)),
        Example("admin-all-deleted", all_moved, all_moved(12, ANA, deleted)),
        Example("admin-all-purged", all_moved, all_moved(1, "o" * 300, purged)),
        *(
            Example(f"admin-nothing-{to.value}", admin_bin.nothing_to_move, admin_bin.nothing_to_move(ANA, to))
            for to in (deleted, purged)
        ),
        *(
            Example(f"admin-so-{to.value}", admin_bin.so_already, admin_bin.so_already([of_ana()], to))
            for to in (deleted, restored, purged)
        ),
        Example("admin-too-many", admin_bin.too_many, admin_bin.too_many()),
    ]


def _reassigned() -> list[Example]:
    ask, done, some = reassign.ask, reassign.reassigned, Done(CALLS[:2], CALLS[2:4], Forbidden(403, "secret"))
    return [
        Example("reassign", ask, ask([of_ana()], BO, token=TOKEN), (ANA, BO)),
        Example("reassign-all", ask, ask(CALLS, BO, token=TOKEN, owner=ANA, unknown=3), ("5 people",)),
        Example("reassign-nasty", ask, ask(NASTY_CALLS[:8], "o" * 300, token=TOKEN), NASTY[:8]),
        Example("reassigned", done, done(Done(CALLS), BO)),
        Example("reassigned-some", done, done(some, BO), ("2 calls stayed as before",)),
        Example("reassigned-all", reassign.all_reassigned, reassign.all_reassigned(1, BO)),
        Example("reassign-nobody", reassign.unknown_owner, reassign.unknown_owner("o" * 300)),
        Example("reassign-theirs", reassign.theirs_already, reassign.theirs_already(BO)),
        Example("reassign-nothing", reassign.nothing_of, reassign.nothing_of(ANA)),
        Example("reassign-meetings", reassign.only_calls, reassign.only_calls()),
    ]


def _refusals() -> list[Example]:
    number = admin.no_such_number
    return [
        Example("admin-other-half", admin.other_half, admin.other_half("calls")),
        Example("admin-nobody", admin.nobody, admin.nobody("o" * 300)),
        Example("admin-whose", admin.whose, admin.whose()),
        Example("admin-no-list", number, number(3, None)),
        Example("admin-no-number", number, number(30, 10)),
        Example("admin-unknown", admin.none_known, admin.none_known(1)),
        Example("admin-unknown-several", admin.none_known, admin.none_known(9)),
    ]
