"""The list of calls joined to the window: opened with Ctrl+H, cleared with a way back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from blfpanel.gui.history.badge import Badge
from blfpanel.gui.history.pane import HistoryPane
from blfpanel.gui.notes.book import NoteBook
from blfpanel.gui.notices import Toast
from blfpanel.gui.words import translate
from blfpanel.panel.changes import CallLogged, Change
from blfpanel.phone.call_log import LoggedCall
from blfpanel.sip.events import UsageId

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


#: px at 100 %
WIDTH = 400


def _stand_beside(widget: QWidget, pane: QWidget) -> None:
    """Put a pane into the row in which ``widget`` stands, before it."""
    parent = widget.parentWidget()
    rows = parent.findChildren(QHBoxLayout) if parent is not None else []
    row = next(row for row in rows if row.indexOf(widget) >= 0)
    row.insertWidget(row.indexOf(widget), pane)


class History(QObject):
    """Opens the list of calls and does what is wanted there.

    Args:
        book: where notes on callers are.
    """

    def __init__(self, desk: Desk, book: NoteBook) -> None:
        window, phone = desk.window, desk.phone
        super().__init__(window)
        self._desk, self._book = desk, book
        self._cleared: tuple[LoggedCall, ...] = ()
        self.pane = HistoryPane(desk.theme, book.notes.of)
        self.pane.setFixedWidth(desk.theme.px(WIDTH))
        self.pane.hide()
        _stand_beside(window.why, self.pane)
        self.badge = Badge(desk.theme, window.header.icons["history"])
        self.toast = Toast(desk.theme, window.toast.parentWidget() or window)
        self.toast.acted.connect(lambda _: self._restore())
        window.controls.list_wanted.connect(self.toggle)
        self.pane.closed.connect(self.close)
        self.pane.dialled.connect(lambda uri, account: phone.dial(uri, account or None))
        self.pane.copied.connect(self._copy)
        self.pane.cleared.connect(self._clear)
        self.pane.note_wanted.connect(self._note)
        window.controls.note_wanted.connect(lambda call: self._note_on_call(UsageId(call)))
        self.refresh()

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, CallLogged):
            self.refresh()

    def refresh(self) -> None:
        """Show the list as it is now."""
        phone = self._desk.phone
        log = phone.call_log
        self.badge.show_count(log.missed)
        if not self.pane.isHidden():
            today = phone.wall(phone.now()).astimezone().date()
            self.pane.show_calls(log.newest(), today)

    def toggle(self) -> None:
        """Ctrl+H: show the list, or hide it."""
        if self.pane.isHidden():
            if self._desk.window.why.isVisible():
                self._desk.window.hide_why()
            self.pane.show()
            self.refresh()
            self.pane.begin()
            self._desk.phone.look_at_missed_calls()
            self.badge.show_count(0)
        else:
            self.close()

    def close(self) -> None:
        """Hide the list and go back to the keys."""
        self.pane.hide()
        self._desk.window.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        said = translate("Recent", "{number} copied.")
        self._desk.window.toast.say(said.format(number=number))

    def _clear(self) -> None:
        phone = self._desk.phone
        self._cleared = tuple(reversed(phone.call_log.newest()))
        phone.forget_calls()
        self.refresh()
        cleared = translate("Recent", "The list of calls is empty.")
        self.toast.say(cleared, button=translate("Recent", "Undo"))

    def _restore(self) -> None:
        self._desk.phone.restore_calls(self._cleared)
        self._cleared = ()
        self.refresh()

    def _note(self, number: str, name: str, at: QPoint) -> None:
        self._book.ask_about_number(number, name, at, self.pane.model.renew)

    def _note_on_call(self, call: UsageId) -> None:
        calls = self._desk.phone.panel.own_calls()
        own = next((own for own in calls if own.id == call), None)
        if own is not None and own.party.number:
            name = own.party.display or own.party.number
            self._book.ask_about_number(
                own.party.number, name, QCursor.pos(), self._desk.window.refresh
            )


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[History]:
    """Let the list of calls be opened, and notes be written."""
    book = NoteBook(desk)
    history = History(desk, book)
    desk.window.key_menu_providers.append(book.entries)
    desk.window.press_choice_providers.append(book.choices)
    desk.phone.listen(history.handle)
    yield history
    history.toast.hide()
