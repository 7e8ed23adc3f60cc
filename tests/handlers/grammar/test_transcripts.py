"""Transcripts, and what was said in them, at one Sunday afternoon."""

from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.commands import FindSaid, Invalid, Number, PlaybackLink, RecordingId, ShowTranscript
from core.periods import Period
from handlers.grammar.transcripts import read_find, read_transcript, sentence
from handlers.when.periods import read_period

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
ID = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"
RCID = "2222333344445555666677778888aaaa"
LINK = f"https://acme.webex.com/acme/ldr.php?RCID={RCID}"


def find(words: str) -> FindSaid | Invalid:
    return read_find(words, now=NOW, zone=UTC_ZONE)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("2", ShowTranscript(Number(2))),
        ("2 txt", ShowTranscript(Number(2))),
        ("2 vtt", ShowTranscript(Number(2), "vtt")),
        ("2 VTT!", ShowTranscript(Number(2), "vtt")),
        ("2 as vtt", ShowTranscript(Number(2), "vtt")),
        ("of recording 2 in text format", ShowTranscript(Number(2))),
        ("2 as a vtt file", ShowTranscript(Number(2), "vtt")),
        ("2 format:vtt", ShowTranscript(Number(2), "vtt")),
        ("2 format: vtt", ShowTranscript(Number(2), "vtt")),
        (f"{ID} vtt", ShowTranscript(RecordingId(ID), "vtt")),
        (f"{LINK} webvtt", ShowTranscript(PlaybackLink(RCID), "vtt")),
    ],
)
def test_a_transcript_comes_in_two_formats(words: str, command: ShowTranscript) -> None:
    assert read_transcript(words) == command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "`transcript 2`"),
        ("vtt", "`transcript 2`"),
        ("of the budget", "which recording `of the budget`"),
        ("2 pdf", "`txt` or `vtt`, as in `transcript 2 vtt`, not as `pdf`"),
        ("2 3", "not as `3`"),
        ("0", "no number 0"),
    ],
)
def test_other_transcripts_get_one_sentence(words: str, said: str) -> None:
    found = read_transcript(words)

    assert isinstance(found, Invalid)
    assert said in found.problem


@pytest.mark.parametrize(
    ("words", "phrase", "speaker", "when"),
    [
        ('"budget cut"', "budget cut", None, None),
        ("budget cut", "budget cut", None, None),
        ("“budget cut”".translate({0x201C: '"', 0x201D: '"'}), "budget cut", None, None),
        ('"budget cut" by ana', "budget cut", "ana", None),
        ('"budget cut" by "Ana B"', "budget cut", "Ana B", None),
        ('"budget cut" By ana@example.com since monday', "budget cut", "ana@example.com", "since monday"),
        ('"budget cut" since monday by Ana B', "budget cut", "Ana B", "since monday"),
        ("budget cut by Ana last week", "budget cut", "Ana", "last week"),
        ("budget cut by Ana please", "budget cut", "Ana", None),
        ("budget cut last week", "budget cut", None, "last week"),
        ('"last week"', "last week", None, None),
        ('"last week" yesterday', "last week", None, "yesterday"),
        ("today", "today", None, None),
        ("approved by the board", "approved by the board", None, None),
        ("stand by me", "stand by me", None, None),
        ('"stand by me"', "stand by me", None, None),
        ('"budget" by me', "budget", "me", None),
        ('"stand by me" by Ana', "stand by me", "Ana", None),
        ("stand by me by Ana", "stand by me", "Ana", None),
        ("deliver by friday", "deliver by friday", None, None),
        ("deliver by friday last week", "deliver by friday", None, "last week"),
        ('"deliver" by April', "deliver", "April", None),
        ('"deliver" by April in march', "deliver", "April", "in march"),
        ("bought by one two three four five", "bought by one two three four five", None, None),
        ('"x" by ' + "y" * 101, None, None, None),
        ("by Ana", "by Ana", None, None),
        ("side by", "side by", None, None),
        ("re: budget", "re: budget", None, None),
        ("re: budget by Ana", "re: budget", "Ana", None),
        ('re: "budget"', "re: budget", None, None),
        ('"a" "b"', "a b", None, None),
        ('the "big" one', "the big one", None, None),
        ("please", "please", None, None),
        ('"never closed', "never closed", None, None),
    ],
)
def test_a_phrase_may_be_followed_by_a_name_and_a_time(
    words: str, phrase: str | None, speaker: str | None, when: str | None
) -> None:
    period = read_period(when, now=NOW, zone=UTC_ZONE) if when else None
    assert not isinstance(period, Invalid)
    if phrase is None:
        assert isinstance(find(words), Invalid)
    else:
        assert find(words) == FindSaid(phrase, speaker, period)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", '`find "budget cut"`'),
        ('""', '`find "budget cut"`'),
        ('"" by Ana', '`find "budget cut"`'),
        ("x " * 101, "at most 200"),
        ("budget host:me", "no filters"),
        ("budget in 2099", "in the future"),
        ('"budget" in 2099 by Ana', "in the future"),
        ('"budget" sometimes', "can't read `sometimes`"),
        ('"budget" by one two three four five', "can't read `by one two three four five`"),
    ],
)
def test_impossible_ones_get_one_sentence(words: str, said: str) -> None:
    found = find(words)

    assert isinstance(found, Invalid)
    assert said in found.problem
    assert len(found.problem) < 300


one_line = (
    st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"“”„‟«»＂'), min_size=1, max_size=20)
    | st.sampled_from(["by ana", "last week", "the by", "topic:x", "host:me"])
)  # fmt: skip
names = st.lists(one_line, min_size=1, max_size=4).map(lambda words: " ".join(" ".join(words).split()[:4]))
ends = st.datetimes(datetime.fromisoformat("2000-01-03"), datetime.fromisoformat("2026-11-21"), timezones=st.just(UTC))
periods = ends.map(lambda end: Period(end - timedelta(days=1), end))


@settings(deadline=None)
@given(st.builds(FindSaid, one_line, st.none() | names, st.none() | periods))
@example(FindSaid("by", "April", Period(NOW - timedelta(1), NOW)))
def test_a_search_said_as_a_sentence_is_the_same_search_again(command: FindSaid) -> None:
    assert find(sentence(command).removeprefix("find ")) == command


pieces = st.lists(
    st.sampled_from(["by", "ana", '"', "the", "last week", "x", "re:", "topic:", "today", "", "please", ID])
)


@settings(deadline=None)
@given(st.text() | pieces.map(" ".join) | pieces.map("".join))
def test_no_words_are_too_much(words: str) -> None:
    find(words)
    read_transcript(words)


@pytest.mark.parametrize("piece", ["by ", "by", "a ", '"', '" ', "re: ", "x:", "today ", "please ", "9", "vtt "])
def test_long_words_take_no_long_time(piece: str) -> None:
    began = process_time()
    find((piece * 7_000)[:7_000])
    read_transcript((piece * 7_000)[:7_000])

    assert process_time() - began < 1
