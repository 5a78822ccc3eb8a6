"""The card of a call I am in: who, what, how long, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from blfpanel.gui.calls.dragging import START, DraggableFrame
from blfpanel.gui.calls.keypad import Keypad
from blfpanel.gui.calls.rows import Actions
from blfpanel.gui.calls.words import active_look, active_words, bad_sound, sound_words
from blfpanel.gui.look.icons import icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, icon_button, set_kind
from blfpanel.gui.words import clock, party_name
from blfpanel.media.statistics import MediaStatistics
from blfpanel.panel.model import OwnCall, OwnCallState


class Tile(QToolButton):
    """A large button with its icon above its word."""

    def __init__(
        self, theme: Theme, icon_name: str, text: str, hint: str, kind: str = "tile"
    ) -> None:
        super().__init__()
        self._theme, self._icon_name = theme, icon_name
        self.setProperty("kind", kind)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme.px(56))
        self.setMinimumWidth(theme.px(52))
        self.setText(text)
        self.setToolTip(hint)
        theme.changed.connect(self._dress)
        self._dress()

    def become(self, icon_name: str, text: str, hint: str, kind: str = "tile") -> None:
        """Do something else from now on."""
        if (icon_name, text) != (self._icon_name, self.text()):
            self._icon_name = icon_name
            self.setText(text)
            self.setToolTip(hint)
            set_kind(self, kind)
            self._dress()

    def _dress(self) -> None:
        side = self._theme.px(20)
        tokens = self._theme.tokens
        danger = self.property("kind") == "tile-danger"
        self.setFont(self._theme.font(11, 500))
        self.setIcon(icon(self._icon_name, tokens.danger_ink if danger else tokens.text, side))
        self.setIconSize(QSize(side, side))


class CallCard(DraggableFrame):
    """A call of mine that is not on hold."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._actions = theme, actions
        self._call: OwnCall | None = None
        px = theme.px
        self.start = px(START)
        self.setProperty("kind", "card-talking")
        self.lamp = Lamp(theme, 22, self)
        self.name = Text(theme, size=16, weight=600, parent=self)
        self.number = Text(theme, size=12, ink="text2", mode=Qt.TextElideMode.ElideMiddle)
        self.note = Text(theme, size=12, ink="text2", parent=self)
        self.remark = Text(theme, size=12, ink="text2", parent=self)
        self.remark.hide()
        self.digits = Text(
            theme, size=12, ink="text2", mode=Qt.TextElideMode.ElideLeft, parent=self
        )
        self.sound = Text(theme, size=12, ink="danger", parent=self)
        self.timer = Text(theme, size=18, weight=600, tabular=True, parent=self)
        self.more = icon_button(theme, "more", self.tr("More"), self)
        self.more.setFixedSize(px(32), px(28))
        self.more.setCheckable(True)
        self._waits: OwnCall | None = None
        self.connect_button = Button(theme, kind="ok", parent=self)
        self.connect_button.hide()
        self.keypad = Keypad(theme, self)
        self.keypad.hide()
        words = QVBoxLayout()
        words.setSpacing(px(2))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.timer)
        under = QHBoxLayout()
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        for line in (self.number, self.note, self.remark, self.digits, self.sound):
            lines.addWidget(line)
        under.addLayout(lines, 1)
        under.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(top)
        words.addLayout(under)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.lamp, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(12))
        layout.setSpacing(px(12))
        layout.addLayout(head)
        layout.addLayout(self._question())
        layout.addWidget(self.connect_button)
        layout.addWidget(self.keypad)
        layout.addLayout(self._tiles())
        layout.addWidget(self._second_row())
        self.more.toggled.connect(self.second.setVisible)
        self.connect_button.clicked.connect(self._connect)
        self.keypad.pressed.connect(lambda digit: self._send(actions.digit, digit))

    def _question(self) -> QHBoxLayout:
        self.follow = Button(self._theme, self.tr("Go there"), kind="ok")
        self.stay = Button(self._theme, self.tr("Stay"))
        self.follow.clicked.connect(lambda: self._send(self._actions.decide, True))
        self.stay.clicked.connect(lambda: self._send(self._actions.decide, False))
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(6))
        for button in (self.follow, self.stay):
            row.addWidget(button, 1)
        return row

    def _tiles(self) -> QHBoxLayout:
        theme, actions = self._theme, self._actions
        self.hold = Tile(theme, "pause", self.tr("Hold"), self.tr("Hold (F3)"))
        self.transfer = Tile(theme, "transfer", self.tr("Transfer"), self.tr("Transfer (F4)"))
        self.mute = Tile(theme, "mic", self.tr("Mute"), self.tr("Mute (Ctrl+M)"))
        self.end = Tile(
            theme, "hang-up", self.tr("Hang up"), self.tr("Hang up (Shift+Esc)"), "tile-danger"
        )
        self.hold.clicked.connect(lambda: self._send(actions.hold))
        self.transfer.clicked.connect(lambda: self._send(actions.transfer))
        self.mute.clicked.connect(
            lambda: self._send(actions.mute, not (self._call and self._call.muted))
        )
        self.end.clicked.connect(lambda: self._send(actions.hang_up))
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for tile in (self.hold, self.transfer, self.mute, self.end):
            tile.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
            row.addWidget(tile, 1)
        return row

    def _second_row(self) -> QWidget:
        """What is wanted less often; shown on demand."""
        theme = self._theme
        self.open_keypad = Tile(theme, "keypad", self.tr("Keypad"), self.tr("Keypad (Ctrl+K)"))
        self.park = Tile(theme, "import", self.tr("Park"), self.tr("Park (Ctrl+P)"))
        self.write = Tile(theme, "edit", self.tr("Note"), self.tr("Note on this caller"))
        self.open_keypad.clicked.connect(self.toggle_keypad)
        self.park.clicked.connect(lambda: self._send(self._actions.park))
        self.write.clicked.connect(lambda: self._send(self._actions.note))
        self.second = QWidget(self)
        row = QHBoxLayout(self.second)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for tile in (self.open_keypad, self.park, self.write):
            tile.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
            row.addWidget(tile, 1)
        self.second.hide()
        return self.second

    def _connect(self) -> None:
        if self._waits is not None and self._call is not None:
            self._actions.connect_with.emit(self._waits.id, self._call.id)

    def show_call(
        self,
        call: OwnCall,
        now: float,
        numbers: MediaStatistics | None = None,
        waits: OwnCall | None = None,
    ) -> None:
        """Show a call as it is now.

        Args:
            numbers: of its sound.
            waits: the call on hold that could be connected with it.
        """
        self._waits = waits if call.outgoing else None
        self._call, self.dragged = call, call.id
        self.lamp.show_glyph(*active_look(call))
        name = party_name(call.party)
        self.name.say(name)
        self.number.say(call.party.number)
        self.number.setVisible(call.party.number != name)
        self.note.say(active_words(call))
        self.note.setToolTip(self.note.text())
        self.digits.say(self.tr("They pressed {digits}").format(digits=call.digits))
        self.digits.setVisible(bool(call.digits))
        trouble = bad_sound(numbers)
        self.sound.say(trouble)
        self.sound.setVisible(bool(trouble))
        self.timer.say(clock(now - call.since))
        self.setToolTip(sound_words(numbers))
        self._offer(call, name)

    def show_note(self, note: str) -> None:
        """Show what was noted of the far end."""
        self.remark.say(self.tr("Note: {text}").format(text=note))
        self.remark.setToolTip(note)
        self.remark.setVisible(bool(note))

    def _offer(self, call: OwnCall, name: str) -> None:
        """Show what can be done with the call now; what cannot be is absent."""
        up = call.state is OwnCallState.TALKING
        for part in (self.hold, self.transfer, self.mute, self.more):
            part.setVisible(up)
        if not up:
            self.keypad.hide()
            self.more.setChecked(False)
        self.connect_button.setVisible(self._waits is not None)
        if self._waits is not None:
            waiting = party_name(self._waits.party)
            text = self.tr("Connect with {name}").format(name=waiting)
            self.connect_button.setText(text)
            self.connect_button.setToolTip(self.tr("Give them to each other (Shift+F4)"))
        for button in (self.follow, self.stay):
            button.setVisible(call.asked is not None)
        if call.muted:
            self.mute.become("mic-off", self.tr("Unmute"), self.tr("Unmute (Ctrl+M)"), "tile-on")
        else:
            self.mute.become("mic", self.tr("Mute"), self.tr("Mute (Ctrl+M)"))
        for part, said in (
            (self.hold, self.tr("Hold the call with {name}")),
            (self.transfer, self.tr("Transfer the call with {name}")),
            (self.mute, self.tr("Unmute") if call.muted else self.tr("Mute")),
            (self.end, self.tr("Hang up the call with {name}")),
            (self.follow, self.tr("Talk to {target} instead")),
            (self.stay, self.tr("Stay with {name}")),
        ):
            part.setAccessibleName(said.format(name=name, target=call.asked or ""))

    def toggle_keypad(self) -> None:
        """Open the keypad, or close it."""
        if self.keypad.isVisible():
            self.keypad.hide()
        elif self._call is not None and self._call.state is OwnCallState.TALKING:
            self.keypad.begin()

    def _send(self, signal: SignalInstance, *about: object) -> None:
        if self._call is not None:
            signal.emit(self._call.id, *about)
