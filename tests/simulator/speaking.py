"""How the tests speak to the simulator: over HTTP, as somebody, and with an ear for its webhooks."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from simulator.directory import Person
from simulator.world import World

As = Callable[[Person | str | None], "Api"]


class Api(requests.Session):
    """A session whose paths begin at /v1, with the token of one person, or a token, or none."""

    def __init__(self, base: str, who: Person | str | None) -> None:
        super().__init__()
        self.trust_env = False
        self._base = base
        if who is not None:
            self.headers["Authorization"] = f"Bearer {who if isinstance(who, str) else who.token}"

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        whole = url if str(url).startswith("http") else f"{self._base}{url}"
        return super().request(method, whole, *args, **kwargs)

    def items(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """The items of a list that must succeed."""
        answer = self.get(path, params=query)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


class Ear:
    """A webhook target that keeps what it hears, and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[Mapping[str, str], bytes]] = []
        self.status = 200
        ear = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ear.heard.append((dict(self.headers), body))
                self.send_response(ear.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def events(self) -> list[dict[str, Any]]:
        """The envelopes, in the order they came."""
        return [json.loads(body) for _, body in self.heard]

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def only(world: World, person: Person, *scopes: str) -> str:
    """A token with these scopes and no others."""
    world.integration("C2", "s", ["http://127.0.0.1:9/cb"], scopes)
    with world.lock:
        code = world.consent("C2", person, scopes)
        integration = world.grants.integration("C2")
        return str(world.grants.exchange(integration, code, integration.redirect_uris[0], None)["access_token"])


def subscribe(api: Api, url: str, resource: str, event: str = "created", **more: Any) -> dict[str, Any]:
    """Register a webhook that must be accepted."""
    body = {"name": f"{resource} of a test", "targetUrl": url, "resource": resource, "event": event, **more}
    answer = api.post("/webhooks", json=body)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def error(answer: requests.Response) -> str:
    """The one description of an error answer, whose body must be the standard one."""
    body = answer.json()
    assert set(body) == {"message", "errors", "trackingId"}
    assert body["trackingId"] == answer.headers["trackingid"]
    description: str = body["errors"][0]["description"]
    return description


def card(**more: Any) -> dict[str, Any]:
    """An attachment that Webex takes."""
    content = {"type": "AdaptiveCard", "version": "1.3", "body": [{"type": "TextBlock", "text": "Hello"}], **more}
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
