"""Pages that take the place of everything else in the window for a while."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from blfpanel.gui.fill.style import page_sheet
from blfpanel.gui.fill.tasks import Tasks
from blfpanel.gui.look.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Page(QWidget):
    """A page on which Enter goes on and Esc goes back, wherever the keyboard is.

    What is typed on it does not reach the window below.

    Attributes:
        tasks: what ends with the page.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tasks = Tasks()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "window")
        theme.changed.connect(self._dress)
        self._dress()

    def go_on(self) -> None:
        """Enter was pressed."""

    def go_back(self) -> None:
        """Esc was pressed."""

    def open_file(self, path: Path) -> None:
        """A file was dropped on the window."""

    def first_field(self) -> QWidget | None:
        """What has the keyboard when the page opens."""
        return None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and (event.key() in _ENTER or event.key() == Qt.Key.Key_Escape):
                event.accept()  # it is ours, not a shortcut of the window
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif not event.text().isprintable():
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setStyleSheet(page_sheet(self.theme.tokens, self.theme.px))


class PageStack(QWidget):
    """The window's content, and the page that hides it now and then.

    ``bar`` is a place above both, for a line that stays.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        content = window.takeCentralWidget()
        assert content is not None
        self._window = window
        self._focus: QWidget | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self.bar = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.bar)
        layout.addWidget(self._stack, 1)
        window.setCentralWidget(self)
        self.show()  # now and not when the window gets to it: what is not shown takes no keyboard

    @classmethod
    def of(cls, window: QMainWindow) -> PageStack:
        """The one of a window; made when it is first asked for."""
        content = window.centralWidget()
        return content if isinstance(content, cls) else cls(window)

    @property
    def page(self) -> Page | None:
        """The page that is open."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def open(self, page: Page) -> None:
        """Show a page in place of everything; one that is open goes."""
        if self.page is None:
            self._focus = self._window.focusWidget()
        self._remove()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        first = page.first_field()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show the window's own content again."""
        self._remove()
        self._stack.setCurrentIndex(0)
        if self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        page = self.page
        if page is not None:
            page.tasks.cancel_all()
            self._stack.removeWidget(page)
            page.deleteLater()
