"""What administrators and compliance officers allow: grants of their own, which nobody else gets."""

import pytest

from core.grants import ROLES, GrantKind
from core.settings import (
    ADMIN_READ_SCOPES,
    ADMIN_WRITE_SCOPES,
    COMPLIANCE_READ_SCOPES,
    COMPLIANCE_WRITE_SCOPES,
)
from tests.stage import CLIENT_ID, CLIENT_SECRET, Speaker, Stage

CALL = "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5"
FIRST = {GrantKind.ADMIN: ADMIN_READ_SCOPES, GrantKind.COMPLIANCE: COMPLIANCE_READ_SCOPES}


def link_for(stage: Stage, who: Speaker, kind: GrantKind) -> str:
    """Where the button of that consent leads."""
    return stage.bot.services.grants.begin(who.person.id, None, kind=kind)


def asked_scopes(stage: Stage) -> set[str]:
    """What Webex was asked to let the bot do, the last time."""
    asked = [call for call in stage.webex.world.requests if call.path == "/authorize" and call.method == "GET"]
    return set(asked[-1].query["scope"].split())


@pytest.mark.parametrize("kind", ROLES)
def test_who_has_no_such_role_gets_no_such_grant_and_is_told_in_both_places(
    stage: Stage, ana: Speaker, kind: GrantKind
) -> None:
    ana.connects()
    page = ana.consents(link_for(stage, ana, kind))
    assert (page.status_code, "That is for others" in page.text) == (403, True)
    assert asked_scopes(stage) == set(FIRST[kind])
    stage.settle()
    ana.last().has("Webex does not count you as")
    assert stage.bot.services.grants.summary(ana.person.id, kind) is None
    ana.says("status").has("Connected since").lacks("As an administrator", "As a compliance officer")


@pytest.mark.parametrize("kind", ROLES)
def test_an_integration_without_these_scopes_is_named_as_the_reason(
    stage: Stage, ana: Speaker, kind: GrantKind
) -> None:
    callback = f"{stage.url}/oauth/callback"
    stage.webex.world.integration(CLIENT_ID, CLIENT_SECRET, [callback], ["spark:people_read"])
    page = ana.consents(link_for(stage, ana, kind))
    assert page.status_code == 400
    assert "The bot is not set up for that" in page.text


@pytest.mark.parametrize("status", [429, 503])
def test_a_role_that_webex_can_not_tell_at_the_moment_is_asked_about_again(
    stage: Stage, ana: Speaker, status: int
) -> None:
    link = link_for(stage, ana, GrantKind.ADMIN)
    stage.webex.world.fault("GET", "/admin/recordings", status)
    assert ana.consents(link).status_code == 503
    assert stage.bot.services.grants.summary(ana.person.id, GrantKind.ADMIN) is None
    assert ana.consents(link).status_code == 403  # the button still works


@pytest.mark.parametrize("of", [{"calling": False}, {"meetings": False}, {}])
def test_who_looks_after_meetings_or_calls_alone_is_an_administrator_all_the_same(
    stage: Stage, ana: Speaker, of: dict[str, bool]
) -> None:
    stage.webex.world.make_admin(ana.person, **of)
    assert ana.consents(link_for(stage, ana, GrantKind.ADMIN)).status_code == 200
    stage.settle()
    ana.last().has("I may now act for you as an administrator", "say admin disconnect")
    ana.says("status").has("As an administrator", "Connected since", "Not connected")


def test_one_list_that_webex_stumbles_over_leaves_the_other_to_tell(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.make_admin(ana.person)
    stage.webex.world.fault("GET", "/admin/recordings", 503)
    assert ana.consents(link_for(stage, ana, GrantKind.ADMIN)).status_code == 200


def test_what_changes_is_asked_for_later_with_the_scopes_of_that_kind_alone(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.make_admin(ana.person)
    stage.webex.world.make_officer(ana.person)
    ana.connects()
    ana.says(f"restore {'0' * 32}")
    ana.connects()
    for words, written in (("admin", ADMIN_WRITE_SCOPES), ("compliance", COMPLIANCE_WRITE_SCOPES)):
        ana.says(f"{words} connect")
        ana.connects()
        first = FIRST[GrantKind(words)]
        assert asked_scopes(stage) == set(first)
        verb = "delete" if words == "admin" else "erase"
        ana.says(f"{words} {verb} {CALL}").has("May I act for you as", "I need your permission in Webex once more")
        ana.connects()
        (more,) = asked_scopes(stage) - set(first)
        assert more == written[1]  # that of calls; the one of meetings is not needed for it
    ana.says(f"admin restore {CALL}").has("Webex does not know it")


def test_a_scope_that_was_not_given_is_not_asked_for_in_circles(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.make_officer(ana.person)
    card = ana.says(f"compliance erase {CALL}")
    url = next(url for url in card.links.values() if "/oauth/start" in url)
    assert ana.consents(url, without=COMPLIANCE_WRITE_SCOPES[1]).status_code == 200
    stage.settle()
    ana.last().has("That was not allowed", "delete the recordings of others’ calls for good")


@pytest.mark.parametrize("kind", ROLES)
def test_somebody_who_has_the_role_can_not_give_it_to_my_question(
    stage: Stage, ana: Speaker, bo: Speaker, kind: GrantKind
) -> None:
    stage.webex.world.make_admin(bo.person)
    stage.webex.world.make_officer(bo.person)
    page = ana.consents(link_for(stage, ana, kind), who=bo)
    assert (page.status_code, "somebody else" in page.text) == (403, True)
    assert not any(stage.bot.services.grants.summary(who.person.id, kind) for who in (ana, bo))


def test_a_role_that_ends_its_grant_leaves_the_others(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.make_admin(ana.person)
    ana.connects()
    ana.says("admin connect")
    ana.connects()
    ana.says("admin disconnect").has("What I may do for you as yourself stays")
    ana.says("admin disconnect").has("There was nothing to remove")
    ana.says("connect").has("already connected")
