"""The window: header, calls, keys, "Why this lamp?", status; it turns presses into requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from blfpanel.config.settings import Config, SettingsError
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize
from blfpanel.gui.calls.controls import CallControls
from blfpanel.gui.calls.pane import CallsPane, CallStrip, sort_calls
from blfpanel.gui.calls.rows import Actions
from blfpanel.gui.calls.transfer_bar import TransferBar
from blfpanel.gui.commands import Commands
from blfpanel.gui.empty_page import EmptyPage
from blfpanel.gui.header import MIDDLE, NARROW, WIDE, Header
from blfpanel.gui.keys.menu import KeyActions, Provider, key_menu
from blfpanel.gui.keys.model import KeyModel
from blfpanel.gui.keys.press_menu import press_menu
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.look.icons import app_icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import frame
from blfpanel.gui.notices import Notices, Toast
from blfpanel.gui.pages.area import PagesArea
from blfpanel.gui.port import KeyPort, PhonePort
from blfpanel.gui.status_bar import StatusBar
from blfpanel.gui.why.pane import WIDTH as WHY_WIDTH
from blfpanel.gui.why.pane import WhyPane
from blfpanel.gui.window_menu import WindowMenu
from blfpanel.gui.words import party_name
from blfpanel.panel.changes import (
    AccountChanged,
    CallLogged,
    Change,
    DoNotDisturbChanged,
    FaceChanged,
    HandOffChanged,
    HandOffOutcome,
    Notice,
    OwnCallChanged,
    PickupChanged,
    PickupOutcome,
    PressAsked,
)
from blfpanel.panel.model import CallRecord, CallResult, KeyId, OwnCallState

GRID_NEEDS = 300

#: with more keys than these, what stands around them follows them at most once in so many ms
MANY_KEYS = 100
PATIENT_MS = 250

_ACCOUNT = "account"
_TROUBLED = ("refused", "failed")


class MainWindow(QMainWindow):
    """A panel for one phone.

    ``closing`` when the person wants to leave, ``view_added`` with each further view of keys.

    Attributes:
        key_menu_providers: what others offer in the menu of a key.
        press_choice_providers: what others offer where a press asks what is meant.
        closers: close what others have opened beside the keys, for Esc; each tells whether it did.
    """

    closing = Signal()
    view_added = Signal(object)

    def __init__(self, phone: PhonePort, theme: Theme, store: Store | None = None) -> None:
        super().__init__()
        self.store = store or Store(Config())
        self._phone, self._theme = phone, theme
        # first of all: what is built takes its fonts and colours from it
        theme.choose_lamps(self.config.window.lamps)
        theme.set_text_size(self.config.window.text_size)
        self._calls_wanted = True
        self._views: list[KeyView] = []
        self.key_menu_providers: list[Provider] = []
        self.press_choice_providers: list[Provider] = []
        self.closers: list[Callable[[], bool]] = []
        self._account_trouble = False
        self._has_account = True
        self._started = False
        self.clocks = Clocks(self)
        self.model = KeyModel(phone.panel, phone.now, self)
        self.actions_of_calls = Actions(self)
        self.commands = Commands(self)
        self.menu = WindowMenu(self, self.store)
        self.setWindowTitle("blfpanel")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(280, 220)
        self.resize(QSize(theme.px(1440), theme.px(900)).boundedTo(self.screen().availableSize()))
        self._build()
        self._settings_changed(None, self.config)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.timeout.connect(self.refresh)
        self._refreshed = QElapsedTimer()
        self._refreshed.start()
        self._connect()
        phone.listen(self.handle)
        self.store.listen(self._settings_changed)
        self.refresh()

    @property
    def config(self) -> Config:
        """The settings in force."""
        return self.store.config

    def change_settings(self, what: str = "", **tables: Any) -> bool:
        """Put other settings into force (see ``Store.change``), or say why that cannot be."""
        try:
            return self.store.change(what, **tables)
        except SettingsError as failure:
            self.alarm(str(failure))
            return False

    def _settings_changed(self, before: Config | None, after: Config) -> None:
        window = after.window
        if before is not None and before.window.theme != window.theme:
            self._theme.choose(window.theme)
        if before is None or before.window.lamps != window.lamps:
            self._choose_lamps(window.lamps)
        if before is None or before.window.text_size != window.text_size:
            self._theme.set_text_size(window.text_size)
        if before is None or before.window.blink != window.blink:
            self.clocks.set_blink(window.blink, reduced_motion=self._theme.reduced_motion)
        if before is None or before.accounts != after.accounts:
            self.header.account.know(after.accounts)
        if before is None or before.alerts.quiet != after.alerts.quiet:
            self.header.show_alerts(not after.alerts.quiet)
        if before is None or before.shortcuts != after.shortcuts:
            self.commands.rebind({wish.action: wish.keys for wish in after.shortcuts})

    def _choose_lamps(self, name: str) -> None:
        if not self._theme.choose_lamps(name):
            said = self.tr("There is no lamp theme called {name}. Lamps look as usual.")
            self.alarm(said.format(name=name))

    # --- building ---

    def _build(self) -> None:
        theme, phone = self._theme, self._phone
        self.header = Header(theme, phone.panel, self.menu.menu, self.commands, self)
        self.notices = Notices(theme, self)
        self.calls_pane = CallsPane(theme, self.actions_of_calls)
        self.transfer_bar = TransferBar(theme)
        self.controls = CallControls(
            phone, self.actions_of_calls, self.calls_pane, self.transfer_bar, self
        )
        self.pages = PagesArea(theme, self.clocks, self.model, self.store, self.change_settings)
        self.view = self.pages.view
        self.empty = EmptyPage(theme)
        self.keys = QStackedWidget()
        self.keys.addWidget(self.pages)
        self.keys.addWidget(self.empty)
        self.why = WhyPane(theme, phone, self.model)
        self.why.hide()
        self.strip = CallStrip(theme, self.actions_of_calls)
        self.strip.hide()
        self.status = StatusBar(theme, phone.panel)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.calls_pane)
        body.addWidget(self.keys, 1)
        body.addWidget(self.why)
        centre = frame("window")
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.notices)
        layout.addWidget(self.transfer_bar)
        layout.addLayout(body, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.status)
        self.setCentralWidget(centre)
        self.toast = Toast(theme, centre)
        self.view.setFocus()

    def _connect(self) -> None:
        phone, view = self._phone, self.view
        self.join(view)
        view.current_key.connect(self._focus_moved)
        omnibox = self.header.omnibox
        omnibox.dialled.connect(lambda number: phone.dial(number))
        omnibox.pressed_key.connect(lambda key: self.controls.press(KeyId(key)))
        omnibox.left.connect(self.view.setFocus)
        self.header.chip_pressed.connect(self._show_oldest_ringing)
        self.header.quiet.clicked.connect(self.controls.toggle_do_not_disturb)
        self.transfer_bar.left.connect(view.setFocus)
        self.why.closed.connect(self.hide_why)
        self.why.ask_again.connect(lambda key: phone.ask_again(KeyId(key)))
        self.toast.acted.connect(lambda key: self.show_why(KeyId(key)))
        self.clocks.ticked.connect(self.refresh)

    def views(self) -> list[KeyView]:
        """The grids of keys of this and all panel windows."""
        return list(self._views)

    def join(self, view: KeyView) -> None:
        """Let the keys of a view act; ``view_added`` tells whoever has more to do with it."""
        self._views.append(view)
        view.pressed_key.connect(lambda key: self.controls.press(KeyId(key)))
        view.number_wanted.connect(lambda key: self._copy_number(self._phone.panel.key(KeyId(key))))
        view.menu_wanted.connect(self._show_key_menu)
        self.view_added.emit(view)

    def leave(self, view: KeyView) -> None:
        """A view has gone."""
        self._views.remove(view)

    # --- what changed ---

    def handle(self, change: Change) -> None:
        """Take a change of the phone; several in a row are drawn together."""
        self.model.handle(change)
        match change:
            case PickupChanged(outcome=PickupOutcome.LOST, text=text, key=key) if text:
                self.toast.say(text, key, self.tr("Why"))
            case OwnCallChanged(call=call) if call.state is OwnCallState.ENDED and call.outcome:
                self.toast.say(call.outcome)
            case CallLogged(record=record) if record.result is CallResult.MISSED:
                self._missed(record)
            case AccountChanged():
                self._account_changed(change)
            case Notice():
                self._notice(change)
            case HandOffChanged(outcome=HandOffOutcome.FAILED, text=text):
                self.notices.say(text)
            case HandOffChanged(text=text):
                self.toast.say(text)
            case PressAsked():
                self._ask(change)
            case DoNotDisturbChanged():
                self.header.show_do_not_disturb(self._phone.do_not_disturb())
            case _:
                pass
        self._refresh_soon(
            patiently=isinstance(change, FaceChanged) and self.model.rowCount() > MANY_KEYS
        )

    def _refresh_soon(self, *, patiently: bool) -> None:
        """Refresh with the next round of events, or so that it is not too often."""
        wait = max(0, PATIENT_MS - self._refreshed.elapsed()) if patiently else 0
        if not self._refresh_timer.isActive() or wait < self._refresh_timer.remainingTime():
            self._refresh_timer.start(wait)

    def started(self, *, has_account: bool = True) -> None:
        """The phone runs: from now on an empty panel is empty, and not just young."""
        self._started = True
        self._has_account = has_account
        self.empty.show_accounts(has_account)
        self.header.show_do_not_disturb(self._phone.do_not_disturb())
        self.refresh()

    def alarm(self, text: str) -> None:
        """Say a line about something that went wrong inside."""
        self.notices.say(text)

    def say_about(self, subject: str, text: str) -> None:
        """Show a line about a subject, or take it away when there is no more to say."""
        if text:
            self.notices.say(text, subject)
        else:
            self.notices.drop(subject)

    def refresh(self) -> None:
        """Draw everything outside the grid as it is now."""
        self._refreshed.start()
        now, panel = self._phone.now(), self._phone.panel
        alerting = [
            (panel.key(key_id), self.model.state(key_id))
            for key_id in self.model.ids
            if key_id in self.model.ringing
        ]
        self.controls.show(sort_calls(panel.own_calls(), alerting), now)
        self.header.account.refresh(now)
        self.status.refresh(now)
        self._show_keys(self.model.rowCount() > 0 or not self._started)
        if self.why.isVisible():
            self.why.refresh()
        self._arrange()

    def _show_keys(self, some: bool) -> None:
        page = self.pages if some else self.empty
        if self.keys.currentWidget() is not page:
            self.keys.setCurrentWidget(page)
            if some and not self.header.omnibox.hasFocus():
                self.view.setFocus()

    def _missed(self, record: CallRecord) -> None:
        # who does not want to be disturbed finds it in the list
        if record.detail is None:
            missed = self.tr("You missed a call from {name}.")
            self.toast.say(missed.format(name=party_name(record.party)))

    def _account_changed(self, change: AccountChanged) -> None:
        self.header.account.take(change)
        self._account_trouble = change.kind in _TROUBLED
        if change.kind == "registered":
            self.notices.drop(_ACCOUNT)

    def _notice(self, notice: Notice) -> None:
        if not notice.problem:
            self.toast.say(notice.text)
        elif self._account_trouble and notice.key is None:
            # what the panel says after an account failed goes away when it works again
            self.notices.say(notice.text, _ACCOUNT)
        else:
            self.notices.say(notice.text)

    # --- what the person does ---

    def ask_all_again(self) -> None:
        """Ask the PBX for the state of all partners."""
        self._phone.ask_again()

    def escape(self) -> None:
        """Esc: close what is open, the nearest first."""
        if self.header.omnibox.hasFocus():
            self.header.omnibox.finish()
        elif self.transfer_bar.call is not None:
            self.transfer_bar.finish()
        elif self.toast.isVisible():
            self.toast.hide()
        elif self.why.isVisible():
            self.hide_why()
        elif any(close() for close in self.closers):
            pass
        elif self.pages.hands.editing:
            self.pages.set_editing(False)
        elif not self.notices.drop_newest():
            self.view.setFocus()

    def next_area(self) -> None:
        """F6: give the keyboard to the next part of the window."""
        areas: list[QWidget] = [
            area
            for area in (
                self.header,
                self.transfer_bar,
                self.calls_pane,
                self.strip,
                self.view,
                self.why,
            )
            if area.isVisible()
        ]
        focus = QGuiApplication.focusObject()
        here = next(
            (
                place
                for place, area in enumerate(areas)
                if isinstance(focus, QWidget) and (area is focus or area.isAncestorOf(focus))
            ),
            -1,
        )
        for step in range(1, len(areas) + 1):
            if self._focus_into(areas[(here + step) % len(areas)]):
                return

    def toggle_why(self) -> None:
        """Ctrl+I: open the pane for the focused key, or close it."""
        key = self.view.current_key_id()
        if self.why.isVisible():
            self.hide_why()
        elif key is not None:
            self.show_why(key)

    def show_why(self, key: KeyId) -> None:
        """Open the pane for a key."""
        self.view.focus_key(key)
        self.view.set_marked(True)
        self.why.explain(key)
        self.why.show()
        self._arrange()

    def hide_why(self) -> None:
        """Close the pane and go back to the keys."""
        self.why.hide()
        self.view.set_marked(False)
        self._arrange()
        self.view.setFocus()

    def toggle_calls(self) -> None:
        """Ctrl+B: show or hide the calls pane."""
        self._calls_wanted = not self._calls_wanted
        self._arrange()

    def set_key_size(self, size: KeySize) -> None:
        """Draw keys in another size."""
        self.pages.set_key_size(size)

    @property
    def calls_wanted(self) -> bool:
        """Whether the calls pane is shown where there is room for it."""
        return self._calls_wanted

    @property
    def theme(self) -> Theme:
        """The look in force."""
        return self._theme

    def _focus_into(self, area: QWidget) -> bool:
        if area is self.header:
            self.header.begin_search()
            return True
        if area.focusPolicy() & Qt.FocusPolicy.TabFocus:
            area.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        for child in area.findChildren(QWidget):
            if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                child.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _focus_moved(self, key: str) -> None:
        if self.why.isVisible():
            self.why.explain(KeyId(key))

    def _show_oldest_ringing(self) -> None:
        if self.controls.calls.ringing:
            self.view.focus_key(self.controls.calls.ringing[0].key.id)
            self.view.setFocus()

    def _show_key_menu(self, key_id: str, place: QPoint) -> None:
        panel, key = self._phone.panel, KeyId(key_id)
        takeable = any(entry.key.id == key for entry in self.controls.calls.ringing)
        self.key_menu = key_menu(
            panel.key(key),
            panel.face(key),
            self._key_actions(),
            takeable=takeable,
            group_code=panel.group_code(key),
            desk_phone=panel.has_desk_phone(panel.key(key).account),
            more=[part for provider in self.key_menu_providers for part in provider(key)],
            parent=self,
        )
        self.key_menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.key_menu.popup(place)

    def _ask(self, asked: PressAsked) -> None:
        """A press could mean several things: let the person choose beside the key."""
        self.toast.say(asked.text)
        index = self.model.index_of(asked.key)
        more = [part for provider in self.press_choice_providers for part in provider(asked.key)]
        self.press_menu = press_menu(asked, self._phone, self, more)
        self.press_menu.popup(self.view.place_of(index))

    def _key_actions(self) -> KeyActions:
        phone = self._phone
        return KeyActions(
            call=lambda key: phone.dial(key.number, key.account),
            call_here=lambda key: phone.dial(key.number, key.account, here=True),
            pick_up=lambda key: phone.pick_up(key.id),
            pick_up_in_group=lambda key: phone.pick_up(key.id, "group"),
            why=lambda key: self.show_why(key.id),
            ask_again=lambda key: phone.ask_again(key.id),
            copy_number=self._copy_number,
        )

    def _copy_number(self, key: KeyPort) -> None:
        QGuiApplication.clipboard().setText(key.number)
        self.toast.say(self.tr("{number} copied.").format(number=key.number))

    # --- room ---

    def _arrange(self) -> None:
        """Show what there is room for."""
        px, width = self._theme.px, self.width()
        calls = self._calls_wanted and width >= px(MIDDLE)
        calls_width = px(320 if width >= px(WIDE) else 280)
        # not isVisible(): before the window is shown nothing is
        why = not self.why.isHidden()
        rest = width - (px(WHY_WIDTH) if why else 0)
        calls = calls and (not why or rest - calls_width >= px(GRID_NEEDS))
        self.calls_pane.setFixedWidth(calls_width)
        self.calls_pane.setVisible(calls)
        keys = not why or rest >= px(GRID_NEEDS)
        self.keys.setVisible(keys)
        self.why.setMaximumWidth(px(WHY_WIDTH) if keys else 16_777_215)
        self.why.setMinimumWidth(px(WHY_WIDTH) if keys else 0)
        self.pages.set_narrow(width < px(WIDE), single=width < px(NARROW))
        some = self.strip.show_calls(self.controls.calls, self._phone.now())
        self.strip.setVisible(some and not calls)
        self.header.say_ringing(0 if calls else len(self.controls.calls.ringing))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- Qt's own events ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        if not plain and text and text.isprintable() and not text.isspace():
            self.header.type(text)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._theme.font_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closing.emit()
