"""`delete`, `trash`, `restore` and `purge`, as people use them."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.dialogues.changing import DAY, allow_changes, calls_of, record, states
from tests.stage import Heard, Speaker, Stage

HOUR = timedelta(hours=1)


@pytest.fixture
def host(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, who has allowed what changes something."""
    return allow_changes(stage, ana)


def test_the_first_delete_asks_for_consent_and_then_goes_on_with_what_was_asked(stage: Stage, ana: Speaker) -> None:
    weekly = record(stage, ana, "Weekly sync")
    ana.connects()
    ana.says("list")
    ana.says("delete 1").has("May I do a little more?", "share, delete and restore your meeting recordings")
    ana.connects().has("Delete 1 recording?", "Weekly sync")
    assert states(weekly) == ["available"]
    ana.presses("Delete").has("In the recycle bin", "Weekly sync")
    assert states(weekly) == ["deleted"]


def test_who_was_never_connected_allows_both_in_one_consent(stage: Stage, ana: Speaker) -> None:
    weekly = record(stage, ana, "Weekly sync")
    ana.says(f"delete {weekly.id}").has("Please connect", "your recordings", "share, delete and restore")
    ana.connects().has("Delete 1 recording?", "Weekly sync")


def test_whose_grant_has_ended_meanwhile_allows_both_in_one_consent(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    stage.webex.world.revoke(host.person)
    host.says(f"delete {weekly.id}").has("Please connect again", "share, delete and restore")
    host.connects().has("Delete 1 recording?", "Weekly sync")


def test_who_connects_for_a_delete_and_does_not_allow_it_is_told_so(stage: Stage, ana: Speaker) -> None:
    weekly = record(stage, ana, "Weekly sync")
    card = ana.says(f"delete {weekly.id}")
    link = next(url for url in card.links.values() if "/oauth/start" in url)
    ana.consents(link, without="meeting:recordings_write")
    stage.settle()
    ana.last().has("That was not allowed", "share, delete and restore").lacks("/oauth/start")
    ana.says("list").has("Weekly sync")


def test_a_consent_that_gives_less_is_not_asked_for_again_at_once(stage: Stage, ana: Speaker) -> None:
    weekly = record(stage, ana, "Weekly sync")
    ana.connects()
    card = ana.says(f"delete {weekly.id}")
    link = next(url for url in card.links.values() if "/oauth/start" in url)
    ana.consents(link, without="meeting:recordings_write")
    stage.settle()
    ana.last().has("That was not allowed", "share, delete and restore").lacks("/oauth/start")
    assert states(weekly) == ["available"]
    ana.presses("Ask once more").has("May I do a little more?")
    ana.connects().has("Delete 1 recording?")


def test_deleting_is_confirmed_and_can_be_undone(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says("list")
    stage.webex.world.forget_requests()
    host.says("delete 1").has("Delete 1 recording?", "Weekly sync · Tue 10 Mar, ")
    assert not calls_of(stage, "/recordings/softDelete")
    host.presses("Delete").has("In the recycle bin: 1 recording")
    assert calls_of(stage, "/recordings/softDelete") == [204]
    host.says("list").lacks("Weekly sync")
    host.presses("Undo", on=host.heard()[-2]).has("Restored: 1 recording", "Weekly sync")
    assert states(weekly) == ["available"]


def test_the_way_out_leaves_everything_as_it_is(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"delete {weekly.id}")
    assert host.presses("Keep it").everything == "All right, I leave everything as it is."
    assert states(weekly) == ["available"]


def test_recordings_of_two_sites_go_in_two_calls_each_with_its_site(stage: Stage, host: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    first = record(stage, host, "Of acme", 1 * DAY)
    second = record(stage, host, "Of Europe", 2 * DAY, site=europe)
    third = record(stage, host, "Of acme too", 3 * DAY)
    host.says("list")
    host.says("delete 1-3").has("Delete 3 recordings?", "Of acme", "Of Europe", "Of acme too")
    host.presses("Delete all 3").has("In the recycle bin: 3 recordings")
    assert calls_of(stage, "/recordings/softDelete") == [204, 204]
    host.presses("Undo").has("Restored: 3 recordings")
    assert set(states(first, second, third)) == {"available"}


def test_a_hundred_go_at_once_and_come_back_with_one_press(stage: Stage, host: Speaker) -> None:
    many = [record(stage, host, f"Talk {number:03}", timedelta(hours=30 + number)) for number in range(100)]
    host.says("list")
    for _ in range(9):
        host.presses("More")
    host.says("delete 1-100").has("Delete 100 recordings?", "… and 92 more")
    host.presses("Delete all 100").has("In the recycle bin: 100 recordings")
    assert calls_of(stage, "/recordings/softDelete") == [204]
    host.presses("Undo").has("Restored: 100 recordings")
    assert set(states(*many)) == {"available"}


def test_what_was_shared_with_me_is_not_asked_about(stage: Stage, host: Speaker, bo: Speaker) -> None:
    theirs = record(stage, bo, "Of Bo", 1 * DAY, shared_with=[host.person])
    mine = record(stage, host, "Of Ana", 2 * DAY)
    host.says(f"delete {theirs.id}").has("That is up to the host", "Of Bo").lacks("confirm")
    host.says(f"delete {theirs.id} {mine.id}").has("Delete 1 recording?", "Of Ana", "Left out: 1 recording")
    host.presses("Delete").has("Of Ana").lacks("Of Bo")
    assert states(theirs, mine) == ["available", "deleted"]
    host.says(f"show {theirs.id}").lacks("delete ")


def test_somebody_elses_press_confirms_nothing(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    allow_changes(stage, bo)
    card = host.says(f"delete {weekly.id}")
    say = next(action["data"]["say"] for action in card.card["actions"] if action["title"] == "Delete")
    before = len(host.heard())
    bo.submits(bo.last(), {"say": say})
    stage.settle()
    bo.last().has("I did nothing", "belongs to somebody else")
    assert (states(weekly), len(host.heard())) == (["available"], before)


def test_a_button_of_an_hour_ago_confirms_nothing(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"delete {weekly.id}")
    stage.passes(timedelta(minutes=61))
    host.presses("Delete").has("I did nothing", "too old")
    assert states(weekly) == ["available"]


def test_pressing_twice_changes_nothing_twice(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    card = host.says(f"delete {weekly.id}")
    host.presses("Delete", on=card).has("In the recycle bin: 1 recording")
    again = host.presses("Delete", on=card).has("It lies in the recycle bin already").lacks("In the recycle bin")
    host.presses("Keep it", on=card).has("I leave everything as it is")
    assert len(calls_of(stage, "/recordings/softDelete")) == 1
    host.says(f"delete {weekly.id}").has("It lies in the recycle bin already")
    host.presses("Undo", on=again).has("Restored: 1 recording")


def test_the_bin_is_listed_and_its_numbers_mean_it(stage: Stage, host: Speaker) -> None:
    by_bot = record(stage, host, "Binned by the bot", 100 * DAY)
    elsewhere = record(stage, host, "Binned elsewhere", 3 * DAY)
    record(stage, host, "Still here", 1 * DAY)
    elsewhere.status = "deleted"
    host.says(f"delete {by_bot.id}")
    host.presses("Delete")
    trash = host.says("trash").has("Recycle bin").lacks("Still here")
    elsewhere_row, bot_row = trash.choices
    assert "in the bin since Thu 12 Mar, 10:00, usually 30 days left" in bot_row
    trash.has("usually keeps what lies here for 30 days")
    assert "since" not in elsewhere_row
    assert trash.buttons == ["Details", "Restore", "Delete for good"]
    host.says("restore 2").has("Restored: 1 recording", "Binned by the bot")
    host.says("trash").lacks("Binned by the bot")
    assert stage.bot.services.bin.binned(host.person.id) == {}


def test_what_lies_in_the_bin_long_may_be_gone_any_day(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"delete {weekly.id}")
    host.presses("Delete")
    stage.passes(31 * DAY)
    (row,) = host.says("trash since 2026-01-01").choices
    assert "may be gone any day" in row


def test_what_is_chosen_in_the_bin_is_restored(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    weekly.status = "deleted"
    host.says("trash")
    host.presses("Restore").has("Restored", "Weekly sync")
    assert states(weekly) == ["available"]


def test_the_bin_has_pages_and_the_next_one_is_the_bin_too(stage: Stage, host: Speaker) -> None:
    for number in range(12):
        record(stage, host, f"Talk {number:02}", timedelta(hours=30 + number)).status = "deleted"
    host.says("trash")
    more = host.presses("More").has("Recycle bin")
    assert more.buttons == ["Details", "Restore", "Delete for good"]
    host.says("restore 12").has("Talk 11")


def test_an_empty_bin_says_so(host: Speaker) -> None:
    host.says("trash").has("Nothing that was recorded in this time lies in the recycle bin")


def purges(card: Heard) -> str:
    """The sentence that the card says would purge."""
    return next(text for text in card.everything.splitlines() if text.startswith("purge ") and "{" not in text)


def test_purging_wants_the_topic_typed(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly “Sync”")
    weekly.status = "deleted"
    host.says("trash")
    host.says("purge 1").has("Delete 1 recording for good?", "This is final", "Weekly Sync")
    host.says('purge 1 "Weekly"').has("What you typed is not what I asked for")
    assert states(weekly) == ["deleted"]
    sentence = purges(host.last())
    assert sentence == f'purge {weekly.id} "Weekly Sync"'
    host.says(sentence.replace("Weekly Sync", "weekly   SYNC")).has("Deleted for good", "Nobody can bring it back")
    assert states(weekly) == ["purged"]
    host.says(sentence).has("Webex does not know it, or no longer")


@pytest.mark.parametrize("topic", ["5", "2-5", "Weekly sync", "typed: by hand", "Ünïcödé 日本語", '"', "a{b}c"])
def test_purging_with_the_box_takes_any_topic(stage: Stage, host: Speaker, topic: str) -> None:
    odd = record(stage, host, topic)
    odd.status = "deleted"
    card = host.says(f"purge {odd.id}")
    elements = [element["inlines"][0]["text"] for element in card.card["body"] if element["type"] == "RichTextBlock"]
    words = next(text for text, after in pairwise(elements) if after == "Or send me this:")
    host.presses("Delete for good", typed=words).has("Deleted for good")
    assert states(odd) == ["purged"]


def test_several_are_purged_by_typing_how_many(stage: Stage, host: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    first = record(stage, host, "One", 1 * DAY)
    second = record(stage, host, "Two", 2 * DAY, site=europe)
    first.status = second.status = "deleted"
    host.says("trash")
    host.says("purge 1-2").has("Delete 2 recordings for good?", "2 recordings")
    host.says(purges(host.last())).has("Deleted for good: 2 recordings")
    assert states(first, second) == ["purged", "purged"]


def test_only_what_lies_in_the_bin_is_purged(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f'purge {weekly.id} "Weekly sync"').has("Only what lies in the recycle bin")
    assert states(weekly) == ["available"]
    host.presses("Delete").has("Delete 1 recording?")


def test_only_what_lies_in_the_bin_is_restored(stage: Stage, host: Speaker) -> None:
    weekly, daily = record(stage, host, "Weekly sync"), record(stage, host, "Daily")
    host.says(f"restore {weekly.id}").has("Nothing to restore", "Weekly sync", "It does not lie in").lacks("Restored")
    host.says(f"restore {weekly.id} {daily.id}").has("Nothing to restore", "None of them lies in the recycle bin")
    assert not calls_of(stage, "/recordings/restore")
    daily.status = "deleted"
    answer = host.says(f"restore {weekly.id} {daily.id}").has("Restored: 1 recording", "Left out: 1 recording")
    answer.has("Daily").lacks("Weekly sync")


def test_what_was_restored_before_the_answer_could_be_given_is_said_to_be(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    weekly.status = "deleted"
    stage.webex.world.fault("POST", "/recordings/restore", 502, land=True)
    host.writes(f"restore {weekly.id}")
    stage.settle()
    stage.passes(timedelta(minutes=1))
    host.last().has("Restored: 1 recording", "Weekly sync")
    assert calls_of(stage, "/recordings/restore") == [502]


def test_undo_counts_as_done_where_somebody_else_was_faster(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"delete {weekly.id}")
    card = host.presses("Delete")
    weekly.status = "available"
    host.presses("Undo", on=card).has("Restored: 1 recording", "Weekly sync")
    host.presses("Undo", on=card).has("Nothing to restore", "Weekly sync")
    assert stage.bot.services.bin.binned(host.person.id) == {}


def test_of_what_webex_refuses_the_rest_is_done_and_both_are_said(stage: Stage, host: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    first = record(stage, host, "Of acme", 1 * DAY)
    second = record(stage, host, "Of Europe", 2 * DAY, site=europe)
    card = host.says(f"delete {first.id} {second.id}")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=403)
    host.presses("Delete all 2", on=card).has("In the recycle bin: 1 recording", "1 recording stayed as before")
    assert states(first, second) == ["available", "deleted"]


def test_what_somebody_binned_meanwhile_counts_as_done(stage: Stage, host: Speaker) -> None:
    first, second = record(stage, host, "One"), record(stage, host, "Two")
    card = host.says(f"delete {first.id} {second.id}")

    def meanwhile(_request: object) -> None:
        first.status = "deleted"

    stage.webex.world.fault("POST", "/recordings/softDelete", before=meanwhile)
    host.presses("Delete all 2", on=card).has("In the recycle bin: 2 recordings")
    assert calls_of(stage, "/recordings/softDelete") == [404, 204]


REFUSALS = {
    400: "Webex did not understand me",
    403: "Webex said no",
    404: "I could not find that",
}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_told_in_words_and_changes_nothing(stage: Stage, host: Speaker, status: int) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"delete {weekly.id}")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=status, times=None)
    host.presses("Delete").has(REFUSALS[status])
    assert states(weekly) == ["available"]


def test_a_long_limit_is_told_and_a_short_one_waited_out(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    card = host.says(f"delete {weekly.id}")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=429, retry_after="2", body="html")
    before = len(host.heard())
    host.submits(card, card.card["actions"][0]["data"])
    stage.settle()
    stage.passes(timedelta(seconds=3))
    assert len(host.heard()) == before + 1
    host.last().has("In the recycle bin")
    other = record(stage, host, "Other")
    host.says(f"delete {other.id}")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=429, retry_after="900")
    host.presses("Delete").has("Webex asks for a pause", "15 minutes")


def test_a_long_limit_in_the_middle_tells_what_was_done(stage: Stage, host: Speaker) -> None:
    europe = stage.webex.world.site("acme-eu.webex.com")
    first = record(stage, host, "Of acme", 1 * DAY)
    second = record(stage, host, "Of Europe", 2 * DAY, site=europe)
    host.says(f"delete {first.id} {second.id}")
    stage.webex.world.fault("POST", "/recordings/softDelete")
    stage.webex.world.fault("POST", "/recordings/softDelete", status=429, retry_after="900")
    host.presses("Delete all 2").has("In the recycle bin: 1 recording", "1 recording stayed", "Webex asks for a pause")


def test_an_id_that_nobody_knows_is_said_to_be_unknown(host: Speaker) -> None:
    host.says(f"delete {'a' * 32}").has("Webex does not know it, or no longer")


def test_a_number_of_no_list_is_told_as_everywhere(host: Speaker) -> None:
    host.says("delete 3").has("Which one is number 3?")
    host.says("restore 1-3").has("Which one is number 1?")


def test_when_not_all_could_be_looked_at_nothing_is_asked_about(stage: Stage, host: Speaker) -> None:
    several = [record(stage, host, f"Talk {number}") for number in range(8)]
    fault = stage.webex.world.fault("GET", "/recordings/", status=429, retry_after="900", times=None)
    host.says("delete " + " ".join(each.id for each in several)).has("Webex asks for a pause")
    fault.clear()
    stage.webex.world.fault("GET", f"/recordings/{several[5].id}", status=429, retry_after="900")
    host.says("delete " + " ".join(each.id for each in several)).has("Webex asks for a pause").lacks("Delete all")


def test_what_webex_does_not_show_by_its_id_is_found_in_the_bin(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync", 200 * DAY)
    weekly.status = "deleted"
    stage.webex.world.fault("GET", f"/recordings/{weekly.id}", status=404)
    host.says(f"restore {weekly.id}").has("Restored", "Weekly sync")
    assert states(weekly) == ["available"]


def test_disconnecting_forgets_what_was_binned(stage: Stage, host: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    host.says(f"delete {weekly.id}")
    host.presses("Delete")
    assert stage.bot.services.bin.binned(host.person.id)
    host.says("disconnect")
    assert stage.bot.services.bin.binned(host.person.id) == {}


def test_in_a_space_the_answer_goes_to_the_person_alone(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = record(stage, host, "Weekly sync")
    space = stage.space("Project X", host, bo)
    host.says(f"delete {weekly.id}", space).has("Delete 1 recording?", "Weekly sync")
    assert not [heard for heard in stage.heard_in(space) if "Weekly sync" in heard.everything]


def test_an_empty_bin_offers_no_time_that_was_looked_through(stage: Stage, host: Speaker) -> None:
    stage.clock.advance(timedelta(microseconds=4711))  # the bin is asked for up to now, which is no whole second
    assert host.says("trash").has("Nothing that was recorded in this time").buttons == []
    assert host.says("trash last 14 days").buttons == ["Last 90 days", "Last 365 days"]


def test_what_was_not_understood_offers_help_with_its_word(host: Speaker) -> None:
    answer = host.says("delete everything").has("I did not quite get that")
    assert answer.buttons == ["Help with delete", "What I can do"]


def test_a_number_beyond_the_list_says_how_many_it_has(stage: Stage, host: Speaker) -> None:
    one, two = record(stage, host, "First"), record(stage, host, "Second", 2 * DAY)
    host.says("list")
    host.says("delete 1-99").has("Your list has 2: numbers go from 1 to 2")
    assert states(one, two) == ["available", "available"]


def test_a_bin_of_two_years_with_more_than_a_hundred_is_read_whole(stage: Stage, host: Speaker) -> None:
    for number in range(103):
        record(stage, host, f"Talk {number:03}", 700 * DAY if number == 0 else number * HOUR).status = "deleted"
    host.says("trash since 2024-03-13").has("1 to 10 of 103")
