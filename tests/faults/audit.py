"""Whether what came of a run is right: every accepted event answered, nothing doubled without need, nothing unasked.

The book is kept at Webex; only here the bot's own journal is read, to tell which post was the answer to what. What
stands at Webex and in no journal was posted twice, or was not asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from cards.notes import SENT_TO_YOU, STILL_WORKING
from core.ids import uuid_of
from jobs.landed import digest_of
from store.tables import effects, work
from tests.faults.hurried import TIMES_OUT
from tests.faults.ledger import DEFECT, TROUBLE, Call, Ledger, Post, Question, Violation

_REFUSALS = ("BadRequest", "Forbidden", "NotFound", "Conflict")
_NOES = (400, 403, 404, 409)
_BELIEVED = 3
"""So often Webex has to say no to be believed (decision 0031)."""
_LINKS_LIVE = timedelta(hours=3, minutes=30)
_SOON = 0.5
"""Real seconds within which the bot notes that it has posted something, where the machine is busy."""
_NOTES = 1.0
"""Real seconds for which it tries, in a hurried world."""
_TROUBLE_OF_WEBEX = ("Webex ", "I could not find that", "I can not see that space")
"""How begins what is said only where Webex has answered badly."""
_NEWS = ("A recording is ready", "Ready meanwhile", "Your digest")
"""How begins what nobody asks for; whether it came once is audited by the recording."""
_REPLIES = ("reply", "resumed", "given up")


@dataclass
class Doubled:
    """An answer that came twice, and why that could not be helped."""

    question: Question | None
    post: Post
    why: str


class Audit:
    """One for a run, which keeps what it has looked at apart from what is new."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._audited: set[str] = set()
        self._links_gone: set[str] = set()
        self._links_left: set[str] = set()
        self._left: set[str] = set()
        """Notes that stand and should not; told once."""
        self._given_up: set[str] = set()
        """What was begun to be said by rows that were given up, as the bot knows it again."""
        self.doubled: list[Doubled] = []

    def run(self) -> list[Violation]:
        """Look at everything since the last audit; all must have come to rest."""
        with self._ledger.engine.connect() as tx:
            rows = {row.id: row for row in tx.execute(select(work)).all()}
            journal = tx.execute(select(effects)).all()
        by_event = {_plain(row.key.split("|")[3]): row for row in rows.values() if row.key.count("|") == 4}
        outcomes: dict[int, dict[str, str]] = defaultdict(dict)
        for effect in journal:
            if effect.outcome:
                outcomes[effect.work_id][effect.name] = effect.outcome
        with self._ledger.lock:
            asked, self._ledger.open = self._ledger.open, []
            found = [wrong for each in asked for wrong in self._audit_question(each, by_event, outcomes)]
            known = {outcome for named in outcomes.values() for outcome in named.values()}
            failed = {number for number, row in rows.items() if row.state == "failed"}
            self._given_up |= {e.plan["digest"] for e in journal if e.work_id in failed and "digest" in (e.plan or {})}
            found += self._audit_posts(known)
            found += self._audit_rows(by_event)
            found += self._audit_grants()
            found += self._audit_links(known)
            found += self._audit_standing()
        return found

    def _audit_question(
        self, question: Question, by_event: dict[str, Any], outcomes: dict[int, dict[str, str]]
    ) -> Iterable[Violation]:
        self._ledger.counts["asked"] += 1
        is_accepted, row = self._ledger.is_accepted(question), by_event.get(_plain(question.event_id))
        self._ledger.counts["accepted"] += is_accepted
        if row is None:
            if is_accepted:
                yield Violation("an accepted event is gone", _about(question))
            return
        if row.state not in ("done", "failed"):
            yield Violation("an accepted event is stuck", f"{_about(question)}, {row.state}, attempts {row.attempts}")
            return
        self._ledger.counts["given up"] += row.state == "failed"
        posts = {post.message.id: post for post in self._ledger.posts}
        named = [outcomes[row.id][name] for name in _REPLIES if name in outcomes[row.id]]
        question.outcome = next((posts[each] for each in named if each in posts), None)
        if question.outcome is None and question.room.kind != "direct" and question.answers:
            self._ledger.counts["answered in a space, and not known to be"] += 1
            return
        if question.outcome is None and self._was_refused(question, row):
            self._ledger.counts["refused three times by Webex: nothing read, or nothing taken"] += 1
            return
        if question.outcome is None:
            yield Violation("an accepted event has no answer", f"{_about(question)}, {row.state} {row.reason}")
            return
        yield from self._audit_answer(question, question.outcome)

    def _was_refused(self, question: Question, row: Any) -> bool:
        """Whether Webex has said three times that there is nothing to read, or that it takes no answer."""
        if row.state == "failed":
            is_refusal = str(row.reason).split()[0] in _REFUSALS or row.no_to == "apology"
            return is_refusal and len(self._mistakes(question.asked, None)) >= _BELIEVED
        noes = [info for info in self._ledger.reads[question.event_id] if info.fault and info.status in _NOES]
        return len(noes) >= _BELIEVED

    def _mistakes(self, since: float, until: float | None, *who: str) -> list[int]:
        """What Webex answered by mistake in that time, to the bot or to one of these persons."""
        names = {"bot", *who}
        these = [info for at, info in self._ledger.calls if since <= at and (until is None or at <= until)]
        return [info.status for info in these if info.fault not in (None, "asked for") and info.person in names]

    def _audit_answer(self, question: Question, post: Post) -> Iterable[Violation]:
        if question.mark in post.everything:
            self._ledger.counts["answered as asked"] += 1
        elif post.text.startswith(DEFECT):
            yield Violation("a defect of the bot", f"{_about(question)}: {post.text!r}")
        elif post.text.startswith(_TROUBLE_OF_WEBEX) and not self._mistakes(
            question.asked, post.landed, question.person.name
        ):
            yield Violation("trouble of which nobody knows", f"{_about(question)}: {post.text!r}")
        elif post.text.startswith(TROUBLE):
            self._ledger.counts["told what was wrong"] += 1
            self._ledger.counts[f"said: {post.text.splitlines()[0]}"] += 1
        else:
            yield Violation("another answer than asked for", f"{_about(question)}: {post.text!r}")

    def _audit_posts(self, known: set[str]) -> Iterable[Violation]:
        """Each post is the outcome of one row, or a double that can be explained."""
        taken_back = {message.id for message in self._ledger.webex.world.deleted_messages}
        fresh = [each for each in self._ledger.posts if each.message.id not in self._audited]
        self._audited |= {each.message.id for each in fresh}
        for post in fresh:
            if post.message.id in known or (post.message.id in taken_back and not post.message.attachments):
                continue  # the journal forgets which note it was, once that was taken back
            if post.text == SENT_TO_YOU:
                yield from self._audit_note(post)
                continue
            question = self._question_of(post)
            why = self._why_twice(post, question)
            if question is None and not post.text.startswith(_NEWS) and not self._has_twin(post):
                yield Violation("something was said that nobody had asked", _told(post))
            elif why is None:
                yield Violation("an answer was doubled where it could have been helped", _told(post, question))
            else:
                self._ledger.counts["doubled"] += 1
                self.doubled.append(Doubled(question, post, why))

    def _audit_note(self, post: Post) -> Iterable[Violation]:
        """A note that no journal knows, as the process died before it heard that it stands; it must be the only one."""
        self._ledger.counts["notes in a space, and not known to be"] += 1
        thread = post.message.parent_id
        notes = [each for each in self._ledger.posts if each.text == SENT_TO_YOU and each.message.parent_id == thread]
        if len(notes) > 1:
            yield Violation("a note came twice", _told(post))

    def _audit_rows(self, by_event: dict[str, Any]) -> Iterable[Violation]:
        asked = {_plain(event_id) for event_id in self._ledger.questions}
        for event_id, row in by_event.items():
            if row.kind in ("message", "press") and event_id not in asked:
                yield Violation("an event was kept that nobody had caused", f"{row.kind} {event_id}")

    def _audit_grants(self) -> Iterable[Violation]:
        """A grant ends only where Webex made new tokens, and the bot never got to keep them."""
        ended, self._ledger.ended_grants = self._ledger.ended_grants, {}
        refreshes = self._ledger.refreshes  # of all rounds: the token that was lost may be missed only now
        self._ledger.counts["grants refreshed"] = len(refreshes)
        for person, question in ended.items():
            calls = [call for who, call in refreshes if who is person]
            fates = ["it landed late" if call is None else self._what_happened_to(call) for call in calls]
            if any(fates):
                self._ledger.counts["grants lost in a refresh whose answer was lost"] += 1
            else:
                yield Violation("a grant was lost without need", _about(question))

    def _audit_links(self, known: set[str]) -> Iterable[Violation]:
        """What holds links is gone once they have expired, unless nobody knows that it landed."""
        world, now = self._ledger.webex.world, self._ledger.webex.clock.now()
        gone = {message.id for message in world.deleted_messages}
        for post in [
            each for each in self._ledger.posts if each.text.startswith("Links for") and each.message.id in known
        ]:
            if post.message.id in gone:
                self._links_gone.add(post.message.id)
            elif now - post.message.created > _LINKS_LIVE and post.message.id not in self._links_left:
                self._links_left.add(post.message.id)
                yield Violation("links stand though they have expired", _told(post))
        self._ledger.counts["messages of links deleted"] = len(self._links_gone)

    def _audit_standing(self) -> Iterable[Violation]:
        """No note that it takes a while stands any more."""
        gone = {message.id for message in self._ledger.webex.world.deleted_messages} | self._left
        for post in self._ledger.posts:
            if post.text == STILL_WORKING and post.message.id not in gone:
                self._left.add(post.message.id)
                if self._refused_deletions(post.message.id) >= _BELIEVED:
                    self._ledger.counts["notes that stand, as Webex has said three times that they do not"] += 1
                else:
                    yield Violation("a note stands", _told(post))

    def _refused_deletions(self, message_id: str) -> int:
        calls = [info for _, info in self._ledger.calls if info.method == "DELETE" and info.path.endswith(message_id)]
        return sum(info.fault not in (None, "asked for") and info.status in _NOES for info in calls)

    def _question_of(self, post: Post) -> Question | None:
        """Which question a post belongs to that no row calls its own: of several that fit, the latest.

        One that was answered in the same words fits better than one whose mark stands in it.
        """
        fitting = [
            each
            for each in self._ledger.questions.values()
            if each.asked <= (post.call.arrived if post.call else post.landed)
            and (each.mark in post.everything or (each.outcome and each.outcome.text == post.text))
            and (each.room is post.message.space or each.person.id in post.message.space.members)
        ]
        same = [each for each in fitting if each.outcome and each.outcome.text == post.text]
        if not fitting and post.text.startswith(TROUBLE):  # the next attempt may have answered something else
            return self._last_before(post)
        return next(reversed(same or fitting), None)

    def _last_before(self, post: Post) -> Question | None:
        """What was asked last in the direct room before a post was sent."""
        sent = post.call.arrived if post.call else post.landed
        there = [each for each in self._ledger.questions.values() if each.person.id in post.message.space.members]
        asked = [each for each in there if each.asked <= sent]
        return asked[-1] if asked and post.message.space.kind == "direct" else None

    def _has_twin(self, post: Post) -> bool:
        """Whether the same was said in the same place another time."""
        return any(
            each is not post and each.message.space is post.message.space and each.text == post.text
            for each in self._ledger.posts
        )

    def _why_twice(self, post: Post, question: Question | None) -> str | None:
        """Which window of the design it fell into; None for none."""
        call = post.call
        if call is None:
            return None
        what = self._what_happened_to(call) or self._what_kept_it_from_being_noted(post.landed)
        if what is None:
            return None
        if digest_of(post.text) in self._given_up:
            return f"its row was given up, as each process that took it died; {what}"
        if post.message.space.kind != "direct":
            return f"in a space, where a bot can't look its posts up; {what}"
        since = question.asked if question else call.arrived - 60
        there = [each for each in self._ledger.looks if each.info.query.get("personId") in post.message.space.members]
        looks = [each for each in there if since <= each.arrived <= post.landed]
        return f"it landed after the look-up; {what}" if looks else None

    def _what_kept_it_from_being_noted(self, landed: float) -> str | None:
        """A database that was away for longer than the bot tries."""
        away = any(since <= landed + _SOON and until - landed >= _NOTES for since, until in self._ledger.away)
        return "the database was away for long, and it could not be noted that it stands" if away else None

    def _what_happened_to(self, call: Call) -> str | None:
        if call.pid is None or call.pid in self._ledger.ended:  # of a process that is gone, nobody owns the connection
            return "its process was killed"
        if any(pid == call.pid for pid, _, _ in self._ledger.paused):
            return "its process had been stopped past its lease"
        if call.info.fault not in (None, "asked for"):
            return f"Webex answered badly ({call.info.fault})"
        if call.landed is not None and call.landed - call.arrived > TIMES_OUT:
            return "it landed after the bot's time-out"
        if call.info.status not in (200, 201):
            return f"its answer was lost ({call.info.status or 'no answer'})"
        return None


def _plain(event_id: str) -> str:
    """The same for each way in which an ID may be written."""
    return uuid_of(event_id) or event_id


def _about(question: Question) -> str:
    return f"{question.person.name}: {question.words!r} (event {question.event_id}, at {question.asked:.3f})"


def _told(post: Post, question: Question | None = None) -> str:
    call = post.call
    origin = f"process {call.pid}, asked at {call.arrived:.3f}, HTTP {call.info.status}" if call else "no request"
    return f"{post.text!r} landed at {post.landed:.3f} ({origin}); {_about(question) if question else 'no question'}"
