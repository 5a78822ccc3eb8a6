"""Rows of the calls pane: calls that wait, are on hold, ring at partners, or are over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from blfpanel.gui.calls.dragging import START, DraggableFrame
from blfpanel.gui.calls.words import (
    LONG_HOLD,
    active_look,
    active_words,
    held_words,
    logged_look,
    logged_words,
    waiting_words,
)
from blfpanel.gui.keys.face import CALLED_BY
from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, set_kind
from blfpanel.gui.port import KeyPort
from blfpanel.gui.words import clock, party_name
from blfpanel.panel.model import LampState, OwnCall, Party
from blfpanel.phone.call_log import LoggedCall


class Actions(QWidget):
    """Where rows send what is wanted of a call; an unseen parent of nothing.

    Calls are named by their usage.
    """

    answer = Signal(int)
    hang_up = Signal(int)
    reject = Signal(int)
    ignore = Signal(int)
    hold = Signal(int)
    resume = Signal(int)
    mute = Signal(int, bool)
    transfer = Signal(int)  #: to whom is asked next
    digit = Signal(int, str)
    decide = Signal(int, bool)
    pick_up = Signal(str)
    dial = Signal(str, str)  #: address and account
    connect_with = Signal(int, int)  #: the call that goes to the far end of the other
    park = Signal(int)
    note = Signal(int)


@dataclass(frozen=True, slots=True)
class RingingKey:
    """A partner's key at which a call rings that I could take."""

    key: KeyPort
    state: LampState


