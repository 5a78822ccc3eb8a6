"""The pane with the list of calls: search, missed ones only, call again, copy, note, clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QMenu, QVBoxLayout, QWidget

from blfpanel.gui.history.model import CallDelegate, CallsModel, callable_again, name_of
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, icon_button
from blfpanel.phone.call_log import LoggedCall


class HistoryPane(QFrame):
    """The calls that are over.

    Args:
        note_of: gives the note on a number.
    """

    dialled = Signal(str, str)  #: address and account
    copied = Signal(str)
    note_wanted = Signal(str, str, QPoint)  #: number, name, and where to write
    cleared = Signal()
    closed = Signal()

    def __init__(
        self, theme: Theme, note_of: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        px = theme.px
        self.setProperty("kind", "side")
        self.setAccessibleName(self.tr("List of calls"))
        self.model = CallsModel(note_of, self)
        title = Text(theme, self.tr("List of calls"), size=16, weight=600, parent=self)
        self.close_button = icon_button(theme, "x", self.tr("Close (Esc)"), self)
        self.field = QLineEdit(self)
        self.field.setMinimumHeight(px(32))
        self.field.setPlaceholderText(self.tr("Name, number or note"))
        self.field.setAccessibleName(self.tr("Search in the list of calls"))
        self.missed = Button(theme, self.tr("Missed"), parent=self)
        self.missed.setCheckable(True)
        self.missed.setToolTip(self.tr("Show missed calls only"))
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CallDelegate(theme, self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(self.tr("Calls"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.nothing = Text(theme, ink="text2", parent=self)
        self.call_button = Button(theme, self.tr("Call"), kind="ok", parent=self)
        self.clear_button = Button(theme, self.tr("Clear the list"), parent=self)
        self._lay_out(title)
        self.field.textChanged.connect(self._seek)
        self.missed.toggled.connect(self._seek)
        self.view.activated.connect(self._call)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(self._offer)
        self.call_button.clicked.connect(lambda: self._call(self.view.currentIndex()))
        self.clear_button.clicked.connect(self.cleared)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self, title: QWidget) -> None:
        px = self._theme.px
        head, seek, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        seek.setSpacing(px(8))
        seek.addWidget(self.field, 1)
        seek.addWidget(self.missed)
        foot.addWidget(self.call_button)
        foot.addStretch()
        foot.addWidget(self.clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(10))
        layout.addLayout(head)
        layout.addLayout(seek)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def show_calls(self, calls: Sequence[LoggedCall], today: date) -> None:
        """Show the list as it is now, newest first."""
        self.model.show(calls, today)
        self._offer()

    def begin(self) -> None:
        """Take the keyboard: the newest call is chosen, letters search."""
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._offer()

    def event(self, event: QEvent) -> bool:
        # before the window's own shortcut: here it closes the list
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter calls, arrows choose, wherever in the pane the keyboard is."""
        keys = Qt.Key
        match event.key():
            case keys.Key_Return | keys.Key_Enter:
                self._call(self.view.currentIndex())
            case keys.Key_Up | keys.Key_Down:
                step = 1 if event.key() == keys.Key_Down else -1
                row = max(0, self.view.currentIndex().row() + step)
                self.view.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
            case keys.Key_Escape:
                self.closed.emit()
            case _:
                super().keyPressEvent(event)

    def entries(self, call: LoggedCall, at: QPoint) -> list[tuple[str, Callable[[], None]]]:
        """What can be done with a call of the list; what cannot be is absent."""
        if not callable_again(call):
            return []
        return [
            (self.tr("Call"), lambda: self.dialled.emit(call.uri, call.account)),
            (self.tr("Copy number"), lambda: self.copied.emit(call.number)),
            (self.tr("Note…"), lambda: self.note_wanted.emit(call.number, name_of(call), at)),
        ]

    def _seek(self) -> None:
        self.model.seek(self.field.text(), missed_only=self.missed.isChecked())
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._offer()

    def _offer(self, *_: object) -> None:
        """Offer what can be done with the chosen call, and say why there is none."""
        call = self.model.call_at(self.view.currentIndex())
        self.call_button.setEnabled(call is not None and callable_again(call))
        seeking = bool(self.field.text()) or self.missed.isChecked()
        some = self.model.rowCount() > 0
        self.nothing.setVisible(not some)
        self.nothing.say(self.tr("No such call.") if seeking else self.tr("No calls yet."))
        self.clear_button.setVisible(some or seeking)

    def _call(self, index: QModelIndex) -> None:
        call = self.model.call_at(index)
        if call is not None and callable_again(call):
            self.dialled.emit(call.uri, call.account)

    def _show_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        call = self.model.call_at(index if index.isValid() else self.view.currentIndex())
        at = self.view.viewport().mapToGlobal(place)
        entries = [] if call is None else self.entries(call, at)
        if not entries:
            return
        self.menu = QMenu(self)
        for text, choose in entries:
            self.menu.addAction(text).triggered.connect(lambda _=False, choose=choose: choose())
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.popup(at)
