"""Presses of buttons, and the sentences they say."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import ChangeSettings, GetLinks, Invalid, ListRecordings, Number, RecordingId
from core.periods import Period
from core.recordings import Filters
from handlers.grammar.buttons import LONGEST_INPUT, sentence_of
from handlers.grammar.listing import sentence
from handlers.grammar.sentences import parse

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
ID = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"
SETTINGS = "settings timezone:{timezone} site:{site} period:{period}"


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"say": "list"}, "list"),
        ({"say": f"show {ID}"}, f"show {ID}"),
        ({"say": "show {recording}", "recording": ID}, f"show {ID}"),
        ({"say": "show {recording}"}, "show"),
        ({"say": "show {recording}", "recording": ""}, "show"),
        ({"say": "show {recording}", "recording": "2 host:me"}, 'show "2 host:me"'),
        ({"say": "search {words} today", "words": "weekly sync"}, 'search "weekly sync" today'),
        (
            {"say": SETTINGS, "timezone": "Europe/Madrid", "site": "any", "period": "last 30 days"},
            'settings timezone:Europe/Madrid site:any period:"last 30 days"',
        ),
        ({"say": SETTINGS, "timezone": "UTC"}, "settings timezone:UTC"),
        ({"say": SETTINGS, "site": "", "period": " "}, 'settings site:"" period:""'),
        ({"say": SETTINGS, "period": 'today" host:me x:"'}, 'settings period:"today host:me x:"'),
        ({"say": SETTINGS, "period": "“today”\n\x00\u202e"}, "settings period:today"),
        ({"say": "show {a}", "a": "{b}", "b": "2"}, 'show "{b}"'),
        ({"say": "a\nb\x00c"}, "a b c"),
        ({"say": 'search "{words}" {when}', "words": "x", "when": "today"}, 'search "{words}" today'),
        ({"say": 'search "never closed {when}', "when": "today"}, 'search "never closed {when}'),
        ({"say": "{say}"}, '"{say}"'),
        ({"say": "show {} {a b} {", "a b": "2"}, "show {} {a b} {"),
    ],
)
def test_blanks_are_filled_with_what_was_put_in(inputs: dict[str, str], said: str) -> None:
    assert sentence_of(inputs) == said


@pytest.mark.parametrize("say", [None, 1, ["list"], {"say": "list"}, True, ""])
def test_without_a_sentence_nothing_is_said(say: object) -> None:
    assert sentence_of({"say": say}) == ""
    assert sentence_of({}) == ""


@pytest.mark.parametrize("value", [None, 2, ["2"], {}, True])
def test_an_input_that_is_no_text_counts_as_missing(value: object) -> None:
    assert sentence_of({"say": "show {recording} site:{recording}", "recording": value}) == "show"


def test_inputs_are_cut_to_a_sane_length() -> None:
    said = sentence_of({"say": "search {words}", "words": "x" * 10_000})

    assert said == "search " + "x" * LONGEST_INPUT
    assert len(sentence_of({"say": "{words} " * 1_000, "words": "x" * 10_000})) <= 7_500


def test_what_is_said_is_understood() -> None:
    def ask(**inputs: str) -> object:
        return parse(sentence_of(inputs), now=NOW, zone=UTC_ZONE)

    assert ask(say="links {recording}", recording=ID) == GetLinks(RecordingId(ID))
    assert ask(say="links {recording}", recording="2") == GetLinks(Number(2))
    assert isinstance(ask(say="links {recording}"), Invalid)
    assert isinstance(ask(say="links {recording}", recording="2 3"), Invalid)
    assert ask(say=SETTINGS, timezone="new york", site="", period="since monday") == ChangeSettings(
        "America/New_York", "", "since monday"
    )


def test_more_of_a_list_whose_topic_has_braces_in_it_asks_for_the_same_list() -> None:
    command = ListRecordings(Filters(topic="{when} x"), "{words}", Period(NOW - timedelta(days=1), NOW), ID)

    said = sentence_of({"say": sentence(command), "words": "no", "when": "no"})

    assert parse(said, now=NOW, zone=UTC_ZONE) == command


values = st.text() | st.none() | st.integers() | st.lists(st.text())
templates = st.text() | st.lists(st.sampled_from(["show", "{a}", "x:{a}", "{", "}", '"', " ", "{b}", "\n"])).map(
    "".join
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), values), templates | values)
def test_no_card_breaks_it(inputs: dict[str, object], say: object) -> None:
    said = sentence_of({**inputs, "say": say})

    assert not any(character < " " for character in said)
    parse(said, now=NOW, zone=UTC_ZONE)


@settings(deadline=None)
@given(st.text())
def test_an_input_stays_within_its_quotes(value: str) -> None:
    command = parse(sentence_of({"say": "search {words} host:me", "words": value}), now=NOW, zone=UTC_ZONE)

    assert isinstance(command, Invalid) or (isinstance(command, ListRecordings) and command.filters.host == "me")
