"""A bench for the worker: the real table and threads, and a clock that is moved by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()
