"""`GET /oauth/start` and `GET /oauth/callback`, as browsers, previewers and strangers visit them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from services.grants import AT_ONCE, CONSENT_LASTS
from tests.absence import away
from tests.logbook import Logbook
from tests.stage import START, Speaker, Stage, running_bot

TOO_LATE = (410, "This link no longer works")


def visit(address: str, **query: str) -> requests.Response:
    """One step of a browser, which is followed nowhere."""
    once = {"Connection": "close"}  # an answer that is kept would keep the server from closing
    return requests.get(address, params=query, headers=once, allow_redirects=False, timeout=10)


def seen(answer: requests.Response) -> tuple[int, str]:
    """The status and the heading of a page."""
    return answer.status_code, answer.text.partition("<h1>")[2].partition("</h1>")[0]


def link_for(person: Speaker) -> str:
    """The address of a connect button made for that person."""
    return next(url for title, url in person.says("connect").links.items() if "/oauth/start" in url)


def state_of(link: str) -> str:
    return parse_qs(urlsplit(link).query)["state"][0]


def code_for(stage: Stage, person: Speaker, link: str) -> str:
    """The code that Webex gives once this person has allowed what that link asks for."""
    asked = parse_qs(urlsplit(visit(link).headers["Location"]).query)
    scopes, challenge = asked["scope"][0].split(), asked["code_challenge"][0]
    client, redirect = asked["client_id"][0], asked["redirect_uri"][0]
    return stage.webex.world.consent(client, person.person, scopes, redirect, challenge)


def is_connected(stage: Stage, person: Speaker) -> bool:
    return not any("/oauth/start" in url for url in person.says("connect").links.values())


def assert_private(answer: requests.Response) -> None:
    """The address of the page holds a state: nobody keeps it, and nobody is told it."""
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "Set-Cookie" not in answer.headers


def test_the_start_leads_to_webex_with_a_challenge_and_the_exact_way_back(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    answer = visit(link)
    assert answer.status_code == 302
    assert_private(answer)
    there, asked = urlsplit(answer.headers["Location"]), parse_qs(urlsplit(answer.headers["Location"]).query)
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{stage.webex.url}/authorize"
    assert asked["redirect_uri"] == [f"{stage.url}/oauth/callback"]
    assert asked["state"] == [state_of(link)]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["login_hint"] == ["ana@example.com"]


@pytest.mark.parametrize("state", ["", "unknown", "x" * 5_000, "\0", "ä" * 40, "' OR 1=1 --", "%"])
def test_a_start_with_a_state_that_nobody_gave_is_too_late(stage: Stage, state: str) -> None:
    answer = visit(f"{stage.url}/oauth/start", state=state)
    assert seen(answer) == TOO_LATE
    assert_private(answer)


def test_a_start_without_a_state_or_with_two_is_too_late(stage: Stage, ana: Speaker) -> None:
    assert seen(visit(f"{stage.url}/oauth/start")) == TOO_LATE
    assert (
        seen(requests.get(f"{stage.url}/oauth/start?state=x&{urlsplit(link_for(ana)).query}", timeout=10)) == TOO_LATE
    )


def test_a_start_works_until_the_consent_is_too_old(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    stage.clock.advance(CONSENT_LASTS - timedelta(seconds=1))
    assert visit(link).status_code == 302
    stage.clock.advance(timedelta(seconds=1))
    assert seen(visit(link)) == TOO_LATE


def test_a_callback_that_comes_too_late_connects_nobody(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    code = code_for(stage, ana, link)
    stage.clock.advance(CONSENT_LASTS)
    assert seen(visit(f"{stage.url}/oauth/callback", state=state_of(link), code=code)) == TOO_LATE
    assert not is_connected(stage, ana)


def test_previewers_that_visit_the_start_do_not_use_it_up(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    assert [visit(link).status_code for _ in range(5)] == [302] * 5
    assert requests.head(link, timeout=10).status_code == 302
    assert seen(ana.consents(link)) == (200, "You are connected")


def test_a_used_start_is_too_late(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    assert not is_connected(stage, ana)
    assert seen(ana.consents(link)) == (200, "You are connected")
    stage.settle()
    assert seen(visit(link)) == TOO_LATE
    assert is_connected(stage, ana)


def test_a_second_callback_with_the_same_state_is_refused(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    first, second = code_for(stage, ana, link), code_for(stage, ana, link)
    callback = f"{stage.url}/oauth/callback"
    assert seen(visit(callback, state=state_of(link), code=first)) == (200, "You are connected")
    assert seen(visit(callback, state=state_of(link), code=first)) == TOO_LATE
    assert seen(visit(callback, state=state_of(link), code=second)) == TOO_LATE
    stage.settle()
    assert sum("You are connected" in heard.everything for heard in ana.heard()) == 1


def test_who_says_no_at_webex_is_told_that_nothing_was_allowed(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    page = ana.consents(link, decision="deny")
    assert seen(page) == (200, "Nothing was allowed")
    assert_private(page)
    assert seen(visit(link)) == TOO_LATE
    assert not is_connected(stage, ana)


def test_a_no_to_a_state_that_nobody_gave_is_too_late(stage: Stage) -> None:
    assert seen(visit(f"{stage.url}/oauth/callback", state="x", error="access_denied")) == TOO_LATE
    assert seen(visit(f"{stage.url}/oauth/callback", error="access_denied")) == TOO_LATE


def test_a_callback_with_a_wrong_state_is_refused_and_the_code_is_not_touched(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    code = code_for(stage, ana, link)
    stage.webex.world.forget_requests()
    callback = f"{stage.url}/oauth/callback"
    for state in ("", "wrong", state_of(link).upper(), state_of(link)[:-1], state_of(link) + "x"):
        assert seen(visit(callback, state=state, code=code)) == TOO_LATE
    assert stage.calls() == []
    assert seen(visit(callback, state=state_of(link), code=code)) == (200, "You are connected")


@pytest.mark.parametrize("query", ["", "?state=", "?code=", "?code=x", "?state=x&code="])
def test_a_callback_that_says_nothing_is_too_late(stage: Stage, query: str) -> None:
    answer = visit(f"{stage.url}/oauth/callback{query}")
    assert seen(answer) == TOO_LATE
    assert_private(answer)


def test_somebody_else_who_signs_in_at_webex_connects_nobody(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    link = link_for(ana)
    assert seen(ana.consents(link, who=bo)) == (403, "That was somebody else")
    assert seen(visit(link)) == TOO_LATE
    assert not is_connected(stage, ana)
    assert not is_connected(stage, bo)


def test_the_code_of_one_consent_is_no_good_for_another(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    stolen = code_for(stage, bo, link_for(bo))
    page = visit(f"{stage.url}/oauth/callback", state=state_of(link_for(ana)), code=stolen)
    assert seen(page) == (400, "Webex did not accept that")
    assert not is_connected(stage, ana)


def test_a_code_that_webex_does_not_know_is_refused_and_can_be_tried_once(stage: Stage, ana: Speaker) -> None:
    state = state_of(link_for(ana))
    callback = f"{stage.url}/oauth/callback"
    assert seen(visit(callback, state=state, code="guessed")) == (400, "Webex did not accept that")
    assert seen(visit(callback, state=state, code="guessed")) == TOO_LATE


@pytest.mark.parametrize(
    ("method", "path", "fault", "page"),
    [
        ("POST", "/access_token", {"status": 503}, (503, "Webex is not answering")),
        ("POST", "/access_token", {"status": 429, "retry_after": "soon"}, (503, "Webex is not answering")),
        ("POST", "/access_token", {"drop": True}, (503, "Webex is not answering")),
        ("POST", "/access_token", {"body": "malformed"}, (503, "Webex is not answering")),
        ("POST", "/access_token", {"body": {}}, (503, "Webex is not answering")),
        ("POST", "/access_token", {"status": 401}, (400, "Webex did not accept that")),
        ("GET", "/people/me", {"status": 500, "body": "html"}, (503, "Webex is not answering")),
        ("GET", "/people/me", {"status": 403}, (400, "Webex did not accept that")),
        ("GET", "/people/me", {"status": 401, "times": 2}, (400, "Webex did not accept that")),
    ],
)
def test_webex_in_trouble_connects_nobody_and_only_a_refusal_uses_the_link_up(
    stage: Stage,
    ana: Speaker,
    method: str,
    path: str,
    fault: dict[str, object],
    page: tuple[int, str],
) -> None:
    link = link_for(ana)
    stage.webex.world.fault(method, path, **fault)  # type: ignore[arg-type]  # the faults differ in kind
    answer = ana.consents(link)
    assert seen(answer) == page
    assert_private(answer)
    stage.webex.world.clear_faults()
    assert not is_connected(stage, ana)
    assert visit(link).status_code == (302 if page[0] == 503 else 410)


def test_a_button_whose_consent_webex_did_not_answer_works_again_and_brings_the_answer(
    stage: Stage, ana: Speaker
) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    link = next(iter(ana.says("list").links.values()))
    stage.webex.world.fault("POST", "/access_token", 503)
    assert seen(ana.consents(link)) == (503, "Webex is not answering")
    assert seen(ana.consents(link)) == (200, "You are connected")
    stage.settle()
    ana.last().has("Weekly sync")


def test_a_consent_that_webex_did_not_answer_is_kept_no_longer_than_before(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    stage.webex.world.fault("POST", "/access_token", 503)
    stage.clock.advance(CONSENT_LASTS - timedelta(seconds=1))
    assert seen(ana.consents(link))[0] == 503
    stage.clock.advance(timedelta(seconds=1))
    assert seen(visit(link)) == TOO_LATE


def test_a_slow_webex_leaves_threads_to_everybody_else(stage: Stage, ana: Speaker) -> None:
    links = [link_for(ana) for _ in range(AT_ONCE + 1)]
    codes = [code_for(stage, ana, link) for link in links]
    held, go_on = threading.Semaphore(0), threading.Event()

    def hold(_: object) -> None:
        held.release()
        go_on.wait(10)

    callback = f"{stage.url}/oauth/callback"
    stage.webex.world.fault("POST", "/access_token", times=None, before=hold)
    with ThreadPoolExecutor() as browsers:
        pages = [
            browsers.submit(visit, callback, state=state_of(link), code=code)
            for link, code in zip(links[:-1], codes[:-1], strict=True)
        ]
        for _ in pages:
            assert held.acquire(timeout=10)
        refused = visit(callback, state=state_of(links[-1]), code=codes[-1])
        alive = visit(f"{stage.url}/healthz")
        go_on.set()
    assert seen(refused) == (503, "Webex is not answering")
    assert alive.status_code == 200
    assert [page.result().status_code for page in pages] == [200] * AT_ONCE
    assert seen(visit(callback, state=state_of(links[-1]), code=codes[-1])) == (200, "You are connected")


def test_with_webex_away_the_callback_says_so(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    code = code_for(stage, ana, link)
    stage.webex.stop()
    assert seen(visit(f"{stage.url}/oauth/callback", state=state_of(link), code=code))[0] == 503
    stage.webex.start()
    assert not is_connected(stage, ana)


def test_with_the_database_away_both_pages_say_so_and_the_consent_can_go_on_afterwards(
    stage: Stage, ana: Speaker, logged: Logbook
) -> None:
    link = link_for(ana)
    code = code_for(stage, ana, link)
    callback = f"{stage.url}/oauth/callback"
    with away(stage.bot.database, stage.folder):
        for answer in (visit(link), visit(callback, state=state_of(link), code=code)):
            assert seen(answer) == (503, "The bot is not well")
            assert_private(answer)
    assert "consent.not_kept" in logged()
    assert seen(visit(callback, state=state_of(link), code=code)) == (200, "You are connected")


def test_who_is_no_longer_allowed_connects_nobody(stage: Stage, ana: Speaker) -> None:
    link = link_for(ana)
    with running_bot(stage.webex, stage.recbot, stage.folder, allowed_domains=("corp.example",)) as stricter:
        url = stricter.settings.public_url
        code = code_for(stage, ana, link.replace(stage.url, url))
        page = visit(f"{url}/oauth/callback", state=state_of(link), code=code)
    assert seen(page) == (403, "Sorry")
    assert_private(page)
    assert not is_connected(stage, ana)


def test_parameters_are_never_shown(stage: Stage, ana: Speaker) -> None:
    attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
    pages = [
        visit(f"{stage.url}/oauth/start", state=attack),
        visit(f"{stage.url}/oauth/callback", state=attack, code=attack),
        visit(f"{stage.url}/oauth/callback", state=attack, error=attack, error_description=attack),
        visit(f"{stage.url}/oauth/callback", state=state_of(link_for(ana)), error=attack, error_description=attack),
        visit(f"{stage.url}/oauth/callback", state=state_of(link_for(ana)), code=attack),
        visit(f"{stage.url}/oauth/{attack}"),
    ]
    assert [page.status_code for page in pages] == [410, 410, 410, 200, 400, 404]
    for page in pages:
        assert "alert" not in page.text


def test_the_pages_load_nothing_and_lead_nowhere(stage: Stage) -> None:
    page = visit(f"{stage.url}/oauth/start", state="x").text
    for word in ("<script", "src=", "href=", "<form", "@import", "url("):
        assert word not in page
    assert '<html lang="en">' in page
    assert 'name="viewport"' in page


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_pages_can_only_be_got(stage: Stage, method: str) -> None:
    for path in ("start", "callback"):
        assert requests.request(method, f"{stage.url}/oauth/{path}", timeout=10).status_code == 405


def test_no_state_code_or_token_of_a_consent_is_logged(stage: Stage, ana: Speaker, logged: Logbook) -> None:
    link, other = link_for(ana), link_for(ana)
    code = code_for(stage, ana, link)
    visit(f"{stage.url}/oauth/callback", state=state_of(link), code=code)
    stage.webex.world.fault("POST", "/access_token", 503)
    visit(f"{stage.url}/oauth/callback", state=state_of(other), code="c0de-4711")
    stage.settle()
    said = logged()
    assert "consent.unavailable" in said
    for secret in (state_of(link), state_of(other), code, "c0de-4711", ana.person.token, stage.recbot.token):
        assert secret not in said


def test_a_question_is_answered_after_the_consent_it_led_to(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list")
    assert seen(ana.consents(next(iter(ana.last().links.values())))) == (200, "You are connected")
    stage.settle()
    ana.last().has("Weekly sync")


def test_a_mistake_of_the_set_up_is_not_called_a_refusal(stage: Stage, ana: Speaker) -> None:
    state = parse_qs(urlsplit(link_for(ana)).query)["state"][0]
    answer = visit(f"{stage.url}/oauth/callback", state=state, error="invalid_scope")
    assert seen(answer) == (400, "Webex did not accept that")
