"""What administrators say, and that each sentence that is kept means the same again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.admin import (
    Administer,
    AdminWord,
    ConnectAdmin,
    ListOthersCalls,
    ListOthersMeetings,
    MoveAllCalls,
    MoveOthers,
    Named,
    ReassignAllCalls,
    ReassignCalls,
    ShowAdmin,
    ShowOthers,
)
from core.calls import CallFilters
from core.commands import Command, Invalid
from core.periods import Period
from core.recordings import Filters, Status
from handlers.grammar.admin import sentence
from handlers.grammar.sentences import parse

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
ID, OTHER, CALL = "a" * 32, "b" * 32, "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5"
ANA, BO = "ana@example.com", "bo@example.com"
MONTH = Period(NOW - timedelta(days=30), NOW)


def ask(text: str) -> Command:
    return parse(text, now=NOW, zone=ZoneInfo("Europe/Madrid"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("admin", ShowAdmin()),
        ("Administrator help", ShowAdmin()),
        ("admin connect", ConnectAdmin()),
        ("admin calls", ListOthersCalls()),
        (f"admin calls of {ANA} last 30 days", ListOthersCalls(CallFilters(owner=ANA), MONTH)),
        (f"admin call recordings by <{ANA.upper()}>, please", ListOthersCalls(CallFilters(owner=ANA))),
        (f"admin calls from {CALL}", ListOthersCalls(CallFilters(owner=CALL))),
        ("admin calls owner-type:line region:de", ListOthersCalls(CallFilters(owner_type="virtualLine", region="DE"))),
        (f"admin meetings {ANA} status:purged", ListOthersMeetings(Filters(status="purged"), ANA)),
        ("admin show 2", ShowOthers(Named(2))),
        (f"admin details of {CALL.upper()}", ShowOthers(Named(CALL))),
        (f'admin show "{ID} of {ANA}"', ShowOthers(Named(ID, ANA))),
        ("admin delete 2-3, 5", MoveOthers((Named(2), Named(3), Named(5)), Status.DELETED)),
        (
            f"admin restore {ID} of {ANA} and {OTHER} of {BO}, {CALL}",
            MoveOthers((Named(ID, ANA), Named(OTHER, BO), Named(CALL)), Status.AVAILABLE),
        ),
        (f"admin purge {ID} of {ANA} typed:1", MoveOthers((Named(ID, ANA),), Status.PURGED, "1")),
        (f"admin delete all of the calls of {ANA}", MoveAllCalls(ANA, Status.DELETED)),
        (f'admin purge all calls of {ANA} "2 calls"', MoveAllCalls(ANA, Status.PURGED, "2 calls")),
        (f"admin reassign 2 3 to {BO}.", ReassignCalls((Named(2), Named(3)), BO)),
        (f"admin move all calls of {CALL} to user {BO}", ReassignAllCalls(CALL, BO)),
    ],
)
def test_what_is_said_is_understood(text: str, word: AdminWord) -> None:
    assert ask(text) == Administer(word)


@pytest.mark.parametrize(
    "word",
    [
        ListOthersCalls(CallFilters(topic="a b", owner=ANA, location="loc 1", owner_type="place"), MONTH, CALL),
        ListOthersMeetings(Filters(topic='say "hi"', site="acme.webex.com", type="meeting"), ANA, MONTH, ID),
        ShowOthers(Named(ID, ANA)),
        MoveOthers((Named(ID, ANA), Named(OTHER, BO), Named(CALL)), Status.PURGED, "3 recordings of 2 people"),
        MoveAllCalls(ANA, Status.PURGED, "2 calls of ana@example.com", 2),
        ReassignCalls((Named(CALL),), BO),
        ReassignAllCalls(ANA, BO, 12),
    ],
)
def test_a_sentence_that_is_kept_means_the_same(word: AdminWord) -> None:
    again = ask(sentence(word))
    assert isinstance(again, Administer)
    assert sentence(again.word) == sentence(word)
    assert again.word == word or isinstance(word, ListOthersMeetings)  # quotes are left out of topics


@pytest.mark.parametrize(
    "text",
    [
        "admin " + "9" * 3000,
        "admin delete " + " ".join(f"{number:032x}" for number in range(120)),
        "admin reassign to to to",
        f"admin delete {CALL} or something",
        f"admin delete all calls of {CALL}",
        f"admin delete all calls of {ANA} count:x",
        f"admin reassign all calls of {ANA} and {BO} to {BO}",
        "admin purge",
        f"admin calls of {ANA} and {BO}",
        "admin show https://acme.example/",
        "admin show of of of",
    ],
)
def test_what_can_not_be_gets_a_sentence(text: str) -> None:
    found = ask(text)
    assert isinstance(found, Invalid)
    assert found.problem.endswith(".")
