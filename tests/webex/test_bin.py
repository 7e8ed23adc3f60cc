"""Recordings go into the bin, out of it and for good, a hundred at a time, and never all of them."""

from collections.abc import Callable

import pytest

from core.errors import BadRequest
from tests.webex.wild import Wild
from webex import bin
from webex.client import Client

Move = Callable[[Client, list[str], str | None], None]
MOVES = [(bin.soft_delete, "softDelete"), (bin.restore, "restore"), (bin.purge, "purge")]
each_move = pytest.mark.parametrize(("move", "verb"), MOVES)


@each_move
def test_recordings_are_named_with_their_site(wild: Wild, client: Client, move: Move, verb: str) -> None:
    wild.says(None, 204)
    move(client, ["a", "b"], "acme.webex.com")
    assert [(seen.method, seen.target) for seen in wild.seen] == [("POST", f"/v1/recordings/{verb}")]
    assert wild.seen[0].json == {"recordingIds": ["a", "b"], "siteUrl": "acme.webex.com"}


@each_move
@pytest.mark.parametrize("site", [None, ""])
def test_a_site_that_is_not_known_is_not_named(
    wild: Wild, client: Client, move: Move, verb: str, site: str | None
) -> None:
    wild.says(None, 204)
    move(client, ["a"], site)
    assert wild.seen[0].json == {"recordingIds": ["a"]}


@each_move
def test_without_recordings_nothing_is_said_lest_it_mean_all(wild: Wild, client: Client, move: Move, verb: str) -> None:
    move(client, [], "acme.webex.com")
    assert not wild.seen


@each_move
def test_more_than_a_hundred_go_in_several_calls_and_each_recording_once(
    wild: Wild, client: Client, move: Move, verb: str
) -> None:
    for _ in range(3):
        wild.says(None, 204)
    ids = [f"r{n}" for n in range(201)]
    move(client, [*ids, "r7", "r0"], None)
    sent = [seen.json["recordingIds"] for seen in wild.seen]
    assert [len(some) for some in sent] == [100, 100, 1]
    assert [one for some in sent for one in some] == ids


@each_move
def test_a_refusal_ends_it(wild: Wild, client: Client, move: Move, verb: str) -> None:
    wild.says(None, 204)
    wild.says({"message": "No such recording."}, 400)
    with pytest.raises(BadRequest):
        move(client, [f"r{n}" for n in range(201)], None)
    assert len(wild.seen) == 2
