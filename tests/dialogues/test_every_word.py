"""What every word does in the same way: bare, not connected, Webex away, pressed by somebody else, in bad company."""

from datetime import timedelta

import pytest

from tests.stage import START, Speaker, Stage

RECORDING = "0123456789abcdef" * 2
WORDS = {
    "help": "help",
    "status": "status",
    "connect": "connect",
    "disconnect": "disconnect",
    "list": "list",
    "latest": "latest",
    "search": "search sync",
    "show": f"show {RECORDING}",
    "links": f"links {RECORDING}",
    "settings": "settings",
}
NEED_GRANT = {"list", "latest", "search", "show", "links"}


@pytest.mark.parametrize("word", WORDS)
def test_bare_it_gets_one_answer(ana: Speaker, word: str) -> None:
    ana.says(word)


@pytest.mark.parametrize("word", WORDS)
def test_not_connected_it_asks_to_connect_or_just_works(ana: Speaker, word: str) -> None:
    answer = ana.says(WORDS[word])
    assert ("Please connect" in answer.text) is (word in NEED_GRANT | {"connect"})


@pytest.mark.parametrize("word", sorted(NEED_GRANT))
def test_when_webex_is_down_it_tries_again_and_then_says_so(stage: Stage, ana: Speaker, word: str) -> None:
    ana.connects()
    stage.webex.world.fault("GET", "/recordings", status=503, times=None, body="html")
    before = len(ana.heard())
    ana.writes(WORDS[word])
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    assert len(ana.heard()) == before + 1
    ana.last().has("Webex")
    assert len([call for call in stage.webex.world.requests if call.path.startswith("/recordings")]) >= 5
    stage.webex.world.clear_faults()
    ana.says("status").has("Connected")


@pytest.mark.parametrize("word", sorted(NEED_GRANT))
def test_when_webex_is_down_for_a_moment_nobody_notices(stage: Stage, ana: Speaker, word: str) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=1))
    ana.connects()
    ana.says("list")
    stage.webex.world.fault("GET", "/recordings", status=502, times=2)
    ana.writes({"show": "show 1", "links": "links 1"}.get(word, WORDS[word]))
    for _ in range(3):
        stage.passes(timedelta(seconds=10))
    ana.last().has("Weekly sync")


@pytest.mark.parametrize("word", WORDS)
def test_pressed_by_somebody_else_it_is_theirs(stage: Stage, ana: Speaker, bo: Speaker, word: str) -> None:
    stage.webex.world.record(ana.person, "Of Ana", START - timedelta(days=1))
    ana.connects()
    space = stage.space("Project X", ana, bo)
    ana.writes("help", space)
    stage.settle()
    card = stage.heard_in(space)[-1]
    ana_heard, bo_heard = len(ana.heard()), len(bo.heard())
    bo.submits(card, {"say": WORDS[word]})
    stage.settle()
    assert len(ana.heard()) == ana_heard
    assert len(bo.heard()) == bo_heard + (word != "help")
    bo.last().lacks("Of Ana")
    ana.says("list").has("Of Ana")


@pytest.mark.parametrize("word", WORDS)
def test_what_was_asked_while_the_bot_was_away_is_not_answered_late(stage: Stage, ana: Speaker, word: str) -> None:
    ana.connects()
    ana.writes(WORDS[word])
    stage.webex.settle()
    stage.clock.advance(timedelta(hours=2))
    before = len(ana.heard())
    stage.settle()
    assert len(ana.heard()) == before + 1
    ana.last().has("away")
    ana.says("status").has("Connected")


@pytest.mark.parametrize("word", WORDS)
def test_a_doubled_or_reordered_delivery_changes_nothing(stage: Stage, ana: Speaker, word: str) -> None:
    ana.connects()
    stage.webex.world.knobs.duplicate_webhooks = True
    stage.webex.world.knobs.reorder = True
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
    "help " + "x" * 3000,
]


@pytest.mark.parametrize("words", BAD)
def test_bad_input_gets_a_sensible_answer(stage: Stage, ana: Speaker, words: str) -> None:
    ana.connects()
    answer = ana.says(words)
    answer.lacks("Traceback", "Error", "went wrong here")
    assert answer.text


@pytest.mark.parametrize(
    "inputs",
    [
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
    ],
)
def test_a_card_may_carry_anything(stage: Stage, ana: Speaker, inputs: dict[str, object]) -> None:
    ana.connects()
    card = ana.says("help")
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
    stage.settle()
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
