"""Tells a person who looks elsewhere that a partner rings, somebody calls, a call was missed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject

from blfpanel.config.settings import Config
from blfpanel.gui.alerts.board import AlertWatch, Board
from blfpanel.gui.alerts.desktop_notices import DesktopNotices, Notifier, Pressed
from blfpanel.gui.alerts.messages import (
    Action,
    Message,
    call_for_me,
    calls_missed,
    partner_is_free,
    partner_rings,
)
from blfpanel.gui.alerts.popup import Popups
from blfpanel.gui.commands import Section
from blfpanel.gui.desktop.front import to_front
from blfpanel.gui.port import KeyPort
from blfpanel.gui.privacy import Privacy
from blfpanel.gui.sound.tunes import FREE, HELD
from blfpanel.panel.changes import (
    CallLogged,
    Camp,
    CampFulfilled,
    Change,
    FaceChanged,
    KeyRemoved,
    OwnCallChanged,
)
from blfpanel.panel.model import KeyId, Lamp, OwnCall
from blfpanel.sip.events import UsageId

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

#: Makes what shows messages, from who is told of presses and from the small windows.
MakeNotifier = Callable[[Pressed, Popups], Notifier]

_MISSED = "missed"

#: More partners that ring at a time are heard and seen on the panel, and not each by itself.
_MOST = 5

#: A call is on hold for long after the first, and said to be again after each of the second.
_LONG_HOLD, _REMIND_EACH = 120.0, 30.0


@contextlib.contextmanager
def attached(desk: Desk, make: MakeNotifier = DesktopNotices) -> Iterator[None]:
    """Alert while the block runs."""
    alerts = Alerts(desk, make)
    desk.phone.listen(alerts.handle)
    desk.store.listen(alerts.use)
    try:
        yield
    finally:
        desk.store.unlisten(alerts.use)
        alerts.leave()


class Alerts(QObject):
    """Joins the rules, the sound and the notifications to a desk.

    Args:
        make: makes what shows messages, when there is the first.
    """

    def __init__(self, desk: Desk, make: MakeNotifier) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._left = False
        self._keys: dict[str, KeyId] = {}
        self._calls: dict[str, UsageId] = {}
        self._privacy = Privacy(desk.store)
        self._free: dict[KeyId, Camp] = {}
        self._held_signals = 0
        self.popups = Popups(desk.theme, desk.phone.now, self.pressed)
        self.watch = AlertWatch(desk.phone, desk.store, self)
        self._board = Board(lambda: make(self.pressed, self.popups))
        self.watch.changed.connect(self.tell)
        desk.window.clocks.ticked.connect(self._ticked)
        add = desk.window.commands.add
        add("quiet", self.tr("Alerts on or off"), "Ctrl+Shift+A", self.toggle_quiet, Section.CALLS)
        add(
            "alert",
            self.tr("Go to the oldest alert"),
            "Ctrl+Shift+F2",
            self.popups.take_keyboard,
            Section.CALLS,
            in_menu=False,
        )

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if self._left:
            return
        self.watch.handle(change)
        match change:
            case OwnCallChanged() | CallLogged():
                self.tell()
            case CampFulfilled(camp=camp, key=key, called=False):
                self._free[key] = camp
                self._desk.sound.signal(FREE)
                self.tell()
            case FaceChanged(key=key, state=state) if state.lamp is not Lamp.IDLE:
                self._forget_free(key)
            case KeyRemoved(key=key):
                self._forget_free(key)
            case _:
                pass

    def use(self, before: Config, after: Config) -> None:
        """Go by other settings."""
        if (before.alerts, before.keys, before.window) != (after.alerts, after.keys, after.window):
            self.watch.use(after)
            self.tell()

    def leave(self) -> None:
        """Tell nothing any more, and take away what is told."""
        self._left = True
        self._board.put(())
        self.popups.close()

    def tell(self) -> None:
        """Sound and show what is to be told now."""
        told, settings = self.watch.told, self._desk.store.config.alerts
        level = max((alert.level for alert in told), default=0) if settings.louder else 0
        self._desk.sound.alert(frozenset(alert.key for alert in told), level)
        self._board.put(self._messages())

    def toggle_quiet(self) -> None:
        """Let partners ring silently, or no longer."""
        alerts = self._desk.store.config.alerts
        quiet = not alerts.quiet
        what = self.tr("Alerts off") if quiet else self.tr("Alerts on")
        changed = msgspec.structs.replace(alerts, quiet=quiet)
        if self._desk.window.change_settings(what, alerts=changed):
            said = self.tr("Alerts are off. Lamps show who rings; your own calls ring.")
            self._desk.window.toast.say(said if quiet else self.tr("Alerts are on."))

    def pressed(self, message_id: str, action: Action) -> None:
        """A button of a message was pressed."""
        phone = self._desk.phone
        key, call = self._keys.get(message_id), self._calls.get(message_id)
        match action:
            case Action.OPEN:
                self._open(key, message_id)
            case Action.PICK_UP if key is not None:
                phone.pick_up(key)
            case Action.IGNORE if key is not None:
                self.watch.ignore(key)
            case Action.ANSWER if call is not None:
                phone.answer(call)
            case Action.DECLINE if call is not None:
                phone.reject(call)
            case Action.CALL if message_id == _MISSED:
                self._call_back()
            case Action.CALL if key is not None:
                self._call_free(key)
            case _:
                pass

    def _open(self, key: KeyId | None, message_id: str) -> None:
        window = self._desk.window
        to_front(window)
        if key is not None:
            window.view.focus_key(key)
        elif message_id == _MISSED:
            window.commands["history"].action.trigger()

    def _call_back(self) -> None:
        phone = self._desk.phone
        missed = next((call for call in phone.call_log.newest() if call.missed), None)
        if missed is not None:
            phone.look_at_missed_calls()
            phone.dial(missed.uri or missed.number, missed.account)

    def _call_free(self, key_id: KeyId) -> None:
        """Call whom I waited for, or send the call there that waited with me."""
        phone, camp = self._desk.phone, self._free.get(key_id)
        key = self._key(key_id)
        self._forget_free(key_id)
        if key is None:
            return
        if camp is not None and any(call.id == camp.call for call in phone.panel.own_calls()):
            assert camp.call is not None
            phone.transfer(camp.call, key.number, undo=True)
        else:
            phone.dial(key.number, key.account)

    def _key(self, key_id: KeyId) -> KeyPort | None:
        """A key, unless it was just taken off the panel."""
        try:
            return self._desk.phone.panel.key(key_id)
        except KeyError:
            return None

    def _forget_free(self, key: KeyId) -> None:
        if self._free.pop(key, None) is not None:
            self.tell()

    def _messages(self) -> Iterator[Message]:
        """What is to stand on the desktop now."""
        phone, settings = self._desk.phone, self._desk.store.config.alerts
        talking = self.watch.rules.talking and not settings.while_talking
        self._keys.clear()
        self._calls.clear()
        if settings.own_calls:
            for call in phone.panel.own_calls():
                if call.rings:
                    yield self._of_call(call)
        if settings.notifications and not talking:
            for alert in self.watch.told[:_MOST]:
                key = self._key(alert.key)
                if key is not None:
                    message_id = f"key {alert.key}"
                    self._keys[message_id] = alert.key
                    seen = self._privacy.seen(alert.key, alert.state)
                    state = self._desk.window.model.named(alert.key, seen)
                    yield partner_rings(message_id, key, replace(alert, state=state))
        if settings.free:
            for key_id in self._free:
                key = self._key(key_id)
                if key is not None:
                    message_id = f"free {key_id}"
                    self._keys[message_id] = key_id
                    yield partner_is_free(message_id, key.label)
        missed = phone.call_log.missed
        if settings.missed and missed:
            last = next(call for call in phone.call_log.newest() if call.missed)
            yield calls_missed(_MISSED, missed, last)

    def _of_call(self, call: OwnCall) -> Message:
        message_id = f"call {call.id}"
        self._calls[message_id] = call.id
        return call_for_me(message_id, call)

    def _ticked(self) -> None:
        self.popups.refresh()
        self._remind_of_held()
        # looking at the list of calls is no change of the phone
        if not self._left:
            self._board.put(self._messages())

    def _remind_of_held(self) -> None:
        """Tick when somebody waits on hold for long, and again and again."""
        now = self._desk.phone.now()
        held = [now - call.since for call in self._desk.phone.panel.own_calls() if call.held]
        over = max(held, default=0.0) - _LONG_HOLD
        signals = 0 if over < 0 else 1 + int(over / _REMIND_EACH)
        if signals > self._held_signals:
            self._desk.sound.signal(HELD)
        self._held_signals = signals
