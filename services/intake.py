"""What an event asks to be done, and keeping that as work: the same for what is delivered and what is looked up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.clock import Clock
from core.ids import BOT_DOMAIN
from core.notices import About, Lead
from core.webhooks import Event, is_word
from core.work import WorkKind, lane_of
from services.identity import Identity
from store.database import Database, Transaction
from store.notices import Notices
from store.work import Work

_AT_ONCE = 50
"""Events of one transaction: Webex waits while it lasts."""


class Outcome(StrEnum):
    """What became of an event."""

    KEPT = "kept"
    DOUBLED = "doubled"
    NOT_FOR_US = "not for us"


@dataclass(frozen=True, slots=True)
class _Task:
    """What an event asks to be done."""

    kind: WorkKind
    person_id: str
    payload: dict[str, Any]


class Intake:
    """One for the process. Nothing of it waits for Webex."""

    def __init__(self, database: Database, work: Work, identity: Identity, notices: Notices, clock: Clock) -> None:
        self._database = database
        self._work = work
        self._identity = identity
        self._notices = notices
        self._clock = clock

    def keep(self, event: Event) -> Outcome:
        """Make the event work, unless it is known or nobody's business. Raises `DatabaseAway`."""
        task = self._task_of(event)
        if task is None:
            return Outcome.NOT_FOR_US
        with self._database.begin() as tx:
            return Outcome.KEPT if self._keep(tx, event, task) else Outcome.DOUBLED

    def keep_missed(self, events: Sequence[Event], note: Callable[[Transaction, Event], None]) -> int:
        """The same for events that were looked up, in their order; `note` hears in its transaction of each that is new.

        Returns how many that were. Raises `DatabaseAway`; what was kept by then stays so.
        """
        tasks = [(event, task) for event in events if (task := self._task_of(event))]
        kept = 0
        for start in range(0, len(tasks), _AT_ONCE):
            with self._database.begin() as tx:
                new = [event for event, task in tasks[start : start + _AT_ONCE] if self._keep(tx, event, task)]
                for event in new:
                    note(tx, event)
            kept += len(new)
        return kept

    def _task_of(self, event: Event) -> _Task | None:
        """None for what is not ours: bots, the bot's own posts, and webhooks of people who have no notices."""
        if event.created_by and self._identity.is_bot(event.created_by) is False:
            return self._notice(event)
        match event.resource, event.event:
            case ("messages", "created") if not self._is_bot(event):
                return _Task(WorkKind.MESSAGE, event.person_id, {"message_id": event.id})
            case ("attachmentActions", "created") if not self._is_bot(event):
                return _Task(WorkKind.PRESS, event.person_id, {"action_id": event.id})
            case ("memberships", "created") if event.person_id and self._identity.is_bot(event.person_id) is not False:
                return self._greeting(event)
            case _:
                # While nobody knows who the bot is, what its own webhooks never deliver is a person's all the same.
                return self._notice(event)

    def _notice(self, event: Event) -> _Task | None:
        lead = lead_of(event)
        person_id = self._notices.whose(event.created_by) if lead and event.created_by else None
        if lead is None or person_id is None:
            return None
        return _Task(WorkKind.NOTICE, person_id, lead.as_json())

    def _is_bot(self, event: Event) -> bool:
        email = str(event.data.get("personEmail", "")).lower()
        return email.endswith(BOT_DOMAIN) or bool(self._identity.is_bot(event.person_id)) or not event.person_id

    def _greeting(self, event: Event) -> _Task | None:
        # The bot opens direct rooms itself when it answers somebody there for the first time.
        if event.actor_id and self._identity.is_bot(event.actor_id):
            return None
        room_id, is_direct = str(event.data.get("roomId", "")), event.data.get("roomType") == "direct"
        # While nobody knows yet who the bot is, whoever greets finds out whether it was the bot that was added.
        payload = {"room_id": room_id, "is_direct": is_direct, "added_id": event.person_id}
        return _Task(WorkKind.ADDED, event.actor_id, payload)

    def _keep(self, tx: Transaction, event: Event, task: _Task) -> bool:
        now = self._clock.now()
        return self._work.keep(
            tx,
            key=event.key,
            kind=task.kind,
            asked_at=event.happened_at or now,
            run_at=now,
            payload=task.payload,
            person_id=task.person_id or None,
            lane=lane_of(task.kind, task.person_id),
        )


def lead_of(event: Event) -> Lead | None:
    """What to look at; None for what nobody wants to hear of. Of transcripts only the meeting leads to something."""
    match event.resource, event.event:
        case "recordings", "created":
            return Lead(About.RECORDING, event.id, event.key)
        case "convergedRecordings", "created":
            return Lead(About.CALL, event.id, event.key)
        case "meetings", "ended":
            return Lead(About.MEETING, event.id, event.key)
        case "meetingTranscripts", "created":
            meeting_id = event.data.get("meetingId")
            is_told = meeting_id and is_word(meeting_id)
            return Lead(About.TRANSCRIPT, str(meeting_id), event.key) if is_told else None
        case _:
            return None
