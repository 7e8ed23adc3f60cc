"""The words people can say: for help, for suggestions, and with the other words that mean the same."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.help import HelpEntry
from handlers.grammar.synonyms import SAME

ENTRIES: tuple[HelpEntry, ...] = (
    HelpEntry("connect", "connect", "Links your Webex account, so that I can look as you.", ("connect",)),
    HelpEntry(
        "list",
        "list [when] [filters]",
        "Your meeting recordings, newest first; the last 30 days unless you say when."
        " Filters: topic, format, type, site, tag, meeting, host and status.",
        (
            "list",
            "list yesterday",
            "list since monday",
            "list last month host:me",
            'list last 90 days topic:"weekly sync"',
        ),
    ),
    HelpEntry(
        "calls",
        "calls [when] [filters]",
        "The recordings of your phone calls, newest first; show N tells who called whom."
        " Filters: topic, format, type, status, owner-type, region and location.",
        ("calls", "calls last 90 days", "calls last 30 days topic:bo", "calls yesterday format:mp3"),
    ),
    HelpEntry(
        "all",
        "all [when] [filters]",
        "Your meeting recordings and the recordings of your calls in one list, newest first."
        " Filters: topic, format and status.",
        ("all", "all last 7 days", "all last 14 days topic:atlas"),
    ),
    HelpEntry("latest", "latest", "Your newest recording.", ("latest",)),
    HelpEntry(
        "search",
        "search WORDS [when]",
        "Recordings whose topic has these words; quote words that look like a time.",
        ("search weekly sync", "search atlas last 14 days", 'search "last week" since 2026-01-01'),
    ),
    HelpEntry(
        "find",
        'find "PHRASE" [by NAME] [when]',
        "What was said: looks through the transcripts and tells who said it, when and in which recording.",
        ('find "budget cut"', 'find "budget cut" by ana', "find budget cut last 14 days"),
    ),
    HelpEntry(
        "show",
        "show N [more]",
        "The details of one recording: its number in your last list, its ID or a playback link."
        " With “more”, what else can be done with it.",
        ("show 2", "show 2 more", "show 0a1b2c3d4e5f40718293a4b5c6d7e8f9"),
    ),
    HelpEntry("links", "links N", "Fresh download links of one recording, and when they stop working.", ("links 2",)),
    HelpEntry(
        "transcript",
        "transcript N [txt|vtt]",
        "What was said in the meeting of a recording, as a file.",
        ("transcript 2", "transcript 2 vtt"),
    ),
    HelpEntry("summary", "summary N", "The AI notes and action items of a meeting.", ("summary 2",)),
    HelpEntry(
        "participants",
        "participants N",
        "Who was there, and how long; more than 30 come as a table, too.",
        ("participants 2",),
    ),
    HelpEntry(
        "viewers",
        "viewers N",
        "Who has watched or downloaded a recording; more than 30 come as a table, too.",
        ("viewers 2",),
    ),
    HelpEntry(
        "why",
        "why N or why WORDS",
        "Why a recording, its download or its transcript is not there.",
        ("why 2", "why weekly sync"),
    ),
    HelpEntry(
        "meeting",
        "meeting NUMBER",
        "What was recorded of the meeting with that number.",
        ("meeting 123456789", "meeting 123 456 789"),
    ),
    HelpEntry(
        "share",
        "share N with a@x b@y or share N here",
        "Gives others access: by address or mention, or everybody in this space, where its page is posted."
        " Webex mails nobody unless you end with: and mail them.",
        ("share 2 with ana@example.com", "share 2 with ana@example.com, bo@example.com and mail them", "share 2 here"),
    ),
    HelpEntry(
        "unshare",
        "unshare N with a@x b@y",
        "Takes the access of others away again.",
        ("unshare 2 with ana@example.com",),
    ),
    HelpEntry(
        "delete",
        "delete N …",
        "Puts recordings of yours, of meetings and calls, into the recycle bin, once you have confirmed it;"
        " that can be undone.",
        ("delete 2", "delete 2-5, 8"),
    ),
    HelpEntry(
        "trash",
        "trash [when]",
        "What lies in the recycle bin, of meetings and of calls.",
        ("trash", "trash last 14 days"),
    ),
    HelpEntry(
        "restore",
        "restore N …",
        "Takes recordings out of the recycle bin.",
        ("restore 2", "restore 2-5, 8"),
    ),
    HelpEntry(
        "purge",
        'purge N … ["typed topic"]',
        "Deletes recordings in the recycle bin for good. You confirm by typing the topic, or of a call its time.",
        ("purge 2", 'purge 2 "Weekly sync"'),
    ),
    HelpEntry(
        "record",
        "record [on|off SERIES]",
        "Your coming meeting series, and whether they are recorded by themselves.",
        ("record", "record on 9f8e7d6c5b4a43218765a1b2c3d4e5f6"),
    ),
    HelpEntry(
        "digest",
        "digest [also] [daily|weekdays|weekly DAY|monthly N] [TIME], now [when] or off",
        "Tells you regularly which recordings are new, by your own clock; only when there are any, unless you add"
        " empty:show. With here, everybody in a space hears of recordings of yours.",
        (
            "digest",
            "digest daily 09:00",
            "digest weekdays 8:30 empty:show",
            "digest weekly mon 09:00",
            "digest also monthly 31 17:00",
            "digest now",
            "digest now last 14 days",
            "digest off",
            "digest here",
            "digest here weekly mon 09:00 topic:sync",
            "digest now here",
            "digest here off",
        ),
        (
            "A new one takes the place of those before, unless you say also; now shows what is new at once.",
            "What a notice told you is left out. One that is due in your quiet hours, as with"
            " settings quiet:22:00-07:00, comes when they end.",
        ),
    ),
    HelpEntry(
        "audit",
        "audit [csv] [when]",
        "For administrators and compliance officers: who changed what of others through me, on a card or as a file.",
        ("audit", "audit last 7 days", "audit csv in march"),
    ),
    HelpEntry(
        "compliance",
        "compliance [calls|meetings|show|erase …]",
        "For compliance officers: the recordings of others, deleted ones too, with a permission of its own."
        " Say compliance alone to see how.",
        (
            "compliance",
            "compliance calls of ana@example.com status:purged",
            "compliance meetings since monday",
            'compliance erase 2 reason:"the case is closed"',
        ),
    ),
    HelpEntry(
        "admin",
        "admin [calls|meetings|show|delete|restore|purge|reassign …]",
        "For administrators: the recordings of others, with a permission of its own. Say admin alone to see how.",
        ("admin", "admin calls of ana@example.com last 90 days", "admin meetings since monday", "admin show 2"),
    ),
    HelpEntry(
        "notify",
        "notify [on|off], or here [topic:X] [series:ID] [off]",
        "Tells you the moment a recording, its transcript or its AI notes are ready: a thread for each meeting. With"
        " here, everybody in a space hears that something of yours is ready, never what is in it.",
        (
            "notify",
            "notify on",
            "notify off",
            "notify here",
            "notify here topic:sync",
            "notify here status",
            "notify here off",
        ),
        ("What a notice told, digests leave out.",),
    ),
    HelpEntry(
        "settings",
        'settings [timezone:X] [site:X] [period:"…"] [transcripts:keep|forget] [quiet:X]',
        "Your time zone, Webex site and usual period, whether find keeps sealed copies of transcripts, and the hours"
        " in which digests and notices wait, as a form or in one line.",
        (
            "settings",
            "settings timezone:Europe/Madrid",
            'settings period:"last 14 days" site:any',
            "settings transcripts:keep",
            "settings quiet:22:00-07:00",
        ),
    ),
    HelpEntry("status", "status", "Your account, what you allowed me, and your settings.", ("status",)),
    HelpEntry("disconnect", "disconnect", "Unlinks your Webex account and forgets you.", ("disconnect",)),
    HelpEntry(
        "help",
        "help [word]",
        "What I can do, or one of my words in detail.",
        ("help", "help search"),
    ),
)

SYNONYMS: dict[str, str] = {word: main for main, same in SAME.items() for word in (main, *same)}
"""Everything a sentence may begin with, some of it two words long, and the word it means."""

# Two letters are near to everything, so they are understood but never guessed.
_GUESSABLE = tuple(word for word in SYNONYMS if len(word) > 3 and " " not in word)
_LONGEST = 20


def entry(word: str) -> HelpEntry | None:
    """What help says of a word or of another word for it."""
    main = SYNONYMS.get(word.strip().lower())
    return next((each for each in ENTRIES if each.word == main), None)


def trimmed(text: str) -> str:
    """A sentence without a slash before it and punctuation after it; two dots stay, they are an open end
    (`2026-03-01..`)."""
    text = text.lstrip("/ ").rstrip(" !?,;…")
    without = text.rstrip(".")
    return text if len(text) == len(without) + 2 else without.rstrip(" !?,;…")


def plain(word: str) -> str:
    """A word in lower case, without the punctuation around it."""
    return word.lower().lstrip("/").rstrip(".,;:!") or word


def split(sentence: str) -> tuple[str, str | None, str]:
    """The first word or words, the command they mean if they mean one, and the rest."""
    words = sentence.split(" ", 3)
    for count in (3, 2, 1):
        said = plain(" ".join(words[:count]))
        if len(words) >= count and said in SYNONYMS:
            return said, SYNONYMS[said], " ".join(words[count:])
    return plain(words[0]), None, sentence.partition(" ")[2]


def command_of(sentence: str) -> str | None:
    """The word that a sentence begins with, or most likely means to."""
    said, main, _ = split(trimmed(" ".join(sentence.split())))
    return main or nearest(said)


def nearest(word: str) -> str | None:
    """The word that a misspelt one most likely means: one slip away, two in long words; None when none is near."""
    word = word.strip().lower()
    if not 3 <= len(word) <= _LONGEST:
        return None
    slips = 1 if len(word) < 8 else 2
    found = process.extractOne(word, _GUESSABLE, scorer=OSA.distance, score_cutoff=slips)
    return SYNONYMS[found[0]] if found else None
