from datetime import timedelta

import pytest

from simulator.clock import SimClock
from simulator.demo import populate
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As


@pytest.fixture
def cast(world: World) -> dict[str, Person]:
    populate(world)
    return {person.name.split()[0]: person for person in world.directory.everybody()}


def test_the_demo_has_its_cast_and_two_spaces(speak: As, cast: dict[str, Person]) -> None:
    assert list(cast) == ["Ana", "Bo", "Chen", "Dana", "RecBot"]
    zones = [person.timezone for person in cast.values()]
    assert zones == ["Europe/Madrid", "Europe/Stockholm", "Asia/Singapore", None, None]
    assert cast["Dana"].org is not cast["Ana"].org
    titles = [room["title"] for room in speak(cast["RecBot"]).items("/rooms")]
    assert titles == ["Project Atlas", "Design crit"]
    for room in speak(cast["Bo"]).items("/rooms"):
        assert speak(cast["Bo"]).items("/messages", roomId=room["id"])


def test_the_demo_has_sixty_days_of_recordings_of_every_kind(
    speak: As, clock: SimClock, cast: dict[str, Person]
) -> None:
    start = (clock.now() - timedelta(days=61)).isoformat()
    window = {"from": start, "to": clock.now().isoformat(), "max": "100"}
    found = {
        one["id"]: (one, speak(person).get(f"/recordings/{one['id']}").json())
        for person in cast.values()
        if not person.is_bot
        for one in speak(person).items("/recordings", **window)
    }
    assert 30 <= len(found) <= 40
    shown = [one for one, _ in found.values()]
    assert {one["format"] for one in shown} == {"MP4", "ARF", "UPLOADED"}
    assert len({one["siteUrl"] for one in shown}) == 3
    assert any(one["topic"].endswith("-2") for one in shown)
    assert any("timeRecorded" not in one for one in shown)
    assert any("<" in one["topic"] for one in shown)
    assert any("temporaryDirectDownloadLinks" not in details for _, details in found.values())
    links = [details.get("temporaryDirectDownloadLinks", {}) for _, details in found.values()]
    assert any(one and "transcriptDownloadLink" not in one for one in links)
    for person in ("Ana", "Bo", "Chen", "Dana"):
        mine = speak(cast[person]).items("/recordings", **window)
        assert any(not one["shareToMe"] for one in mine)
