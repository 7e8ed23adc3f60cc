import base64
import hashlib
import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.grants import Integration
from simulator.world import World
from tests.simulator.speaking import Api, As, error, subscribe

CALLBACK = "http://127.0.0.1:9/oauth/callback"
SCOPES = ["spark:people_read", "meeting:recordings_read"]
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def integration(world: World) -> Integration:
    return world.integration("C1", "s3cret", redirect_uris=[CALLBACK], scopes=SCOPES)


@pytest.fixture
def browser(sim: Simulator, integration: Integration) -> Api:
    return Api(sim.url, None)


def ask(browser: Api, **change: Any) -> requests.Response:
    query = {
        "response_type": "code",
        "client_id": "C1",
        "redirect_uri": CALLBACK,
        "scope": " ".join(SCOPES),
        "state": "st&te",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | change
    return browser.get("/authorize", params=query, allow_redirects=False)


def decide(browser: Api, page: requests.Response, person: str, decision: str = "allow") -> dict[str, list[str]]:
    """Press a button of the consent page as a browser would; gives what came back to the application."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    fields = {name: html.unescape(value) for name, value in hidden}
    answer = browser.post("/authorize", data=fields | {"person": person, "decision": decision}, allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(CALLBACK + "?")
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def exchange(browser: Api, code: str, **change: str | None) -> requests.Response:
    form = {
        "grant_type": "authorization_code",
        "client_id": "C1",
        "client_secret": "s3cret",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    } | change
    return browser.post("/access_token", data={name: value for name, value in form.items() if value is not None})


def refresh(browser: Api, token: str, **change: str) -> requests.Response:
    form = {"grant_type": "refresh_token", "client_id": "C1", "client_secret": "s3cret", "refresh_token": token}
    return browser.post("/access_token", data=form | change)


@pytest.fixture
def tokens(browser: Api, ana: Person) -> dict[str, Any]:
    """What the application got once Ana had allowed it."""
    code = decide(browser, ask(browser), ana.id)["code"][0]
    answer: dict[str, Any] = exchange(browser, code).json()
    return answer


def test_consent_ends_in_tokens_that_act_for_the_person(speak: As, tokens: dict[str, Any], ana: Person) -> None:
    assert (tokens["expires_in"], tokens["refresh_token_expires_in"]) == (1_209_599, 7_775_999)
    assert tokens["token_type"] == "Bearer"
    assert set(tokens["scope"].split()) == {*SCOPES, "spark:kms"}
    api = speak(tokens["access_token"])
    assert api.get("/people/me").json()["id"] == ana.id
    assert api.get("/recordings").status_code == 200
    assert api.get("/rooms").status_code == 403
    body = {"name": "x", "targetUrl": CALLBACK, "resource": "messages", "event": "created"}
    assert api.post("/webhooks", json=body).status_code == 403
    subscribe(api, CALLBACK, "recordings")


def test_the_consent_page_names_the_application_its_scopes_and_everybody(
    browser: Api, ana: Person, bo: Person, bot: Person
) -> None:
    page = ask(browser).text
    assert "Recordings bot" in page
    assert all(scope in page for scope in SCOPES)
    assert "See the recordings of your meetings" in page
    assert ana.email in page
    assert bo.email in page
    assert bot.email not in page


def test_the_consent_page_knows_who_is_signed_in(sim: Simulator, browser: Api, ana: Person, bo: Person) -> None:
    browser.post(f"{sim.origin}/playground/me", json={"personId": bo.id})
    assert f'value="{bo.id}" selected' in ask(browser).text
    assert f'value="{ana.id}" selected' in ask(browser, login_hint=ana.email).text


def test_prompt_none_needs_somebody_signed_in(sim: Simulator, browser: Api, bo: Person) -> None:
    assert "error=login_required" in ask(browser, prompt="none").headers["Location"]
    browser.post(f"{sim.origin}/playground/me", json={"personId": bo.id})
    assert "code=" in ask(browser, prompt="none").headers["Location"]


def test_the_state_comes_back_as_it_was_and_denying_is_an_answer(browser: Api, ana: Person) -> None:
    denied = decide(browser, ask(browser), ana.id, "deny")
    assert (denied["error"], denied["state"]) == (["access_denied"], ["st&te"])
    stateless = ask(browser, state=None)
    assert "state" not in decide(browser, stateless, ana.id)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"scope": "meeting:recordings_write"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_requests_that_cannot_be_granted_go_back_with_the_problem(
    browser: Api, ana: Person, change: dict[str, str], problem: str
) -> None:
    answer = ask(browser, **change)
    assert answer.status_code == 302
    assert f"error={problem}" in answer.headers["Location"]
    # The same request is judged again when a page that was kept open is sent.
    fields = {"response_type": "code", "client_id": "C1", "scope": " ".join(SCOPES), "code_challenge": CHALLENGE}
    sent = browser.post("/authorize", data=fields | change | {"decision": "allow"}, allow_redirects=False)
    assert "error=" in sent.headers["Location"]


def test_nobody_is_sent_to_an_unregistered_address(browser: Api, world: World) -> None:
    for uri in (CALLBACK + "/", "http://evil.example"):
        assert ask(browser, redirect_uri=uri).status_code == 400
    unknown = ask(browser, client_id="C2")
    assert (unknown.status_code, error(unknown)) == (401, "Client Id is invalid")
    assert ask(browser, redirect_uri=None).status_code == 200  # the only one is meant
    world.integration("C1", "s3cret", redirect_uris=[CALLBACK, CALLBACK + "2"], scopes=SCOPES)
    assert ask(browser, redirect_uri=None).status_code == 400


def test_the_encryption_scope_needs_no_registration(browser: Api) -> None:
    assert ask(browser, scope="spark:people_read spark:kms").status_code == 200


def test_a_redirect_uri_with_a_query_keeps_it(browser: Api, world: World, ana: Person) -> None:
    world.integration("C1", "s3cret", redirect_uris=[CALLBACK + "?x=1"], scopes=SCOPES)
    answer = decide(browser, ask(browser, redirect_uri=CALLBACK + "?x=1"), ana.id)
    assert answer["x"] == ["1"]
    assert "code" in answer


def test_only_people_can_consent(browser: Api, bot: Person) -> None:
    fields = {"response_type": "code", "client_id": "C1", "scope": SCOPES[0], "decision": "allow"}
    for person in (bot.id, "nobody"):
        assert browser.post("/authorize", data=fields | {"person": person}).status_code == 400


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"redirect_uri": CALLBACK + "/"}, 400),
        ({"code_verifier": None}, 400),
        ({"code_verifier": "w" * 43}, 400),
        ({"code_verifier": "short"}, 400),
        ({"client_secret": "wrong"}, 401),
        ({"client_id": "C2"}, 401),
        ({"grant_type": "password"}, 400),
        ({"code": ""}, 400),
        ({"code": "made up"}, 400),
    ],
)
def test_exchanges_that_do_not_fit_are_refused(
    browser: Api, ana: Person, change: dict[str, str | None], status: int
) -> None:
    code = decide(browser, ask(browser), ana.id)["code"][0]
    answer = exchange(browser, **{"code": code} | change)  # type: ignore[arg-type]  # the change may replace the code
    assert answer.status_code == status
    assert error(answer)


def test_a_code_is_good_for_one_try_within_ten_minutes(browser: Api, clock: SimClock, ana: Person) -> None:
    code = decide(browser, ask(browser), ana.id)["code"][0]
    assert exchange(browser, code, code_verifier="w" * 43).status_code == 400
    assert exchange(browser, code).status_code == 400  # burnt by the failed try
    late = decide(browser, ask(browser), ana.id)["code"][0]
    clock.advance(timedelta(minutes=10))
    assert exchange(browser, late).status_code == 400


def test_a_code_belongs_to_the_application_that_asked(browser: Api, world: World, ana: Person) -> None:
    world.integration("C2", "other", redirect_uris=[CALLBACK], scopes=SCOPES)
    code = decide(browser, ask(browser), ana.id)["code"][0]
    assert exchange(browser, code, client_id="C2", client_secret="other").status_code == 400


def test_the_client_may_use_http_basic(sim: Simulator, browser: Api, world: World) -> None:
    ana = world.person("Ana", email="ana2@example.com")
    form = {"grant_type": "authorization_code", "code": world.consent("C1", ana, SCOPES), "redirect_uri": CALLBACK}
    assert browser.post("/access_token", data=form, auth=("C1", "wrong")).status_code == 401
    assert browser.post("/access_token", data=form, auth=("C1", "s3cret")).status_code == 200
    assert [one.headers["Authorization"] for one in world.requests] == ["client", "client"]


def test_the_token_endpoint_takes_forms_only(browser: Api) -> None:
    assert browser.post("/access_token", json={"grant_type": "refresh_token"}).status_code == 415


def test_refreshing_gives_a_new_access_token_and_keeps_the_old_ones(
    speak: As, browser: Api, tokens: dict[str, Any]
) -> None:
    renewed = refresh(browser, tokens["refresh_token"]).json()
    assert renewed["refresh_token"] == tokens["refresh_token"]
    assert renewed["access_token"] != tokens["access_token"]
    for token in (tokens, renewed):
        assert speak(token["access_token"]).get("/people/me").status_code == 200
    assert refresh(browser, "made up").status_code == 400
    assert refresh(browser, "").status_code == 400


def test_a_refresh_token_belongs_to_its_application(browser: Api, world: World, tokens: dict[str, Any]) -> None:
    world.integration("C2", "other", redirect_uris=[CALLBACK], scopes=SCOPES)
    answer = refresh(browser, tokens["refresh_token"], client_id="C2", client_secret="other")
    assert answer.status_code == 400


def test_refresh_tokens_may_rotate(browser: Api, world: World, tokens: dict[str, Any]) -> None:
    world.knobs.refresh_rotates = True
    renewed = refresh(browser, tokens["refresh_token"]).json()
    assert renewed["refresh_token"] != tokens["refresh_token"]
    assert refresh(browser, tokens["refresh_token"]).status_code == 400
    assert refresh(browser, renewed["refresh_token"]).status_code == 200


def test_access_tokens_live_14_days_and_refresh_tokens_90_days_unused(
    speak: As, browser: Api, clock: SimClock, tokens: dict[str, Any]
) -> None:
    clock.advance(timedelta(days=14))
    assert speak(tokens["access_token"]).get("/people/me").status_code == 401
    clock.advance(timedelta(days=75))
    assert refresh(browser, tokens["refresh_token"]).status_code == 200
    clock.advance(timedelta(days=89))  # use renewed it
    assert refresh(browser, tokens["refresh_token"]).status_code == 200
    clock.advance(timedelta(days=90))
    assert refresh(browser, tokens["refresh_token"]).status_code == 400


def test_token_lives_can_be_shortened(browser: Api, world: World, tokens: dict[str, Any]) -> None:
    world.knobs.access_token_life = timedelta(minutes=5)
    assert refresh(browser, tokens["refresh_token"]).json()["expires_in"] == 299


def test_access_can_be_made_to_expire_now(
    speak: As, browser: Api, world: World, ana: Person, tokens: dict[str, Any]
) -> None:
    world.expire_access(ana)
    assert speak(tokens["access_token"]).get("/people/me").status_code == 401
    assert speak(ana).get("/people/me").status_code == 200  # her own token is no consent
    renewed = refresh(browser, tokens["refresh_token"]).json()
    assert speak(renewed["access_token"]).get("/people/me").status_code == 200


def test_revoking_ends_everything_a_person_consented_to(
    speak: As, browser: Api, world: World, ana: Person, bo: Person, tokens: dict[str, Any]
) -> None:
    pending = decide(browser, ask(browser), ana.id)["code"][0]
    bos = exchange(browser, decide(browser, ask(browser), bo.id)["code"][0]).json()
    world.revoke(ana)
    assert speak(tokens["access_token"]).get("/people/me").status_code == 401
    assert refresh(browser, tokens["refresh_token"]).status_code == 400
    assert exchange(browser, pending).status_code == 400
    assert speak(bos["access_token"]).get("/people/me").json()["id"] == bo.id
    assert refresh(browser, bos["refresh_token"]).status_code == 200


def test_an_exchange_without_a_challenge_needs_no_verifier(browser: Api, world: World, ana: Person) -> None:
    assert exchange(browser, world.consent("C1", ana, SCOPES), code_verifier=None).status_code == 200
