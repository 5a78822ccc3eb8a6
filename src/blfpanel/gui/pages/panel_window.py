"""A window for another screen: tabs, keys and status, nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from blfpanel.config.window import KeySize
from blfpanel.gui.header import NARROW
from blfpanel.gui.look.icons import app_icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.pages.area import PagesArea
from blfpanel.gui.pages.arrangement import Filter
from blfpanel.gui.port import PhonePort
from blfpanel.gui.status_bar import StatusBar

#: narrower ones have no filter
_MIDDLE = 600


class PanelWindow(QWidget):
    """``closed`` when the person is done with it; ``typed`` what belongs into the field."""

    closed = Signal()
    typed = Signal(str)

    def __init__(self, main: MainWindow, phone: PhonePort, theme: Theme, size: KeySize) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setProperty("kind", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(280, 220)
        self._theme = theme
        self.pages = PagesArea(
            theme, main.clocks, main.model, main.store, main.change_settings, own_size=size
        )
        self.pages.page_shown.connect(lambda _: self._name())
        self.status = StatusBar(theme, phone.panel)
        self.status.problems.clicked.connect(lambda: self.pages.toggle_filter(Filter.DOUBT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.status)
        self._phone, self._clocks = phone, main.clocks
        self._clocks.ticked.connect(self._refresh)
        self._refresh()
        self._name()
        self.resize(theme.px(900), theme.px(600))
        self.pages.view.setFocus()

    def _refresh(self) -> None:
        self.status.refresh(self._phone.now())

    def _name(self) -> None:
        page = self.pages.page or self.tr("All keys")
        self.setWindowTitle(self.tr("{page} – blfpanel").format(page=page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, px = self.width(), self._theme.px
        self.pages.set_narrow(width < px(_MIDDLE), single=width < px(NARROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        if event.key() == Qt.Key.Key_Escape and self.pages.hands.editing:
            self.pages.set_editing(False)
        elif not plain and text and text.isprintable() and not text.isspace():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._clocks.ticked.disconnect(self._refresh)
        self.pages.leave()
        self.closed.emit()
