"""`python bot.py …`: what can be started, a few lines each. `python bot.py --help` lists it."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from core import logs
from core.clock import SystemClock
from core.settings import Settings, SettingsProblem, read_settings
from jobs.leaving import Leaving
from store.database import DatabaseAway
from web.server import Port

if TYPE_CHECKING:
    from app import Bot

_FAILED_LINE = "{:>8}  {:<14}  {:<19}  {:<19}  {:>8}  {}"


@click.group()
def main() -> None:
    """A Webex bot that finds your recordings and hands you short-lived download links, as you."""


@main.command()
def run() -> None:
    """Start everything in one process: web, workers and clock."""
    bot = _built()

    def start() -> None:
        bot.start_work()
        bot.ticks.start()

    _serve(bot, start)


@main.command()
def web() -> None:
    """Start the web part alone: webhooks, consent pages, health."""
    bot = _built()
    _serve(bot, bot.hearing.start)


@main.command()
def worker() -> None:
    """Start workers alone: they answer what the web part has kept."""
    bot = _built()
    _wait(bot, bot.start_work)


@main.command()
def clock() -> None:
    """Start the clock alone: webhooks kept right, old rows removed."""
    bot = _built()
    bot.hearing.is_delivered_to = False
    _wait(bot, bot.ticks.start)


@main.command()
@click.option("--port", default=8080, show_default=True, help="Where the page is; the bot takes the next free one.")
def demo(port: int) -> None:
    """Start a local Webex with people and recordings, the bot on it, and a page to talk to it."""
    logs.configure("WARNING")
    from demo import run_demo  # the local Webex is nothing that the bot itself should load

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


@main.group()
def audit() -> None:
    """What administrators and compliance officers changed through the bot."""


@audit.command()
def verify() -> None:
    """Check that every row is as it was written and none is missing; ends with 1 if not."""
    bot = _built("WARNING")
    verdict = bot.services.audit.verify()
    bot.close()
    if verdict.problem is not None:
        raise click.ClickException(f"The audit can't be trusted. {verdict.problem}")
    click.echo(f"The audit is whole, from the first row to the last. Rows: {verdict.rows}.")


@audit.command()
def export() -> None:
    """Write all rows with their seals to standard output, one JSON object a line, oldest first."""
    bot = _built("WARNING")
    for row in bot.services.audit.rows():
        click.echo(json.dumps(asdict(row)))
    bot.close()


@main.group()
def failed() -> None:
    """What failed for good, and another try at it."""


@failed.command(name="list")
def list_failed() -> None:
    """Write what failed in the last 90 days, newest first; times are UTC. Nothing in it is about anybody."""
    with _opened() as bot:
        rows = bot.work.failed()
    if not rows:
        click.echo("Nothing has failed for good in the last 90 days.")
        return
    click.echo(_FAILED_LINE.format("number", "kind", "asked", "failed", "attempts", "reason"))
    for row in rows:
        reason = f"{row.reason} (its person has disconnected)" if row.is_emptied else row.reason
        times = (f"{at:%Y-%m-%d %H:%M:%S}" for at in (row.asked_at, row.failed_at))
        click.echo(_FAILED_LINE.format(row.number, row.kind, *times, row.attempts, reason))


@failed.command()
@click.argument("which", metavar="NUMBER|all")
def retry(which: str) -> None:
    """Put what failed back among the work, due now, by its number in `failed list` or all of it."""
    if which != "all" and not re.fullmatch("[0-9]{1,18}", which):
        raise click.BadParameter(f"{which!r} is neither a number of `failed list` nor the word all.")
    with _opened() as bot:
        rows = [row for row in bot.work.failed() if which == "all" or row.number == int(which)]
        done = [row.number for row in reversed(rows) if bot.work.try_again(row.number, SystemClock().now())]
    if not rows and which != "all":
        raise click.ClickException(f"Nothing that failed has the number {which}. `failed list` shows what there is.")
    for row in rows:
        if row.is_emptied:
            click.echo(f"Number {row.number} is left: its person has disconnected, and nothing is kept of it.")
        elif row.number not in done:
            click.echo(f"Number {row.number} is left: somebody was quicker, or a newer version made it.")
    click.echo(f"Put back to be tried again: {len(done)}." if rows else "Nothing has failed for good; all is well.")
    sys.exit(0 if which == "all" or done else 1)


@contextmanager
def _opened() -> Iterator[Bot]:
    """The bot for a look into its database, closed afterwards."""
    bot = _built("WARNING")
    try:
        yield bot
    except DatabaseAway as error:
        raise click.ClickException(
            f"The database can't be used ({error}). What was put back stays so; try again."
        ) from None
    finally:
        bot.close()


def _built(log_level: str | None = None) -> Bot:
    settings = _settings()
    logs.configure(log_level or settings.log_level)
    # What is loaded stays: looking for garbage among it would take a tenth of the start.
    gc.disable()
    from app import build

    gc.freeze()
    gc.enable()
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


def _serve(bot: Bot, start: Callable[[], object] = lambda: None) -> None:
    host, port = bot.settings.host, bot.settings.port
    try:
        # Before anything is started: a second bot on one machine must not claim rows and then die.
        opened = Port(bot.web, host, port)
    except (OSError, ValueError) as error:
        bot.close()
        raise click.ClickException(
            f"The port {port} of {host} can't be opened ({error}). Check HOST and PORT."
        ) from None
    leaving = Leaving([bot.worker.stop, bot.ticks.stop, opened.close], bot.close)
    start()
    _announce(f"The bot listens on http://{host}:{port}")
    opened.run()  # returns when a signal ends it
    leaving.wait()


def _wait(bot: Bot, start: Callable[[], object]) -> None:
    leaving = Leaving([bot.worker.stop, bot.ticks.stop], bot.close)
    start()
    _announce("The bot is at work.")
    leaving.wait()


def _announce(text: str) -> None:
    with suppress(OSError):  # where nobody can be told, as on a full disk, the bot is at work all the same
        click.echo(text, err=True)


if __name__ == "__main__":
    main()
