"""What follows `notify`: nothing, `on` or `off`; with `here`, the same for a space."""

from core.commands import Command, Invalid
from core.notices import SetNotices, SetSpaceNotices, ShowNotices, ShowSpaceNotices, StopSpaceNotices
from handlers.grammar.spaces import Selection, read_selection, said_of
from handlers.grammar.tokens import Token, excerpt

_FILLERS = frozenset(
    {"me", "please", "again", "turn", "switch", "recordings", "notices", "notifications", "my", "of", "about"}
)
_ON = frozenset({"on", "yes", "start", "begin"})
_OFF = frozenset({"off", "no", "stop", "none", "never", "end"})
_STATUS = frozenset({"status", "settings", "show"})
_HERE = "say `notify here`, `notify here topic:sync` or `notify here off`"


def read_notify(tokens: tuple[Token, ...]) -> Command:
    """A command, or one sentence that says what is accepted."""
    words = [word.strip(",;.!").lower() for each in tokens if each.is_word for word in each.text.split()]
    if "here" in words:
        return _read_here(tokens)
    said = [word for word in words if word not in _FILLERS]
    is_plain = all(each.is_word for each in tokens)
    if is_plain and (not said or (len(said) == 1 and said[0] in _STATUS)):
        return ShowNotices()
    if is_plain and len(said) == 1 and said[0] in _ON | _OFF:
        return SetNotices(said[0] in _ON)
    typed = " ".join(each.text for each in tokens)
    return Invalid(
        f"I can't read `{excerpt(typed)}`: say `notify on`, `notify off`, or just `notify` to see which it is."
    )


def sentence_here(command: SetSpaceNotices, room_id: str) -> str:
    """The words that ask for it again, of that space, wherever they are said."""
    return f"notify here{said_of(Selection(command.topic, command.series, room_id))}"


def _read_here(tokens: tuple[Token, ...]) -> Command:
    found = read_selection(tokens, "a notice", _HERE)
    if isinstance(found, Invalid):
        return found
    selection, words = found
    rest = [word for word in words if word not in _FILLERS and word != "here"]
    if not rest or (len(rest) == 1 and rest[0] in _ON):
        return SetSpaceNotices(selection.topic, selection.series, selection.room_id)
    if len(rest) == 1 and rest[0] in _OFF:
        return StopSpaceNotices()
    if len(rest) == 1 and rest[0] in _STATUS:
        return ShowSpaceNotices()
    return Invalid(f"I can't read `{excerpt(' '.join(rest))}` here: {_HERE}.")
