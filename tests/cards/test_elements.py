"""What all cards are made of."""

from cards.elements import parted, run


def test_runs_that_are_parted_keep_a_gap_between_them() -> None:
    inlines = parted(run("00:00:27 "), run("Ana Ruiz:", bold=True), run("Good morning")).inlines
    assert [each.text for each in inlines if not isinstance(each, str)] == [
        "00:00:27\u2002",
        "Ana Ruiz:\u2002",
        "Good morning",
    ]
