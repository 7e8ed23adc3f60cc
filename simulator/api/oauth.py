"""/authorize and /access_token (reference 2.2 and 2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Response, render_template

from simulator.api.calls import Open, Reply, Visit
from simulator.directory import Person
from simulator.grants import Integration
from simulator.refusals import Refused
from simulator.scopes import described

ME_COOKIE = "simulator_me"  # whom the playground page says is signed in


class _Request(NamedTuple):
    """What an application asks of a person."""

    integration: Integration
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None
    challenge: str | None

    def back(self, **answer: str) -> Response:
        """Send the browser back to the application."""
        state = {"state": self.state} if self.state is not None else {}
        joint = "&" if "?" in self.redirect_uri else "?"
        target = f"{self.redirect_uri}{joint}{urlencode(answer | state)}"
        return Response(status=302, headers={"Location": target})


def ask(visit: Visit) -> Response:
    """GET /authorize: the consent page, or straight back with what is wrong about the request."""
    asked = _read(visit, visit.request.args)
    if problem := _problem(asked, visit.request.args):
        return asked.back(error=problem)
    signed_in = _signed_in(visit)
    if visit.query("prompt") == "none":
        return asked.back(error="login_required") if signed_in is None else _allow(visit, asked, signed_in)
    with visit.world.lock:
        people = [one for one in visit.world.directory.everybody() if not one.is_bot]
    fields = visit.request.args.to_dict()
    words = [(described(scope), scope) for scope in asked.scopes]
    page = render_template("consent.html", asked=asked, words=words, people=people, signed_in=signed_in, fields=fields)
    return Response(page)


def answer(visit: Visit) -> Response:
    """POST /authorize: a person pressed Allow or Deny."""
    form = visit.request.form
    asked = _read(visit, form)
    if problem := _problem(asked, form):
        return asked.back(error=problem)
    if form.get("decision") != "allow":
        return asked.back(error="access_denied", error_description="The user denied the request.")
    with visit.world.lock:
        person = visit.world.directory.by_id(form.get("person", ""))
    if person is None or person.is_bot:
        raise Refused(400, "Choose who you are.")
    return _allow(visit, asked, person)


def tokens(visit: Visit) -> Reply:
    """POST /access_token: tokens for a code, or for a refresh token."""
    if visit.request.mimetype != "application/x-www-form-urlencoded":
        raise Refused(415, f"Content type '{visit.request.mimetype}' not supported")
    form = visit.request.form
    with visit.world.lock:
        integration = _client(visit, form)
        if form.get("grant_type") == "authorization_code":
            code, uri = _field(form, "code"), _field(form, "redirect_uri")
            return Reply(visit.world.grants.exchange(integration, code, uri, form.get("code_verifier")))
        if form.get("grant_type") == "refresh_token":
            return Reply(visit.world.grants.refresh(integration, _field(form, "refresh_token")))
    raise Refused(400, "Unsupported grant_type.")


def _read(visit: Visit, given: Mapping[str, str]) -> _Request:
    """The request of an application. Nobody is sent anywhere but to the exact address of a known one: 400 or 401."""
    with visit.world.lock:
        integration = visit.world.grants.integration(given.get("client_id", ""))
    only = integration.redirect_uris[0] if len(integration.redirect_uris) == 1 else ""
    redirect_uri = given.get("redirect_uri") or only
    if redirect_uri not in integration.redirect_uris:
        raise Refused(400, "The redirect_uri is not registered for this integration.")
    scopes = tuple(dict.fromkeys(given.get("scope", "").split()))
    return _Request(integration, redirect_uri, scopes, given.get("state"), given.get("code_challenge"))


def _problem(asked: _Request, given: Mapping[str, str]) -> str | None:
    """The OAuth error code for a request that can't be granted."""
    if given.get("response_type") != "code":
        return "unsupported_response_type"
    if not asked.scopes or not asked.integration.allows(asked.scopes):
        return "invalid_scope"
    if asked.challenge is not None and given.get("code_challenge_method") != "S256":
        return "invalid_request"
    return None


def _signed_in(visit: Visit) -> Person | None:
    """Whom the page shows first: the hinted person, or who is signed in at the playground."""
    with visit.world.lock:
        hinted = visit.world.directory.by_email(visit.query("login_hint") or "")
        return hinted or visit.world.directory.by_id(visit.request.cookies.get(ME_COOKIE, ""))


def _allow(visit: Visit, asked: _Request, person: Person) -> Response:
    knob = visit.world.knobs.admin_consent
    with visit.world.lock:
        # What Webex does when somebody allows more than his or her roles do isn't documented.
        if knob != "given" and visit.world.roles.backed(person, frozenset(asked.scopes)) != set(asked.scopes):
            return asked.back(error=knob)
        client_id = asked.integration.client_id
        code = visit.world.grants.consent(client_id, person, asked.scopes, asked.redirect_uri, asked.challenge)
    return asked.back(code=code)


def _client(visit: Visit, form: Mapping[str, str]) -> Integration:
    """The application that calls, by its secret in the body or as HTTP Basic."""
    basic = visit.request.authorization
    if basic is not None and basic.type == "basic":
        client_id, secret = basic.username or "", basic.password
    else:
        client_id, secret = form.get("client_id", ""), form.get("client_secret")
    integration = visit.world.grants.integration(client_id)
    if secret != integration.client_secret:
        raise Refused(401, "Client authentication failed.")
    return integration


def _field(form: Mapping[str, str], name: str) -> str:
    if not form.get(name):
        raise Refused(400, f"{name} is required.")
    return form[name]


OPEN = (
    Open("GET", "/v1/authorize", ask),
    Open("POST", "/v1/authorize", answer),
    Open("POST", "/v1/access_token", tokens),
)
