"""`list`, `search`, `latest`, `show` and `links`, as people use them."""

from datetime import timedelta

from tests.stage import START, Speaker, Stage


def test_a_new_person_connects_and_is_answered_what_they_had_asked(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list").has("Please connect your Webex account")
    ana.connects()
    welcome, answer = ana.heard()[-2:]
    welcome.has("You are connected, Ana Ruiz")
    answer.has("Weekly sync", "Tue 10 Mar, 10:00")


def test_answering_a_list_of_one_page_takes_three_calls(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    stage.webex.world.forget_requests()
    ana.says("list")
    calls = stage.webex.world.requests
    assert [call.path.split("/")[1] for call in calls] == ["messages", "recordings", "messages"]
    assert [call.method for call in calls] == ["GET", "GET", "POST"]
    assert {"from", "to", "max"} <= calls[1].query.keys()
