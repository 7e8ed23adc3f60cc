"""What the bot says of its own words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """One word a person can say: how it is written, what it does, and examples that can be typed as they stand."""

    word: str
    usage: str
    does: str
    examples: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    """Sentences for whoever asks about this word alone."""
