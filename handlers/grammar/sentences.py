"""What people say: text to `Command`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import (
    CallId,
    Command,
    Connect,
    Disconnect,
    GetLinks,
    Help,
    Invalid,
    ListMeeting,
    NotUnderstood,
    Number,
    PlaybackLink,
    RecordingId,
    Reference,
    ShowLatest,
    ShowParticipants,
    ShowRecording,
    ShowStatus,
    ShowSummary,
    ShowViewers,
)
from core.periods import Period
from handlers.grammar.admin import read_admin
from handlers.grammar.audit import read_audit
from handlers.grammar.bin import read_delete, read_purge, read_restore, read_trash
from handlers.grammar.calls import read_calls
from handlers.grammar.choices import read_settings
from handlers.grammar.compliance import read_compliance
from handlers.grammar.confirmations import read_confirmation
from handlers.grammar.digests import read_digest
from handlers.grammar.listing import read_list, read_search
from handlers.grammar.meetings import read_meeting, read_record
from handlers.grammar.notices import read_notify
from handlers.grammar.references import linked_in, read_one, read_reference
from handlers.grammar.sharing import names_people, read_share, read_unshare
from handlers.grammar.timeline import read_timeline
from handlers.grammar.tokens import LONGEST_TEXT, excerpt, tidy, tokens_of
from handlers.grammar.transcripts import read_find, read_transcript
from handlers.grammar.why import read_why
from handlers.grammar.words import entry, nearest, plain, split, trimmed
from handlers.when.periods import read_period

# What may follow a word that stands alone: "connect my account please", "latest recording".
_FILLERS = frozenset(
    {"me", "my", "the", "a", "to", "from", "webex", "account", "please", "pls", "now", "again", "recording", "one"}
)
_ALONE: dict[str, Command] = {
    "status": ShowStatus(),
    "connect": Connect(),
    "disconnect": Disconnect(),
    "latest": ShowLatest(),
}
_ABOUT_ONE: dict[str, Callable[[Reference], Command]] = {
    "show": ShowRecording,
    "links": GetLinks,
    "summary": ShowSummary,
    "participants": ShowParticipants,
    "viewers": ShowViewers,
}
# Said after "show", these mean themselves: "show me the latest", "show my recordings", "show who was there in 2".
_SHOWABLE = frozenset(
    {
        "list", "calls", "all", "latest", "status", "settings", "digest", "help", "transcript", "summary",
        "participants", "viewers", "meeting", "trash",
    }
)  # fmt: skip
# "help list" is about list; "hello list" is a greeting.
_ASKS_ABOUT = frozenset({"help", "?", "usage", "about", "commands"})
_GREETS = frozenset({"hi", "hello", "hey", "start"})
_LONGEST_SUGGESTION = 200


def parse(text: str, *, now: datetime, zone: ZoneInfo) -> Command:
    """What a message asks for; the mention of the bot is gone from it already (see `mentions.py`).

    Never raises, whatever the text, and reads no more of it than a message can hold. A text that holds a link to a
    recording and begins with no command is about that recording.
    """
    words = tidy(text)
    command = _read(words, now=now, zone=zone)
    if isinstance(command, Help | Invalid | NotUnderstood) and (linked := linked_in(words)):
        return ShowRecording(linked)
    return command


def _read(text: str, *, now: datetime, zone: ZoneInfo) -> Command:
    bare = trimmed(text)
    if not bare:
        return Help() if not text.strip("/? ") else NotUnderstood()
    if confirmation := read_confirmation(bare):
        return confirmation
    if isinstance(read_meeting(bare), ListMeeting):
        return NotUnderstood(f"meeting {bare}")
    if " " not in bare and read_reference(bare) is not None:
        return _about_one("show", bare)
    if isinstance(read_period(bare, now=now, zone=zone), Period):
        return NotUnderstood(f"list {bare}")
    said, main, rest = split(bare)
    if main is None:
        return NotUnderstood(_suggestion(said, rest))
    command = _command(said, main, rest, now=now, zone=zone)
    return replace(command, word=main) if isinstance(command, Invalid) else command


def _command(said: str, main: str, rest: str, *, now: datetime, zone: ZoneInfo) -> Command:
    match main:
        case "list":
            return read_list(tokens_of(rest), now=now, zone=zone)
        case "calls":
            return read_calls(tokens_of(rest), now=now, zone=zone)
        case "all":
            return read_timeline(tokens_of(rest), now=now, zone=zone)
        case "search":
            return read_search(tokens_of(rest), now=now, zone=zone)
        case "find":
            return read_find(rest, now=now, zone=zone)
        case "transcript":
            return read_transcript(rest)
        case "why":
            return read_why(rest)
        case "meeting":
            return read_meeting(rest)
        case "share":
            return read_share(rest)
        case "unshare":
            return read_unshare(rest)
        case "delete":
            return read_delete(rest)
        case "trash":
            return read_trash(rest, now=now, zone=zone)
        case "restore":
            return read_restore(rest)
        case "purge":
            return read_purge(rest)
        case "record":
            return read_record(rest)
        case "digest":
            return read_digest(tokens_of(rest), now=now, zone=zone)
        case "audit":
            return read_audit(rest, now=now, zone=zone)
        case "compliance":
            return read_compliance(rest, now=now, zone=zone)
        case "admin":
            return read_admin(rest, now=now, zone=zone)
        case "notify":
            return read_notify(tokens_of(rest))
        case "settings":
            return read_settings(tokens_of(rest), now=now, zone=zone)
        case "help":
            return _help(rest) if said in _ASKS_ABOUT else Help(is_greeting=said in _GREETS)
        case "show":
            return _show(rest, now=now, zone=zone)
        case _:
            return _about_one(main, rest) if main in _ABOUT_ONE else _alone(main, rest)


def _show(rest: str, *, now: datetime, zone: ZoneInfo) -> Command:
    """`show 2`, and what people say when they mean another word: `show me the latest`."""
    words = [word for word in rest.split() if word.lower() not in _FILLERS]
    said, main, more = split(" ".join(words))
    is_one = isinstance(read_reference(rest), Number | RecordingId | CallId | PlaybackLink)
    if main in _SHOWABLE and not is_one:
        return _command(said, main, more, now=now, zone=zone)
    *of, last = words or [""]
    if of and plain(last) == "more":
        found = read_one(" ".join(of), "show 2 more")
        return found if isinstance(found, Invalid) else ShowRecording(found, wants_more=True)
    return _about_one("show", rest)


def _about_one(main: str, rest: str) -> Command:
    of = read_one(rest, f"{main} 2")
    return of if isinstance(of, Invalid) else _ABOUT_ONE[main](of)


def _help(rest: str) -> Command:
    """`help list`, `help with searching`: of one word, as it is spelt there when it is one of ours."""
    words = [word for word in map(plain, rest.split()) if word not in _FILLERS and word not in ("with", "on", "about")]
    if not words:
        return Help()
    known = entry(words[0])
    return Help(known.word if known else excerpt(words[0]))


def _alone(main: str, rest: str) -> Command:
    if all(plain(word) in _FILLERS for word in rest.split()):
        return _ALONE[main]
    return Invalid(f"`{main}` stands alone: say just `{main}`.")


def _suggestion(said: str, rest: str) -> str | None:
    main = nearest(said)
    if main is None or main in _ALONE or not rest:
        return main
    # Half of somebody's ID would be nobody, so those who were mentioned stay whole; the card shows their names.
    return excerpt(f"{main} {rest}", LONGEST_TEXT if names_people(rest) else _LONGEST_SUGGESTION)
