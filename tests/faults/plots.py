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
    """Allow whatever the bot asks to be allowed, until it asks no more."""
    for _ in range(5):
        question = me.asks(f"restore {'0' * 32}", "I could not find that")
        yield from me.hears(question)
        if question.answers:
            return
        if question.trouble is not None and question.trouble.message.attachments:
            yield from me.consents(question.trouble)


def comes_back(me: Somebody) -> Steps:
    """See whether the bot still has its grant, and give it another where it has not."""
    mark = new_mark()
    question = me.asks(f"list topic:{mark}", mark)
    yield from me.hears(question)
    if question.trouble is not None and question.trouble.text.startswith("Please connect"):
        yield from connects(me)
        me.has_lost_grant = False


def leaves_and_comes_back(me: Somebody) -> Steps:
    """Disconnect: everything is forgotten, and asked for anew."""
    yield from me.hears(me.asks("disconnect", "onnected"))
    yield from connects(me)


def bins(me: Somebody) -> Steps:
    """Delete, confirm, restore or purge: what is asked for is done once, and nothing else."""
    recording = me.records()
    ask = me.asks(f"delete {recording.id}", recording.topic)
    yield from me.hears(ask)
    card = _first(ask)
    if card is None:
        return
    confirmed = me.presses(card, _actions(Heard(card.message).card)[0]["data"], "In the recycle bin")
    me.cast.deeds.wish(confirmed, recording, "deleted")
    if confirmed is None:
        return
    yield from me.hears(confirmed)
    if me.rng.random() < 0.5:
        restored = me.asks(f"restore {recording.id}", "Restored")
        me.cast.deeds.wish(restored, recording, "available")
        yield from me.hears(restored)
    else:
        purged = me.asks(f'purge {recording.id} "{recording.topic}"', "Deleted for good")
        me.cast.deeds.wish(purged, recording, "purged")
        yield from me.hears(purged)


def shares(me: Somebody) -> Steps:
    """Let somebody see a recording, perhaps with mail, and perhaps not any more."""
    recording, other = me.records(), me.rng.choice([each for each in me.cast.people if each is not me])
    address, mails = other.person.email, me.rng.random() < 0.6
    words = f"share {recording.id} with {address}{' and mail them' if mails else ''}"
    shared = me.asks(words, "Shared “")
    me.cast.deeds.wish(shared, recording, "shared", address=address, sends_mail=mails)
    yield from me.hears(shared)
    if me.rng.random() < 0.5:
        taken = me.asks(f"unshare {recording.id} with {address}", "Not shared now")
        me.cast.deeds.wish(taken, recording, "unshared", address=address)
        yield from me.hears(taken)


def shares_with_a_space(me: Somebody) -> Steps:
    """Everybody there may see it, and the page is posted there."""
    recording = me.records()
    question = me.asks(f"share {recording.id} here", recording.topic, me.rng.choice(me.cast.spaces))
    yield from me.hears(question)


def wants_digests(me: Somebody) -> Steps:
    """Have a digest each morning."""
    yield from connects(me)
    yield from me.hears(me.asks("digest daily 09:00", "Every day at 09:00"))


def wants_notices(me: Somebody) -> Steps:
    """Have notices, and a digest for what they may miss."""
    yield from wants_digests(me)
    yield from me.hears(me.asks("notify on", "Notices are on"))


def has_something_recorded(me: Somebody) -> Steps:
    """What is told by itself: at once, and the next morning."""
    me.has_made()
    yield from me.pauses(3.0)


PLOTS: list[Plot] = [reads, reads, asks_a_lot, asks_in_a_space, bins, bins, shares, shares_with_a_space]
READERS: list[Plot] = [reads, has_something_recorded]
RESTLESS: list[Plot] = [reads, asks_a_lot, leaves_and_comes_back]


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
    """One that nobody deletes."""
    if not me.kept:
        me.kept = [me.records() for _ in range(3)]
    return me.rng.choice(me.kept)


def _first(question: Question) -> Post | None:
    """The answer, where it has a card."""
    return next((each for each in question.answers if each.message.attachments), None)
