"""A person at the window, the built-in PBX at the other end of the wire."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.why.history import HistoryList
from blfpanel.panel.model import KeyId, Lamp, OwnCallState, Source
from blfpanel.sim.scenario import PlannedCall
from support.desk import Desk, OpenDesk, until

Run = Callable[[Awaitable[None]], None]

pytestmark = pytest.mark.gui

#: what the offscreen platform says of every menu
MENUS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def grid(desk: Desk) -> KeyView:
    view = desk.window.findChild(KeyView)
    assert isinstance(view, KeyView)
    return view


def place_of(desk: Desk, number: str) -> QPoint:
    """The middle of a partner's key, in the view port."""
    view = grid(desk)
    model = view.model()
    for row in range(model.rowCount()):
        if desk.phone.panel.keys()[row].number == number:
            return view.visualRect(model.index(row, 0)).center()
    raise AssertionError(f"no key for {number}")


def click(desk: Desk, number: str) -> None:
    QTest.mouseClick(
        grid(desk).viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        place_of(desk, number),
    )


def texts(widget: QWidget) -> str:
    """Everything that labels in a part of the window say at the moment."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


async def all_idle(desk: Desk) -> None:
    await until(
        lambda: all(desk.lamp(n) == "idle" for n in ("207", "211", "202")), "all lamps idle"
    )


def test_the_account_is_shown_in_words(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk() as desk:
            await until(lambda: "Registered at 127.0.0.1" in texts(desk.window), "registered")

    run(story())


def test_a_wrong_password_is_shown_and_said(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk(password="wrong") as desk:
            await until(lambda: "wrong password" in texts(desk.window), "wrong password shown")
            assert "does not accept the password of 200" in texts(desk.window)
            assert desk.lamp("207") == "unknown"

    run(story())


@pytest.mark.parametrize("profile", ["innovaphone", "rfc"])
def test_enter_on_an_idle_partner_calls(run: Run, open_desk: OpenDesk, profile: str) -> None:
    async def story() -> None:
        async with open_desk(profile=profile) as desk:
            await all_idle(desk)
            grid(desk).setFocus()
            QTest.keyClick(grid(desk), Qt.Key.Key_Home)
            QTest.keyClick(grid(desk), Qt.Key.Key_Return)
            await until(lambda: bool(desk.requests("INVITE")), "an INVITE")
            assert desk.requests("INVITE")[0].uri.startswith("sip:207@")
            assert b"m=audio" in desk.requests("INVITE")[0].body
            await until(lambda: desk.lamp("207") == "alerting", "our call rings at 207")
            assert "Anna Berger" in texts(desk.window)
            (own,) = desk.phone.panel.own_calls()
            assert own.outgoing
            QTest.keyClick(desk.window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
            await until(lambda: not desk.phone.panel.own_calls(), "the call is over")
            await all_idle(desk)
            assert desk.requests("CANCEL")

    run(story())


def test_an_arrow_moves_to_the_next_partner(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk() as desk:
            await all_idle(desk)
            grid(desk).setFocus()
            QTest.keyClick(grid(desk), Qt.Key.Key_Home)
            QTest.keyClick(grid(desk), Qt.Key.Key_Right)
            QTest.keyClick(grid(desk), Qt.Key.Key_Return)
            await until(lambda: bool(desk.requests("INVITE")), "an INVITE")
            assert desk.requests("INVITE")[0].uri.startswith("sip:211@")

    run(story())


@pytest.mark.parametrize(
    ("profile", "uri", "header"), [("innovaphone", "sip:**207@", False), ("rfc", "sip:211@", True)]
)
def test_a_click_on_a_ringing_partner_picks_up(
    run: Run, open_desk: OpenDesk, profile: str, uri: str, header: bool
) -> None:
    """
    211 ──INVITE──► PBX ──► 207 rings
    200 ──INVITE **207, or Replaces──► PBX: 207 is cancelled, 200 talks to 211
    """

    async def story() -> None:
        planned = PlannedCall(at=0.3, caller="211", callee="207", ring=14.0, talk=60.0)
        async with open_desk(planned, profile=profile) as desk:
            await until(lambda: desk.lamp("207") == "alerting", "207 rings")
            click(desk, "207")
            await until(
                lambda: any(
                    call.state is OwnCallState.TALKING for call in desk.phone.panel.own_calls()
                ),
                "the call is ours",
            )
            invite = desk.requests("INVITE")[-1]
            assert invite.uri.startswith(uri)
            assert ("Replaces" in invite.headers) is header
            await until(lambda: desk.lamp("207") == "idle", "207 does not ring any more")
            await until(lambda: desk.lamp("211") == "busy", "211 talks")

    run(story())


@MENUS
def test_a_busy_partner_is_left_alone_until_the_person_says_so(
    run: Run, open_desk: OpenDesk
) -> None:
    async def story() -> None:
        planned = PlannedCall(at=0.1, caller="211", callee="207", ring=0.2, talk=60.0)
        async with open_desk(planned) as desk:
            await until(lambda: desk.lamp("207") == "busy", "207 talks")
            click(desk, "207")
            await until(lambda: "Anna Berger is talking" in texts(desk.window), "a question")
            QTest.keyClick(desk.window.press_menu, Qt.Key.Key_Escape)
            assert desk.requests("INVITE") == []
            click(desk, "207")
            QTest.keyClick(desk.window.press_menu, Qt.Key.Key_Return)
            assert desk.phone.panel.camped(KeyId("207"))
            click(desk, "207")
            QTest.keyClick(desk.window.press_menu, Qt.Key.Key_Down)
            QTest.keyClick(desk.window.press_menu, Qt.Key.Key_Return)
            await until(lambda: bool(desk.requests("INVITE")), "an INVITE")

    run(story())


def test_no_flash_of_idle_between_ringing_and_talking(run: Run, open_desk: OpenDesk) -> None:
    """innovaphone clears the call before it says that it was answered."""

    async def story() -> None:
        planned = PlannedCall(at=0.1, caller="211", callee="207", ring=0.3, talk=60.0)
        # as long as a busy machine may need between the two
        async with open_desk(planned, settle_ms=10_000) as desk:
            faces: list[Lamp] = []
            truth: list[Lamp] = []
            panel = desk.phone.panel

            def watch(_: object) -> None:
                for seen, now in (
                    (faces, panel.face(KeyId("207"))),
                    (truth, panel.state(KeyId("207"))),
                ):
                    if not seen or seen[-1] is not now.lamp:
                        seen.append(now.lamp)

            desk.phone.listen(watch)
            await until(lambda: desk.lamp("207") == "busy", "207 talks")
            assert faces[-2:] == [Lamp.ALERTING, Lamp.BUSY]
            assert truth[-3:] == [Lamp.ALERTING, Lamp.IDLE, Lamp.BUSY]

    run(story())


def test_why_this_lamp_tells_the_message_and_the_rule(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        planned = PlannedCall(at=0.1, caller="211", callee="207", ring=14.0)
        async with open_desk(planned) as desk:
            await until(lambda: desk.lamp("207") == "alerting", "207 rings")
            grid(desk).setFocus()
            QTest.keyClick(grid(desk), Qt.Key.Key_Home)
            QTest.keyClick(desk.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
            sentence = "the PBX says call 1 is “early”"
            await until(lambda: sentence in texts(desk.window), "the rule in words")
            history = desk.window.findChild(HistoryList)
            assert isinstance(history, HistoryList)
            told = history.model()
            places = [told.index(row, 0) for row in range(told.rowCount())]
            entries = [place.data(Qt.ItemDataRole.AccessibleTextRole) for place in places]
            # the answer to a SUBSCRIBE may come after the news
            news = next(entry for entry in entries if "Subscription" not in entry)
            assert "early, from 211" in news

    run(story())


def test_a_call_to_us_rings_and_is_answered(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        planned = PlannedCall(at=0.3, caller="211", callee="200", ring=14.0, talk=60.0)
        async with open_desk(planned) as desk:
            panel = desk.phone.panel
            await until(lambda: "Waiting" in texts(desk.window), "a call for us")
            QTest.keyClick(desk.window, Qt.Key.Key_F2)
            await until(lambda: "Active" in texts(desk.window), "we talk")
            QTest.keyClick(desk.window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
            await until(lambda: not panel.own_calls(), "the call is over")
            assert desk.requests("BYE")

    run(story())


def test_f5_asks_the_pbx_for_every_partner_again(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk() as desk:
            await all_idle(desk)
            panel = desk.phone.panel
            keys = panel.keys()
            await until(
                lambda: all(panel.state(key.id).source is Source.ACTIVE for key in keys),
                "all subscriptions are active",
            )
            before = len(desk.requests("SUBSCRIBE"))
            QTest.keyClick(desk.window, Qt.Key.Key_F5)
            await until(lambda: len(desk.requests("SUBSCRIBE")) >= before + 3, "all asked again")

    run(story())


def test_leaving_says_goodbye_to_the_pbx(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk() as desk:
            await all_idle(desk)
            assert desk.server.pbx.registered("200")
            await desk.phone.stop()
            assert not desk.server.pbx.registered("200")
            ends = [r for r in desk.requests("SUBSCRIBE") if r.headers.get("Expires") == "0"]
            assert len({r.call_id for r in ends}) == 3

    run(story())
