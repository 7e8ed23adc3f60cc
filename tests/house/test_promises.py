"""What other people and programs rely on stands in the README, and what stands in two places is alike."""

import json
import re
import tomllib
from collections.abc import Iterable

import pytest

from bot import main
from core.metrics import Metrics
from core.settings import variables
from core.version import VERSION
from handlers.grammar.words import ENTRIES
from store.tables import metadata
from tests.house.source import ROOT

README = ROOT / "README.md"
_ADDRESS = re.compile(
    r"https?://|git\+|@ file:|^\s*-(i|f)\b|--(extra-)?index-url|--find-links|--trusted-host", re.MULTILINE
)


def absent(names: Iterable[str], text: str) -> list[str]:
    """The names that don't stand in a text as words of their own."""
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def metric_names() -> list[str]:
    """As they stand in `/metrics`."""
    found = Metrics().registry.collect()
    return [f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in found]


@pytest.fixture
def readme() -> str:
    assert README.exists(), "there is no README.md"
    return README.read_text()


def test_every_setting_is_in_the_readme(readme: str) -> None:
    assert absent([f"`{name}`" for name in variables()], readme) == []


def test_every_command_of_the_bot_is_in_the_readme(readme: str) -> None:
    assert absent([f"python bot.py {name}" for name in main.commands], readme) == []


def test_every_word_that_people_can_say_is_in_the_readme(readme: str) -> None:
    table = [line for line in readme.splitlines() if line.startswith("| `")]
    assert absent([entry.word for entry in ENTRIES], "\n".join(line.split("|")[1] for line in table)) == []


def test_every_metric_is_in_the_readme(readme: str) -> None:
    assert absent(metric_names(), readme) == []


def test_what_is_not_in_a_text_is_caught() -> None:
    assert absent(["PORT", "HOST", "list"], "`PORTS`, `HOST`, and a `list-of`") == ["PORT", "list"]


def test_there_is_something_to_promise() -> None:
    assert "SECRET_KEY" in variables()
    assert "recordings_bot_events_total" in metric_names()
    assert "run" in main.commands


def test_every_setting_is_in_the_example(readme: str) -> None:
    example = (ROOT / ".env.example").read_text()
    assert absent(variables(), example) == []
    named = re.findall(r"^#?\s?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    assert set(named) <= set(variables())


def test_the_version_is_told_alike_in_both_places() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION


def test_no_lock_file_names_a_registry() -> None:
    assert registries((ROOT / "constraints.txt").read_text()) == []
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert registries((ROOT / ".npmrc").read_text()) == []


def registries(text: str) -> list[str]:
    """Lines that say where packages come from: that is for whoever installs them."""
    return [line for line in text.splitlines() if _ADDRESS.search(line) or line.startswith("registry")]


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example.com/simple",
        "-i https://mirror.example.com/simple",
        "flask @ https://mirror.example.com/flask.whl",
        "flask @ git+ssh://mirror.example.com/flask",
        "--find-links /srv/wheels",
        "registry=https://mirror.example.com/npm",
    ],
)
def test_a_registry_in_a_lock_file_is_caught(line: str) -> None:
    assert registries(f"flask==3.1\n{line}\nclick==8") == [line]


def test_constraints_pin_everything_to_one_version() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!+-]+", line)] == []


def test_each_table_is_listed_with_how_long_its_rows_are_kept() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    ages = page.split("\n## How long things are kept\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| (`.*?) \|", ages, re.MULTILINE)
    assert sorted(name.strip("`") for names in listed for name in names.split(", ")) == sorted(metadata.tables)
