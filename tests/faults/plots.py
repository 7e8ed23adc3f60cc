"""What people do: each plot is a generator that yields wherever it waits for something."""

from simulator.archive import Recording
from tests.faults.ledger import Post, Question
from tests.faults.people import Plot, Somebody, Steps, new_mark
from tests.stage import Heard, _actions

ASK = ("show", "links", "why", "viewers", "transcript", "summary", "participants")
"""Words that are about one recording, and whose answers name it."""


def reads(me: Somebody) -> Steps:
    """Ask one thing and wait for the answer."""
    yield from me.hears(_asked(me))
    yield from me.pauses(0.3)


def asks_a_lot(me: Somebody) -> Steps:
    """Ask several things in a row: they are answered one after the other."""
    yield from me.hears(*[_asked(me) for _ in range(me.rng.randint(2, 5))])


def asks_in_a_space(me: Somebody) -> Steps:
    """What is answered in the direct room, with a note in the space, or in the space itself."""
    space = me.rng.choice(me.cast.spaces)
    if me.rng.random() < 0.3:
        question = me.asks("help purge", "purge N", space)
    else:
        recording = _one(me)
        question = me.asks(f"show {recording.id}", recording.topic, space)
    yield from me.hears(question)


def connects(me: Somebody) -> Steps:
    """Allow whatever the bot asks to be allowed."""
    question = me.asks(f"restore {'0' * 32}", "I could not find that")
    yield from me.hears(question)
    if question.trouble is not None and question.trouble.message.attachments:
        me.consents(question.trouble)


def bins(me: Somebody) -> Steps:
    """Delete, confirm, perhaps restore, perhaps purge; what is asked for is done once, and nothing else."""
    recording = me.records()
    ask = me.asks(f"delete {recording.id}", "Delete 1 recording")
    yield from me.hears(ask)
    card = _first(ask)
    if card is None:
        return
    pressed = me.presses(card, _actions(Heard(card.message).card)[0]["data"], "In the recycle bin")
    if pressed is None:
        return
    yield from me.hears(pressed)
    if me.rng.random() < 0.5:
        yield from me.hears(me.asks(f"restore {recording.id}", recording.topic))
    else:
        yield from me.hears(me.asks(f'purge {recording.id} "{recording.topic}"', "Deleted for good"))


PLOTS: list[Plot] = [reads, reads, reads, asks_a_lot, asks_in_a_space]


def _asked(me: Somebody) -> Question:
    """Something at random that only reads."""
    dice = me.rng.random()
    if dice < 0.2:
        return me.asks("status", "How things stand")
    if dice < 0.4:
        mark = new_mark()
        return me.asks(f"list topic:{mark}", mark)
    recording = _one(me)
    return me.asks(f"{me.rng.choice(ASK)} {recording.id}", recording.topic)


def _one(me: Somebody) -> Recording:
    return me.rng.choice(me.recordings[:5]) if me.recordings else me.records()


def _first(question: Question) -> Post | None:
    """The answer, where it has a card."""
    return next((each for each in question.answers if each.message.attachments), None)
