"""The sentence that a press of a button says for the person."""

import re
from collections.abc import Mapping

from handlers.grammar.tokens import LONGEST_TEXT, quoted, tidy

LONGEST_SAY = LONGEST_TEXT
"""A button that confirms says a sealed sentence, and a seal of a hundred IDs takes some 6000 characters."""
LONGEST_INPUT = 4_000
"""A hundred IDs of calls, the longest, that were ticked in a list, with a comma after each."""

# What stands in quotes has come from a list or a person already: braces in there are their own.
_BLANK = re.compile(r'"[^"]*"?|(?P<prefix>\w{1,40}:)?\{(?P<name>\w{1,40})\}')


def sentence_of(inputs: Mapping[str, object]) -> str:
    """The template in `say`, with each `{name}` replaced by the input of that name, in quotes where it needs them.

    A missing input drops its `name:{name}`. Nothing here is trusted: a card may be old or somebody else's, so what is
    no text counts as missing, an input can't add words outside its quotes, and no input is read for blanks again.
    """
    say = inputs.get("say")
    if not isinstance(say, str):
        return ""
    return tidy(_BLANK.sub(lambda blank: _filled(blank, inputs), tidy(say[:LONGEST_SAY])))


def _filled(blank: re.Match[str], inputs: Mapping[str, object]) -> str:
    name = blank["name"]
    if name is None:
        return blank[0]
    value = inputs.get(name)
    if not isinstance(value, str):
        return ""
    text = tidy(value[:LONGEST_INPUT]).strip()
    if blank["prefix"]:
        return blank["prefix"] + quoted(text)
    return quoted(text) if text else ""
