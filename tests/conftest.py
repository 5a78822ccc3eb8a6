"""What holds for every test: an unseen Qt, repeatable Hypothesis, real PBXes only when asked."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from blfpanel.garbage import collect_here_only, collect_if_due

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
    parser.addoption(
        "--soak",
        action="store_true",
        help="also run a simulated week of calls (ten minutes)",
    )
    parser.addoption(
        "--soak-scale",
        type=float,
        default=0.25,
        metavar="PART",
        help="how much of 1,000 keys and a million changes of state the week has",
    )
    parser.addoption("--soak-seed", type=int, default=1, metavar="SEED", help="which week")


def pytest_configure(config: pytest.Config) -> None:
    # windows of one test must not end in another one's thread
    collect_here_only()
    config.addinivalue_line("markers", "soak: takes long; runs with --soak only")


def pytest_runtest_logfinish() -> None:
    """Between two tests, in the main thread."""
    collect_if_due()


def pytest_report_header(config: pytest.Config) -> str:
    parts = {"real PBXes": "--real", "the long soak": "--soak"}
    return ", ".join(
        f"{what}: {'included' if config.getoption(option) else f'left out ({option})'}"
        for what, option in parts.items()
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in ("gui", "real"):
            item.add_marker(folder)
    unwanted = [name for name in ("real", "soak") if not config.getoption(f"--{name}")]
    left_out = [item for item in items if any(map(item.get_closest_marker, unwanted))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
