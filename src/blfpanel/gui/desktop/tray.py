"""The icon in the tray, what it says, and a window that stays behind it when it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from blfpanel.config.settings import Config
from blfpanel.gui.desktop.front import to_front
from blfpanel.gui.desktop.tray_icon import Badge, Base, Sign, tray_icon
from blfpanel.gui.pacing import Paced
from blfpanel.gui.words import said
from blfpanel.panel.changes import (
    AccountChanged,
    AccountRemoved,
    CallLogged,
    Change,
    DoNotDisturbChanged,
    FaceChanged,
    KeyRemoved,
    OwnCallChanged,
)
from blfpanel.panel.model import KeyId, Lamp, OwnCall, OwnCallState

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

_CLOSING = "closing"


class Situation:
    """What the tray knows of the phone: accounts, and which lamps ring or are in doubt."""

    def __init__(self) -> None:
        self.accounts: dict[str, AccountChanged] = {}
        self.ringing: set[KeyId] = set()
        self.doubtful: set[KeyId] = set()

    def handle(self, change: Change) -> bool:
        """Take a change of the phone; tells whether the icon may be another one now."""
        before = (len(self.ringing), bool(self.doubtful))
        match change:
            case AccountChanged(account=account):
                self.accounts[account] = change
            case AccountRemoved(account=account):
                self.accounts.pop(account, None)
            case FaceChanged(key=key, state=state):
                self._put(self.ringing, key, state.lamp is Lamp.ALERTING and not state.stale)
                self._put(self.doubtful, key, state.stale)
                return before != (len(self.ringing), bool(self.doubtful))
            case KeyRemoved(key=key):
                self.ringing.discard(key)
                self.doubtful.discard(key)
            case OwnCallChanged() | CallLogged() | DoNotDisturbChanged():
                pass
            case _:
                return False
        return True

    def sign(self, calls: Sequence[OwnCall], missed: int, quiet: bool) -> Sign:
        """What the icon shows: what wants a person at once before what only is so."""
        registered = all(state.kind == "registered" for state in self.accounts.values())
        base = Base.NOT_REGISTERED
        if registered and self.accounts:
            base = Base.DOUBT if self.doubtful else Base.REGISTERED
        in_call = any(call.state is not OwnCallState.INCOMING for call in calls)
        for holds, badge in (
            (any(call.rings for call in calls), Badge.OWN_CALL),
            (bool(self.ringing), Badge.PARTNER),
            (in_call, Badge.IN_CALL),
            (missed > 0, Badge.MISSED),
            (quiet, Badge.DO_NOT_DISTURB),
        ):
            if holds:
                return Sign(base, badge, missed if badge is Badge.MISSED else 0)
        return Sign(base)

    @staticmethod
    def _put(keys: set[KeyId], key: KeyId, holds: bool) -> None:
        (keys.add if holds else keys.discard)(key)


class Tray(QObject):
    """The icon with its menu, and what closing the window does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._situation = Situation()
        self._sign: Sign | None = None
        self._refresh_soon = Paced(self.refresh, self)
        self._stays_minimized = False
        self._asked = False
        self.icon = QSystemTrayIcon(self)
        self.icon.activated.connect(self._activated)
        self.menu = self._menu()
        self.icon.setContextMenu(self.menu)
        desk.window.installEventFilter(self)
        desk.window.clocks.ticked.connect(self._ticked)
        desk.theme.changed.connect(self._redraw)
        self.use(None, desk.store.config)

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if self._situation.handle(change):
            self._refresh_soon()

    def use(self, before: Config | None, after: Config) -> None:
        """Go by other settings."""
        if before is None or before.desktop.tray != after.desktop.tray:
            self._ticked()

    def leave(self) -> None:
        """The icon goes, and the window closes as any other."""
        self._desk.window.removeEventFilter(self)
        self.icon.hide()

    @property
    def there(self) -> bool:
        """Whether a person can see the icon, and so find the window again."""
        return self._desk.store.config.desktop.tray and QSystemTrayIcon.isSystemTrayAvailable()

    def begin(self) -> None:
        """The window was shown first: hide or minimise it where that is wanted."""
        if not self._desk.store.config.window.start_minimized:
            return
        if self.there:
            self._desk.window.hide()
        else:
            self._desk.window.showMinimized()

    def refresh(self) -> None:
        """Show how things are now."""
        phone = self._desk.phone
        calls, missed = phone.panel.own_calls(), phone.call_log.missed
        sign = self._situation.sign(calls, missed, phone.do_not_disturb())
        if sign != self._sign:
            self._sign = sign
            self._redraw()
        said = self.sentence(missed)
        if self.icon.toolTip() != said:
            self.icon.setToolTip(said)

    def _ticked(self) -> None:
        self.refresh()
        if self.icon.isVisible() != self.there:
            # a desktop may have its tray later than its programs
            self.icon.setVisible(self.there)

    def sentence(self, missed: int) -> str:
        """The icon's tooltip: accounts, what rings, what was missed."""
        lines = [said(state.text) for state in self._situation.accounts.values()]
        if count := len(self._situation.ringing):
            lines.append(self.tr("{n} ringing").format(n=count))
        if missed:
            lines.append(self.tr("{n} missed").format(n=missed))
        return "\n".join(["blfpanel", *lines])

    # --- closing ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close or watched is not self._desk.window:
            return False
        app = QApplication.instance()
        ending = isinstance(app, QApplication) and app.isSavingSession()
        if ending or not self._stays():
            return False
        event.ignore()
        return True

    def _stays(self) -> bool:
        """Whether the program goes on although its window was closed; then that is away."""
        window = self._desk.window
        if not self._desk.store.config.window.close_to_tray:
            return False
        if self.there:
            window.hide()
            return True
        if self._stays_minimized:
            window.showMinimized()
            return True
        return self._ask()

    def _ask(self) -> bool:
        """Ask in the window, once: whoever closes it again wants to leave."""
        if self._asked:
            return False
        self._asked = True
        self._desk.window.notices.ask(
            self.tr("There is no tray here to close blfpanel into."),
            _CLOSING,
            (self.tr("Minimise"), self._minimize),
            (self.tr("Quit"), self._desk.window.closing.emit),
        )
        return True

    def _minimize(self) -> None:
        self._stays_minimized = True
        self._desk.window.showMinimized()

    # --- what the person does ---

    def _menu(self) -> QMenu:
        window = self._desk.window
        menu = QMenu(window)
        show = menu.addAction(self.tr("Show blfpanel"))
        show.triggered.connect(lambda: to_front(window))
        menu.setDefaultAction(show)
        self.answer = menu.addAction(self.tr("Answer"))
        self.answer.triggered.connect(lambda: window.commands["answer"].action.trigger())
        self.pick_up = menu.addAction(self.tr("Pick up"))
        self.pick_up.triggered.connect(lambda: window.commands["pick_up"].action.trigger())
        menu.addSeparator()
        self.do_not_disturb = menu.addAction(self.tr("Do not disturb"))
        self.do_not_disturb.setCheckable(True)
        self.do_not_disturb.triggered.connect(
            lambda: window.commands["do_not_disturb"].action.trigger()
        )
        menu.addSeparator()
        quit_ = menu.addAction(self.tr("Quit"))
        quit_.triggered.connect(window.closing.emit)
        menu.aboutToShow.connect(self._fill)
        return menu

    def _fill(self) -> None:
        """Offer what can be done now."""
        phone = self._desk.phone
        self.answer.setVisible(any(call.rings for call in phone.panel.own_calls()))
        self.pick_up.setVisible(bool(self._situation.ringing))
        self.do_not_disturb.setChecked(phone.do_not_disturb())

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            to_front(self._desk.window)

    def _redraw(self) -> None:
        if self._sign is not None:
            self.icon.setIcon(tray_icon(self._sign, self._desk.theme.tokens))
