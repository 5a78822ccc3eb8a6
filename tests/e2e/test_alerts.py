"""A partner rings at the built-in PBX: told on the desktop, and picked up from there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from blfpanel.config.sound import SoundSettings
from blfpanel.gui.alerts.desktop_notices import Pressed
from blfpanel.gui.alerts.feature import attached
from blfpanel.gui.alerts.messages import Action, Message
from blfpanel.gui.alerts.popup import Popups
from blfpanel.gui.features import Desk
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.model import OwnCallState
from blfpanel.sim.scenario import PlannedCall
from support.desk import OpenDesk, until

pytestmark = pytest.mark.gui


class Desktop:
    """Remembers what stands on it."""

    def __init__(self, pressed: Pressed, popups: Popups) -> None:
        self.pressed = pressed
        self.shown: dict[str, Message] = {}

    def show(self, message: Message) -> None:
        self.shown[message.id] = message

    def withdraw(self, message_id: str) -> None:
        del self.shown[message_id]


def test_a_ringing_partner_is_told_and_picked_up_by_the_button_of_the_notification(
    run: Callable[[Awaitable[None]], None], open_desk: OpenDesk
) -> None:
    made: list[Desktop] = []

    def make(pressed: Pressed, popups: Popups) -> Desktop:
        made.append(Desktop(pressed, popups))
        return made[0]

    async def story() -> None:
        planned = PlannedCall(at=0.3, caller="211", callee="207", ring=60.0, talk=60.0)
        async with open_desk(planned) as desk:
            window = desk.window
            joined = Desk(window, desk.phone, window.store, window.theme, Sound(SoundSettings()))
            with attached(joined, make):
                await until(lambda: bool(made and made[0].shown), "the desktop tells it")
                (message,) = made[0].shown.values()
                assert message.title == "Ringing: Anna Berger"
                assert "211" in message.body
                made[0].pressed(message.id, Action.PICK_UP)
                await until(
                    lambda: (
                        [call.state for call in desk.phone.panel.own_calls()]
                        == [OwnCallState.TALKING]
                    ),
                    "the call is mine",
                )
                await until(lambda: not made[0].shown, "it is withdrawn")

    run(story())
