"""What the bot can do, in its own words."""

from collections.abc import Sequence

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import button, card, heading, line, message, paragraph, run, spoken, subtitle
from cards.words import shortened
from core.help import HelpEntry
from core.replies import Face

MOST_ENTRIES = 30
MOST_EXAMPLES = 12
"""On the card: each form of the longest word has one."""
LONGEST_EXAMPLE = 100
MOST_SPOKEN = 4
TEXT_LINES = 12


def overview(entries: Sequence[HelpEntry], *, is_connected: bool | None) -> Face:
    """All words, one line each; `is_connected` is None where it isn't known, as in a space."""
    body: list[ElementT] = [heading("What I can do"), subtitle("Say one of these words to me, or press a button.")]
    body += [element for entry in entries[:MOST_ENTRIES] for element in _entry(entry)]
    body.append(
        line(run("Say help and a word, such as help list, to learn more of it.", subtle=True), spacing=Spacing.MEDIUM)
    )
    return Face(_text(entries), card(body, _actions(is_connected)))


def about(entry: HelpEntry) -> Face:
    """One word: how it is written, what it does, and examples."""
    about = [entry.does, *entry.more]
    body: list[ElementT] = [heading(entry.word), line(run(entry.usage, mono=True)), *map(paragraph, about)]
    if entry.examples:
        body.append(line(run("For example", bold=True), spacing=Spacing.MEDIUM))
        examples = [shortened(example, LONGEST_EXAMPLE) for example in entry.examples[:MOST_EXAMPLES]]
        body += [line(run(example, mono=True), spacing=Spacing.SMALL) for example in examples]
    said = [f"For example: {example}" for example in entry.examples[:MOST_SPOKEN]]
    text = spoken(f"{entry.usage}: {entry.does}", *entry.more, *said)
    return Face(text, card(body, [button("All words", "help")]))


def greeting(name: str | None, is_direct: bool, *, is_connected: bool = False) -> Face:
    """The first words to somebody, or to a space the bot was added to; and the answer to whoever says hello."""
    hello = f"Hello {name}" if name else "Hello"
    if is_direct and is_connected:
        return message(
            hello,
            "What are you looking for? Say it in words, such as search design, or begin with a button.",
            actions=[
                button("My recordings", "list", is_main=True),
                button("The latest", "latest"),
                button("What I can do", "help"),
            ],
        )
    if is_direct:
        return message(
            hello,
            "I find your Webex recordings and fetch their download links, here in private.",
            "First, please connect your Webex account: I see what you see, and nothing else.",
            actions=[button("Connect", "connect", is_main=True), button("What I can do", "help")],
        )
    return message(
        "Hello everybody",
        "I find Webex recordings for each of you. Mention me and say what you are looking for, such as list.",
        "What I find goes to you alone, in our direct space.",
        actions=[button("What I can do", "help")],
    )


def _entry(entry: HelpEntry) -> list[ElementT]:
    return [line(run(entry.usage, bold=True)), line(run(entry.does, subtle=True), spacing=Spacing.NONE)]


def _actions(is_connected: bool | None) -> list[ActionT]:
    connect: list[ActionT] = [] if is_connected else [button("Connect", "connect", is_main=True)]
    words = (("My recordings", "list"), ("The latest", "latest"), ("Status", "status"), ("Settings", "settings"))
    return [*connect, *(button(label, say) for label, say in words)]


def _text(entries: Sequence[HelpEntry]) -> str:
    lines = [f"{entry.usage}: {entry.does}" for entry in entries[:TEXT_LINES]]
    left = len(entries) - len(lines)
    return spoken("What I can do", *lines, f"… and {left} more" if left else "")
