"""An attendant's work in the window, against the built-in PBX: undo, drop, comes back, camp-on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.config.sound import SoundSettings
from blfpanel.gui.calls.work import Undo, Watching, attached
from blfpanel.gui.features import Desk as Features
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.changes import CampKind, Change
from blfpanel.panel.model import Intent, KeyId, OwnCall, OwnCallState
from support.desk import Desk, OpenDesk, until

Run = Callable[[Awaitable[None]], None]

pytestmark = pytest.mark.gui

ANNA, PETER = KeyId("207"), KeyId("211")


@pytest.fixture(autouse=True)
def _quick_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """People who answer as soon as one has heard it ring."""
    monkeypatch.setattr("blfpanel.sim.people._ANSWER_AFTER", (0.2, 0.3))


@asynccontextmanager
async def talking(open_desk: OpenDesk) -> AsyncIterator[tuple[Desk, Undo, Watching]]:
    """A desk that talks to Anna; transfers wait so long that nothing goes unless it is let go."""
    async with open_desk(profile="rfc") as desk:
        window = desk.window
        features = Features(window, desk.phone, window.store, window.theme, Sound(SoundSettings()))
        with attached(features) as (undo, watching):
            desk.phone.set_undo_within(30.0)
            await until(lambda: desk.lamp(ANNA) == desk.lamp(PETER) == "idle", "both are free")
            desk.phone.press(ANNA)
            await until(lambda: bool(up(desk)), "Anna answers")
            yield desk, undo, watching


def up(desk: Desk) -> list[OwnCall]:
    calls = desk.phone.panel.own_calls()
    return [call for call in calls if call.state is OwnCallState.TALKING and not call.held]


def test_a_call_dropped_on_a_key_waits_can_be_undone_and_goes_in_the_end(
    run: Run, open_desk: OpenDesk
) -> None:
    async def story() -> None:
        async with talking(open_desk) as (desk, undo, _):
            call = up(desk)[0].id
            desk.window.view.call_drop.dropped.emit(PETER, call)
            await until(lambda: undo.toast.isVisible(), "it can be undone")
            assert undo.toast.text.text() == "Anna Berger goes to Peter Lang."
            await until(lambda: b"a=sendonly" in desk.requests("INVITE")[-1].body, "Anna is held")
            QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: b"a=sendrecv" in desk.requests("INVITE")[-1].body, "Anna is back")
            assert not undo.toast.isVisible()
            assert desk.requests("REFER") == []
            desk.phone.set_undo_within(0.2)
            desk.window.view.call_drop.dropped.emit(PETER, call)
            await until(lambda: not desk.phone.panel.own_calls(), "Peter has taken the call")
            assert len(desk.requests("REFER")) == 1
            await until(lambda: desk.lamp(PETER) == "busy", "Peter talks")

    run(story())


def test_a_call_that_nobody_takes_comes_back_and_says_so(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with talking(open_desk) as (desk, _, _):
            backs: list[str | None] = []

            def note(change: Change) -> None:
                call = getattr(change, "call", None)
                if isinstance(call, OwnCall):
                    backs.append(call.back)

            desk.phone.listen(note)
            desk.phone.transfer(up(desk)[0].id, "999")
            await until(lambda: "Back from 999, not reached" in backs, "it is said")
            await until(lambda: bool(up(desk)), "I have Anna again")
            [card] = desk.window.calls_pane.cards()
            await until(lambda: card.note.text().startswith("Back from 999"), "the card says so")

    run(story())


def test_who_leaves_the_program_has_the_transfer_done(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with talking(open_desk) as (desk, _, _):
            desk.phone.transfer(up(desk)[0].id, "211", undo=True)
            await until(lambda: b"a=sendonly" in desk.requests("INVITE")[-1].body, "Anna is held")
            await desk.phone.stop()
            assert len(desk.requests("REFER")) == 1

    run(story())


def test_i_am_told_when_a_busy_partner_is_free(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with talking(open_desk) as (desk, _, watching):
            await until(lambda: desk.lamp(ANNA) == "busy", "Anna is busy")
            watching.watch(ANNA, CampKind.TELL)
            window = desk.window
            await until(lambda: bool(window.calls_pane.camps.rows()), "she is watched")
            desk.phone.hang_up(up(desk)[0].id)
            await until(lambda: watching.toast.isVisible(), "I am told")
            assert watching.toast.text.text() == "Anna Berger is free."
            QTest.mouseClick(watching.toast.button, Qt.MouseButton.LeftButton)
            await until(lambda: bool(up(desk)), "I talk to Anna")
            assert not desk.phone.panel.camped(ANNA)

    run(story())


def test_an_announced_call_is_handed_over_at_one_press(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with talking(open_desk) as (desk, _, _):
            desk.phone.choose(PETER, Intent.DIAL)
            await until(lambda: [c.party.number for c in up(desk)] == ["211"], "Peter answers")
            [card] = desk.window.calls_pane.cards()
            await until(card.connect_button.isVisible, "they can be connected")
            assert card.connect_button.text() == "Connect with Anna Berger"
            QTest.mouseClick(card.connect_button, Qt.MouseButton.LeftButton)
            await until(lambda: not desk.phone.panel.own_calls(), "I am out of it")
            assert desk.lamp(ANNA) == desk.lamp(PETER) == "busy"

    run(story())


def test_a_call_is_parked_seen_and_fetched_with_one_key(run: Run, open_desk: OpenDesk) -> None:
    async def story() -> None:
        async with open_desk(profile="rfc", places=("701",)) as desk:
            window, place = desk.window, KeyId("park:701")
            window.change_settings(keys=(KeySettings(number="701", type=KeyType.PARK),))
            await until(lambda: desk.lamp(ANNA) == desk.lamp(place) == "idle", "all is quiet")
            desk.phone.press(ANNA)
            await until(lambda: bool(up(desk)), "Anna answers")
            await until(lambda: window.controls.call_at_hand() is not None, "the window shows it")
            window.controls.park()
            await until(lambda: not desk.phone.panel.own_calls(), "I am rid of the call")
            await until(lambda: desk.lamp(place) == "busy", "the place is taken")
            parked = desk.phone.panel.face(place)
            assert window.model.face(place).word == "Parked"
            assert parked.remote is not None
            assert parked.remote.number == "207"
            assert desk.lamp(ANNA) == "busy"
            window.controls.press(place)
            await until(lambda: bool(up(desk)), "I have Anna again")
            await until(lambda: desk.lamp(place) == "idle", "the place is empty")
            assert up(desk)[0].party.number in ("207", "701")

    run(story())
