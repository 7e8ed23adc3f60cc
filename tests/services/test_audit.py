"""A change by a role is written down before it is made and after, whatever becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest

from core.audit import Deed, Ending, Entry
from core.errors import Forbidden, LeaseLost, NotFound, RateLimited
from core.grants import GrantKind
from core.people import Asker, Person, Preferences
from core.work import Job, WorkKind
from services.audit import PAGE, AuditService
from services.progress import Progress
from store.audit import AuditLog
from store.database import DatabaseAway
from store.journal import Journal
from store.vault import Vault
from tests.absence import away
from tests.stage import START, Stage, StageClock

IDS = ("a" * 32, "b" * 32)
DEED = Deed(GrantKind.COMPLIANCE, "erase", "bo@example.com", IDS, "legal hold has ended", "case 7")
ANA = Asker(Person("ANA", "ana@example.com", "Ana", "O"), Preferences(), None, True, START)


@pytest.fixture
def audit(stage: Stage) -> AuditService:
    return stage.bot.services.audit


def attempt(stage: Stage, row: int = 1, attempts: int = 1) -> Progress:
    """An attempt at that row of work."""
    job = Job(row, WorkKind.MESSAGE, "ANA", {}, START, attempts, "lease")
    journal = Journal(stage.bot.database, stage.bot.work)
    return Progress(job, journal, StageClock(stage.clock), lambda _: None)


def failing(error: Exception) -> Callable[[], Any]:
    def change() -> None:
        raise error

    return change


def endings(audit: AuditService) -> list[tuple[Ending, int | None, int | None]]:
    return [(one.ending, one.count, one.status) for one in audit.entries()]


def test_a_row_stands_there_before_the_change_and_one_after_it(stage: Stage, audit: AuditService) -> None:
    seen: list[Entry] = audit.act(ANA, attempt(stage), DEED, lambda: list(audit.entries()))
    assert [one.ending for one in seen] == [Ending.BEGUN]
    begun, ended = audit.entries()
    assert (begun.deed, begun.actor_email, begun.at) == (DEED, "ana@example.com", START)
    assert (ended.ending, ended.begun, ended.count, ended.deed) == (Ending.DONE, begun.number, 2, DEED)


@pytest.mark.parametrize(
    ("error", "ended"),
    [
        (Forbidden(403), (Ending.REFUSED, 0, 403)),
        (NotFound(404), (Ending.REFUSED, 0, 404)),
        (RateLimited(9), (Ending.FAILED, None, 429)),
        (RuntimeError("a defect"), (Ending.FAILED, None, None)),
    ],
)
def test_no_error_skips_the_row_about_the_end(
    stage: Stage, audit: AuditService, error: Exception, ended: tuple[Ending, int, int | None]
) -> None:
    with pytest.raises(type(error)):
        audit.act(ANA, attempt(stage), DEED, failing(error))
    assert endings(audit)[1:] == [ended]


def test_another_attempt_doubles_nothing_and_adds_how_it_went_this_time(stage: Stage, audit: AuditService) -> None:
    for number in (1, 2):
        with pytest.raises(RateLimited):
            audit.act(ANA, attempt(stage, attempts=number), DEED, failing(RateLimited(9)))
    for number in (3, 4):  # the last one because the bot died before it had posted the answer
        audit.act(ANA, attempt(stage, attempts=number), DEED, lambda: "done")
    assert endings(audit) == [(Ending.BEGUN, None, None), (Ending.FAILED, None, 429), (Ending.DONE, 2, None)]
    audit.act(ANA, attempt(stage, row=2), DEED, lambda: "asked once more")
    assert len(endings(audit)) == 5
    assert audit.verify().problem is None


def test_what_was_done_in_part_is_counted(stage: Stage, audit: AuditService) -> None:
    audit.act(ANA, attempt(stage), DEED, lambda: ["one"], how_many=len)
    assert endings(audit)[-1] == (Ending.PARTLY, 1, None)


def test_a_lost_lease_leaves_the_end_to_the_one_who_goes_on(stage: Stage, audit: AuditService) -> None:
    with pytest.raises(LeaseLost):
        audit.act(ANA, attempt(stage), DEED, failing(LeaseLost()))
    assert [ending for ending, *_ in endings(audit)] == [Ending.BEGUN]


def test_what_can_not_be_written_down_is_not_done(stage: Stage, audit: AuditService) -> None:
    done: list[str] = []
    with away(stage.bot.database, stage.folder), pytest.raises(DatabaseAway):
        audit.act(ANA, attempt(stage), DEED, lambda: done.append("yes"))
    assert (done, endings(audit)) == ([], [])


def test_a_page_tells_each_deed_once_and_goes_on_after_an_entry(stage: Stage, audit: AuditService) -> None:
    for row in range(PAGE + 2):
        audit.act(ANA, attempt(stage, row), DEED, lambda: None)
    first = audit.page("O", None, None)
    rest = audit.page("O", None, first.entries[-1].number)
    assert [one.number for one in first.entries] == list(range(24, 4, -2))
    assert ([one.number for one in rest.entries], first.has_more, rest.has_more) == ([4, 2], True, False)


def test_a_row_that_somebody_made_unreadable_hides_no_other(stage: Stage, audit: AuditService) -> None:
    for row in (1, 2):
        audit.act(ANA, attempt(stage, row), DEED, lambda: None)
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("UPDATE audit SET body = '{}' WHERE number = 2")
    assert [one.number for one in audit.entries()] == [1, 3, 4]
    assert (audit.verify().problem or "").startswith("Row 2 is not as it was written")


def test_the_seals_are_made_with_the_key_of_the_settings(stage: Stage, audit: AuditService) -> None:
    audit.act(ANA, attempt(stage), DEED, lambda: None)
    assert AuditLog(stage.bot.database, Vault(["k" * 40])).verify().problem is None
    assert AuditLog(stage.bot.database, Vault(["x" * 40])).verify().problem is not None
