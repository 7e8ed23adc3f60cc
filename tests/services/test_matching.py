"""Words are found in what was said however they were written, and not where they only look alike."""

from datetime import timedelta

import pytest

from core.transcripts import Hit, Snippet, Transcript
from services.matching import folded, hits, wanted

OF = Transcript("t1", "m1")


def talk(*lines: tuple[str, str]) -> list[Snippet]:
    """Who said what, ten seconds apart; addresses are made of first names."""
    return [
        Snippet(text, name, f"{name.split()[0].lower()}@example.com" if name else "", timedelta(seconds=10 * at))
        for at, (name, text) in enumerate(lines)
    ]


def look(said: list[Snippet], phrase: str, by: str | None = None) -> list[Hit]:
    meant = wanted(phrase, by)
    assert meant is not None
    return list(hits(OF, said, meant))


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("We freeze the BUDGET now.", "budget"),
        ("Der Haushalt für Müller & Söhne", "muller sohne"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("the budget, freeze it", "budget freeze"),
        ("I don’t know", "don't"),
        ("two  spaces\nand lines", "two spaces and lines"),
        ("All the budgets", "budget"),
        ("Is AI there?", "AI"),
        ("来年の予算です", "予算"),
        ("A fullwidth ＡＢＣ", "abc"),
    ],
)
def test_a_phrase_is_found(said: str, phrase: str) -> None:
    (found,) = look(talk(("Ana", said)), phrase)
    assert found.is_exact


@pytest.mark.parametrize(
    ("said", "phrase"),
    [("He said we aim at rain", "AI"), ("Restart", "art"), ("Airport", "air"), ("Budget", "freeze budget"), ("", "a")],
)
def test_what_only_looks_alike_is_not_found(said: str, phrase: str) -> None:
    assert look(talk(("Ana", said)), phrase) == []


@pytest.mark.parametrize("phrase", ["", " ", "!?", "…"])
def test_without_a_word_nothing_is_looked_for(phrase: str) -> None:
    assert wanted(phrase) is None


def test_all_words_in_any_order_are_a_hit_but_not_an_exact_one() -> None:
    first, second = look(talk(("Ana", "Freeze that budget"), ("Bo", "A budget freeze")), "budget freeze")
    assert (first.is_exact, second.is_exact) == (False, True)


def test_a_hit_has_its_neighbours_and_its_time() -> None:
    said = talk(("Ana", "One"), ("Bo", "Two"), ("Ana", "Three"))
    (found,) = look(said, "two")
    assert (found.before, found.said, found.after) == (said[0], said[1], said[2])
    assert found.said.at == timedelta(seconds=10)
    (first,) = look(said[1:], "two")
    (last,) = look(said[:2], "two")
    assert first.before is None
    assert last.after is None


def test_a_phrase_goes_over_from_one_snippet_to_the_next_of_the_same_speaker() -> None:
    said = talk(("Ana", "We freeze the"), ("Ana", "budget now"), ("Bo", "Really"))
    (found,) = look(said, "freeze the budget")
    assert found.said.text == "We freeze the budget now"
    assert (found.before, found.after) == (None, said[2])
    assert look(talk(("Ana", "We freeze the"), ("Bo", "budget now")), "freeze the budget") == []


def test_a_phrase_in_the_second_of_two_snippets_is_one_hit() -> None:
    (found,) = look(talk(("Ana", "Well"), ("Ana", "the budget")), "budget")
    assert found.said.text == "the budget"


@pytest.mark.parametrize("by", ["ana", "Ruiz", "ANA RUIZ", "ana@example.com", "ana@", "Rúiz ana"])
def test_a_speaker_is_meant_by_name_or_address(by: str) -> None:
    said = talk(("Ana Ruiz", "The budget"), ("Bo Lindqvist", "Which budget"))
    assert [one.said.speaker for one in look(said, "budget", by)] == ["Ana Ruiz"]


def test_somebody_else_is_not_meant() -> None:
    assert look(talk(("Ana Ruiz", "The budget"), ("", "The budget")), "budget", "bo") == []
    assert look(talk(("Ana Ruiz", "The budget")), "budget", "--") == []


def test_it_is_known_about_where_in_a_long_sentence_the_words_stand() -> None:
    text = "so " * 300 + "the budget is " + "so " * 100
    (found,) = look(talk(("Ana", text)), "budget")
    assert abs(found.near - text.index("budget")) < 20


def test_folding_leaves_the_words_alone() -> None:
    assert folded("  L'été, déjà?  ") == "lete deja"
