"""Reference cycles end in the thread that asks for it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from blfpanel.garbage import collect_here_only, collect_if_due


class Cycle:
    """Ends only when Python looks for cycles, and tells in which thread that was."""

    ended: list[threading.Thread]

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.me = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


def test_cycles_end_where_they_are_asked_for_and_nowhere_else() -> None:
    ended: list[threading.Thread] = []
    gc.collect()
    collect_here_only()
    Cycle(ended)
    kept: list[list[int]] = []
    busy = threading.Thread(target=lambda: kept.extend([n] for n in range(100_000)))
    busy.start()
    busy.join()
    assert ended == []
    collect_if_due()
    assert ended == [threading.current_thread()]


def test_nothing_is_looked_for_before_it_is_due() -> None:
    ended: list[threading.Thread] = []
    gc.collect()
    collect_here_only()
    Cycle(ended)
    collect_if_due()
    assert ended == []
    gc.collect()
    assert len(ended) == 1
