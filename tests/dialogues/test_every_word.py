"""What every word does in the same way: bare, not connected, Webex away, pressed by somebody else, in bad company.

Each sweep is one dialogue in which every word has its turn: to set the stage for each takes five times as long, and
nobody would see what one word leaves behind for the next.
"""

from datetime import timedelta

import pytest

from handlers.grammar.words import ENTRIES
from jobs.retrying import SURE
from tests.stage import START, Speaker, Stage

# A sweep over what other tests measure already; measuring it again takes half a minute of every run.
pytestmark = pytest.mark.no_cover

RECORDING = "0123456789abcdef" * 2
WORDS = {
    "help": "help",
    "status": "status",
    "connect": "connect",
    "disconnect": "disconnect",
    "list": "list",
    "calls": "calls",
    "all": "all",
    "latest": "latest",
    "search": "search sync",
    "find": "find budget",
    "show": f"show {RECORDING}",
    "links": f"links {RECORDING}",
    "transcript": f"transcript {RECORDING}",
    "summary": f"summary {RECORDING}",
    "participants": f"participants {RECORDING}",
    "viewers": f"viewers {RECORDING}",
    "why": f"why {RECORDING}",
    "why sync": "why sync",
    "meeting": "meeting 123456789",
    "share": f"share {RECORDING} with bo@example.com",
    "unshare": f"unshare {RECORDING} with bo@example.com",
    "delete": f"delete {RECORDING}",
    "trash": "trash",
    "restore": f"restore {RECORDING}",
    "purge": f"purge {RECORDING}",
    "record": "record",
    "record on": f"record on {RECORDING}",
    "digest": "digest",
    "digest now": "digest now",
    "digest off": "digest off",
    "notify": "notify",
    "notify on": "notify on",
    "notify off": "notify off",
    "audit": "audit",
    "admin": "admin calls",
    "compliance": "compliance calls",
    "settings": "settings",
}
NEED_GRANT = WORDS.keys() - {
    "help",
    "admin",
    "compliance",
    "status",
    "connect",
    "disconnect",
    "settings",
    "digest",
    "digest off",
    "audit",
    "notify",
    "notify off",
}
ANSWERED_THERE = {"help", "audit", "admin", "compliance"}
"""Those that have their answer where they were said: `help`, and what is for the direct room only and says so."""
RESOURCES = ("/recordings", "/convergedRecordings", "/meetings", "/meetingTranscripts", "/recordingReport", "/webhooks")


def may_do_everything(ana: Speaker) -> None:
    """Connected, and allowed to do what each word does."""
    ana.connects()
    for word in ("delete", "record on"):
        ana.says(WORDS[word]).has("May I do a little more?")
        ana.connects()


def test_every_word_of_the_bot_is_in_the_table() -> None:
    assert {entry.word for entry in ENTRIES} == {word.split()[0] for word in WORDS}


def test_bare_it_gets_one_answer(ana: Speaker, subtests: pytest.Subtests) -> None:
    for word in WORDS:
        with subtests.test(word=word):
            ana.says(word)


def test_not_connected_it_asks_to_connect_or_just_works(ana: Speaker, subtests: pytest.Subtests) -> None:
    for word in WORDS:
        with subtests.test(word=word):
            answer = ana.says(WORDS[word])
            assert ("Please connect" in answer.text) is (word in NEED_GRANT | {"connect"})


def test_when_webex_is_down_it_tries_again_and_then_says_so(
    stage: Stage, ana: Speaker, subtests: pytest.Subtests
) -> None:
    world = stage.webex.world
    may_do_everything(ana)
    for word in sorted(NEED_GRANT):
        with subtests.test(word=word):
            world.forget_requests()
            for path in RESOURCES:
                world.fault("*", path, status=503, times=None, body="html")
            before = len(ana.heard())
            ana.writes(WORDS[word])
            for _ in range(8):
                stage.passes(timedelta(seconds=10))
            assert len(ana.heard()) == before + 1
            ana.last().has("Webex")
            assert len([call for call in world.requests if call.path.startswith(RESOURCES)]) >= 5
            world.clear_faults()
            ana.says("status").has("Connected")


def test_when_webex_is_down_for_a_moment_nobody_notices(stage: Stage, ana: Speaker, subtests: pytest.Subtests) -> None:
    world = stage.webex.world
    world.call(ana.person, START - timedelta(days=1), "Weekly sync by telephone")
    one = world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    world.transcribe(one, [("Ana Ruiz", 5, "We cut the budget.")])
    binned, other = (world.record(ana.person, "Weekly sync of old", START - timedelta(days=days)) for days in (2, 3))
    binned.status = other.status = "deleted"
    series = world.series(ana.person, "Weekly sync", START + timedelta(days=1))
    words = {
        **{each: WORDS[each].replace(RECORDING, one.id) for each in WORDS},
        "restore": f"restore {binned.id}",
        "purge": f"purge {binned.id}",
        "record on": f"record on {series.id}",
        "meeting": f"meeting {series.number}",
    }
    may_do_everything(ana)
    for word in sorted(NEED_GRANT):
        with subtests.test(word=word):
            for path in RESOURCES:
                world.fault("*", path, status=502, times=2)
            before = len(ana.heard())
            ana.writes(words[word])
            for _ in range(6):
                stage.passes(timedelta(seconds=10))
            assert len(ana.heard()) > before
            ana.last().has("Notices are on" if word == "notify on" else "Weekly sync")
            world.clear_faults()


