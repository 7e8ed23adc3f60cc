"""How dialogues are measured."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a dialogue with many cases only the first is measured: the others run the same lines, and measuring them
    takes half as long again.
    """
    seen: set[str] = set()
    for item in items:
        if "tests/dialogues/" in item.nodeid:
            function = item.nodeid.partition("[")[0]
            if function in seen:
                item.add_marker(pytest.mark.no_cover)
            seen.add(function)
