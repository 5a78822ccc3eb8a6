from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from blfpanel.gui import pacing
from blfpanel.gui.pacing import Paced


def test_at_once_then_together_after_a_while_and_not_without_need(
    qtbot: QtBot, qapp: QObject
) -> None:
    done: list[int] = []
    paced = Paced(lambda: done.append(1), qapp)
    paced()
    assert len(done) == 1
    for _ in range(20):
        paced()
    assert len(done) == 1
    qtbot.waitUntil(lambda: len(done) == 2)
    with qtbot.waitSignal(paced._timer.timeout, timeout=50 * pacing.SPACING_MS):
        pass
    assert len(done) == 2, "nobody asked again"
    paced()
    assert len(done) == 3
    paced.deleteLater()
