# ruff: noqa: F722, F821, UP037 - D-Bus types stand in the annotations
"""Keys from anywhere: at a portal on a bus of the test's own, and where there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from blfpanel.config.desktop import DesktopSettings
from blfpanel.config.settings import Config
from blfpanel.config.sound import SoundSettings
from blfpanel.config.store import Store
from blfpanel.gui.desktop.shortcut import GlobalShortcut
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_phone import FakePhone
from support.session_bus import session_bus

service = pytest.importorskip("dbus_fast.service", reason="only Linux has a D-Bus")
aio = pytest.importorskip("dbus_fast.aio")
dbus = pytest.importorskip("dbus_fast")
portal = pytest.importorskip("blfpanel.gui.desktop.portal")

PATIENCE = 20.0


class Request(service.ServiceInterface):
    """What the portal answers with later."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.portal.Request")

    @service.signal()
    def Response(self, code: "u", results: "a{sv}") -> "ua{sv}":
        return [code, results]


class Portal(service.ServiceInterface):
    """A desktop that lets programs listen, if the person says so."""

    def __init__(self, bus: aio.MessageBus, code: int = 0) -> None:
        super().__init__("org.freedesktop.portal.GlobalShortcuts")
        self.bus, self.code = bus, code
        self.bound: list[tuple[str, str, str]] = []

    def answer(self, code: int, options: dict[str, dbus.Variant], **results: str) -> str:
        sender = self.senders[-1].lstrip(":").replace(".", "_")
        path = f"/org/freedesktop/portal/desktop/request/{sender}/{options['handle_token'].value}"
        request = Request()
        self.bus.export(path, request)
        request.Response(code, {name: dbus.Variant("s", text) for name, text in results.items()})
        return path

    @property
    def senders(self) -> list[str]:
        return self._senders

    _senders: list[str]

    @service.method()
    def CreateSession(self, options: "a{sv}") -> "o":
        return self.answer(0, options, session_handle="/session/1")

    @service.method()
    def BindShortcuts(
        self, session: "o", shortcuts: "a(sa{sv})", parent: "s", options: "a{sv}"
    ) -> "o":
        for name, told in shortcuts:
            self.bound.append((session, name, told["preferred_trigger"].value))
        return self.answer(self.code, options)

    @service.signal()
    def Activated(self, session: "o", name: "s", time: "t", options: "a{sv}") -> "osta{sv}":
        return [session, name, time, options]


async def _served(code: int = 0) -> Portal:
    bus = await aio.MessageBus().connect()
    made = Portal(bus, code)
    made._senders = []
    bus.add_message_handler(lambda message: made._senders.append(message.sender or ""))
    bus.export("/org/freedesktop/portal/desktop", made)
    await bus.request_name("org.freedesktop.portal.Desktop")
    return made


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what another process does is no event
            await asyncio.sleep(0.005)


async def _end(connection: aio.MessageBus) -> None:
    connection.disconnect()
    await connection.wait_for_disconnect()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


def test_keys_that_the_desktop_listens_for_are_heard(bus: None) -> None:
    async def story() -> None:
        desktop = await _served()
        heard: list[int] = []
        shortcut = portal.PortalShortcut(lambda: heard.append(1))
        await shortcut.bind("Ctrl+Alt+B", "Show blfpanel")
        assert desktop.bound == [("/session/1", "show", "CTRL+ALT+b")]
        desktop.Activated("/session/1", "another", 1, {})
        desktop.Activated("/session/1", "show", 2, {})
        await until(lambda: bool(heard))
        assert heard == [1]
        connection = shortcut._bus
        shortcut.leave()
        await connection.wait_for_disconnect()
        await _end(desktop.bus)

    asyncio.run(story())


def test_a_person_who_says_no_is_obeyed(bus: None) -> None:
    async def story() -> None:
        desktop = await _served(code=1)
        shortcut = portal.PortalShortcut(lambda: None)
        with pytest.raises(portal.NoPortal, match="declined"):
            await shortcut.bind("Ctrl+Alt+B", "Show blfpanel")
        await _end(shortcut._bus)
        await _end(desktop.bus)

    asyncio.run(story())


def test_a_desktop_without_a_portal_is_no_trouble(
    bus: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        shortcut = portal.PortalShortcut(lambda: None)
        with pytest.raises(portal.NoPortal):
            await shortcut.bind("Ctrl+Alt+B", "Show blfpanel")
        await _end(shortcut._bus)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        with pytest.raises(portal.NoPortal):
            await portal.PortalShortcut(lambda: None).bind("Ctrl+Alt+B", "Show blfpanel")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("keys", "trigger"),
    [("Ctrl+Alt+B", "CTRL+ALT+b"), ("Meta+Shift+F9", "LOGO+SHIFT+F9"), ("F12", "F12")],
)
def test_keys_are_named_as_the_portal_names_them(keys: str, trigger: str) -> None:
    assert portal.trigger(keys) == trigger


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_where_nobody_listens_the_window_says_what_to_do_until_it_is_not_wanted(
    window: MainWindow,
    phone: FakePhone,
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    monkeypatch.setattr("blfpanel.gui.desktop.shortcut.sys.platform", platform)
    store = Store(Config())
    window.store = store

    async def story() -> None:
        shortcut = GlobalShortcut(Desk(window, phone, store, theme, Sound(SoundSettings())))
        store.listen(shortcut.use)
        assert window.notices.texts() == []
        store.change("", desktop=DesktopSettings(shortcut="Ctrl+Alt+B"))
        await until(lambda: bool(window.notices.texts()))
        assert window.notices.texts()[0].startswith(
            "This desktop lets no program listen for Ctrl+Alt+B everywhere."
        )
        store.change("", desktop=DesktopSettings())
        assert window.notices.texts() == []
        shortcut.leave()

    asyncio.run(story())
