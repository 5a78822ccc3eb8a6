"""Nothing waits for its turn."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blfpanel.gui.pacing.SPACING_MS", 0)
