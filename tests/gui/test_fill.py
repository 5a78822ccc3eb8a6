"""The page that fills the panel: what it shows before anything is added, and what it adds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.account import AccountSettings
from blfpanel.config.key_files import read_key_file
from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import Config
from blfpanel.config.sound import SoundSettings
from blfpanel.config.store import Store
from blfpanel.gui.features import Desk
from blfpanel.gui.fill.chooser import KeyChooser, Source
from blfpanel.gui.fill.feature import Filling
from blfpanel.gui.fill.page import FillPage
from blfpanel.gui.fill.pages import PageStack
from blfpanel.gui.fill.preview import PreviewModel
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.phone.probe_steps import Heard
from support.desk import until
from support.dragging import drag_enter
from support.fake_phone import FakePhone
from support.fake_sound import FakeSystem

RECEPTION = AccountSettings(user="200", server="pbx.example.com", name="Reception")
ANNA = KeySettings(number="207", label="Anna Berger", account="Reception")


class Spoken:
    """A PBX that has told of two partners and has a list."""

    def __init__(self) -> None:
        self.heard = {n: Heard(n, f"P {n}") for n in ("211", "207")}
        self.asked: list[str] = []

    async def list_members(self, name: str) -> tuple[tuple[Heard, ...], str]:
        self.asked.append(name)
        return ((Heard("301", "Desk"),), "") if name == "all" else ((), "There is no such list.")


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        yield runner


@pytest.fixture
def chooser(qtbot: QtBot, theme: Theme) -> KeyChooser:
    made = KeyChooser(theme, lambda work: asyncio.run(work), later=True)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    made.use((RECEPTION,), (ANNA,), None)
    made.resize(560, 700)
    made.show()
    return made


def numbers(chooser: KeyChooser) -> list[str]:
    return [key.number for key in chooser.keys]


def test_a_range_is_shown_while_it_is_typed(qtbot: QtBot, chooser: KeyChooser) -> None:
    qtbot.keyClicks(chooser.range, "206-208")
    qtbot.keyClicks(chooser.label, "Room {number}")
    assert chooser.preview.isVisible()
    assert chooser.model.rowCount() == 3
    assert chooser.model.index(0, 1).data() == "Room 206"
    assert chooser.model.index(1, 2).data() == "On the panel already"
    assert numbers(chooser) == ["206", "208"]
    assert chooser.count.text() == "2 keys will be added. On the panel already: 1."
    assert {key.account for key in chooser.keys} == {"Reception"}


def test_a_range_that_is_none_says_so_below_its_field(qtbot: QtBot, chooser: KeyChooser) -> None:
    qtbot.keyClicks(chooser.range, "206-")
    assert chooser.range.accessibleDescription() == (
        "“206-” is not a number or a range such as 200-299."
    )
    qtbot.keyClicks(chooser.range, "209")
    assert chooser.range.accessibleDescription() == ""


def test_without_a_pbx_neither_partners_nor_lists_can_be_chosen(chooser: KeyChooser) -> None:
    assert not chooser.choices[Source.HEARD].isEnabled()
    assert not chooser.choices[Source.LIST].isEnabled()


def test_partners_that_were_heard_are_the_first_choice(chooser: KeyChooser) -> None:
    live = Spoken()
    chooser.use((RECEPTION,), (), live)
    assert chooser.source is Source.HEARD
    assert numbers(chooser) == ["207", "211"]
    live.heard["220"] = Heard("220", "Mia")
    chooser._look()
    assert numbers(chooser) == ["207", "211", "220"]


def test_a_list_is_asked_for_by_name(qtbot: QtBot, chooser: KeyChooser) -> None:
    live = Spoken()
    chooser.use((RECEPTION,), (), live)
    chooser.choose(Source.LIST)
    qtbot.keyClicks(chooser.list, "none")
    qtbot.mouseClick(chooser.ask, Qt.MouseButton.LeftButton)
    assert chooser.problems.text() == "There is no such list."
    chooser.list.setText("all")
    qtbot.mouseClick(chooser.ask, Qt.MouseButton.LeftButton)
    assert live.asked == ["none", "all"]
    assert [(key.number, key.label) for key in chooser.keys] == [("301", "Desk")]
    assert chooser.list_name == "all"


def test_going_on_asks_for_a_list_whose_name_was_only_typed(
    qtbot: QtBot, chooser: KeyChooser
) -> None:
    live = Spoken()
    chooser.use((RECEPTION,), (), live)
    assert not chooser.ask_first()
    chooser.choose(Source.LIST)
    assert not chooser.ask_first()
    qtbot.keyClicks(chooser.list, "all")
    assert chooser.ask_first()
    assert live.asked == ["all"]
    assert not chooser.ask_first()
    assert chooser.list_name == "all"


def test_a_file_says_what_it_was_read_as_and_what_could_not_be(
    chooser: KeyChooser, tmp_path: Path
) -> None:
    path = tmp_path / "front.cfg"
    path.write_text("linekey.1.type=16\nlinekey.1.value=208\nlinekey.2.type=16\n")
    chooser.open_file(path)
    assert chooser.file_name.text() == "front.cfg, read as Yealink"
    assert numbers(chooser) == ["208"]
    assert chooser.problems.text() == "Line 3: a key without a number is left out."


def test_a_file_that_is_gone_is_named(chooser: KeyChooser, tmp_path: Path) -> None:
    chooser.open_file(tmp_path / "gone.csv")
    assert chooser.file_name.text() == "gone.csv cannot be read: No such file or directory."


def test_later_adds_nothing(chooser: KeyChooser) -> None:
    chooser.choose(Source.LATER)
    assert chooser.keys == ()
    assert not chooser.preview.isVisible()


def test_choices_and_fields_have_names_for_screen_readers(chooser: KeyChooser) -> None:
    assert chooser.range.accessibleName() == "Numbers"
    assert chooser.preview.accessibleName() == "Keys to be added"


def test_the_preview_is_a_proper_model() -> None:
    model = PreviewModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.know([ANNA])
    model.show([ANNA, KeySettings(number="208", label="Tom", group="Sales")])
    assert model.known == 1
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEnabled
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tom, 208, Sales"


# --- in the window -------------------------------------------------------------------------


@pytest.fixture
def filling(qtbot: QtBot, theme: Theme, loop: asyncio.Runner) -> Iterator[Filling]:
    phone = FakePhone()
    store = Store(Config(keys=(ANNA,)))
    window = MainWindow(phone, theme, store)
    qtbot.addWidget(window)
    window.started()
    window.resize(1200, 750)
    window.show()
    sound = Sound(SoundSettings(), FakeSystem)
    made = Filling(Desk(window, phone, store, theme, sound))
    yield made
    phone.listeners.clear()


def keys_of(filling: Filling) -> list[str]:
    window = filling.parent()
    assert isinstance(window, MainWindow)
    return [key.number for key in window.config.keys]


def test_the_menu_opens_the_page_and_enter_adds(
    qtbot: QtBot, filling: Filling, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        page = filling.open()
        assert filling.stack.page is page
        page.chooser.range.setFocus()
        qtbot.keyClicks(page.chooser.range, "208")
        qtbot.keyClick(page.chooser.range, Qt.Key.Key_Return)
        assert keys_of(filling) == ["207", "208"]
        assert filling.stack.page is None
        assert filling.toast.text.text() == "One key added."
        qtbot.mouseClick(filling.toast.button, Qt.MouseButton.LeftButton)
        assert keys_of(filling) == ["207"]

    loop.run(story())


def test_escape_leaves_the_panel_as_it_is(
    qtbot: QtBot, filling: Filling, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        page = filling.open()
        qtbot.keyClicks(page.chooser.range, "208")
        qtbot.keyClick(page.chooser.range, Qt.Key.Key_Escape)
        assert filling.stack.page is None
        assert keys_of(filling) == ["207"]

    loop.run(story())


def test_what_is_typed_on_the_page_does_not_reach_the_search(
    qtbot: QtBot, filling: Filling, loop: asyncio.Runner
) -> None:
    async def story() -> None:
        page = filling.open()
        qtbot.keyClicks(page.add, "hello")
        window = filling.parent()
        assert isinstance(window, MainWindow)
        assert window.header.omnibox.text() == ""

    loop.run(story())


def test_a_dropped_file_opens_the_page(
    filling: Filling, loop: asyncio.Runner, tmp_path: Path
) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("number;label\n207;Anna\n0230;Mia\n")
    window = filling.parent()
    assert isinstance(window, MainWindow)

    async def story() -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        over = window.view.viewport()  # which takes calls, and lets files pass
        enter = drag_enter(QPoint(30, 30), copy, data)
        QApplication.sendEvent(over, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(over, QDropEvent(QPointF(30, 30), copy, data, left, none))
        page = filling.stack.page
        assert page is not None
        await until(lambda: bool(page.chooser.keys), "the file is read")  # type: ignore[attr-defined]
        page.go_on()
        assert keys_of(filling) == ["207", "0230"]

    loop.run(story())


def test_keys_are_exported_and_what_is_lost_is_said(
    filling: Filling, loop: asyncio.Runner, tmp_path: Path
) -> None:
    said: list[str] = []
    filling.export.said.connect(said.append)
    filling.export.lost.connect(said.append)
    keys = (ANNA, KeySettings(number="208", label="Tom", note="Mondays"))

    async def story() -> None:
        await filling.export.write(tmp_path / "front", "yealink", keys, (RECEPTION,))
        await filling.export.write(tmp_path / "front", "csv", keys, (RECEPTION,))

    loop.run(story())
    assert said == [
        "Keys written to front.cfg.",
        "Yealink phones do not keep: note.",
        "Keys written to front.csv.",
    ]
    back = read_key_file((tmp_path / "front.csv").read_bytes()).keys
    assert back == keys
    assert read_key_file((tmp_path / "front.cfg").read_bytes()).title == "Yealink"


def test_a_file_that_cannot_be_written_is_told(
    filling: Filling, loop: asyncio.Runner, tmp_path: Path
) -> None:
    failed: list[str] = []
    filling.export.failed.connect(failed.append)
    path = tmp_path / "file" / "front.csv"
    (tmp_path / "file").write_text("")
    loop.run(filling.export.write(path, "csv", (ANNA,), ()))
    assert len(failed) == 1


def test_keys_are_for_the_account_that_is_chosen(
    qtbot: QtBot, filling: Filling, loop: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def connect(_: object, account: AccountSettings) -> None:
        asked.append(account.title)

    monkeypatch.setattr(FillPage, "_connect", connect)
    window = filling.parent()
    assert isinstance(window, MainWindow)
    other = AccountSettings(user="300", server="pbx.example.com", name="Door")
    window.change_settings(accounts=(RECEPTION, other))

    async def story() -> None:
        page = filling.open()
        await asyncio.sleep(0)
        assert page.account.isVisible()
        page.account.setCurrentIndex(1)
        page.account.activated.emit(1)
        await asyncio.sleep(0)
        qtbot.keyClicks(page.chooser.range, "301")
        page.go_on()

    loop.run(story())
    assert asked == ["Reception", "Door"]
    assert window.config.keys[-1] == KeySettings(number="301", account="Door")


def test_one_stack_for_each_window(filling: Filling) -> None:
    window = filling.parent()
    assert isinstance(window, MainWindow)
    assert PageStack.of(window) is filling.stack
