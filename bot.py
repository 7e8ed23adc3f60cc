"""`python bot.py …`: what can be started, a few lines each. `python bot.py --help` lists it."""

import signal
import sys
import threading
from types import FrameType

import click

from app import Bot, build
from core import logs
from core.settings import Settings, SettingsProblem, read_settings
from demo import run_demo
from store.database import DatabaseAway
from web.server import open_port


@click.group()
def main() -> None:
    """A Webex bot that finds your recordings and hands you short-lived download links, as you."""


@main.command()
def run() -> None:
    """Start everything in one process: web, workers and clock."""
    bot = _built()
    bot.worker.start(bot.settings.workers)
    bot.ticks.start()
    _serve(bot)


@main.command()
def web() -> None:
    """Start the web part alone: webhooks, consent pages, health."""
    _serve(_built())


@main.command()
def worker() -> None:
    """Start workers alone: they answer what the web part has kept."""
    bot = _built()
    bot.worker.start(bot.settings.workers)
    _wait(bot)


@main.command()
def clock() -> None:
    """Start the clock alone: webhooks kept right, old rows removed."""
    bot = _built()
    bot.ticks.start()
    _wait(bot)


@main.command()
@click.option("--port", default=8080, show_default=True, help="Where the page is; the bot takes the next free one.")
def demo(port: int) -> None:
    """Start a local Webex with people and recordings, the bot on it, and a page to talk to it."""
    logs.configure("WARNING")
    run_demo(port)


@main.command()
def doctor() -> None:
    """Check the set-up and say what to do about what is wrong."""
    bot = _built("WARNING")
    findings = list(bot.doctor.examine())
    for finding in findings:
        click.echo(f"{'ok   ' if finding.is_right else 'wrong'}  {finding.text}")
    bot.close()
    sys.exit(0 if all(finding.is_right for finding in findings) else 1)


def _built(log_level: str | None = None) -> Bot:
    settings = _settings()
    logs.configure(log_level or settings.log_level)
    try:
        return build(settings)
    except DatabaseAway as error:
        raise click.ClickException(f"The database can't be used ({error}). Check DATABASE_URL.") from None


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsProblem as error:
        listed = "\n".join(f"  {problem}" for problem in error.problems)
        raise click.ClickException(f"The settings are not complete:\n{listed}\nThe README explains each.") from None


def _serve(bot: Bot) -> None:
    server = open_port(bot.web, bot.settings.host, bot.settings.port)
    signal.signal(signal.SIGTERM, _leave)
    click.echo(f"The bot listens on http://{bot.settings.host}:{server.effective_port}", err=True)
    server.run()  # returns when a signal ends it
    _stop(bot)


def _wait(bot: Bot) -> None:
    signal.signal(signal.SIGTERM, _leave)
    try:
        threading.Event().wait()
    except (KeyboardInterrupt, SystemExit):
        _stop(bot)


def _stop(bot: Bot) -> None:
    bot.ticks.stop()
    bot.worker.stop()
    bot.close()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
