"""The demo: a local Webex, the bot on it, and a page to talk to it, in one process and without any set-up."""

import secrets
import signal
import socket
import tempfile
import time
from datetime import datetime
from pathlib import Path
from threading import Thread
from types import FrameType

import click
from pydantic import SecretStr

from app import build
from core.settings import READ_SCOPES, ROLE_SCOPES, WRITE_SCOPES, Settings
from simulator import Simulator
from simulator.clock import SimClock
from simulator.demo import populate
from web.server import Port

_CLIENT_ID = "recordings-bot-demo"
_SCOPES = (*READ_SCOPES, *WRITE_SCOPES, *ROLE_SCOPES)


class DemoClock:
    """The bot's clock in the demo: the local Webex's, so that the page can move both at once."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def run_demo(port: int) -> None:
    """Run until interrupted. Everything is gone afterwards."""
    signal.signal(signal.SIGTERM, _leave)
    if free_port(port) != port:
        raise click.ClickException(
            f"Port {port} is taken, perhaps by another demo. To take another: .venv/bin/python bot.py demo --port 9090"
        )
    with tempfile.TemporaryDirectory() as folder, Simulator(port=port) as webex:
        populate(webex.world)
        settings = _settings(webex, free_port(port + 1), Path(folder))
        bot = build(settings, clock=DemoClock(webex.clock))
        bot.hearing.is_never_away = True
        webex.clock.on_change(bot.ticks.plan)
        webex.clock.on_change(bot.doorbell.ring_now)
        server = Port(bot.web, "127.0.0.1", settings.port)
        Thread(target=server.run, name="bot", daemon=True).start()
        bot.start_work()
        bot.ticks.start()
        click.echo(f"\n  Open {webex.origin} and say hello to RecBot. Ctrl+C ends it.\n")
        try:
            _wait_for_interrupt()
        finally:
            bot.ticks.stop()
            bot.worker.stop()
            server.close(within=5.0)
            bot.close()


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port
    raise click.ClickException(f"No port from {first} on is free.")


def _settings(webex: Simulator, bot_port: int, folder: Path) -> Settings:
    client_secret = secrets.token_hex(16)
    public_url = f"http://127.0.0.1:{bot_port}"
    webex.world.integration(_CLIENT_ID, client_secret, [f"{public_url}/oauth/callback"], _SCOPES)
    recbot = webex.world.directory.by_email("recbot@webex.bot")
    assert recbot is not None  # noqa: S101  # the cast has one
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it, its types do not tell
        webex_bot_token=SecretStr(recbot.token),
        webex_client_id=_CLIENT_ID,
        webex_client_secret=SecretStr(client_secret),
        public_url=public_url,
        secret_key=SecretStr(secrets.token_hex(32)),
        webex_api_url=webex.url,
        database_url=f"sqlite:///{folder}/demo.db",
        port=bot_port,
    )


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _wait_for_interrupt() -> None:
    try:
        while True:
            time.sleep(3600)
    except (KeyboardInterrupt, SystemExit):
        click.echo("Bye.")
