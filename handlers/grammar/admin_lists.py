"""The lists of others' recordings that administrators ask for: `admin calls`, `admin meetings`."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.admin import ListOthersCalls, ListOthersMeetings
from core.calls import CallFilters
from core.commands import Invalid
from core.periods import Period
from core.recordings import Filters
from handlers.grammar.filters import LONGEST_VALUE, RULES, Rule, matching, one_of, read_values, text_up_to
from handlers.grammar.times import when_in
from handlers.grammar.tokens import Token, excerpt, quoted, tokens_of
from handlers.when.periods import ACCEPTED, read_period

ADDRESS = r"[^@\s,;<>()\"\']{1,64}@[^@\s,;<>()\"\']{1,189}\.[^@\s,;<>()\"\'.]{1,63}"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_OWNER = re.compile(rf"<?({ADDRESS}|{UUID})>?", re.IGNORECASE)
_BEFORE_OWNER = frozenset({"of", "by", "from", "for", "host", "owner"})
_STATUS = Rule(one_of(available=(), deleted=("bin", "trash"), purged=("gone",)), "`available`, `deleted` or `purged`")
_CALLS = {
    "topic": Rule(text_up_to(LONGEST_VALUE), 'words of the topic, as in `topic:"call with"`'),
    "location": Rule(text_up_to(LONGEST_VALUE), "the ID of a location of Webex Calling"),
    "region": Rule(
        one_of(US=(), SG=(), GB=("uk",), JP=(), DE=(), AU=(), IN=(), CA=()),
        "`US`, `SG`, `GB`, `JP`, `DE`, `AU`, `IN` or `CA`",
    ),
    "owner-type": Rule(
        one_of(
            user=("users", "person", "people"),
            place=("places", "workspace", "workspaces"),
            virtualLine=("line", "lines", "virtual-line"),
            callQueue=("queue", "queues", "call-queue"),
        ),
        "`user`, `place`, `virtualLine` or `callQueue`",
    ),
    "type": Rule(one_of(calling=("call", "calls"), customerAssist=("assist",)), "`calling` or `customerAssist`"),
    "status": _STATUS,
    "after": Rule(matching(re.compile(UUID), str.lower), "the ID of a call"),
}
_MEETINGS = {name: RULES[name] for name in ("topic", "format", "type", "site", "meeting", "after")} | {
    "status": _STATUS
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A list that was asked for."""

    values: dict[str, str]
    owner: str | None
    period: Period | None
    after: str | None


def read_calls(words: str, *, now: datetime, zone: ZoneInfo) -> ListOthersCalls | Invalid:
    """`admin calls [of OWNER] [when] [filters]`."""
    found = _asked("calls", words, _CALLS, now=now, zone=zone)
    if isinstance(found, Invalid):
        return found
    values = {name.replace("-", "_"): value for name, value in found.values.items()}
    return ListOthersCalls(CallFilters(**values, owner=found.owner), found.period, found.after)


def read_meetings(words: str, *, now: datetime, zone: ZoneInfo) -> ListOthersMeetings | Invalid:
    """`admin meetings [of HOST] [when] [filters]`."""
    found = _asked("meetings", words, _MEETINGS, now=now, zone=zone)
    if isinstance(found, Invalid):
        return found
    if found.owner and "@" not in found.owner:
        return _whose("meetings", found.owner)
    return ListOthersMeetings(Filters(**found.values), found.owner, found.period, found.after)


def sentence(command: ListOthersCalls | ListOthersMeetings) -> str:
    """The sentence that means the same at any later time, as long as the command has a period."""
    values = asdict(command.filters)
    if isinstance(command, ListOthersCalls):
        word, owner = "admin calls", values.pop("owner")
    else:
        word, owner = "admin meetings", command.host
    parts = [word, *(["of", owner] if owner else [])]
    parts += [str(command.period)] if command.period else []
    parts += [f"{name.replace('_', '-')}:{quoted(value)}" for name, value in values.items() if value is not None]
    parts += [f"after:{command.after}"] if command.after else []
    return " ".join(parts)


def _asked(word: str, words: str, rules: dict[str, Rule], *, now: datetime, zone: ZoneInfo) -> _Asked | Invalid:
    found = read_values(tokens_of(words), rules)
    if isinstance(found, Invalid):
        return found
    values, rest = found
    after = values.pop("after", None)
    owners, rest = _owners(rest)
    if len(owners) > 1:
        return Invalid(f"One owner at a time, please, as in `admin {word} of ana@example.com`.")
    when = when_in(tuple(token for token in rest if token.text.lower() not in ("call", "calls", "meetings")))
    period = read_period(when, now=now, zone=zone) if when else None
    if isinstance(period, Invalid):
        return period
    if when and period is None:
        return _unread(word, rest, when)
    return _Asked(values, owners[0] if owners else None, period, after)


def _owners(tokens: tuple[Token, ...]) -> tuple[list[str], tuple[Token, ...]]:
    """Whose recordings are meant, each once, and the other tokens."""
    owners: dict[str, None] = {}
    rest: list[Token] = []
    for token in tokens:
        match = _OWNER.fullmatch(token.text) if token.is_word else None
        if match is None:
            rest.append(token)
            continue
        owners[match[1].lower()] = None
        if rest and rest[-1].is_word and rest[-1].text.lower() in _BEFORE_OWNER:
            rest.pop()
    return list(owners), tuple(rest)


def _unread(word: str, rest: tuple[Token, ...], when: str) -> Invalid:
    if rest[0].text.lower() in _BEFORE_OWNER:
        return _whose(word, when)
    return Invalid(f"I can't read `{excerpt(when)}` as a time: try {ACCEPTED}.")


def _whose(word: str, said: str) -> Invalid:
    return Invalid(
        f"I can't tell whose `{excerpt(said)}` are: give an address, as in `admin {word} of ana@example.com`."
    )
