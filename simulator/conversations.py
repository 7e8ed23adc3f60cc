"""Messages, files and card submissions (references 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.drafts import Draft, Upload
from simulator.events import Event
from simulator.instants import messaging_time
from simulator.refusals import NO_MESSAGE, Refused
from simulator.spaces import Space

_MOST_EDITS = 10


@dataclass(eq=False)
class Message:
    """A message in a space."""

    id: str
    space: Space = field(repr=False)
    person: Person
    created: datetime
    text: str | None
    markdown: str | None
    html: str | None
    mentioned_people: tuple[str, ...]
    mentioned_groups: tuple[str, ...]
    attachments: list[dict[str, Any]]
    files: tuple[str, ...]  # content ids
    parent_id: str | None
    updated: datetime | None = None
    edits: int = 0

    @property
    def room_id(self) -> str:
        """The space it stands in."""
        return self.space.id

    @property
    def person_id(self) -> str:
        """Who wrote it."""
        return self.person.id

    def reaches(self, person: Person) -> bool:
        """Whether a member sees it: in a group space bots see their own messages and those that mention them."""
        if not self.space.has(person):
            return False
        return (
            not person.is_bot
            or self.space.kind == "direct"
            or self.person is person
            or person.id in self.mentioned_people
        )


@dataclass(frozen=True)
class Action:
    """A card that somebody submitted."""

    id: str
    message: Message
    person: Person
    inputs: Mapping[str, Any]
    created: datetime


@dataclass
class Conversations:
    """All that was said."""

    clock: SimClock
    announce: Callable[[Event], None]
    changed: Callable[[], None]
    deleted: list[Message] = field(default_factory=list)
    _messages: dict[str, Message] = field(default_factory=dict)
    _actions: dict[str, Action] = field(default_factory=dict)
    _contents: dict[str, tuple[Message, Upload]] = field(default_factory=dict)

    def post(self, person: Person, space: Space, draft: Draft) -> Message:
        """Say something. A thread is one level deep: its messages can't be replied to."""
        if draft.parent_id is not None:
            draft_parent = self._messages.get(draft.parent_id)
            if draft_parent is None or draft_parent.space is not space or draft_parent.parent_id:
                raise Refused(400, "Invalid parentId.")
        message = Message(
            id=identifiers.new("MESSAGE"),
            space=space,
            person=person,
            created=self.clock.now(),
            text=draft.text,
            markdown=draft.markdown,
            html=draft.html,
            mentioned_people=draft.mentioned_people,
            mentioned_groups=draft.mentioned_groups,
            attachments=[dict(one) for one in draft.attachments],
            files=tuple(identifiers.new("CONTENT") for _ in draft.uploads),
            parent_id=draft.parent_id,
        )
        self._messages[message.id] = message
        self._contents |= {key: (message, upload) for key, upload in zip(message.files, draft.uploads, strict=True)}
        space.last_activity = message.created
        self.announce(_message_event(message, "created", person))
        return message

    def edit(self, message: Message, draft: Draft, cards_too: bool) -> None:
        """Replace the words (and, if cards may be edited at all, the card) of a message."""
        if (message.files or message.attachments) and not (cards_too and not message.files):
            raise Refused(400, "Messages with files or attachments cannot be edited.")
        if draft.attachments and not cards_too:
            raise Refused(400, "Attachments cannot be edited.")
        if message.edits >= _MOST_EDITS:
            raise Refused(400, "The maximum number of edits has been reached.")
        message.text, message.markdown, message.html = draft.text, draft.markdown, draft.html
        message.mentioned_people, message.mentioned_groups = draft.mentioned_people, draft.mentioned_groups
        if draft.attachments:
            message.attachments = [dict(one) for one in draft.attachments]
        message.edits += 1
        message.updated = self.clock.now()
        self.changed()  # an edit has no webhook, yet people see it

    def delete(self, message: Message, by: Person) -> None:
        """Take a message away."""
        del self._messages[message.id]
        self._contents = {key: kept for key, kept in self._contents.items() if kept[0] is not message}
        self.deleted.append(message)
        self.announce(_message_event(message, "deleted", by))

    def of(self, space: Space) -> list[Message]:
        """What stands in a space, oldest first."""
        return [message for message in self._messages.values() if message.space is space]

    def seen_by(self, person: Person, message_id: str) -> Message:
        """A message that this person sees; 404 for all others."""
        message = self._messages.get(identifiers.canonical("MESSAGE", message_id))
        if message is None or not message.reaches(person):
            raise Refused(404, NO_MESSAGE)
        return message

    def content(self, person: Person, content_id: str) -> Upload:
        """A file of a message that this person sees."""
        message, upload = self._contents.get(identifiers.canonical("CONTENT", content_id), (None, None))
        if message is None or upload is None or not message.reaches(person):
            raise Refused(404)
        return upload

    def submit(self, person: Person, message: Message, inputs: Mapping[str, Any]) -> Action:
        """Press a button of a card; as often as one likes, for as long as the card stands there."""
        if not message.attachments:
            raise Refused(400, "The message has no card.")
        action = Action(identifiers.new("ATTACHMENT_ACTION"), message, person, inputs, self.clock.now())
        self._actions[action.id] = action
        self.announce(_action_event(action))
        return action

    def action(self, viewer: Person, action_id: str) -> Action:
        """A submission, for the author of the card and for who submitted it; 404 for everybody else."""
        action = self._actions.get(identifiers.canonical("ATTACHMENT_ACTION", action_id))
        if action is None or viewer not in (action.message.person, action.person):
            raise Refused(404)
        return action


def action_data(action: Action) -> dict[str, Any]:
    """A submission as webhooks show it: without the inputs (reference 8.4)."""
    return {
        "id": action.id,
        "type": "submit",
        "messageId": action.message.id,
        "personId": action.person.id,
        "roomId": action.message.room_id,
        "created": messaging_time(action.created),
    }


def _action_event(action: Action) -> Event:
    author = action.message.person
    return Event("attachmentActions", "created", action_data(action), lambda person: person is author, action.person.id)


def _message_event(message: Message, event: str, actor: Person) -> Event:
    data: dict[str, Any] = {
        "id": message.id,
        "roomId": message.room_id,
        "roomType": message.space.kind,
        "personId": message.person.id,
        "personEmail": message.person.email,
        "created": messaging_time(message.created),
    }
    if message.mentioned_people:
        data["mentionedPeople"] = list(message.mentioned_people)
    if message.parent_id:
        data["parentId"] = message.parent_id
    facts = {"hasFiles": bool(message.files), "hasAttachments": bool(message.attachments)}
    return Event("messages", event, data, message.reaches, actor.id, facts)
