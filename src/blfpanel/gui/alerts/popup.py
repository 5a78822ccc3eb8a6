"""Small windows at the top right, for desktops that show no notifications with buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.gui.alerts.desktop_notices import Pressed
from blfpanel.gui.alerts.messages import Action, Message, button_word
from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame, icon_button
from blfpanel.gui.words import clock

WIDTH, HEIGHT = 380, 136

#: As many as fit above each other on a small screen.
MOST = 5

_ICONS = {Action.PICK_UP: "phone", Action.ANSWER: "phone", Action.CALL: "phone"}


class BellTile(QWidget):
    """The bell on a tile in the colour of ringing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(theme.px(40), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.alert_edge, 1.5))
        painter.setBrush(tokens.alert)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(7), px(7))
        inside = px(11)
        box = QRectF(self.rect()).adjusted(inside, inside, -inside, -inside)
        draw_icon(painter, box, "bell", tokens.alert_ink)
        painter.end()


class Popup(QFrame):
    """One message. It never takes the keyboard unless the person asks for that.

    Signals:
        pressed: the action of its button.
        closed: its × was pressed.
    """

    pressed = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, message: Message) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # only what is drawn has round corners, and a window that shines through draws no ground
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        px = theme.px
        self.setFixedSize(px(WIDTH), px(HEIGHT))
        self._since = message.since
        self.title = Text(theme, message.title, size=14, weight=600, parent=self)
        self.body = Text(theme, message.body, ink="text2", parent=self)
        self.timer = Text(theme, weight=600, ink="text2", tabular=True, parent=self)
        self.setWindowTitle(message.title)
        self.setAccessibleName(f"{message.title}. {message.body}")
        close = icon_button(theme, "x", self.tr("Close"), self)
        close.setFixedSize(px(28), px(28))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.timer)
        head.addWidget(close)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addLayout(head)
        words.addWidget(self.body)
        words.addStretch()
        words.addLayout(self._buttons(theme, message.actions))
        ground = frame("popup", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        layout = QHBoxLayout(ground)
        layout.setContentsMargins(px(16), px(12), px(10), px(14))
        layout.setSpacing(px(14))
        layout.addWidget(BellTile(theme, self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        # no button is marked before the keyboard is here
        self.setFocus()

    def _buttons(self, theme: Theme, actions: tuple[Action, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.buttons: dict[Action, Button] = {}
        for place, action in enumerate(actions):
            kind, ink = ("ok", "ok_ink") if place == 0 else ("", "text")
            button = Button(
                theme,
                button_word(action),
                kind=kind,
                ink=ink,
                weight=600,
                icon_name=_ICONS.get(action, ""),
                icon_size=18,
                parent=self,
            )
            button.setMinimumWidth(theme.px(90))
            button.clicked.connect(lambda _=False, action=action: self.pressed.emit(action))
            self.buttons[action] = button
            row.addWidget(button)
        row.addStretch()
        return row

    def refresh(self, now: float) -> None:
        """Say how long it has been going on."""
        if self._since is not None:
            self.timer.say(clock(now - self._since))

    def take_keyboard(self) -> None:
        """The person wants to press its buttons with the keyboard."""
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
        self.show()
        self.activateWindow()
        first = next(iter(self.buttons.values()), self)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Popups:
    """All small windows, the oldest on top.

    Args:
        theme: how they look.
        now: tells core time.
        pressed: told which button of which message was pressed.
    """

    def __init__(self, theme: Theme, now: Callable[[], float], pressed: Pressed) -> None:
        self._theme, self._now, self._pressed = theme, now, pressed
        self.shown: dict[str, Popup] = {}

    def show(self, message: Message) -> None:
        """Show a message, instead of the one with the same id."""
        self.withdraw(message.id)
        while len(self.shown) >= MOST:
            self.withdraw(next(iter(self.shown)))
        popup = Popup(self._theme, message)
        popup.pressed.connect(lambda action: self._press(message.id, action))
        popup.closed.connect(lambda: self.withdraw(message.id))
        self.shown[message.id] = popup
        popup.refresh(self._now())
        self._place()
        popup.show()

    def withdraw(self, message_id: str) -> None:
        """Take a message away, if it is still there."""
        popup = self.shown.pop(message_id, None)
        if popup is not None:
            popup.hide()
            popup.deleteLater()
            self._place()

    def refresh(self) -> None:
        """A second is over."""
        for popup in self.shown.values():
            popup.refresh(self._now())

    def take_keyboard(self) -> None:
        """Let the oldest one have the keyboard."""
        for popup in self.shown.values():
            popup.take_keyboard()
            return

    def close(self) -> None:
        """Show nothing any more."""
        for message_id in tuple(self.shown):
            self.withdraw(message_id)

    def _press(self, message_id: str, action: Action) -> None:
        self.withdraw(message_id)
        self._pressed(message_id, action)

    def _place(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry()
        gap, top = self._theme.px(16), room.top()
        for popup in self.shown.values():
            popup.move(room.right() - popup.width() - gap, top + gap)
            top += popup.height() + self._theme.px(8)
