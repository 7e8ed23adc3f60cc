"""What the bot has done at Webex for people, and what they had asked it to do: both are kept, and compared at the end.

Nothing is binned, shared or mailed twice, nothing that was not confirmed, and what the bot says it has done is done.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from flask import g, has_request_context

from simulator import Simulator
from simulator.archive import Recording, Status
from tests.faults.ledger import LATE, Ledger, Question, Violation

MAILED = "Webex writes to them"
"""Stands in the answer that says so for certain."""


@dataclass(frozen=True)
class _Move:
    """What became of a recording, and whether by a call that Webex carried out when the bot had given it up."""

    to: Status
    is_late: bool

    def __str__(self) -> str:
        return f"{self.to}{' (late)' if self.is_late else ''}"


@dataclass(eq=False)
class Wish:
    """Somebody has confirmed that a recording of theirs is to become so, or that somebody may see it or not."""

    question: Question
    recording: Recording
    to: Status | Literal["shared", "unshared"]
    address: str = ""
    sends_mail: bool = False


class Deeds:
    """One for a run. `watch` before anything happens."""

    def __init__(self, webex: Simulator, ledger: Ledger) -> None:
        self._webex = webex
        self._ledger = ledger
        self._moves: defaultdict[str, list[_Move]] = defaultdict(list)
        self._wishes: dict[str, list[Wish]] = {}

    def watch(self) -> None:
        """Note from now on what is moved; what is mailed, Webex notes itself."""
        archive = self._webex.world.archive
        move = archive.move

        def moved(recordings: Iterable[Recording], status: Status) -> None:
            these = list(recordings)
            is_late = has_request_context() and g.info is not None and g.info.fault in LATE
            for each in these:
                self._moves[each.id].append(_Move(status, is_late))
            move(these, status)

        archive.move = moved  # type: ignore[method-assign]  # the simulator has no joint for this

    def wish(self, question: Question | None, recording: Recording, to: Any, **more: Any) -> None:
        """That was asked for. The wishes of one recording come one after the other."""
        if question is not None:
            self._wishes.setdefault(recording.id, []).append(Wish(question, recording, to, **more))

    def audit(self) -> Iterator[Violation]:
        """All since the last audit; the ledger has been audited before."""
        wishes, self._wishes = self._wishes, {}
        for of_one in wishes.values():
            yield from self._audit_moves(of_one)
            yield from self._audit_shares(of_one)
        for unasked in self._moves.keys() - wishes.keys():
            moves = self._moves[unasked]
            if not all(move.is_late for move in moves):
                yield Violation("a recording was moved that nobody named", f"{unasked}: {_all(moves)}")
        self._moves.clear()
        yield from self._audit_mails(wishes)

    def _audit_moves(self, wishes: list[Wish]) -> Iterator[Violation]:
        moves = self._moves[wishes[0].recording.id]
        ahead = list(moves)
        for wish in wishes:
            if wish.to in ("shared", "unshared"):
                continue
            while ahead and ahead[0].to != wish.to and ahead[0].is_late:
                self._again(ahead)
            if ahead and ahead[0].to == wish.to:
                ahead.pop(0)
                self._ledger.counts[f"done at Webex: {wish.to}"] += 1
            elif self._is_said(wish):
                yield Violation("the bot says it is done and it is not", f"{_about(wish)}, moved: {_all(moves)}")
        while ahead and ahead[0].is_late:
            self._again(ahead)
        if ahead:
            yield Violation("something was done twice or unasked", f"{_about(wishes[0])}, moved: {_all(moves)}")

    def _again(self, ahead: list[_Move]) -> None:
        """Webex carried a call out that it had not answered, when the bot had asked again: nobody can call it back."""
        ahead.pop(0)
        self._ledger.counts["done again by a call that landed late"] += 1

    def _audit_shares(self, wishes: list[Wish]) -> Iterator[Violation]:
        """What was done last stands. One that Webex could not deliver is looked up, and done after later ones."""
        shares = [wish for wish in wishes if wish.to in ("shared", "unshared")]
        if not shares or not all(map(self._is_said, shares)):
            return
        last = max(shares, key=lambda wish: wish.question.outcome.landed if wish.question.outcome else 0.0)
        person = self._webex.world.directory.by_email(last.address)
        assert person is not None
        is_shared = person.id in last.recording.shared_with
        self._ledger.counts[f"done at Webex: {last.to}"] += 1
        if is_shared != (last.to == "shared") and last.recording.id in self._landed_late():
            self._ledger.counts["done again by a call that landed late"] += 1
        elif is_shared != (last.to == "shared"):
            yield Violation("the bot says it is done and it is not", f"{_about(last)}, shared: {is_shared}")

    def _landed_late(self) -> set[str]:
        """Recordings of which Webex changed late who may see them."""
        changes = [info for _, info in self._ledger.calls if info.path.endswith("/accessList") and info.fault in LATE]
        return {info.path.split("/")[2] for info in changes}

    def _audit_mails(self, wishes: dict[str, list[Wish]]) -> Iterator[Violation]:
        sent = Counter((mail.about, mail.to) for mail in self._webex.world.mails)
        for of_one in wishes.values():
            wanted = [wish for wish in of_one if wish.to == "shared" and wish.sends_mail]
            said = [wish for wish in wanted if self._is_said(wish) and MAILED in _answer(wish)]
            times = sum(sent[of_one[0].recording.id, wish.address] for wish in of_one[:1])
            self._ledger.counts["mailed"] += times
            if not len(said) <= times <= len(wanted):
                yield Violation("mailed more or less often than asked for", f"{_about(of_one[0])}: {times} times")

    def _is_said(self, wish: Wish) -> bool:
        """Whether the bot has answered that it is done."""
        return wish.question.mark in _answer(wish)


def _answer(wish: Wish) -> str:
    outcome = wish.question.outcome
    return outcome.everything if outcome else ""


def _all(moves: list[_Move]) -> str:
    return ", ".join(map(str, moves))


def _about(wish: Wish) -> str:
    question = wish.question
    return f"{question.person.name}: {question.words!r} of {wish.recording.topic} (event {question.event_id})"
