"""What holds for every test: an unseen Qt, repeatable Hypothesis, real PBXes only when asked."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples on every machine: a red run can be repeated by whoever reads about it.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--real",
        action="store_true",
        help="also run tests/real, which start a real PBX; what they need and lack is a failure",
    )


def pytest_report_header(config: pytest.Config) -> str:
    return f"real PBXes: {'included' if config.getoption('--real') else 'left out (--real)'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in ("gui", "real"):
            item.add_marker(folder)
    if config.getoption("--real"):
        return
    left_out = [item for item in items if item.get_closest_marker("real")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
