"""The first start, typed by keyboard; the PBX is played by a fake, sockets are in tests/e2e."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest
import qasync
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.config.keys import KeySettings
from blfpanel.config.secrets import Secrets, remember_for_now
from blfpanel.config.settings import Config
from blfpanel.config.sound import SoundSettings
from blfpanel.config.store import Store
from blfpanel.gui.features import Desk
from blfpanel.gui.fill.chooser import Source
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.devices import Role
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.welcome.feature import Welcome
from blfpanel.gui.welcome.page import WelcomePage
from blfpanel.phone.probe_steps import Heard, Mark, Part, Step, Trouble
from support.desk import until
from support.fake_phone import FakePhone
from support.fake_sound import FakeSystem


class FakeProbe:
    """Accepts 200 with its password over TCP; TLS has a certificate for somebody else."""

    made: ClassVar[list[FakeProbe]] = []

    def __init__(
        self,
        account: AccountSettings,
        password: str | None,
        profiles: object,
        tell: Callable[[Step], None],
        *,
        ways: tuple[Transport, ...],
    ) -> None:
        self.account, self.password, self.ways = account, password, ways
        self.tell = tell
        self.found: AccountSettings | None = None
        self.plain: Transport | None = None
        self.heard = {"207": Heard("207", "Anna Berger")}
        self.closed = False
        FakeProbe.made.append(self)

    async def run(self) -> None:
        await asyncio.sleep(0)
        if self.account.server == "cert.example.com" and Transport.TLS in self.ways:
            self.plain = Transport.TCP
            text = "The certificate of cert.example.com is for pbx.local."
            self.tell(Step(Part.WAY, Mark.FAILED, text, (), Trouble.CERTIFICATE))
            return
        self.tell(Step(Part.WAY, Mark.DONE, "Found it"))
        if self.password != "secret":
            text = "pbx.example.com does not accept the password of 200. [403]"
            self.tell(Step(Part.LOGIN, Mark.FAILED, text, (), Trouble.PASSWORD))
            return
        self.tell(Step(Part.LOGIN, Mark.DONE, "Number 200 and password accepted"))
        self.found = msgspec.structs.replace(self.account, transport=Transport.TCP)
        self.tell(Step(Part.PBX, Mark.DONE, "Connected"))

    async def list_members(self, name: str) -> tuple[tuple[Heard, ...], str]:
        return (), "no"

    async def close(self) -> None:
        self.closed = True


class FakeKeyring:
    """A keyring that keeps, or one that fails."""

    def __init__(self, *, works: bool) -> None:
        self.kept: dict[str, str] = {}
        self._works = works

    def get_password(self, service: str, username: str, /) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str, /) -> None:
        if not self._works:
            raise RuntimeError("No keyring here")
        self.kept[username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        del self.kept[username]


class Start:
    """A first start."""

    def __init__(self, window: MainWindow, store: Store, welcome: Welcome, sound: Sound) -> None:
        self.window, self.store, self.welcome, self.sound = window, store, welcome, sound

    @property
    def page(self) -> WelcomePage:
        page = self.welcome.stack.page
        assert isinstance(page, WelcomePage)
        return page


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        yield runner


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring(works=True)


@pytest.fixture
def start(
    qtbot: QtBot, theme: Theme, loop: asyncio.Runner, tmp_path: Path, keyring: FakeKeyring
) -> Iterator[Start]:
    FakeProbe.made.clear()
    phone = FakePhone()
    store = Store(Config(), tmp_path / "settings.toml")
    window = MainWindow(phone, theme, store)
    qtbot.addWidget(window)
    window.started(has_account=False)
    window.resize(1120, 720)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sound = Sound(SoundSettings(), lambda: FakeSystem(["Headset"], ["Headset", "Monitor"]))
    sound.start()
    welcome = Welcome(
        Desk(window, phone, store, theme, sound),
        make_probe=FakeProbe,  # type: ignore[arg-type]  # has what is used
        secrets=Secrets(environ={}, keyring=keyring),
    )
    yield Start(window, store, welcome, sound)
    sound.stop()
    phone.listeners.clear()
    remember_for_now(AccountSettings(user="200", server="pbx.example.com"), None)


def focus() -> Any:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key) -> None:
    QTest.keyClick(focus(), key)


def type_in(*texts: str) -> None:
    """Type into one field after the other, as with the Tab key."""
    for number, text in enumerate(texts):
        if number:
            press(Qt.Key.Key_Tab)
        QTest.keyClicks(focus(), text)


async def connected(start: Start) -> None:
    type_in("pbx.example.com", "200", "secret")
    press(Qt.Key.Key_Return)
    await until(lambda: start.page.account.found is not None, "connected")


def test_a_first_start_is_three_times_enter(
    start: Start, loop: asyncio.Runner, keyring: FakeKeyring
) -> None:
    async def story() -> None:
        page = start.page
        assert start.window.windowTitle() == "Welcome – blfpanel"
        await connected(start)
        assert page.account.progress.title.text() == "Connected"
        press(Qt.Key.Key_Return)
        assert page.step == 1
        assert page.chooser.source is Source.HEARD
        press(Qt.Key.Key_Return)
        assert page.step == 2
        press(Qt.Key.Key_Return)
        await until(lambda: start.welcome.stack.page is None, "the panel is there")
        await until(lambda: bool(keyring.kept), "the password is kept")

    loop.run(story())
    [probe] = FakeProbe.made
    assert probe.closed
    config = start.store.config
    assert config.accounts == (
        AccountSettings(user="200", server="pbx.example.com", transport=Transport.TCP),
    )
    assert config.keys == (
        KeySettings(number="207", label="Anna Berger", account="200@pbx.example.com"),
    )
    assert keyring.kept == {"200@pbx.example.com": "secret"}
    assert start.window.windowTitle() == "blfpanel"
    assert start.window.empty.button.text() == "Fill the panel"
    path = start.store.path
    assert path is not None
    assert "secret" not in path.read_text()


def test_what_is_missing_is_said_below_its_field(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        account = start.page.account
        press(Qt.Key.Key_Return)
        assert account.server.accessibleDescription() == (
            "Type the name or address of your telephone system."
        )
        assert focus() is account.server
        type_in("my pbx")
        press(Qt.Key.Key_Return)
        assert account.server.accessibleDescription().startswith("“my pbx” is not a server.")
        account.server.setText("pbx.example.com")
        press(Qt.Key.Key_Return)
        assert account.user.accessibleDescription() == "Type your number, such as 200."
        assert focus() is account.user
        assert not FakeProbe.made

    loop.run(story())


def test_a_wrong_password_is_said_and_can_be_typed_again(
    start: Start, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        account = start.page.account
        type_in("pbx.example.com", "200", "wrong")
        press(Qt.Key.Key_Return)
        await until(lambda: not account.busy, "tried")
        assert "does not accept the password of 200" in account.password.accessibleDescription()
        assert account.progress.title.text() == "Not connected"
        assert start.page.step == 0
        type_in("secret")  # what was there is selected
        press(Qt.Key.Key_Return)
        await until(lambda: account.found is not None, "connected")

    loop.run(story())
    assert [probe.closed for probe in FakeProbe.made] == [True, False]


def test_a_typed_address_fills_the_other_fields(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        account = start.page.account
        type_in("sip:200@pbx.example.com;transport=tcp")
        press(Qt.Key.Key_Return)
        await until(lambda: bool(FakeProbe.made) and not account.busy, "tried")
        assert (account.server.text(), account.user.text()) == ("pbx.example.com", "200")
        assert FakeProbe.made[0].ways == (Transport.TCP,)

    loop.run(story())


def test_a_certificate_that_is_not_right_asks_before_going_without_encryption(
    start: Start, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        account = start.page.account
        type_in("cert.example.com", "200", "secret")
        assert not account.unencrypted.isVisible()
        press(Qt.Key.Key_Return)
        await until(account.unencrypted.isVisible, "asked")
        account.unencrypted.click()
        await until(lambda: account.found is not None, "connected")
        assert FakeProbe.made[-1].ways == (Transport.TCP,)

    loop.run(story())


def test_what_was_found_is_forgotten_when_something_else_is_typed(
    start: Start, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        await connected(start)
        start.page.account.user.setFocus()
        type_in("1")
        assert start.page.account.found is None or not start.page.account.progress.isVisible()
        await until(lambda: FakeProbe.made[0].closed, "let go")
        assert start.page.account.found is None

    loop.run(story())


def test_more_options_reach_the_account(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        account = start.page.account
        account.more.click()
        assert account.auth_user.isVisible()
        account.auth_user.setText("u200")
        account.port.setText("5070")
        account.proxy.setText("edge.example.com")
        account.server.setText("pbx.example.com")
        account.user.setText("200")
        start.page.go_on()
        await until(lambda: bool(FakeProbe.made), "tried")
        assert FakeProbe.made[0].account == AccountSettings(
            user="200",
            server="pbx.example.com:5070",
            auth_user="u200",
            proxy="edge.example.com",
        )

    loop.run(story())


def test_escape_goes_back_and_at_last_out(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        page = start.page
        await connected(start)
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Escape)
        assert page.step == 0
        press(Qt.Key.Key_Escape)
        assert start.welcome.stack.page is None
        await until(lambda: FakeProbe.made[0].closed, "let go")
        assert start.store.config == Config()
        start.window.empty.button.click()
        assert start.welcome.stack.page is not None

    loop.run(story())


def test_the_microphone_is_shown_and_let_go(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        page = start.page
        await connected(start)
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
        step = page.sound
        assert step.devices[Role.MICROPHONE].count() > 1
        opened = step.meter.input
        assert opened is not None
        opened.say(b"\xff\x3f" * 480)  # type: ignore[attr-defined]  # it is a fake one
        step.meter.measure()
        assert step.meter.value() > 50
        press(Qt.Key.Key_Escape)
        assert opened.closed  # type: ignore[attr-defined]

    loop.run(story())


def test_a_desk_phone_makes_the_calls(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        page = start.page
        await connected(start)
        press(Qt.Key.Key_Return)
        page.chooser.choose(Source.LATER)
        page.go_on()
        page.sound.desk_phone.setChecked(True)
        page.sound.number.setText("290")
        page.sound.notifications.setChecked(False)
        page.go_on()
        await until(lambda: start.welcome.stack.page is None, "done")
        config = start.store.config
        assert config.accounts[0].desk_phone == "290"
        assert not config.alerts.notifications
        assert not start.sound.settings.ring
        assert config.keys == ()

    loop.run(story())


@pytest.mark.parametrize("keyring", [FakeKeyring(works=False)])
def test_without_a_keyring_the_password_is_known_for_now_and_that_is_said(
    start: Start, loop: asyncio.Runner, keyring: FakeKeyring
) -> None:
    async def story() -> None:
        await connected(start)
        for _ in range(3):
            press(Qt.Key.Key_Return)
        await until(lambda: bool(start.window.notices.texts()), "said")

    loop.run(story())
    [said] = start.window.notices.texts()
    assert said.startswith("The password is known until blfpanel ends.")
    assert "BLFPANEL_PASSWORD" in said
    account = start.store.config.accounts[0]
    assert Secrets(environ={}, keyring=keyring).find(account).value == "secret"


def test_settings_that_cannot_be_written_are_told_on_the_page(
    start: Start, loop: asyncio.Runner
) -> None:
    path = start.store.path
    assert path is not None
    path.write_text("this is = not = toml")

    async def story() -> None:
        await connected(start)
        for _ in range(3):
            press(Qt.Key.Key_Return)
        await until(start.page.trouble.isVisible, "told")
        assert "cannot be read" in start.page.trouble.text()
        assert start.page.step == 0

    loop.run(story())
    assert start.store.config == Config()


def test_a_second_account_of_the_same_name_gets_another(start: Start, loop: asyncio.Runner) -> None:
    async def story() -> None:
        for _ in range(2):
            await connected(start)
            press(Qt.Key.Key_Return)
            start.page.chooser.choose(Source.LATER)
            start.page.go_on()
            start.page.go_on()
            await until(lambda: start.welcome.stack.page is None, "done")
            start.welcome.open()

    loop.run(story())
    assert [each.title for each in start.store.config.accounts] == [
        "200@pbx.example.com",
        "200@pbx.example.com (2)",
    ]


def test_the_built_in_pbx_is_tried_in_the_running_window_and_left_again(
    start: Start, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        start.page.demo.click()
        await until(lambda: bool(start.store.config.accounts), "the built-in PBX is in force")
        config = start.store.config
        assert config.accounts[0].title == "Demo"
        assert len(config.keys) == 12
        assert start.welcome.stack.page is None
        assert Secrets(environ={}).find(config.accounts[0]).value == "panel200"
        path = start.store.path
        assert path is None
        start.welcome.bar.leave.click()
        await until(lambda: start.welcome.stack.page is not None, "welcome again")
        assert start.store.config == Config()

    loop.run(story())


def test_leaving_the_program_while_the_built_in_pbx_runs(
    start: Start, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        start.page.demo.click()
        await until(lambda: bool(start.store.config.accounts), "the built-in PBX is in force")
        demo = start.welcome._demo
        assert demo is not None
        start.welcome.leave()
        leaving = start.welcome._desk.leaving
        assert demo in leaving, "the program waits for it"
        await asyncio.wait(leaving, timeout=5)
        assert demo.cancelled()
        assert start.store.trying_out  # nobody is told of settings any more

    loop.run(story())


def test_who_has_an_account_is_not_welcomed(
    qtbot: QtBot, theme: Theme, phone: FakePhone, tmp_path: Path, loop: asyncio.Runner
) -> None:
    account = AccountSettings(user="200", server="pbx.example.com")
    store = Store(Config(accounts=(account,)), tmp_path / "settings.toml")
    window = MainWindow(phone, theme, store)
    qtbot.addWidget(window)
    sound = Sound(SoundSettings(), FakeSystem)

    async def story() -> None:
        welcome = Welcome(Desk(window, phone, store, theme, sound))
        assert welcome.stack.page is None
        window.commands["add_account"].action.trigger()
        assert welcome.stack.page is not None

    loop.run(story())


def test_each_part_of_the_page_has_a_name(start: Start) -> None:
    account = start.page.account
    names = [edit.accessibleName() for edit in (account.server, account.user, account.password)]
    assert names == ["Server", "Number or user name", "Password"]
    assert start.page.header.accessibleName() == "Step 1 of 3: Account"
    assert start.page.sound.meter.accessibleName() == "How loud the microphone is"
