"""What the bot posts past the SDK: a file that never was on a disk, and other words in place of its own."""

from collections.abc import Iterator

import pytest

from core.errors import BadRequest, Unavailable
from core.text import MESSAGE_BYTES
from simulator import Simulator
from simulator.directory import Person
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.messaging import Messaging

BARE = {"id": "M1", "roomId": "R1", "personId": "ANA", "created": "2026-03-02T09:15:30.123Z"}


@pytest.fixture
def messaging(wild: Wild) -> Iterator[Messaging]:
    messaging = Messaging(TOKEN, wild.base_url, pool_size=1)
    yield messaging
    messaging.close()


@pytest.fixture
def bot(sim: Simulator) -> Iterator[Messaging]:
    bot = Messaging(sim.world.bot("RecBot", "recbot@webex.bot").token, sim.url, pool_size=1)
    yield bot
    bot.close()


def test_a_file_goes_out_in_parts_and_says_so(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    assert messaging.post_file("Here it is", "sync.txt", "schön".encode(), to_person_id="P1").id == "M1"
    seen = wild.seen[0]
    assert (seen.method, seen.target) == ("POST", "/v1/messages")
    assert seen.headers["Authorization"] == f"Bearer {TOKEN}"
    kinds = [value for name, value in seen.headers.items() if name.lower() == "content-type"]
    assert [kind.partition(";")[0] for kind in kinds] == ["multipart/form-data"]
    assert b'filename="sync.txt"' in seen.body
    assert "schön".encode() in seen.body


def test_a_file_reaches_the_person_it_was_meant_for(bot: Messaging, ana: Person) -> None:
    posted = bot.post_file("Weekly sync", "sync.vtt", b"WEBVTT\n", to_person_id=ana.id)
    read = bot.message(posted.id)
    assert (read.text, read.has_files, read.is_direct) == ("Weekly sync", True, True)


def test_the_words_with_a_file_are_cut_to_what_webex_takes(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    messaging.post_file("é" * MESSAGE_BYTES, "sync.txt", b"", to_person_id="P1")
    assert 0 < wild.seen[0].body.count("é".encode()) <= MESSAGE_BYTES // 2


@pytest.mark.parametrize("body", [None, "text", [], {"id": "M1"}])
def test_a_file_that_was_taken_with_an_odd_answer_is_unavailable(
    wild: Wild, messaging: Messaging, body: object
) -> None:
    wild.says(body)
    with pytest.raises(Unavailable):
        messaging.post_file("Here it is", "sync.txt", b"", to_person_id="P1")


def test_words_of_the_bot_are_edited(bot: Messaging, ana: Person) -> None:
    posted = bot.post("Working on it", to_person_id=ana.id)
    bot.edit(posted.id, posted.room_id, "Done")
    assert bot.message(posted.id).text == "Done"


def test_an_edit_too_many_is_refused(bot: Messaging, ana: Person) -> None:
    posted = bot.post("0", to_person_id=ana.id)
    for n in range(10):
        bot.edit(posted.id, posted.room_id, str(n))
    with pytest.raises(BadRequest):
        bot.edit(posted.id, posted.room_id, "11")
