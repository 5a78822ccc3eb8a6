"""What the panel has to say: a line under the header for problems, a toast for the rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, icon_button
from blfpanel.gui.words import said

#: lines shown at a time; older ones give way
LINES = 3
TOAST_MS = 5000


class NoticeLine(QFrame):
    """One line: diamond, text, perhaps a button, ×."""

    closed = Signal()

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setMinimumHeight(theme.px(40))
        sign = Lamp(theme, 18, self)
        sign.show_icon("diamond", "danger")
        self.text = Text(theme, text, wrap=True, parent=self)
        self.close_button = icon_button(theme, "x", self.tr("Close this line"), self)
        self.close_button.setFixedSize(theme.px(32), theme.px(32))
        self.close_button.clicked.connect(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(18), theme.px(4), theme.px(8), theme.px(4))
        layout.setSpacing(theme.px(10))
        layout.addWidget(sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.close_button)
        self.buttons: list[Button] = []

    def add_button(self, theme: Theme, text: str) -> Button:
        """A button before the ×."""
        button = Button(theme, text, parent=self)
        self.buttons.append(button)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.count() - 1, button)
        return button


class Notices(QWidget):
    """The lines under the header, newest at the bottom, each said once."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: dict[str, NoticeLine] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def texts(self) -> list[str]:
        """What is shown."""
        return [line.text.text() for line in self._lines.values()]

    def say(self, text: str, subject: str = "") -> None:
        """Show a line; one about the same subject replaces the one before."""
        subject, text = subject or text, said(text)
        if subject in self._lines:
            self._lines[subject].text.say(text)
            return
        line = NoticeLine(self._theme, text, self)
        line.closed.connect(lambda: self.drop(subject))
        self._lines[subject] = line
        self._layout.addWidget(line)
        while len(self._lines) > LINES:
            self.drop(next(iter(self._lines)))
        self.show()

    def ask(self, text: str, subject: str, *answers: tuple[str, Callable[[], object]]) -> None:
        """Show a line with buttons, each with what it does; the line goes when one is pressed."""
        self.drop(subject)
        self.say(text, subject)
        line = self._lines[subject]
        for word, act in answers:
            button = line.add_button(self._theme, word)
            button.clicked.connect(lambda _=False, act=act: self._answer(subject, act))

    def _answer(self, subject: str, act: Callable[[], object]) -> None:
        self.drop(subject)
        act()

    def drop(self, subject: str) -> None:
        """Take a line away; nothing happens if it is not there."""
        line = self._lines.pop(subject, None)
        if line is not None:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))

    def drop_newest(self) -> bool:
        """Take the newest line away, for Esc; tells whether there was one."""
        if not self._lines:
            return False
        self.drop(list(self._lines)[-1])
        return True


class Toast(QFrame):
    """A few words at the bottom for five seconds; ``acted`` when its button is pressed."""

    acted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = ""
        self.setProperty("kind", "toast")
        self.text = Text(theme, ink="toast_ink", parent=self)
        self.button = Button(theme, kind="toast", ink="toast_ink", parent=self)
        self.button.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(18), 0, theme.px(12), 0)
        layout.setSpacing(theme.px(18))
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, key: str = "", button: str = "") -> None:
        """Show a text; with ``button``, ``acted`` carries ``key``."""
        self._key, text = key, said(text)
        self.text.say(text)
        self.setAccessibleName(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent, px = self.parentWidget(), self._theme.px
        assert parent is not None
        wanted = self.text.sizeHint().width() + px(18) + px(12) + 4
        if self.button.text():
            wanted += self.button.sizeHint().width() + px(18)
        width = min(max(wanted, px(200)), parent.width() - px(24))
        height = px(52)
        above = parent.height() - height - px(44)
        self.setGeometry((parent.width() - width) // 2, max(0, above), width, height)

    def _act(self) -> None:
        self.hide()
        self.acted.emit(self._key)
