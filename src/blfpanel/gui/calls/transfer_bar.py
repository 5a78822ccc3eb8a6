"""The line in which one says where a call is to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QMenu, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, icon_button
from blfpanel.gui.words import party_name
from blfpanel.panel.model import OwnCall, OwnCallState
from blfpanel.sip.events import UsageId

#: Below these widths there is no room for all in one row, or for the title.
WIDE = 640
NARROW = 420


class TransferBar(QFrame):
    """Open while a call waits for its target: a number, the next key pressed, or another call."""

    chosen = Signal(int, str)  #: the call and a number
    joined = Signal(int, int)  #: the call and the one it is connected with
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._call: UsageId | None = None
        self._others: tuple[OwnCall, ...] = ()
        self.setProperty("kind", "notice")
        self.setMinimumHeight(theme.px(48))
        sign = Lamp(theme, 18, self)
        sign.show_icon("transfer", "accent")
        self.title = Text(theme, weight=600, parent=self)
        self.field = QLineEdit(self)
        self.field.setMinimumHeight(theme.px(32))
        self.field.setMinimumWidth(theme.px(90))
        self.field.setMaximumWidth(theme.px(260))
        self.field.setPlaceholderText(self.tr("Number, or click a key"))
        self.go = Button(theme, self.tr("Transfer"), kind="ok", parent=self)
        self.close_button = icon_button(theme, "x", self.tr("Do not transfer (Esc)"), self)
        self.close_button.setFixedSize(theme.px(32), theme.px(32))
        self.join = Button(theme, parent=self)
        self.choices = QMenu(self)
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        for part in (sign, self.title, self.field, self.go):
            first.addWidget(part, 1 if part is self.field else 0)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setSpacing(theme.px(8))
        self._rows.addLayout(first, 1)
        self._rows.addWidget(self.join)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(18), theme.px(6), theme.px(8), theme.px(6))
        layout.addLayout(self._rows)
        layout.addStretch(1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.join.clicked.connect(self._choose_other)
        self.field.returnPressed.connect(self._choose)
        self.go.clicked.connect(self._choose)
        self.close_button.clicked.connect(self.finish)
        self.hide()

    @property
    def call(self) -> UsageId | None:
        """The call that is to go somewhere; None while the line is closed."""
        return self._call

    def begin(self, call: OwnCall, others: Sequence[OwnCall]) -> None:
        """Ask where ``call`` is to go; ``others`` are the calls it may be connected with."""
        incoming = call.state is OwnCallState.INCOMING
        name = party_name(call.party)
        said = self.tr("Forward {name} to") if incoming else self.tr("Transfer {name} to")
        self.title.say(said.format(name=name))
        self.field.setAccessibleName(self.title.text())
        self.go.setText(self.tr("Forward") if incoming else self.tr("Transfer"))
        self.field.clear()
        self._call = call.id
        self._offer_others(() if incoming else others)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, number: str) -> None:
        """Send it there."""
        call = self._call
        if call is not None and number.strip():
            self.finish()
            self.chosen.emit(call, number.strip())

    def finish(self) -> None:
        """Close the line."""
        if self._call is not None:
            self._call = None
            self.hide()
            self.left.emit()

    def follow(self, calls: Sequence[OwnCall]) -> None:
        """Keep up with the calls that live: a call that is over goes nowhere."""
        live = {call.id: call for call in calls}
        if self._call is not None and self._call not in live:
            self.finish()
        elif any(other.id not in live for other in self._others):
            self._offer_others([other for other in self._others if other.id in live])

    def _choose(self) -> None:
        self.choose(self.field.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(WIDE)
        directions = QBoxLayout.Direction
        self._rows.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.field.setMinimumWidth(self._theme.px(210 if wide else 90))
        self.title.setVisible(self.width() >= self._theme.px(NARROW))

    def _offer_others(self, others: Sequence[OwnCall]) -> None:
        self._others = tuple(others)
        self.join.setVisible(bool(others))
        if len(others) == 1:
            said = self.tr("Connect with {name}").format(name=party_name(others[0].party))
        else:
            said = self.tr("Connect with…")
        self.join.setText(said)
        self.join.setAccessibleName(said)

    def _choose_other(self) -> None:
        if len(self._others) == 1:
            self._join(self._others[0].id)
            return
        self.choices.clear()
        for other in self._others:
            entry = self.choices.addAction(party_name(other.party))
            entry.triggered.connect(lambda _=False, other=other.id: self._join(other))
        self.choices.popup(self.join.mapToGlobal(self.join.rect().bottomLeft()))

    def _join(self, other: UsageId) -> None:
        call = self._call
        if call is not None:
            self.finish()
            self.joined.emit(call, other)
