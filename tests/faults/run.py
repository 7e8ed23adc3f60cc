"""The long run: `python -m tests.faults.run --setup sqlite --seed 1 --kills 1000` (or `make faults`).

A run is a row of rounds. In each, people talk to the bot while a drawn plan of faults unfolds; then all is well again,
everything comes to rest, and the ledger is audited. The table at the end is markdown.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click
import requests

from simulator import Simulator
from tests.clusters import Cluster, own_cluster
from tests.databases import prepare
from tests.disks import SmallDisk, mounted_disk
from tests.faults import answers, clocks, disks, kills, outages, storms
from tests.faults.audit import Audit
from tests.faults.deeds import Deeds
from tests.faults.front import Front
from tests.faults.hurried import TimeFile, WebexClock
from tests.faults.ledger import Ledger, Violation
from tests.faults.news import News
from tests.faults.people import Cast, Plot
from tests.faults.plots import PLOTS, READERS, RESTLESS, comes_back, connects, wants_digests, wants_notices
from tests.faults.processes import MOST, PATIENCE, Figures, Formation, running
from tests.faults.rest import GLANCE, come_to_rest, play_once, revive
from tests.faults.schedule import Draw, Scene, Unfolding, plan
from tests.kills.standing import _free_port
from tests.stage import CLIENT_ID, CLIENT_SECRET, SCOPES

SETUPS = {
    "sqlite": {"run": "run"},
    "postgresql": {
        "web-1": "web",
        "web-2": "web",
        "worker-1": "worker",
        "worker-2": "worker",
        "worker-3": "worker",
        "clock-1": "clock",
        "clock-2": "clock",
    },
}
FAULTS: Mapping[Draw, int] = {
    kills.kill: 30,
    kills.kill_in_call: 50,
    kills.stop: 14,
    clocks.jump: 12,
    clocks.wrong: 12,
    answers.bad_answer: 200,
    answers.weather: 8,
    storms.storm: 40,
    storms.burst: 10,
    outages.restart: 10,
    outages.cut: 12,
    disks.full: 10,
    disks.refusing: 10,
    disks.locked: 10,
}
"""How many of each there are in a round."""
NAMES = (kills.STOPPED, clocks.JUMPED, clocks.WRONG, *answers.NAMES, *storms.NAMES)
NAMES_OF = {"sqlite": (*NAMES, *disks.NAMES), "postgresql": (*NAMES, *outages.NAMES)}
"""What has to have happened often in either set-up, as it is counted; kills are counted apart."""
PEOPLE: Mapping[str, tuple[Plot, list[Plot]]] = {
    "Ana Ruiz": (connects, PLOTS),
    "Bo Lindqvist": (connects, PLOTS),
    "Carla Boss": (connects, PLOTS),
    "Dan Okoye": (connects, RESTLESS),
    "Eva Novak": (wants_digests, READERS),
    "Fay Wong": (wants_notices, READERS),
}
"""Who is there, what they do first, and what then."""


@dataclass
class Outcome:
    """What came of a run."""

    scene: Scene
    rounds: int = 0
    violations: list[str] = field(default_factory=list)


@contextmanager
def scene_of(setup: str, seed: int, folder: Path) -> Iterator[Scene]:
    """A local Webex, a bot in that set-up, and people who have connected; nothing has gone wrong yet."""
    with ExitStack() as opened:
        times = TimeFile(folder / "time")
        webex = opened.enter_context(Simulator(clock=WebexClock(times)))
        recbot = webex.world.bot("RecBot", "recbot@webex.bot")
        webex.world.site("acme.webex.com")
        knobs = webex.world.knobs
        knobs.refresh_rotates, knobs.access_token_life = True, timedelta(hours=3)
        cluster: Cluster | None = None
        disk: SmallDisk | None = None
        if setup == "postgresql":
            cluster = opened.enter_context(own_cluster())
            url = cluster.url
        else:
            disk = opened.enter_context(mounted_disk(folder / "disk"))
            url = f"sqlite:///{disk.folder if disk else folder}/bot.db"
            prepare(url)
        commands = SETUPS[setup]
        ports = {name: _free_port() for name, command in commands.items() if command in ("web", "run")}
        front = Front(list(ports.values()))
        opened.callback(front.close)
        public = f"http://127.0.0.1:{front.port}"
        webex.world.integration(CLIENT_ID, CLIENT_SECRET, [f"{public}/oauth/callback"], SCOPES)
        env = {
            "WEBEX_BOT_TOKEN": recbot.token,
            "WEBEX_CLIENT_ID": CLIENT_ID,
            "WEBEX_CLIENT_SECRET": CLIENT_SECRET,
            "PUBLIC_URL": public,
            "SECRET_KEY": "k" * 40,
            "WEBEX_API_URL": webex.url,
            "DATABASE_URL": url,
            "WORKERS": "4",
        }
        processes = Formation(folder, times.path, env, commands, ports)
        ledger = Ledger(webex, recbot, url)
        ledger.watch(processes)
        opened.enter_context(running(processes))
        cast = Cast(webex, recbot, ledger, Deeds(webex, ledger), News(ledger), mends=comes_back)
        cast.deeds.watch()
        scene = Scene(setup, webex, processes, times, ledger, Audit(ledger), cast, url, folder, cluster, disk)
        _wait_for(lambda: len(webex.world.webhooks) == 3, "the webhooks were not made")
        _wait_for(lambda: requests.get(f"{public}/healthz", timeout=5).status_code == 200, "no web process answers")
        for number, (name, (first, _)) in enumerate(PEOPLE.items()):
            cast.enters(name, seed * 100 + number, [first])
        cast.spaces.append(webex.world.space("Project X", [*(each.person for each in cast.people), recbot]))
        play_once(cast)
        for each, (_, plots) in zip(cast.people, PEOPLE.values(), strict=True):
            each.plots = plots
        yield scene


def play_round(scene: Scene, rng: Random, faults: Mapping[Draw, int], seconds: float) -> list[Violation]:
    """One round, with its audit."""
    unfolding = Unfolding(plan(rng, scene, faults, seconds), scene)
    began = time.monotonic()
    scene.cast.resumes()
    while (at := time.monotonic() - began) < seconds:
        unfolding.go_on(at)
        revive(scene)
        scene.cast.play()
        time.sleep(GLANCE)
    unfolding.end()
    come_to_rest(scene)
    return [*scene.audit.run(), *scene.cast.deeds.audit(), *scene.cast.news.audit(), *_measure(scene)]


def _measure(scene: Scene) -> Iterator[Violation]:
    """Look at what the processes take."""
    for place in scene.processes.places:
        try:
            now = place.figures()
        except OSError:  # it has just ended by itself
            continue
        most = scene.figures.get(place.command, now)
        memory, threads = max(now.memory, most.memory), max(now.threads, most.threads)
        scene.figures[place.command] = Figures(memory, threads, max(now.files, most.files))
        if now.threads > MOST["threads"] or now.files > MOST["files"]:
            yield Violation("a process holds more and more", f"{place.name}: {now}")


def table(outcome: Outcome, seed: int, seconds: float) -> str:
    """What happened, as markdown."""
    scene, counts = outcome.scene, outcome.scene.ledger.counts
    lines = [f"### {scene.setup}, seed {seed}", "", "| what | how often |", "| --- | ---: |"]
    lines += [f"| rounds, in {seconds:.0f} s | {outcome.rounds} |"]
    usual = (kills.KILLED, kills.KILLED_IN_A_CALL, *NAMES_OF[scene.setup])
    names = (*usual, *sorted(scene.counts.keys() - set(usual)))
    lines += [f"| {name} | {scene.counts[name]} |" for name in names]
    lines += [f"| {name} | {times} |" for name, times in sorted(counts.items())]
    for command, most in scene.figures.items():
        took = f"{most.memory / 1024:.0f} MB of its own, {most.threads} threads, {most.files} files and connections"
        lines += [f"| most that a `{command}` took at rest | {took} |"]
    lines += [f"| **violations** | {len(outcome.violations)} |", ""]
    whys: dict[str, int] = {}
    for each in scene.audit.doubled:
        whys[each.why] = whys.get(each.why, 0) + 1
    lines += [f"- doubled {times} times: {why}" for why, times in sorted(whys.items())]
    return "\n".join(lines)


def _wait_for(is_so: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if is_so():
                return
        except requests.RequestException:
            pass
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)


@click.command()
@click.option("--setup", type=click.Choice(list(SETUPS)), default="sqlite", show_default=True)
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same faults and the same people.")
@click.option("--kills", "most_kills", default=100, show_default=True, help="Goes on until so many were killed.")
@click.option("--each", default=0, show_default=True, help="And until each fault has happened so often.")
@click.option("--minutes", default=60.0, show_default=True, help="Or until that much time has gone by.")
@click.option("--round", "length", default=45.0, show_default=True, help="Seconds of a round.")
@click.option("--keep", type=click.Path(path_type=Path), help="A new folder for the logs and the database.")
def main(setup: str, seed: int, most_kills: int, each: int, minutes: float, length: float, keep: Path | None) -> None:
    """Let everything go wrong, and see that nothing is lost."""
    began = time.monotonic()
    with ExitStack() as opened:
        folder = keep or Path(opened.enter_context(TemporaryDirectory())) / setup
        folder.mkdir(parents=True)
        outcome = Outcome(opened.enter_context(scene_of(setup, seed, folder)))
        counts = outcome.scene.counts

        def is_enough() -> bool:
            killed = counts[kills.KILLED] + counts[kills.KILLED_IN_A_CALL]
            return killed >= most_kills and min(counts[name] for name in NAMES_OF[setup]) >= each

        while not is_enough() and time.monotonic() - began < minutes * 60:
            before = len(outcome.violations)
            of_round = f"{seed}.{outcome.rounds}"
            for wrong in play_round(outcome.scene, Random(of_round), FAULTS, length):  # noqa: S311  # to be repeated
                outcome.violations.append(f"round {of_round}: {wrong.rule}: {wrong.facts}")
                click.echo(outcome.violations[-1])
            if len(outcome.violations) > before:
                outcome.scene.ledger.write(folder / f"calls of {of_round}")
            outcome.scene.ledger.calls.clear()
            outcome.rounds += 1
            click.echo(f"{of_round}: {dict(counts)} {dict(outcome.scene.ledger.counts)}", err=True)
        click.echo(table(outcome, seed, time.monotonic() - began))
    sys.exit(1 if outcome.violations else 0)


if __name__ == "__main__":
    main()