class CallRow(DraggableFrame):
    """A call in one row: lamp, name, one line, one or two buttons, perhaps a menu.

    ``plain`` is what the style sheet knows it as unless it is the most urgent one.
    """

    def __init__(self, theme: Theme, plain: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = plain
        self.setProperty("kind", plain)
        self.setFixedHeight(theme.px(56))
        self.start = theme.px(START)
        self.lamp = Lamp(theme, 20, self)
        self.name = Text(theme, weight=600, parent=self)
        self.line = Text(theme, size=12, ink="text2", tabular=True, parent=self)
        self.yes = Button(theme, parent=self)
        self.yes.setMinimumWidth(theme.px(74))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addStretch()
        words.addWidget(self.name)
        words.addWidget(self.line)
        words.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.lamp)
        layout.addSpacing(theme.px(6))
        layout.addLayout(words, 1)
        layout.addWidget(self.yes)
        self._on_yes: Callable[[], None] | None = None
        self._choices: tuple[tuple[str, Callable[[], None]], ...] = ()
        self._held_since: float | None = None
        self.yes.clicked.connect(lambda: self._on_yes() if self._on_yes else None)

    def show_waiting(self, call: OwnCall, first: bool, now: float, actions: Actions) -> None:
        """A call to me; the first one is what F2 takes."""
        self.dragged = call.id
        set_kind(self, "card-alert" if first else self._plain)
        self.lamp.show_glyph(Glyph.RINGING, "alert_edge" if first else "text2")
        name = party_name(call.party)
        self.name.say(name)
        self.line.say(waiting_words(call, now - call.since))
        self._offer_yes(self.tr("Answer"), self.tr("Answer {name}").format(name=name))
        self.yes.set_kind("ok" if first else "", "text")
        self._on_yes = lambda: actions.answer.emit(call.id)
        self._choices = (
            (self.tr("Forward to…"), lambda: actions.transfer.emit(call.id)),
            (self.tr("I am busy"), lambda: actions.reject.emit(call.id)),
            (self.tr("Ignore here"), lambda: actions.ignore.emit(call.id)),
            (self.tr("Decline (F8)"), lambda: actions.hang_up.emit(call.id)),
        )

    def show_ringing(self, entry: RingingKey, now: float, actions: Actions) -> None:
        """A call to a partner."""
        self.dragged = None
        set_kind(self, self._plain)
        self.yes.set_kind("", "text")
        self.lamp.show_glyph(Glyph.RINGING, "alert_edge")
        label, key_id = entry.key.label, entry.key.id
        self.name.say(label)
        caller = party_name(entry.state.remote)
        since = "" if entry.state.since is None else clock(now - entry.state.since)
        shown = f"{CALLED_BY} {caller}" if caller else ""
        self.line.say(" · ".join(part for part in (shown, since) if part))
        self._offer_yes(
            self.tr("Pick up"), self.tr("Pick up the call for {name}").format(name=label)
        )
        self._on_yes = lambda: actions.pick_up.emit(key_id)
        self._choices = ()

    def show_held(self, call: OwnCall, now: float, actions: Actions) -> None:
        """A call that I have put on hold."""
        self.dragged = call.id
        set_kind(self, self._plain)
        if self._held_since is None:
            self._held_since = now
        seconds = now - self._held_since
        self.lamp.show_glyph(Glyph.HELD, "held")
        name = party_name(call.party)
        self.name.say(name)
        self.line.say(held_words(call, seconds))
        long = seconds > LONG_HOLD
        self.line.set_ink("text" if long else "text2")
        self.line.set_weight(600 if long else 400)
        self._offer_yes(self.tr("Resume"), self.tr("Resume the call with {name}").format(name=name))
        self.yes.set_kind("", "text")
        self._on_yes = lambda: actions.resume.emit(call.id)
        self._choices = (
            (self.tr("Transfer…"), lambda: actions.transfer.emit(call.id)),
            (self.tr("Park"), lambda: actions.park.emit(call.id)),
            (self.tr("Hang up"), lambda: actions.hang_up.emit(call.id)),
        )

    def show_back(self, call: OwnCall, first: bool, now: float, actions: Actions) -> None:
        """A call that came back and waits on hold: nobody took it."""
        self.show_held(call, now, actions)
        set_kind(self, "card-alert" if first else self._plain)
        self.line.set_ink("text2")
        self.line.set_weight(400)
        self.line.say(waiting_words(call, 0.0))
        self.line.setToolTip(self.line.text())
        self.yes.set_kind("ok" if first else "", "text")

    def show_active(self, call: OwnCall, now: float, actions: Actions) -> None:
        """A call of mine, in one row."""
        self.dragged = call.id
        set_kind(self, self._plain)
        self.lamp.show_glyph(*active_look(call))
        name = party_name(call.party)
        self.name.say(name)
        self.line.say(f"{clock(now - call.since)} · {active_words(call)}")
        self._offer_yes(
            self.tr("Hang up"), self.tr("Hang up the call with {name}").format(name=name)
        )
        self.yes.set_kind("danger", "danger_ink")
        self._on_yes = lambda: actions.hang_up.emit(call.id)
        self._choices = (
            (self.tr("Hold"), lambda: actions.hold.emit(call.id)),
            (self.tr("Transfer…"), lambda: actions.transfer.emit(call.id)),
        )

    def show_logged(self, call: LoggedCall, today: date, actions: Actions) -> None:
        """A call that is over."""
        self.dragged = None
        set_kind(self, "pane")
        self.lamp.show_glyph(*logged_look(call))
        name = party_name(Party(call.uri, call.number, call.name))
        self.name.say(name)
        self.line.say(logged_words(call, today))
        self.setToolTip("\n".join(part for part in (call.number, call.detail) if part))
        self._offer_yes(self.tr("Call"), self.tr("Call {name}").format(name=name))
        self.yes.set_kind("", "text")
        self.yes.setVisible(name == call.name or name == call.number)
        self._on_yes = lambda: actions.dial.emit(call.uri, call.account)
        self._choices = ()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._choices:
            super().contextMenuEvent(event)
            return
        self.menu = QMenu(self)
        for text, choose in self._choices:
            self.menu.addAction(text).triggered.connect(lambda _=False, choose=choose: choose())
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.popup(event.globalPos())

    def _offer_yes(self, text: str, name: str) -> None:
        self.yes.setText(text)
        self.yes.setAccessibleName(name)
