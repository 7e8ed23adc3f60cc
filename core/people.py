"""People who talk to the bot, and what they chose."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.quiet import QuietHours


@dataclass(frozen=True, slots=True)
class Person:
    """A person as Webex describes them (reference 6)."""

    id: str
    email: str
    name: str
    org_id: str
    timezone: str | None = None
    """IANA name; often absent."""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose in `settings`; None where they left it open."""

    timezone: str | None = None
    site: str | None = None
    period: str | None = None
    """The default `when` of lists, in the words it was typed in."""
    keeps_transcripts: bool = False
    """Whether `find` keeps a sealed copy of what it reads, for a while."""
    quiet: QuietHours | None = None
    """When nothing is to come by itself."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: everything about the asker that an answer may depend on."""

    person: Person
    preferences: Preferences
    room_id: str | None
    """Where it was asked; None where nobody asked, as after a consent."""
    is_direct: bool
    now: datetime
    """The instant of the question, in UTC: one for the whole answer, so that its parts agree."""
    thread_id: str | None = None
    """The message that an answer in this place is threaded under; None in a direct room."""
    declined: frozenset[str] = frozenset()
    """The scopes that the consent which led here was asked for and did not give; asking again would go in circles."""

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone: chosen, else from their Webex profile, else UTC (reference 17, trap 5)."""
        return ZoneInfo(self.preferences.timezone or self.person.timezone or "UTC")

    @property
    def knows_zone(self) -> bool:
        """Whether anybody told in which time zone this person lives."""
        return bool(self.preferences.timezone or self.person.timezone)


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody is in a space (reference 7)."""

    id: str
    room_id: str
    person_id: str
    person_email: str = ""
    is_direct: bool = False
    name: str = ""
    org_id: str = ""
    created_at: datetime | None = None
    """Since when; None where Webex doesn't tell."""
