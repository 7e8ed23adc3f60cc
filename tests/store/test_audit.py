"""The audit is one chain: whatever somebody does to its rows who has only the database is found out."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from store.audit import AuditLog
from store.database import Database, Transaction
from store.tables import audit, audit_head
from store.vault import Vault

ROOT = Path(__file__).parents[2]
KEY = "a key of thirty-two characters or more"
OTHER = "another key of thirty-two characters"
WRITER = """
import sys
from store.audit import AuditLog
from store.database import Database
from store.vault import Vault
url, key, name = sys.argv[1:]
log = AuditLog(Database(url), Vault([key]))
for number in range(10):
    log.append(f"{name} {number}", {"by": name})
"""


@pytest.fixture
def log(database: Database, vault: Vault) -> AuditLog:
    """An audit of five rows."""
    log = AuditLog(database, vault)
    for number in range(1, 6):
        log.append(f"key {number}", {"n": number})
    return log


def problem(log: AuditLog) -> str:
    return log.verify().problem or ""


def row_of(database: Database, number: int) -> dict[str, object]:
    with database.read() as tx:
        return dict(tx.execute(audit.select().where(audit.c.number == number)).one()._mapping)


def test_an_empty_audit_is_as_it_should_be(database: Database, vault: Vault) -> None:
    verdict = AuditLog(database, vault).verify()
    assert (verdict.rows, verdict.problem) == (0, None)


def test_rows_are_numbered_without_a_gap_and_read_both_ways(log: AuditLog) -> None:
    assert (log.verify().rows, log.verify().problem) == (5, None)
    assert [row.number for row in log.rows()] == [1, 2, 3, 4, 5]
    assert [row.body["n"] for row in log.newest_first()] == [5, 4, 3, 2, 1]


def test_a_key_that_is_known_adds_nothing_and_gives_its_number(log: AuditLog) -> None:
    assert log.append("key 2", {"n": 99}) == 2
    assert log.verify().rows == 5


def changed(tx: Transaction) -> None:
    tx.execute(update(audit).where(audit.c.number == 3).values(body='{"n":33}'))


def no_longer_json(tx: Transaction) -> None:
    tx.execute(update(audit).where(audit.c.number == 3).values(body="{"))


def removed(tx: Transaction) -> None:
    tx.execute(delete(audit).where(audit.c.number == 3))


def first_removed(tx: Transaction) -> None:
    tx.execute(delete(audit).where(audit.c.number == 1))


def closed_up(tx: Transaction) -> None:
    """Removed, and the others moved to where it was."""
    removed(tx)
    for number in (4, 5):
        tx.execute(update(audit).where(audit.c.number == number).values(number=number - 1))


def swapped(tx: Transaction) -> None:
    for old, new in ((3, 9), (4, 3), (9, 4)):
        tx.execute(update(audit).where(audit.c.number == old).values(number=new))


def cut(tx: Transaction) -> None:
    tx.execute(delete(audit).where(audit.c.number > 3))


def cut_with_a_forged_head(tx: Transaction) -> None:
    cut(tx)
    seal = tx.execute(audit.select().where(audit.c.number == 3)).one().seal
    tx.execute(update(audit_head).values(last=3, seal=seal))


def cut_without_a_head(tx: Transaction) -> None:
    cut(tx)
    tx.execute(delete(audit_head))


def all_cut(tx: Transaction) -> None:
    tx.execute(delete(audit))


TAMPERED: list[tuple[Callable[[Transaction], None], str]] = [
    (changed, "Row 3 is not as it was written"),
    (no_longer_json, "Row 3 is not as it was written"),
    (removed, "Row 3 is missing"),
    (first_removed, "Row 1 is missing"),
    (closed_up, "Row 3 is not as it was written"),
    (swapped, "Row 3 is not as it was written"),
    (cut, "Row 4 is missing"),
    (cut_with_a_forged_head, "The head is not as it was written"),
    (cut_without_a_head, "The head is missing"),
    (all_cut, "Row 1 is missing"),
]


@pytest.mark.parametrize(("tamper", "said"), TAMPERED)
def test_what_was_tampered_with_is_found_out_and_does_not_heal_by_going_on(
    database: Database, log: AuditLog, tamper: Callable[[Transaction], None], said: str
) -> None:
    with database.begin() as tx:
        tamper(tx)
    assert problem(log).startswith(said)
    log.append("later", {"n": 6})
    assert problem(log).startswith("Row ")


@pytest.mark.parametrize("place", ["in place of a row", "at the end"])
def test_a_row_that_was_forged_with_another_key_is_found_out(database: Database, log: AuditLog, place: str) -> None:
    forger = AuditLog(database, Vault([OTHER]))
    if place == "at the end":
        forger.append("forged", {"n": 6})
        assert problem(log).startswith("Row 6 ")
        return
    last = row_of(database, 5)
    with database.begin() as tx:
        tx.execute(delete(audit).where(audit.c.number == 5))
        tx.execute(update(audit_head).values(last=4, seal=last["before"]))
    forger.append("forged", {"n": 5})
    assert problem(log).startswith("Row 5 ")


def test_an_older_row_with_its_seal_can_not_stand_in_another_place(database: Database, log: AuditLog) -> None:
    old = row_of(database, 2)
    with database.begin() as tx:
        tx.execute(delete(audit).where(audit.c.number == 2))
        tx.execute(update(audit).where(audit.c.number == 4).values(body=old["body"], key=old["key"], seal=old["seal"]))
    assert problem(log).startswith("Row 2 is missing")


def test_a_changed_key_goes_on_with_the_same_chain(database: Database, log: AuditLog) -> None:
    rotated = AuditLog(database, Vault([OTHER, KEY]))
    assert rotated.verify().problem is None
    rotated.append("key 6", {"n": 6})
    assert (rotated.verify().rows, rotated.verify().problem) == (6, None)
    assert problem(AuditLog(database, Vault([OTHER]))).startswith("Row 1 is not as it was written, or its key")


def test_ten_threads_make_one_chain(database: Database, vault: Vault) -> None:
    log = AuditLog(database, vault)
    with ThreadPoolExecutor(10) as threads:
        numbers = list(threads.map(lambda one: log.append(f"key {one}", {"n": one}), range(100)))
    assert sorted(numbers) == list(range(1, 101))
    assert (log.verify().rows, log.verify().problem) == (100, None)


def test_processes_make_one_chain(database: Database, vault: Vault) -> None:
    command = [sys.executable, "-c", WRITER, database.url, KEY]
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("a", "b", "c")]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    log = AuditLog(database, vault)
    assert (log.verify().rows, log.verify().problem) == (30, None)


def test_a_long_audit_is_read_in_pieces(database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.audit._AT_ONCE", 2)
    log = AuditLog(database, vault)
    for number in range(5):
        log.append(f"key {number}", {"n": number})
    assert [row.number for row in log.rows()] == [1, 2, 3, 4, 5]
    assert [row.number for row in log.newest_first()] == [5, 4, 3, 2, 1]
    assert log.verify().problem is None
