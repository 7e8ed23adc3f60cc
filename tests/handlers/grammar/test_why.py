"""Questions why something is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands import ExplainMissing, ExplainRecording, Invalid, Number, PlaybackLink, RecordingId
from handlers.grammar.tokens import always_quoted
from handlers.grammar.why import read_why

ID = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"
RCID = "2222333344445555666677778888aaaa"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("2", ExplainRecording(Number(2))),
        ("#2?", ExplainRecording(Number(2))),
        ("is 2 not there", ExplainRecording(Number(2))),
        ("can't I download number 2", ExplainRecording(Number(2))),
        ("can’t I download 2", ExplainRecording(Number(2))),
        ("is there no transcript for recording 2?", ExplainRecording(Number(2))),
        ("has 2 no links", ExplainRecording(Number(2))),
        (ID.upper(), ExplainRecording(RecordingId(ID))),
        (f"is https://acme.webex.com/acme/ldr.php?RCID={RCID} gone", ExplainRecording(PlaybackLink(RCID))),
        ("weekly sync", ExplainMissing("weekly sync")),
        ('"weekly sync"', ExplainMissing("weekly sync")),
        ('"2"', ExplainMissing("2")),
        ('"is it gone"', ExplainMissing("is it gone")),
        ("is weekly sync not in my list?", ExplainMissing("weekly sync")),
        ("can't I see the recording of Weekly sync", ExplainMissing("Weekly sync")),
        ('is "weekly sync" missing', ExplainMissing("weekly sync")),
        ("2026 planning", ExplainMissing("2026 planning")),
    ],
)
def test_why_takes_a_recording_or_words(words: str, command: ExplainRecording | ExplainMissing) -> None:
    assert read_why(words) == command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "`why 2`"),
        ("is it not there", "Say what you miss"),
        ("not", "`why weekly sync`"),
        ("0", "no number 0"),
        ('""', "`why 2`"),
        ("x" * 201, "at most 200"),
    ],
)
def test_why_without_what_is_asked_back(words: str, said: str) -> None:
    found = read_why(words)

    assert isinstance(found, Invalid)
    assert said in found.problem


@given(st.text(max_size=300))
def test_any_words_will_do(words: str) -> None:
    read_why(words)
    found = read_why(always_quoted(words))
    assert isinstance(found, Invalid | ExplainMissing | ExplainRecording)
