"""Text cut to what Webex takes: bytes, and whole characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import MESSAGE_BYTES, clipped

anything = st.text(st.characters(codec="utf-8"))


@given(anything, st.integers(3, 200))
def test_no_more_bytes_than_allowed_and_nothing_but_the_beginning(text: str, limit: int) -> None:
    cut = clipped(text, limit)
    assert len(cut.encode()) <= limit
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@given(anything, st.integers(3, 200))
def test_what_fits_is_left_as_it_is(text: str, limit: int) -> None:
    assert (clipped(text, limit) == text) == (len(text.encode()) <= limit)


@given(anything, st.integers(3, 200))
def test_as_much_is_kept_as_fits(text: str, limit: int) -> None:
    cut = clipped(text, limit)
    if cut != text:
        following = text[len(cut) - 1]
        assert len((cut[:-1] + following + "…").encode()) > limit


@pytest.mark.parametrize("letter", ["a", "ä", "語", "😀"])
def test_a_whole_message_is_what_webex_takes(letter: str) -> None:
    size = len(letter.encode())
    fitting = letter * (MESSAGE_BYTES // size)
    assert clipped(fitting) == fitting
    cut = clipped(fitting + letter * 4)
    assert MESSAGE_BYTES - size < len(cut.encode()) <= MESSAGE_BYTES
    assert set(cut) == {letter, "…"}


@given(st.text(st.characters(categories=["Cs"]), min_size=1))
def test_half_a_character_can_be_sent_as_a_question_mark(text: str) -> None:
    assert clipped(text) == "?" * len(text)
