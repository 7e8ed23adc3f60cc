"""What tests that kill the bot as it tells of meetings have in common: meetings, what is made of them, and sweeps."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app import Bot
from services.notices import MAKING
from services.sweeps import SPREAD
from simulator.archive import Recording
from simulator.directory import Person
from simulator.series import Meeting
from simulator.spaces import Space
from store.notices import Notices
from tests.kills.standing import Standing
from tests.kills.steps import POST, Request

TOOK, YEAR = timedelta(minutes=50), timedelta(days=365)
RECORDING = Request("GET", "/recordings/", by_bot=False)
MEETING = Request("GET", "/meetings/", by_bot=False)
TRANSCRIPTS = Request("GET", "/meetingTranscripts", by_bot=False)
NOTES = Request("GET", "/meetingSummaries", by_bot=False)
RECORDED = Request("GET", "/recordings$", by_bot=False, has="meetingId")
MEETINGS = Request("GET", "/recordings$", by_bot=False, lacks="meetingId")
CALLS = Request("GET", "/convergedRecordings$", by_bot=False)
HOOKS = Request("GET", "/webhooks", by_bot=False)
NEW_HOOK = Request("POST", "/webhooks", by_bot=False)
LAST_NEW_HOOK = replace(NEW_HOOK, nth=4)
OLD_HOOK = Request("DELETE", "/webhooks/", by_bot=False)
LAST_OLD_HOOK = replace(OLD_HOOK, nth=4)
LOOK = {"the meeting": MEETING, "its transcripts": TRANSCRIPTS, "its notes": NOTES}
MADE = {**LOOK, "its recording": RECORDED, "the post": POST}
LISTS = {"the webhooks": HOOKS, "the list of meetings": MEETINGS, "the list of calls": CALLS}


def held(standing: Standing, host: Person, title: str, *guests: Person) -> Meeting:
    """A meeting that was held until now."""
    return standing.webex.world.meeting(host, title, standing.webex.clock.now() - TOOK, TOOK, guests)


def recorded(standing: Standing, meeting: Meeting, *guests: Person) -> Recording:
    """The file of its recording is there now, and whoever wanted to hear so does."""
    took = standing.webex.clock.now() - meeting.start
    recording = standing.webex.world.record(
        meeting.host, meeting.title, meeting.start, took, shared_with=guests, meeting=meeting
    )
    standing.webex.world.announce_due()
    return recording


def becomes_ready(standing: Standing, host: Person, topic: str, *guests: Person) -> Recording:
    """The same, of a meeting that was not spoken of before; shared with these."""
    return recorded(standing, held(standing, host, topic, *guests), *guests)


def transcribed(standing: Standing, meeting: Meeting) -> None:
    standing.webex.world.transcribe(meeting, [("Ana Ruiz", 2.0, "Good morning.")])
    standing.webex.world.announce_due()


def notes_are_found(standing: Standing, meeting: Meeting) -> None:
    """Nobody is told of notes: the next look finds them. The bot is started for it."""
    summarised(standing, meeting)
    assert standing.stop() == 0
    standing.webex.clock.advance(MAKING[0])
    standing.begin()


def summarised(standing: Standing, meeting: Meeting) -> None:
    standing.webex.world.summarise(meeting, "<p>All is well.</p>")


def made(standing: Standing, host: Person, title: str) -> Meeting:
    """A meeting of which there is everything at once, so that nothing is looked for later."""
    meeting = held(standing, host, title)
    transcribed(standing, meeting)
    summarised(standing, meeting)
    recorded(standing, meeting)
    return meeting


def last_of_all(standing: Standing, host: Person) -> None:
    """A recording of which nothing more is made: when it is told, so is all that was heard before it."""
    at = standing.webex.clock.now() - TOOK
    standing.webex.world.record(host, "Last of all", at, TOOK, omit=("meetingId",))
    standing.webex.world.announce_due()


def has_told(standing: Standing, person: Person, title: str, words: str) -> Space:
    """A new space that is told what these words ask for; they are answered there, or after a first consent directly."""
    world = standing.webex.world
    room = world.direct(person, standing.recbot)
    space = world.space(title, [person, standing.recbot])
    greeted = len(standing.sees(space, 1))
    is_new = not any("You are connected" in (post.text or "") for post in standing.sees(room, 1))
    before = len(standing.posts(room))
    world.post(person, space, f"RecBot {words}", mention=[standing.recbot])
    if is_new:
        card = standing.sees(room, before + 1)[-1]
        link = next(action["url"] for action in card.attachments[0]["content"]["actions"] if "url" in action)
        standing.consents(link, person)
        standing.sees(room, before + 3)
    else:
        standing.sees(space, greeted + 1)
    return space


def no_sweeps(standing: Standing) -> None:
    """None is due by itself any more: it would find what was lost."""
    with standing.beside() as bot:
        _sweeps_at(standing, bot, {})


def a_sweep_is_due(standing: Standing, host: Person, *titles: str) -> None:
    """These were made while the bot was away, another process has planned a sweep at once, and the bot is started."""
    code = standing.stop()
    assert code == 0, f"it left with {code}"
    for title in titles:
        made(standing, host, title)
    standing.webex.settle()  # what is told to nobody never comes
    now = standing.webex.clock.now() - SPREAD
    with standing.beside(behind=SPREAD) as bot:
        _sweeps_at(standing, bot, {host.id: now})
        assert bot.services.sweeps.plan_due() == 1
        _sweeps_at(standing, bot, {})
    standing.begin()


def _sweeps_at(standing: Standing, bot: Bot, times: Mapping[str, datetime]) -> None:
    """The next sweep of each of these people is due then; of everybody else a year from now."""
    far = standing.webex.clock.now() + YEAR
    Notices(bot.database).claim_due(far, 1000, lambda _tx, person_id, _due: times.get(person_id, far))


STAGES: dict[str, Callable[[Standing, Meeting], object]] = {
    "recording": recorded,
    "transcript": transcribed,
    "notes": notes_are_found,
}
"""What is made of a meeting, one after the other."""
