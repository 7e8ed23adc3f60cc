from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest

from simulator import Simulator
from simulator.directory import Person
from simulator.roles import Role
from simulator.world import World
from tests.simulator.speaking import Api, As

BACK = "http://127.0.0.1:9/oauth/callback"
ADMIN = "meeting:admin_recordings_read"


@pytest.fixture
def browser(sim: Simulator, world: World) -> Api:
    world.integration("C1", "s3cret", [BACK], ["meeting:recordings_read", ADMIN])
    return Api(sim.url, None)


def allow(browser: Api, person: Person, scope: str) -> dict[str, list[str]]:
    """What comes back to the application once this person has pressed Allow."""
    fields = {"response_type": "code", "client_id": "C1", "scope": scope, "person": person.id, "decision": "allow"}
    answer = browser.post("/authorize", data=fields, allow_redirects=False)
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def token(browser: Api, answer: dict[str, list[str]]) -> str:
    form = {"grant_type": "authorization_code", "client_id": "C1", "client_secret": "s3cret", "redirect_uri": BACK}
    given = browser.post("/access_token", data=form | {"code": answer["code"][0]}).json()
    assert ADMIN in given["scope"].split()
    return str(given["access_token"])


def test_anybody_may_consent_and_only_the_role_makes_it_count(
    speak: As, world: World, browser: Api, ana: Person, bo: Person
) -> None:
    world.make_admin(ana, calling=False)
    scope = f"meeting:recordings_read {ADMIN}"
    admin, ordinary = (speak(token(browser, allow(browser, person, scope))) for person in (ana, bo))
    assert admin.get("/admin/recordings").status_code == 200
    assert ordinary.get("/admin/recordings").status_code == 403
    assert ordinary.get("/recordings").status_code == 200
    world.dismiss(ana)
    assert admin.get("/admin/recordings").status_code == 403
    assert admin.get("/recordings").status_code == 200


@pytest.mark.parametrize("answer", ["invalid_scope", "access_denied"])
def test_consent_without_the_role_may_be_refused(
    world: World, browser: Api, ana: Person, bo: Person, answer: Literal["invalid_scope", "access_denied"]
) -> None:
    world.make_admin(ana)
    world.knobs.admin_consent = answer
    assert allow(browser, bo, ADMIN) == {"error": [answer]}
    assert "code" in allow(browser, bo, "meeting:recordings_read")
    assert "code" in allow(browser, ana, ADMIN)


def test_roles_are_kept_apart(speak: As, world: World, ana: Person, bo: Person) -> None:
    world.make_admin(ana, meetings=False)
    world.make_officer(bo)
    assert world.roles.of(ana) == frozenset[Role]({"calling"})
    assert world.roles.of(bo) == frozenset[Role]({"officer"})
    assert speak(ana).get("/admin/recordings").status_code == 403
    assert speak(ana).get("/admin/convergedRecordings").status_code == 200
    assert speak(bo).get("/admin/recordings").status_code == 200
    assert speak(bo).get("/admin/convergedRecordings").status_code == 200
