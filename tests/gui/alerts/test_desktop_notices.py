# ruff: noqa: F722, F821, UP037 - D-Bus types stand in the annotations
"""Notifications on a desktop's own bus, and what happens where there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from blfpanel.gui.alerts.desktop_notices import DesktopNotices
from blfpanel.gui.alerts.messages import Action, Message
from support.session_bus import session_bus

service = pytest.importorskip("dbus_fast.service", reason="only Linux has a D-Bus")
aio = pytest.importorskip("dbus_fast.aio")

PATIENCE = 20.0
RINGS = Message(
    "key 207", "Ringing: Anna <Berger>", "from Keller & Partner",
    (Action.PICK_UP, Action.IGNORE), True,
)  # fmt: skip


class Server(service.ServiceInterface):
    """A desktop's notifications, which remember what they show."""

    def __init__(self, *capabilities: str) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.capabilities = list(capabilities)
        self.shown: dict[int, tuple[str, str, list[str], int]] = {}
        self.count = 0

    @service.method()
    def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        body: "s",
        actions: "as",
        hints: "a{sv}",
        timeout: "i",
    ) -> "u":
        self.count += 1
        self.shown[self.count] = (title, body, actions, hints["urgency"].value)
        return self.count

    @service.method()
    def CloseNotification(self, which: "u"):
        self.shown.pop(which, None)
        self.NotificationClosed(which, 3)

    @service.method()
    def GetCapabilities(self) -> "as":
        return self.capabilities

    @service.method()
    def GetServerInformation(self) -> "ssss":
        return ["fake", "tests", "1", "1.2"]

    @service.signal()
    def ActionInvoked(self, which: "u", action: "s") -> "us":
        return [which, action]

    @service.signal()
    def NotificationClosed(self, which: "u", why: "u") -> "uu":
        return [which, why]


class Fallback:
    """Remembers what the desktop could not show."""

    def __init__(self) -> None:
        self.shown: dict[str, Message] = {}

    def show(self, message: Message) -> None:
        self.shown[message.id] = message

    def withdraw(self, message_id: str) -> None:
        self.shown.pop(message_id, None)


class Box:
    """Notifications, and where they ended up."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Action]] = []
        self.fallback = Fallback()
        self.notices = DesktopNotices(lambda *press: self.done.append(press), self.fallback)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - what another process does is no event
                await asyncio.sleep(0.005)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of the test's own."""
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


@pytest.fixture
def no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")


async def _served(server: Server) -> aio.MessageBus:
    bus = await aio.MessageBus().connect()
    bus.export("/org/freedesktop/Notifications", server)
    await bus.request_name("org.freedesktop.Notifications")
    return bus


def test_a_message_is_shown_with_buttons_pressed_replaced_and_withdrawn(bus: None) -> None:
    async def story() -> None:
        server, box = Server("actions", "body"), Box()
        connection = await _served(server)
        box.notices.show(RINGS)
        await box.until(lambda: bool(server.shown))
        title, body, actions, urgency = server.shown[1]
        assert title == "Ringing: Anna \N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}Berger>", (
            "no markup comes from a caller's name"
        )
        assert body == "from Keller & Partner"
        assert actions[-4:] == ["pick up", "Pick up", "ignore", "Ignore"]
        assert urgency == 2, "it stays until it is withdrawn"
        box.notices.show(Message("key 207", "Ringing: Anna", "from 0302", (), False))
        await box.until(lambda: list(server.shown) == [2])
        assert server.shown[2][3] == 1
        box.notices.show(RINGS)
        await box.until(lambda: list(server.shown) == [3])
        server.ActionInvoked(3, "pick up")
        await box.until(lambda: bool(box.done))
        assert box.done == [("key 207", Action.PICK_UP)]
        box.notices.show(RINGS)
        box.notices.withdraw("key 207")
        box.notices.withdraw("key 208")
        await box.notices.close()
        assert not set(server.shown) - {3}, "the desktop itself closes what was pressed"
        assert box.fallback.shown == {}
        connection.disconnect()
        await connection.wait_for_disconnect()

    asyncio.run(story())


def test_a_desktop_without_buttons_leaves_it_to_windows_of_our_own(bus: None) -> None:
    async def story() -> None:
        server, box = Server("body"), Box()
        connection = await _served(server)
        box.notices.show(RINGS)
        await box.notices.close()
        assert box.fallback.shown == {"key 207": RINGS}
        assert server.count == 0
        connection.disconnect()
        await connection.wait_for_disconnect()

    asyncio.run(story())


@pytest.mark.parametrize("where", ["bus", "no_bus"])
def test_without_notifications_of_the_desktop_there_are_windows_of_our_own(
    where: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(where)

    async def story() -> None:
        box = Box()
        box.notices.show(RINGS)
        box.notices.show(Message("call 1", "Call for you: Jonas", ""))
        box.notices.withdraw("key 207")
        await box.notices.close()
        assert list(box.fallback.shown) == ["call 1"]

    asyncio.run(story())
