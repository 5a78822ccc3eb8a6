"""Where keys come from: what the PBX tells, its list, a range of numbers, or a file."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from blfpanel.config.account import AccountSettings
from blfpanel.config.exchange import Imported, RangeError, keys_of_range
from blfpanel.config.key_files import LARGEST, read_key_file
from blfpanel.config.keys import KeySettings
from blfpanel.gui.fill.fields import Field, Line
from blfpanel.gui.fill.options import Option
from blfpanel.gui.fill.preview import PreviewModel
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.words import said
from blfpanel.phone.probe_steps import Heard

#: How often partners that were heard meanwhile are looked for.
_LOOK_MS = 500
#: Problems that are shown; the rest is counted.
_SHOWN = 3


class Source(enum.Enum):
    """Where keys come from."""

    HEARD = enum.auto()
    LIST = enum.auto()
    RANGE = enum.auto()
    FILE = enum.auto()
    LATER = enum.auto()


class Live(Protocol):
    """A PBX that can be asked."""

    @property
    def heard(self) -> dict[str, Heard]:
        """Partners it told of unasked."""

    async def list_members(self, name: str) -> tuple[tuple[Heard, ...], str]:
        """The members of a list, or a sentence why there are none."""


class KeyChooser(QWidget):
    """Choices, what they need to know, and a live preview; ``changed`` with each key more.

    Args:
        spawn: runs what takes time.
        later: whether adding nothing is a choice.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, spawn: Callable[[Coroutine[Any, Any, None]], None], *, later: bool
    ) -> None:
        super().__init__()
        self._theme, self._spawn = theme, spawn
        self._live: Live | None = None
        self._accounts: Sequence[AccountSettings] = ()
        self._imported = Imported("")
        self._listed: tuple[Heard, ...] = ()
        self._list_problem = ""
        self._asked = ""
        self.path: Path | None = None
        self.model = PreviewModel()
        self._build(later)
        self.choose(Source.RANGE)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    # --- what is known ---

    def use(
        self,
        accounts: Sequence[AccountSettings],
        keys: Iterable[KeySettings],
        live: Live | None,
    ) -> None:
        """Add keys for the first of ``accounts`` to those that are there."""
        self._accounts, self._live = accounts, live
        self.model.know(keys)
        self._enable()
        heard = live is not None and bool(live.heard)
        self.choose(Source.HEARD if heard else Source.RANGE)
        self._timer.start()

    def go_live(self, live: Live) -> None:
        """The PBX can be asked from now on."""
        self._live = live
        self._enable()

    def _enable(self) -> None:
        for source in (Source.HEARD, Source.LIST):
            self.choices[source].setEnabled(self._live is not None)

    @property
    def live(self) -> Live | None:
        """The PBX that is asked."""
        return self._live

    @property
    def source(self) -> Source:
        """What is chosen."""
        return next(source for source, each in self.choices.items() if each.isChecked())

    def choose(self, source: Source) -> None:
        """Choose where the keys come from."""
        self.choices[source].setChecked(True)

    @property
    def keys(self) -> tuple[KeySettings, ...]:
        """The keys to add."""
        return self.model.added

    @property
    def list_name(self) -> str:
        """The list that was chosen, which then fills the panel by itself."""
        return self._asked if self.source is Source.LIST and self._listed else ""

    def ask_first(self) -> bool:
        """Ask the PBX for a list whose name is only typed so far; False: nothing is to be asked."""
        if self.source is not Source.LIST or self.list.text().strip() in ("", self._asked):
            return False
        self._spawn(self._ask_list())
        return True

    def open_file(self, path: Path) -> None:
        """Read a file of keys."""
        self.choose(Source.FILE)
        self._spawn(self._read(path))

    # --- building ---

    def _build(self, later: bool) -> None:
        theme = self._theme
        px = theme.px
        titles = {
            Source.HEARD: self.tr("Partners the PBX has told of"),
            Source.LIST: self.tr("A list of the PBX"),
            Source.RANGE: self.tr("A range of numbers"),
            Source.FILE: self.tr("A file: a table (CSV), or the keys of a desk phone"),
        }
        if later:
            titles[Source.LATER] = self.tr("Nothing now, I add keys later")
        self._group = QButtonGroup(self)
        self.choices: dict[Source, Option] = {}
        options = self._options()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        for source, title in titles.items():
            choice = Option(theme, title)
            choice.toggled.connect(self._chosen)
            self._group.addButton(choice)
            self.choices[source] = choice
            layout.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
            if source in options:
                layout.addWidget(options[source])
        self.count = Text(theme, size=13, weight=600, wrap=True)
        self.problems = Text(theme, size=12, ink="text2", wrap=True)
        self.preview = QTreeView()
        self.preview.setModel(self.model)
        self.preview.setRootIsDecorated(False)
        self.preview.setUniformRowHeights(True)
        self.preview.setAlternatingRowColors(True)
        self.preview.setAccessibleName(self.tr("Keys to be added"))
        self.preview.setMinimumHeight(px(150))
        self.preview.setFont(theme.font(13))
        self.preview.setColumnWidth(0, px(120))
        self.preview.setColumnWidth(1, px(220))
        layout.addSpacing(px(8))
        layout.addWidget(self.count)
        layout.addWidget(self.problems)
        layout.addWidget(self.preview, 1)
        self._options_of = options

    def _options(self) -> dict[Source, QWidget]:
        theme, px = self._theme, self._theme.px
        self.range = Line(self.tr("200-299, 310"))
        self.label = Line(self.tr("Room {number}"))
        self.list = Line(self.tr("blf-list"))
        self.ask = Button(theme, self.tr("Ask the PBX"))
        self.ask.clicked.connect(lambda: self._spawn(self._ask_list()))
        self.browse = Button(theme, self.tr("Choose a file…"))
        self.browse.clicked.connect(self._browse)
        self.file_name = Text(theme, self.tr("No file chosen"), ink="text2")
        self._range_field = Field(theme, self.tr("Numbers"), self.range)
        label = Field(theme, self.tr("Name, {number} stands for the number"), self.label)
        numbers = self._indented()
        grid = QGridLayout(numbers)
        grid.setContentsMargins(px(30), 0, 0, px(6))
        grid.setHorizontalSpacing(px(16))
        grid.addWidget(self._range_field, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label, 0, 1, Qt.AlignmentFlag.AlignTop)
        for edit in (self.range, self.label):
            edit.textEdited.connect(self.show_keys)
        name = Field(theme, self.tr("Name of the list"), self.list, beside=self.ask)
        return {
            Source.RANGE: numbers,
            Source.LIST: self._row(name),
            Source.FILE: self._row(self.browse, self.file_name),
        }

    def _indented(self) -> QWidget:
        made = QWidget()
        made.hide()
        return made

    def _row(self, *parts: QWidget) -> QWidget:
        made, px = self._indented(), self._theme.px
        row = QHBoxLayout(made)
        row.setContentsMargins(px(30), 0, 0, px(6))
        row.setSpacing(px(12))
        for part in parts:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return made

    # --- what happens ---

    def _chosen(self, on: bool) -> None:
        if on:
            for source, options in self._options_of.items():
                options.setVisible(source is self.source)
            self.show_keys()

    def _look(self) -> None:
        if self.source is Source.HEARD:
            self.show_keys()

    def show_keys(self) -> None:
        """Show what the choice comes to now."""
        keys, problems = self._wanted()
        if keys != self.model.keys:
            self.model.show(keys)
        self.count.say(self._counted())
        shown = [said(problem) for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            more = self.tr("… and {count} more").format(count=len(problems) - _SHOWN)
            shown.append(more)
        self.problems.say("\n".join(shown))
        self.problems.setVisible(bool(shown))
        self.preview.setVisible(self.source is not Source.LATER)
        self.changed.emit()

    def _wanted(self) -> tuple[tuple[KeySettings, ...], list[str]]:
        match self.source:
            case Source.RANGE:
                return self._of_range()
            case Source.FILE:
                return self._imported.keys, [str(each) for each in self._imported.problems]
            case Source.HEARD:
                heard = self._live.heard.values() if self._live is not None else ()
                return self._of(sorted(heard, key=lambda each: each.number)), []
            case Source.LIST:
                problem = [self._list_problem] if self._list_problem else []
                return self._of(self._listed), problem
            case Source.LATER:
                return (), []

    def _of_range(self) -> tuple[tuple[KeySettings, ...], list[str]]:
        try:
            keys = keys_of_range(
                self.range.text(), self.label.text().strip(), account=self._account
            )
        except RangeError as problem:
            self._range_field.complain(said(problem.args[0]))
            return (), []
        self._range_field.complain("")
        return keys, []

    @property
    def _account(self) -> str:
        return self._accounts[0].title if self._accounts else ""

    def _of(self, heard: Iterable[Heard]) -> tuple[KeySettings, ...]:
        return tuple(
            KeySettings(number=each.number, label=each.name, account=self._account)
            for each in heard
        )

    def _counted(self) -> str:
        count, known = len(self.model.added), self.model.known
        if self.source is Source.LATER:
            return self.tr("The panel stays as it is.")
        if not count and not known:
            return {
                Source.HEARD: self.tr(
                    "The PBX has told of nobody yet. Partners appear here when they make calls."
                ),
                Source.LIST: self.tr("Type the name of the list and ask the PBX."),
                Source.RANGE: self.tr("Type numbers to see the keys."),
                Source.FILE: self.tr("Choose a file, or drop one on the window."),
            }[self.source]
        text = (
            self.tr("One key will be added.")
            if count == 1
            else self.tr("{count} keys will be added.").format(count=count)
        )
        if known:
            more = self.tr("On the panel already: {count}.").format(count=known)
            text = f"{text} {more}"
        return text

    # --- what takes time ---

    async def _ask_list(self) -> None:
        name = self.list.text().strip()
        if self._live is None or not name:
            return
        self.ask.setEnabled(False)
        try:
            self._listed, self._list_problem = await self._live.list_members(name)
            self._asked = name
        finally:
            self.ask.setEnabled(True)
        self.show_keys()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Keys from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()
        self.dialog = dialog

    async def _read(self, path: Path) -> None:
        try:
            data = await asyncio.to_thread(_read_some, path)
        except OSError as problem:
            self._imported = Imported("")
            text = self.tr("{name} cannot be read: {why}.")
            self.file_name.say(text.format(name=path.name, why=problem.strerror))
        else:
            self._imported = await asyncio.to_thread(read_key_file, data, self._accounts)
            if self._account:
                self._imported = _with_account(self._imported, self._account)
            self.path = path
            told = self.tr("{name}, read as {kind}")
            self.file_name.say(told.format(name=path.name, kind=self._imported.title))
        self.show_keys()


def _read_some(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST)


def _with_account(imported: Imported, account: str) -> Imported:
    """Keys that name no account belong to this one."""
    keys = (
        key if key.account else msgspec.structs.replace(key, account=account)
        for key in imported.keys
    )
    return replace(imported, keys=tuple(keys))
