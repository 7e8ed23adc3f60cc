"""Answers, before anybody has posted them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from core.digests import Told
from core.grants import GrantKind

CardJson = dict[str, Any]


class Place(Enum):
    """Where an answer belongs."""

    DIRECT = "direct"
    """The person's direct room: everything that is theirs."""
    HERE = "here"
    """Where it was asked, in the thread it was asked in: nothing private."""


@dataclass(frozen=True, slots=True)
class ShownList:
    """The recordings that the numbers 1, 2, … mean from now on, in sentences of that kind and in no others."""

    ids: tuple[str, ...]
    kind: GrantKind = GrantKind.PERSON
    owners: str | None = field(default=None, repr=False)
    """Whose each of them is, sealed for the person who sees the list: administrators have to tell Webex."""

    def as_json(self) -> dict[str, Any]:
        """Nothing in it says anything to others."""
        return {"ids": list(self.ids), "kind": self.kind.value, "owners": self.owners}

    @classmethod
    def from_json(cls, value: Any) -> "ShownList":
        """What `as_json` gave; a bare list is how it was kept when there was one kind."""
        if isinstance(value, list):
            return cls(tuple(value))
        return cls(tuple(value["ids"]), GrantKind(value["kind"]), value["owners"])


@dataclass(frozen=True, slots=True)
class Face:
    """What is seen of an answer. `text` stands on lock screens: no links, no passwords, nothing of a transcript."""

    text: str
    card: CardJson | None = None


@dataclass(frozen=True, slots=True, repr=False)
class TextFile:
    """A file that goes with an answer, to the direct room only."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Posting:
    """What everybody in a space gets to see besides the answer; nothing private."""

    face: Face
    room_id: str
    thread_id: str | None = None
    otherwise: Face | None = None
    """The answer where Webex does not let me post there; None leaves the answer as it is."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: what is seen, where it belongs, and what follows once it was delivered."""

    face: Face
    place: Place = Place.DIRECT
    shows: ShownList | None = None
    """Remembered for this person once the answer was delivered."""
    expires_at: datetime | None = None
    """The message is deleted at this instant, because what it holds has expired."""
    tells: Told | None = None
    """Never told to that audience again once the answer was delivered."""
    file: TextFile | None = None
    """Posted before the answer, as a message of its own: Webex takes a card or a file, not both."""
    posting: Posting | None = None
    """Posted before the answer, in another place."""
