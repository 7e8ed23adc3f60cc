"""What the button of a card that asks "are you sure" says."""

import pytest

from core.clock import SystemClock
from core.commands import Confirm, Invalid
from handlers.grammar.buttons import sentence_of
from handlers.grammar.confirmations import read_confirmation
from services.confirmations import Confirmations
from store.vault import Vault

PERSON = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8xZTFlMWUxZS0wMDAyLTQwMDAtODAwMC0wMDAwMDAwMDAwMDI"


def test_a_token_comes_through_a_button_whole() -> None:
    confirmations = Confirmations(Vault(["k" * 40]), SystemClock())
    sentence = "delete " + " ".join(f"{number:032x}" for number in range(100))
    token = confirmations.token(PERSON, sentence)

    command = read_confirmation(sentence_of({"say": f"confirm {token}"}))

    assert command == Confirm(token)
    assert confirmations.sentence(PERSON, token) == sentence


@pytest.mark.parametrize(
    "sentence", ["confirm", "confirm 2", "Confirm please", "confirm " + "a" * 30 + " x", "confirm é"]
)
def test_it_can_not_be_typed(sentence: str) -> None:
    assert isinstance(read_confirmation(sentence), Invalid)


@pytest.mark.parametrize("sentence", ["", "list", "confirmed", "I confirm", "search confirm"])
def test_other_sentences_confirm_nothing(sentence: str) -> None:
    assert read_confirmation(sentence) is None
