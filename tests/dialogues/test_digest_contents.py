"""What stands in a digest: headings, whose recordings they are, and what is about to leave the recycle bin."""

from datetime import timedelta

import pytest

from simulator.archive import Recording
from tests.dialogues.changing import allow_changes, call, states
from tests.dialogues.test_digests import DAY, HOUR, comes, on, record
from tests.stage import START, Heard, Speaker, Stage

SOON_GONE = "Soon gone from the recycle bin"


@pytest.fixture
def host(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, who has allowed what changes something."""
    return allow_changes(stage, ana)


def bins(stage: Stage, host: Speaker, *topics: str) -> list[Recording]:
    """Recordings of two days ago, binned by the bot now."""
    made = [stage.webex.world.record(host.person, topic, stage.clock.now() - 2 * DAY) for topic in topics]
    host.says(f"delete {' '.join(each.id for each in made)}")
    host.presses("Delete" if len(made) == 1 else f"Delete all {len(made)}").has("In the recycle bin")
    return made


def lines(heard: Heard) -> list[str]:
    """The card as it reads from top to bottom."""
    blocks = [element["inlines"] for element in heard.card["body"] if element["type"] == "RichTextBlock"]
    return ["".join(run["text"] for run in block) for block in blocks]


def test_what_the_bot_binned_is_told_once_a_week_before_it_is_gone(stage: Stage, host: Speaker) -> None:
    bins(stage, host, "Old budget")
    host.says("digest daily 18:30")
    assert comes(stage, host, on(3, 17, 30, month=4)) == []
    (digest,) = comes(stage, host, on(4, 17, 30, month=4))
    digest.has("No recordings that are new to you", SOON_GONE, "Old budget · Tue 10 Mar, 10:00 · usually 6 days left")
    assert "Soon gone from the recycle bin: Old budget · usually 6 days left" in digest.text
    assert comes(stage, host, on(12, 17, 30, month=4)) == []
    host.presses("Restore", on=digest).has("Restored: 1 recording", "Old budget")


def test_of_several_one_is_chosen_to_be_restored(stage: Stage, host: Speaker) -> None:
    first, second = bins(stage, host, "Old budget", "Older budget")
    host.says("digest daily 18:30")
    record(stage, host, "Weekly sync", on(4, 8, month=4))
    (digest,) = comes(stage, host, on(4, 17, 30, month=4))
    assert digest.has("1 new recording", SOON_GONE).buttons == ["Details", "Get links", "Restore", "When it comes"]
    host.presses("Restore", on=digest, binned=second.id).has("Restored: 1 recording")
    host.says(f"show {first.id}").has("In the recycle bin")


@pytest.mark.parametrize(("schedule", "day", "left"), [("weekly thu", 2, 8), ("monthly 1", 1, 9)])
def test_who_hears_seldom_hears_of_it_earlier(stage: Stage, host: Speaker, schedule: str, day: int, left: int) -> None:
    bins(stage, host, "Old budget")
    host.says(f"digest {schedule} 18:30")
    assert comes(stage, host, on(31, 9)) == []
    (digest,) = comes(stage, host, on(day, 16, 30, month=4))
    digest.has(SOON_GONE, f"usually {left} days left")
    assert comes(stage, host, on(1, 16, 30, month=5)) == []


def test_what_is_back_or_gone_already_is_not_told(stage: Stage, host: Speaker) -> None:
    back, gone = bins(stage, host, "Back again", "Long gone")
    host.says("digest daily 18:30")
    back.status, gone.status = "available", "purged"
    assert comes(stage, host, on(5, 17, 30, month=4)) == []
    assert stage.bot.services.bin.binned(host.person.id) == {}


def test_a_bin_that_can_not_be_read_keeps_no_digest_away_and_is_told_of_the_next_day(
    stage: Stage, host: Speaker
) -> None:
    (one,) = bins(stage, host, "Old budget")
    host.says("digest daily 18:30")
    record(stage, host, "Weekly sync", on(5, 8, month=4))
    stage.passes(on(5, 9, month=4) - stage.clock.now())
    stage.webex.world.fault("GET", f"/recordings/{one.id}", status=503, times=4)
    (digest,) = comes(stage, host, on(5, 17, 30, month=4))
    digest.has("Weekly sync").lacks(SOON_GONE)
    stage.webex.world.clear_faults()
    (digest,) = comes(stage, host, on(6, 17, 30, month=4))
    digest.has(SOON_GONE, "Old budget")


def test_a_call_in_the_bin_keeps_its_number_off_lock_screens(stage: Stage, host: Speaker) -> None:
    one = call(stage, host)
    host.says(f"delete {one.id}")
    host.presses("Delete")
    host.says("digest daily 18:30")
    (digest,) = comes(stage, host, on(5, 17, 30, month=4))
    digest.has(SOON_GONE, "+34911223344")
    assert "911" not in digest.text
    host.presses("Restore", on=digest)
    assert states(one) == ["available"]


def test_whose_a_shared_recording_is_stands_beside_it_where_webex_tells(
    stage: Stage, ana: Speaker, bo: Speaker
) -> None:
    ana.connects()
    ana.says("digest daily 18:30")
    world = stage.webex.world
    meeting = world.meeting(bo.person, "Invited", START, HOUR, [ana.person])
    world.record(bo.person, "Invited", START, shared_with=[ana.person], meeting=meeting)
    meeting = world.meeting(bo.person, "Not invited", START, HOUR)
    world.record(bo.person, "Not invited", START, shared_with=[ana.person], meeting=meeting)
    (digest,) = comes(stage, ana, on(12, 17, 30))
    digest.has("Invited · Thu 12 Mar, 10:00 · 44 min · shared by Bo")
    assert "shared by Bo" in digest.text
    digest.has("Not invited · Thu 12 Mar, 10:00 · 44 min · shared with me")


def test_several_days_stand_under_their_names_and_a_series_under_its_own(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    ana.says("digest weekly thu 18:30")
    world = stage.webex.world
    for topic, day, hour in (("Budget", 13, 22), ("Interview", 14, 9), ("Retro", 14, 15)):
        record(stage, ana, topic, on(day, hour, 30))
    first = world.record(ana.person, "Standup", on(13, 8))
    for day, topic in ((16, "Standup"), (17, "Standup, short")):
        meeting = world.meeting(ana.person, topic, on(day, 8), HOUR, series_id=first.meeting.series.id)
        world.record(ana.person, topic, on(day, 8), meeting=meeting)
    (digest,) = comes(stage, ana, on(19, 17, 30))
    assert lines(digest)[2:] == [
        "Standup, short",
        "• Tue 17 Mar, 09:00 · 44 min",
        "• Mon 16 Mar, 09:00 · Standup · 44 min",
        "• Fri 13 Mar, 09:00 · Standup · 44 min",
        "Saturday 14 March",
        "• 16:30 · Retro · 44 min",
        "• 10:30 · Interview · 44 min",
        "Friday 13 March",
        "• 23:30 · Budget · 44 min",
    ]
    digest.has("6 new recordings · 4 h 24 min")
    assert [line.split(" · ")[0] for line in digest.text.splitlines()[1:]] == [
        "Standup, short", "Standup", "Standup", "Retro", "Interview", "Budget",
    ]  # fmt: skip
    ana.presses("Details", on=digest).has("Standup, short")


def test_more_goes_on_under_headings_and_tells_each_once(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    ana.says("digest monthly 1")
    for day in range(13, 28):
        record(stage, ana, f"Number {day}", on(day, 8))
        record(stage, ana, f"Number {day + 100}", on(day, 9))
    (digest,) = comes(stage, ana, on(1, 7, month=4))
    digest.has("30 new recordings", "… and 18 more")
    record(stage, ana, "Later", on(1, 8, month=4))
    stage.passes(DAY)
    second = ana.presses("More", on=digest).has("13 to 24 of 30", "Saturday 21 March", "… and 6 more")
    third = ana.presses("More", on=second).has("25 to 30 of 30", "Friday 13 March")
    assert "More" not in third.buttons
    told = [topic for heard in (digest, second, third) for topic in heard.choices]
    assert len(told) == len(set(told)) == 30
    assert not [topic for topic in told if "Later" in topic]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("digest now last 3 days", "Of this week"),
        ("digest now please", "What is new"),
        ("digest now sometime", "I can't read"),
        ("digest now after:nonsense", "takes the ID"),
        ("digest now after:" + "0" * 32, "I can't read"),
    ],
)
def test_now_takes_a_time_and_says_so_where_it_can_not_read_it(
    stage: Stage, ana: Speaker, said: str, says: str
) -> None:
    record(stage, ana, "Of this week", START - 2 * DAY)
    record(stage, ana, "Of last month", START - 20 * DAY)
    ana.connects()
    ana.says(said).has(says).lacks("Of last month")


def test_now_of_a_time_is_answered_after_the_consent_too(stage: Stage, ana: Speaker) -> None:
    record(stage, ana, "Of this week", START - 2 * DAY)
    ana.says("digest now last 3 days").has("Please connect")
    stage.passes(timedelta(minutes=5))
    ana.connects().has("What appeared", "Of this week")
