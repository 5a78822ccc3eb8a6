"""A person at the window with several calls, the built-in PBX and its people at the other end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from blfpanel.panel.changes import Change, OwnCallChanged
from blfpanel.panel.model import KeyId
from support.desk import Desk, OpenDesk, until

Run = Callable[[Awaitable[None]], None]

pytestmark = pytest.mark.gui


def can_be_held(desk: Desk) -> bool:
    """Whether the window shows a call that is up."""
    return any(card.hold.isVisible() for card in desk.window.calls_pane.cards())


def key(desk: Desk, which: Qt.Key) -> None:
    """Press a key in the window."""
    QTest.keyClick(desk.window.view, which)


@pytest.fixture
def _quick_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """People who answer as soon as one has heard it ring."""
    monkeypatch.setattr("blfpanel.sim.people._ANSWER_AFTER", (0.2, 0.3))


@pytest.mark.usefixtures("_quick_people")
def test_a_call_is_held_taken_back_and_transferred(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk(profile="rfc") as desk:
            progress: set[str | None] = set()

            def note(change: Change) -> None:
                if isinstance(change, OwnCallChanged):
                    progress.add(change.call.progress)

            desk.phone.listen(note)
            await until(lambda: desk.lamp("207") == "idle", "Anna is free")
            desk.phone.press(KeyId("207"))
            await until(lambda: can_be_held(desk), "Anna answers")
            key(desk, Qt.Key.Key_F3)
            await until(lambda: bool(desk.window.calls_pane.held.rows()), "the call is on hold")
            await until(lambda: b"a=sendonly" in desk.requests("INVITE")[-1].body, "hold asked")
            key(desk, Qt.Key.Key_F3)
            await until(lambda: can_be_held(desk), "the call is back")
            await until(lambda: b"a=sendrecv" in desk.requests("INVITE")[-1].body, "back asked")
            key(desk, Qt.Key.Key_F4)
            QTest.keyClicks(desk.window.transfer_bar.field, "211")
            QTest.keyClick(desk.window.transfer_bar.field, Qt.Key.Key_Return)
            await until(lambda: bool(desk.requests("REFER")), "a REFER")
            assert desk.requests("REFER")[0].headers.get("Refer-To") == "<sip:211@127.0.0.1>"
            there = "Transferring to Peter Lang: it rings there."
            await until(lambda: there in progress, "it rings at Peter's")
            await until(lambda: not desk.phone.panel.own_calls(), "Peter has taken the call")
            await until(lambda: desk.lamp("211") == "busy", "Peter talks")
            assert desk.lamp("207") == "busy"
            (logged,) = desk.phone.call_log.newest()
            assert (logged.number, logged.result.value) == ("207", "answered")

    run(story())
