"""What the AI of Webex noted of a meeting (reference 14)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Summary:
    """The AI notes of a meeting."""

    id: str
    notes_html: str = field(repr=False)
    """As Webex gives them: HTML that nobody has made safe yet."""
    action_items: tuple[str, ...] = field(default=(), repr=False)
