"""Acting as a person: one refresh at a time, and what happens when Webex doesn't renew."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier

import pytest

from core.errors import NeedsConsent, NotConnected, Unavailable
from core.grants import GrantKind
from services.access import Access
from store.database import DatabaseAway
from tests.absence import away
from tests.stage import Speaker, Stage
from webex import people

PERSON = GrantKind.PERSON


@pytest.fixture
def access(stage: Stage, ana: Speaker) -> Access:
    """The door to Ana's grant."""
    ana.connects()
    stage.webex.world.forget_requests()
    return stage.bot.access


def refreshes(stage: Stage) -> int:
    return len([call for call in stage.webex.world.requests if call.path == "/access_token"])


def test_a_fresh_token_is_used_as_it_is(stage: Stage, ana: Speaker, access: Access) -> None:
    assert access.token(ana.person.id, PERSON) == access.token(ana.person.id, PERSON)
    assert refreshes(stage) == 0


def test_many_threads_make_one_refresh(stage: Stage, ana: Speaker, access: Access) -> None:
    stage.clock.advance(timedelta(days=15))
    start = Barrier(8)

    def ask() -> str:
        start.wait()
        return people.me(access.client(ana.person.id)).id

    with ThreadPoolExecutor(8) as pool:
        found = [future.result() for future in [pool.submit(ask) for _ in range(8)]]
    assert found == [ana.person.id] * 8
    assert refreshes(stage) == 1


def test_while_somebody_refreshes_the_old_token_serves_as_long_as_it_lives(
    stage: Stage, ana: Speaker, access: Access
) -> None:
    old = access.token(ana.person.id, PERSON)
    stage.clock.advance(timedelta(days=14, minutes=-2))
    during: list[str] = []
    stage.webex.world.fault(
        "POST", "/access_token", before=lambda _: during.append(access.token(ana.person.id, PERSON))
    )
    new = access.token(ana.person.id, PERSON)
    assert during == [old]
    assert new != old


def test_a_refresh_that_webex_can_not_do_now_leaves_the_grant(stage: Stage, ana: Speaker, access: Access) -> None:
    stage.clock.advance(timedelta(days=14, minutes=-2))
    stage.webex.world.fault("POST", "/access_token", status=503)
    assert people.me(access.client(ana.person.id)).id == ana.person.id
    stage.clock.advance(timedelta(minutes=5))
    stage.webex.world.fault("POST", "/access_token", status=503)
    with pytest.raises(Unavailable):
        access.token(ana.person.id, PERSON)
    assert access.token(ana.person.id, PERSON)


def test_a_grant_that_webex_ended_is_not_asked_for_again(stage: Stage, ana: Speaker, access: Access) -> None:
    stage.webex.world.revoke(ana.person)
    with pytest.raises(NotConnected) as first:
        people.me(access.client(ana.person.id))
    stage.webex.world.forget_requests()
    with pytest.raises(NotConnected) as second:
        access.client(ana.person.id)
    assert first.value.has_ended
    assert second.value.has_ended
    assert not stage.webex.world.requests


def test_a_refresh_of_a_process_that_died_is_taken_over(stage: Stage, ana: Speaker, access: Access) -> None:
    grant = stage.bot.grants.read(ana.person.id, PERSON)
    assert grant is not None
    stage.clock.advance(timedelta(days=15))
    now = stage.clock.now()
    assert stage.bot.grants.lease_refresh(grant, "a process that died", now + timedelta(seconds=5), now)
    assert access.token(ana.person.id, PERSON)
    assert stage.clock.now() - now >= timedelta(seconds=5)


@pytest.mark.parametrize("is_soon_back", [True, False])
def test_new_tokens_that_the_database_does_not_take_are_kept_when_it_does(
    stage: Stage, ana: Speaker, access: Access, is_soon_back: bool
) -> None:
    stage.webex.world.knobs.refresh_rotates = True
    stage.clock.advance(timedelta(days=15))
    with ExitStack() as absence:
        stage.webex.world.fault(
            "POST", "/access_token", after=lambda _: absence.enter_context(away(stage.bot.database, stage.folder))
        )
        if is_soon_back:
            stage.webex.clock.on_change(absence.close)
            assert access.token(ana.person.id, PERSON)
        else:
            with pytest.raises(DatabaseAway):
                access.token(ana.person.id, PERSON)
    assert people.me(access.client(ana.person.id)).id == ana.person.id
    assert refreshes(stage) == 1


def test_a_missing_scope_is_named(ana: Speaker, access: Access) -> None:
    with pytest.raises(NeedsConsent) as need:
        access.client(ana.person.id, ["meeting:recordings_read", "meeting:recordings_write"])
    assert need.value.scopes == {"meeting:recordings_write"}


def test_a_stranger_is_not_connected(access: Access) -> None:
    with pytest.raises(NotConnected) as need:
        access.client("nobody")
    assert not need.value.has_ended


def test_grants_of_two_kinds_are_never_mixed(ana: Speaker, access: Access) -> None:
    with pytest.raises(NotConnected):
        access.client(ana.person.id, kind=GrantKind.COMPLIANCE)
