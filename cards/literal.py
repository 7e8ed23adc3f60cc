"""Text from strangers, made to look the same and mean nothing: no link, no emphasis, no date.

Characters without width do it. Backslashes are no way out: clients that read no markdown would show them.
"""

import re

_UNSEEN = "\u2060"  # word joiner: no width, no line break
_HAIR = "\u200a"  # hair space: a pixel wide; an asterisk before it opens no emphasis
_MARKS = str.maketrans(
    {mark: mark + _UNSEEN for mark in "]<&\\~"} | {"*": "*" + _HAIR, "`": "\u02cb"}  # the last: a look-alike
)


def unlinked(text: str) -> str:
    """The text, looking the same, in which clients find no address to make a link of."""
    return re.sub(r"(?i)\bwww\.", lambda found: found[0] + _UNSEEN, text.replace("://", ":" + _UNSEEN + "//"))


def unmarked(text: str) -> str:
    """The text, looking the same, for the titles of choices, which the official renderer reads as markdown.

    A topic like `[minutes](https://evil.example)` would otherwise be a link, and `*draft*` would lose its asterisks.
    """
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", "_" + _HAIR, text)  # inside a word an underscore emphasises nothing
    text = re.sub(r"^(\d+[.)]|[-+#>]+) ", "\\1\u00a0", text)  # with a no-break space, no list or heading begins
    return undated(text.translate(_MARKS))


def undated(text: str) -> str:
    """The text, looking the same, without the pattern that renderers turn into a date even in a `TextRun`."""
    return re.sub(r"\{\{(?=DATE|TIME)", "{" + _UNSEEN + "{", text)


def breakable(text: str) -> str:
    """The text with places where a line may end, as names of files and addresses have none and would be cut off."""
    return re.sub(r"([!-~]{32})(?=[!-~])", "\\1\u200b", text)
