"""What is tried of the lists of points."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test of whose points none is telling enough is left out, where not all are asked for."""
    items[:] = [item for item in items if not item.name.endswith("[NOTSET]")]
