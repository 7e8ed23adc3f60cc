"""The processes of a set-up: started, kept alive as a process manager does, killed, stopped, and looked at."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.kills.standing import ROOT

PATIENCE = 60.0
"""Real seconds after which something that should have happened has not."""


MOST = {"threads": 60, "files": 90}
"""More of these no process ever needs, at eight requests, four workers and a pool of connections."""


@dataclass(frozen=True)
class Figures:
    """What a process takes of its machine."""

    memory: int
    """Its own, in kB: what it shares with others, as everything that the zygote had imported, is left out."""
    threads: int
    files: int
    """Open files and connections together."""


class Place:
    """One process of the formation, whichever it is at the moment: a killed one is followed by another at once."""

    def __init__(self, formation: "Formation", name: str, command: str, env: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.log = formation.folder / f"{name}.log"
        self.pid = 0
        self.starts = 0
        self.is_stopped = False
        self._formation = formation
        self._env = dict(env)
        self._lock = threading.Lock()

    def start(self) -> None:
        with self._lock:
            self._start()

    def kill(self, pid: int | None = None) -> bool:
        """SIGKILL, and another takes its place; False where `pid` is no longer the one that is here."""
        with self._lock:
            if not is_alive(self.pid) or pid not in (None, self.pid):
                return False
            gone = os.pidfd_open(self.pid)
            os.kill(self.pid, signal.SIGKILL)
            _await(gone)
            self.is_stopped = False
            self._start()
            return True

    def stop(self) -> None:
        """SIGSTOP: it does nothing at all until it goes on."""
        with self._lock, suppress(ProcessLookupError):  # it could not start without its database
            os.kill(self.pid, signal.SIGSTOP)
            self.is_stopped = True

    def go_on(self) -> None:
        """SIGCONT; nothing happens where it was killed meanwhile."""
        with self._lock:
            if self.is_stopped:
                with suppress(ProcessLookupError):  # it had ended by itself
                    os.kill(self.pid, signal.SIGCONT)
                self.is_stopped = False

    def revive(self) -> bool:
        """Start another where it ended by itself, which it should not; whether that was so."""
        with self._lock:
            if self.pid and is_alive(self.pid):
                return False
            self._start()
            return True

    def end(self) -> None:
        """SIGKILL, for good."""
        with self._lock:
            if self.pid and is_alive(self.pid):
                os.kill(self.pid, signal.SIGKILL)
            self.pid = 0

    def figures(self) -> Figures:
        return figures_of(self.pid)

    def _start(self) -> None:
        self.pid = self._formation.fork(self.command, self._env, self.log)
        self.starts += 1


class Formation:
    """The zygote and the places. `env` is what every process is told; `ports` tells besides where some listen."""

    def __init__(
        self,
        folder: Path,
        time_file: Path,
        env: Mapping[str, str],
        commands: Mapping[str, str],
        ports: Mapping[str, int],
    ) -> None:
        """`commands`: the command of `bot.py` by the name of the place, as `{"web-1": "web"}`."""
        self.folder = folder
        self._asking = threading.Lock()
        words = [sys.executable, "-m", "tests.faults.zygote", str(time_file)]
        self._zygote = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert self._zygote.stdout is not None
        assert self._zygote.stdout.readline() == "ready\n", "the zygote did not start"
        self.places = [
            Place(self, name, command, {**env, "PORT": str(ports.get(name, 0))}) for name, command in commands.items()
        ]

    def fork(self, command: str, env: Mapping[str, str], log: Path) -> int:
        """A new process with that command; its number."""
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        with self._asking:
            self._zygote.stdin.write(json.dumps({"command": command, "env": dict(env), "log": str(log)}) + "\n")
            return int(self._zygote.stdout.readline())

    def of(self, *commands: str) -> list[Place]:
        """The places with one of these commands; all without any."""
        return [place for place in self.places if not commands or place.command in commands]

    def place_of(self, pid: int) -> Place | None:
        return next((place for place in self.places if place.pid == pid), None)

    def close(self) -> None:
        for place in self.places:
            place.end()
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.close()
        self._zygote.wait(PATIENCE)
        self._zygote.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def figures_of(pid: int) -> Figures:
    """What that process takes now."""
    folder = Path(f"/proc/{pid}")
    rollup = folder.joinpath("smaps_rollup").read_text().splitlines()
    private = sum(int(line.split()[1]) for line in rollup if line.startswith(("Private_Dirty", "Private_Clean")))
    return Figures(private, len(list(folder.joinpath("task").iterdir())), len(list(folder.joinpath("fd").iterdir())))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def who_calls(port: int, pids: list[int]) -> int | None:
    """Which of these processes has the local end of a TCP connection with that port; None when it is gone."""
    inode = next((words[9] for words in _connections() if int(words[1].rpartition(":")[2], 16) == port), None)
    if inode is None:
        return None
    wanted = f"socket:[{inode}]"
    for pid in pids:
        with suppress(OSError):
            for file in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    if os.readlink(file) == wanted:
                        return pid
    return None


def _connections() -> Iterator[list[str]]:
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        yield line.split()


def _await(pidfd: int) -> None:
    try:
        assert select.select([pidfd], [], [], PATIENCE)[0], "a killed process did not go"
    finally:
        os.close(pidfd)


@contextmanager
def running(formation: Formation) -> Iterator[Formation]:
    """All of it runs, and nothing is left of it afterwards."""
    with formation:
        for place in formation.places:
            place.start()
        yield formation
