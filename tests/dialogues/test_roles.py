"""What administrators and compliance officers allow: grants of their own, which nobody else gets."""

import pytest

from core.grants import ROLES, GrantKind
from core.settings import ADMIN_READ_SCOPES, COMPLIANCE_READ_SCOPES
from tests.stage import CLIENT_ID, CLIENT_SECRET, Speaker, Stage

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
