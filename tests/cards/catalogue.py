"""Every face that cards/ can draw, with usual, extreme and minimal values. What a test asks of one, it asks of all.

A feature's faces stand in the file of its name in `examples/`, whose `examples()` gives them; a new file is found by
itself. A new public function of cards/ belongs in there; `test_faces.py` fails until it is.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path

from tests.cards.examples.values import Example

FOLDER = Path(__file__).parent / "examples"
VALUES = "values"
"""The module that holds what faces are drawn of, and no faces."""


def every_example() -> Iterator[Example]:
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem != VALUES:
            yield from importlib.import_module(f"tests.cards.examples.{path.stem}").examples()


EXAMPLES: tuple[Example, ...] = tuple(every_example())
