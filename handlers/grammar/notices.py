"""What follows `notify`: nothing, `on` or `off`."""

from core.commands import Command, Invalid
from core.notices import SetNotices, ShowNotices
from handlers.grammar.tokens import excerpt

_FILLERS = frozenset({"me", "please", "again", "turn", "switch", "recordings", "notices", "notifications", "my"})
_ON = frozenset({"on", "yes", "start", "begin"})
_OFF = frozenset({"off", "no", "stop", "none", "never", "end"})


def read_notify(words: str) -> Command:
    """A command, or one sentence that says what is accepted."""
    said = [word for word in (each.strip(",;.!").lower() for each in words.split()) if word not in _FILLERS]
    if not said or said == ["status"]:
        return ShowNotices()
    if len(said) == 1 and said[0] in _ON | _OFF:
        return SetNotices(said[0] in _ON)
    return Invalid(
        f"I can't read `{excerpt(words)}`: say `notify on`, `notify off`, or just `notify` to see which it is."
    )
