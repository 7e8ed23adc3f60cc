"""Spaces, and what is said and pressed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator import drafts, markup
from simulator.conversations import Action, Message
from simulator.directory import Person
from simulator.spaces import Space
from simulator.state import State, alone


class TalkVerbs(State):
    """Spaces, messages and cards."""

    @alone
    def space(self, title: str, members: Sequence[Person]) -> Space:
        """A group space, made by its first member."""
        return self.spaces.create(title, members)

    @alone
    def direct(self, one: Person, other: Person) -> Space:
        """The direct room of two people, opened by the first if there was none."""
        return self.spaces.direct(one, other)

    @alone
    def join(self, space: Space, person: Person) -> None:
        """Add somebody to a space, by its maker."""
        self.spaces.add(space, person, by=space.creator)

    @alone
    def leave(self, space: Space, person: Person) -> None:
        """Somebody leaves a space."""
        self.spaces.remove(space, space.members[person.id], by=person)

    @alone
    def post(
        self,
        person: Person,
        space: Space,
        text: str | None = None,
        mention: Sequence[Person] = (),
        parent: Message | str | None = None,
        files: int = 0,
        markdown: str | None = None,
    ) -> Message:
        """Say something as that person.

        Who is mentioned is marked where the text names them, or else at its start. `files` adds that many small files.
        """
        typed_markdown = markdown
        if mention and markdown is None:
            text, markdown = None, markup.mentioning(text or "", mention)
        uploads = [drafts.Upload(f"file-{n}.txt", "text/plain", b"a file\n") for n in range(1, files + 1)]
        parent_id = parent.id if isinstance(parent, Message) else parent
        draft = drafts.draft(self.find_person, text, markdown, uploads=uploads, parent_id=parent_id)
        # Clients send mentions as html: such a message has no markdown unless its author wrote some.
        space = self.spaces.seen_by(person, space.id)
        return self.conversations.post(person, space, replace(draft, markdown=typed_markdown))

    @alone
    def delete(self, person: Person, message: Message) -> None:
        """Somebody deletes a message."""
        self.conversations.delete(message, person)

    @alone
    def press(self, person: Person, message: Message | str, inputs: Mapping[str, Any]) -> Action:
        """Submit a card as that person."""
        message_id = message if isinstance(message, str) else message.id
        return self.conversations.submit(person, self.conversations.seen_by(person, message_id), inputs)

    @alone
    def messages(self, room: Space | str, viewer: Person | None = None) -> list[Message]:
        """What stands in a room, oldest first; for a viewer only what he or she sees."""
        space = self.spaces.by_id(room) if isinstance(room, str) else room
        return [one for one in self.conversations.of(space) if viewer is None or one.reaches(viewer)]

    @property
    def deleted_messages(self) -> list[Message]:
        """What was said and taken back, in the order it went."""
        with self.lock:
            return list(self.conversations.deleted)
