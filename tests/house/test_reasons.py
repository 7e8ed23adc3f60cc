"""Every rule that is switched off has its reason beside it."""

import re

import pytest

from tests.house.source import comments, modules

pytestmark = pytest.mark.no_cover

_SWITCH = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no\s*cover|fmt:\s*off|mypy:)", re.IGNORECASE)
_RULE = r"(noqa: [A-Z]+\d+(, [A-Z]+\d+)*|type: ignore\[[a-z-]+(, ?[a-z-]+)*\])"
_EXPLAINED = re.compile(rf"# {_RULE}\s+(#|-) .*\w.*\w")


def unexplained(text: str) -> list[int]:
    """The lines that switch a rule off without naming it or without a reason."""
    return [line for line, comment in comments(text) if _SWITCH.search(comment) and not _EXPLAINED.match(comment)]


@pytest.mark.parametrize("path", modules())
def test_every_rule_that_is_switched_off_has_a_reason(path: str) -> None:
    assert unexplained(modules()[path]) == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: E501",
        "x = 1  # noqa: E501  #",
        "x = 1  # NOQA",
        "x = 1  # noqa  # because",
        "x = y  # type: ignore",
        "x = y  # type: ignore[attr-defined]",
        "x = y  # type: ignore  # the SDK has no types",
        "x = 1  # pragma: no cover",
        "# fmt: off",
        "# mypy: ignore-errors",
    ],
)
def test_a_rule_that_is_switched_off_in_silence_is_caught(line: str) -> None:
    assert unexplained(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: S311  # it guards nothing",
        "x = 1  # noqa: S311, S105 - it guards nothing",
        "x = y  # type: ignore[call-arg]  # the fields come from the environment",
        "x = '# noqa'",
        "# an ordinary comment",
    ],
)
def test_a_reason_or_an_ordinary_line_is_not_caught(line: str) -> None:
    assert unexplained(line) == []