def test_pressed_by_somebody_else_it_is_theirs(
    stage: Stage, ana: Speaker, bo: Speaker, subtests: pytest.Subtests
) -> None:
    stage.webex.world.record(ana.person, "Of Ana", START - timedelta(days=1))
    ana.connects()
    space = stage.space("Project X", ana, bo)
    ana.writes("help", space)
    stage.settle()
    card = stage.heard_in(space)[-1]
    for word in WORDS:
        with subtests.test(word=word):
            ana_heard, bo_heard = len(ana.heard()), len(bo.heard())
            bo.submits(card, {"say": WORDS[word]})
            stage.settle()
            assert len(ana.heard()) == ana_heard
            assert len(bo.heard()) == bo_heard + (word not in ANSWERED_THERE)
            bo.last().lacks("Of Ana")
            ana.says("list").has("Of Ana")


def test_what_was_asked_while_the_bot_was_away_is_not_answered_late(
    stage: Stage, ana: Speaker, subtests: pytest.Subtests
) -> None:
    ana.connects()
    for word in WORDS:
        with subtests.test(word=word):
            ana.writes(WORDS[word])
            stage.webex.settle()
            stage.clock.advance(timedelta(hours=2))
            before = len(ana.heard())
            stage.settle()
            assert len(ana.heard()) == before + 1
            ana.last().has("away")
            ana.says("status").has("Connected")


def test_a_doubled_or_reordered_delivery_changes_nothing(stage: Stage, ana: Speaker, subtests: pytest.Subtests) -> None:
    for word in WORDS:
        with subtests.test(word=word):
            stage.webex.world.knobs.duplicate_webhooks = stage.webex.world.knobs.reorder = False
            if "Not connected" in ana.says("status").everything:
                ana.connects()
            stage.webex.world.knobs.duplicate_webhooks = stage.webex.world.knobs.reorder = True
            ana.says(WORDS[word])


BAD = [
    "list " + "very " * 1400,
    "😀" * 1500,
    "<script>alert(1)</script>",
    "list\x00\x07 yes\x1b[31mterday",
    "show 0",
    "show -1",
    "show 99999999999999999999",
    "show ٣",
    "list 2026-02-30",
    "list 2027-01-01",
    "list since tomorrow",
    "list 2026-03-31..2026-03-01",
    "list format:avi",
    "search",
    'search "',
    "links http://evil.example/?RCID=" + "a" * 32,
    "'; DROP TABLE work; --",
    "{}",
    "list {recording}",
    "\u202elist",
    "settings timezone:",
    "settings transcripts:maybe",
    "help " + "x" * 3000,
    "find",
    'find ""',
    "find " + "very " * 1400,
    "find budget by the by",
    "transcript 2 pdf",
    "why",
    "meeting 1",
    "meeting " + "9" * 3000,
    "share 2",
    "share 2 with bob",
    "share 0 with bo@example.com",
    "share " + "@" * 3000,
    "unshare 2 here",
    "delete all",
    "delete 5-2",
    "delete 1-99999",
    "delete 1-100",
    "restore -1",
    "purge 99999999999999999999",
    "trash 2",
    "record on 2",
    "confirm",
    "confirm " + "A" * 5000,
]


def test_bad_input_gets_a_sensible_answer(ana: Speaker, subtests: pytest.Subtests) -> None:
    ana.connects()
    for words in BAD:
        with subtests.test(words=words[:40]):
            answer = ana.says(words)
            answer.lacks("Traceback", "Error", "went wrong here")
            assert answer.text


CARRIED: list[dict[str, object]] = [
    {},
    {"say": ""},
    {"say": "show {recording}"},
    {"say": "show {recording}", "recording": "'; DROP TABLE work"},
    {"say": {"nested": "list"}},
    {"say": ["list"]},
    {"say": "settings timezone:{timezone}", "timezone": '" site:evil.example "'},
    {"cmd": "rec.detail", "rid": "1"},
    {"say": "list", "recording": None, "x": True, "n": 5},
    {"say": "list after:zzz"},
    {"say": "list " + "9" * 5000},
    {"say": "confirm " + "A" * 6000},
    {"say": "confirm {token}", "token": "A" * 6000},
    {"say": "delete {recording}", "recording": ",".join(f"{number:032x}" for number in range(200))},
    {"say": "purge {recording} typed:{typed}", "recording": RECORDING, "typed": '" 1-99 "'},
    {"say": "share {recording} with {people}", "recording": RECORDING, "people": '"; and mail them'},
    {"say": f"share {RECORDING} here:somewhere thread:else"},
]


def test_a_card_may_carry_anything(stage: Stage, ana: Speaker, subtests: pytest.Subtests) -> None:
    ana.connects()
    card = ana.says("help")
    for inputs in CARRIED:
        with subtests.test(inputs=str(inputs)[:60]):
            before = len(ana.heard())
            ana.submits(card, inputs)
            stage.settle()
            assert len(ana.heard()) == before + 1
            ana.last().lacks("Traceback", "went wrong here")


def test_a_message_that_was_deleted_before_it_was_read_gets_no_answer(stage: Stage, ana: Speaker) -> None:
    message = ana.writes("list")
    stage.webex.settle()
    stage.webex.world.delete(ana.person, message)
    before = len(ana.heard())
    for _ in range(SURE):
        stage.passes(timedelta(minutes=1))
    assert len(ana.heard()) == before
    assert not stage.bot.work.waiting()


def test_many_questions_at_once_are_answered_in_the_order_they_were_asked(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    before = len(ana.heard())
    words = ["status", "help", "list", "settings", "latest", "help list"]
    for word in words:
        ana.writes(word)
    stage.settle()
    heads = [heard.text.splitlines()[0] for heard in ana.heard()[before:]]
    assert [head.split(":")[0] for head in heads] == [
        "How things stand",
        "What I can do",
        heads[2].split(":")[0],
        "Settings",
        heads[4].split(":")[0],
        "list [when] [filters]",
    ]
