"""My calls and what rings at partners: the pane at the left, and its strip for narrow windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from blfpanel.gui.face import CALLED_BY
from blfpanel.gui.glyphs import Glyph
from blfpanel.gui.port import KeyPort
from blfpanel.gui.theme import Theme
from blfpanel.gui.widgets import Button, Lamp, Text, frame, scrolling, set_kind
from blfpanel.gui.words import clock, party_name, translate
from blfpanel.panel.model import LampState, OwnCall, OwnCallState
from blfpanel.sip.events import UsageId


@dataclass(frozen=True, slots=True)
class RingingKey:
    """A partner's key at which a call rings that I could take."""

    key: KeyPort
    state: LampState


@dataclass(frozen=True, slots=True)
class CallList:
    """Everything the pane shows; each part oldest first."""

    active: tuple[OwnCall, ...] = ()
    waiting: tuple[OwnCall, ...] = ()
    ringing: tuple[RingingKey, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.active or self.waiting or self.ringing)


def sort_calls(own: Sequence[OwnCall], alerting: Sequence[tuple[KeyPort, LampState]]) -> CallList:
    """Put my calls and the partners' into their sections.

    A partner who rings because I call them has no call that I could take.
    """
    live = [call for call in own if call.state is not OwnCallState.ENDED]
    called = {call.key for call in live if call.outgoing and not call.pickup}
    ringing = [RingingKey(key, state) for key, state in alerting if key.id not in called]
    return CallList(
        tuple(call for call in live if call.state is not OwnCallState.INCOMING),
        tuple(
            sorted(
                (call for call in live if call.state is OwnCallState.INCOMING),
                key=lambda call: call.since,
            )
        ),
        tuple(sorted(ringing, key=lambda entry: entry.state.since or 0.0)),
    )


class Actions(QWidget):
    """Where rows send what is wanted of a call; an unseen parent of nothing."""

    answer = Signal(int)
    hang_up = Signal(int)
    pick_up = Signal(str)


class CallRow(QFrame):
    """A call that waits: lamp, name, one line, one or two buttons.

    ``plain`` is what the style sheet knows it as unless it is the most urgent one.
    """

    def __init__(self, theme: Theme, plain: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = plain
        self.setProperty("kind", plain)
        self.setFixedHeight(theme.px(56))
        self.lamp = Lamp(theme, 20, self)
        self.name = Text(theme, weight=600, parent=self)
        self.line = Text(theme, size=12, ink="text2", tabular=True, parent=self)
        self.no = Button(theme, icon_name="hang-up", ink="danger", parent=self)
        self.no.setFixedWidth(theme.px(36))
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
        layout.addWidget(self.no)
        layout.addWidget(self.yes)
        self._on_yes: Callable[[], None] | None = None
        self._on_no: Callable[[], None] | None = None
        self.yes.clicked.connect(lambda: self._on_yes() if self._on_yes else None)
        self.no.clicked.connect(lambda: self._on_no() if self._on_no else None)

    def show_waiting(self, call: OwnCall, first: bool, now: float, actions: Actions) -> None:
        """A call to me; the first one is what F2 takes."""
        set_kind(self, "card-alert" if first else self._plain)
        self.lamp.show_glyph(Glyph.RINGING, "alert_edge" if first else "text2")
        name = party_name(call.party)
        self.name.say(name)
        self.line.say(_joined(clock(now - call.since), call.party.number, name))
        self.yes.setText(self.tr("Answer"))
        self.yes.setAccessibleName(self.tr("Answer {name}").format(name=name))
        self.yes.set_kind("ok" if first else "", "text")
        self.no.setToolTip(self.tr("Decline"))
        self.no.setAccessibleName(self.tr("Decline {name}").format(name=name))
        self.no.show()
        self._on_yes = lambda: actions.answer.emit(call.id)
        self._on_no = lambda: actions.hang_up.emit(call.id)

    def show_ringing(self, entry: RingingKey, now: float, actions: Actions) -> None:
        """A call to a partner."""
        set_kind(self, self._plain)
        self.yes.set_kind("", "text")
        self.lamp.show_glyph(Glyph.RINGING, "alert_edge")
        label, key_id = entry.key.label, entry.key.id
        self.name.say(label)
        caller = party_name(entry.state.remote)
        since = "" if entry.state.since is None else clock(now - entry.state.since)
        shown = f"{CALLED_BY} {caller}" if caller else ""
        self.line.say(" · ".join(part for part in (shown, since) if part))
        self.yes.setText(self.tr("Pick up"))
        self.yes.setAccessibleName(self.tr("Pick up the call for {name}").format(name=label))
        self.no.hide()
        self._on_yes = lambda: actions.pick_up.emit(key_id)

    def show_active(self, call: OwnCall, now: float, actions: Actions) -> None:
        """A call of mine, in one row."""
        set_kind(self, self._plain)
        glyph, ink = _active_look(call)
        self.lamp.show_glyph(glyph, ink)
        name = party_name(call.party)
        self.name.say(name)
        self.line.say(f"{clock(now - call.since)} · {active_words(call)}")
        self.yes.setText(self.tr("Hang up"))
        self.yes.setAccessibleName(self.tr("Hang up the call with {name}").format(name=name))
        self.yes.set_kind("danger", "danger_ink")
        self.no.hide()
        self._on_yes = lambda: actions.hang_up.emit(call.id)


class CallCard(QFrame):
    """A call of mine: who, what, how long, and what can be done with it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.setProperty("kind", "card-talking")
        self.lamp = Lamp(theme, 22, self)
        self.name = Text(theme, size=16, weight=600, parent=self)
        self.number = Text(theme, size=12, ink="text2", mode=Qt.TextElideMode.ElideMiddle)
        self.note = Text(theme, size=12, ink="text2", parent=self)
        self.timer = Text(theme, size=18, weight=600, tabular=True, parent=self)
        self.end = Button(
            theme, self.tr("Hang up"), kind="danger", icon_name="hang-up", ink="danger_ink",
            weight=600,
        )  # fmt: skip
        self.end.setFixedHeight(px(40))
        self.end.setToolTip(self.tr("Hang up (Shift+Esc)"))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.timer)
        words.addLayout(top)
        words.addWidget(self.number)
        words.addWidget(self.note)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.lamp, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(12))
        layout.setSpacing(px(12))
        layout.addLayout(head)
        layout.addWidget(self.end)
        self._on_end: Callable[[], None] | None = None
        self.end.clicked.connect(lambda: self._on_end() if self._on_end else None)

    def show_call(self, call: OwnCall, now: float, actions: Actions) -> None:
        """Show a call as it is now."""
        glyph, ink = _active_look(call)
        self.lamp.show_glyph(glyph, ink)
        name = party_name(call.party)
        self.name.say(name)
        self.number.say(call.party.number)
        self.number.setVisible(call.party.number != name)
        self.note.say(active_words(call))
        self.timer.say(clock(now - call.since))
        self.end.setAccessibleName(self.tr("Hang up the call with {name}").format(name=name))
        self._on_end = lambda: actions.hang_up.emit(call.id)


class Section(QWidget):
    """A titled list of rows that are kept while their call lives."""

    def __init__(
        self, theme: Theme, title: str, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[UsageId | str, QFrame] = {}
        self.title = Text(theme, title, size=12, weight=600, ink="text2", parent=self)
        self.count = Text(theme, size=12, ink="text2", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch()
        if shortcut:
            head.addWidget(Text(theme, shortcut, size=11, ink="text2", parent=self))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, theme.px(10))
        self._layout.setSpacing(theme.px(6))
        self._layout.addLayout(head)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def rows(self) -> list[QFrame]:
        """The rows, oldest first."""
        return list(self._rows.values())

    def keep(self, ids: Sequence[UsageId | str], make: Callable[[], QFrame]) -> list[QFrame]:
        """Have exactly one row for each id, in this order, and give them."""
        for gone in [known for known in self._rows if known not in ids]:
            row = self._rows.pop(gone)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, known in enumerate(ids):
            if known not in self._rows:
                self._rows[known] = make()
            row = self._rows[known]
            if self._layout.indexOf(row) != place + 1:
                self._layout.insertWidget(place + 1, row)
        self._rows = {known: self._rows[known] for known in ids}
        self.count.say(str(len(ids)))
        self.setVisible(bool(ids))
        return list(self._rows.values())


class CallsPane(QFrame):
    """Active, Waiting, Ringing at partners; sections appear only when filled."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self.setProperty("kind", "calls")
        self.setAccessibleName(self.tr("Calls"))
        self.active = Section(theme, self.tr("Active"))
        self.waiting = Section(theme, self.tr("Waiting"), "F2")
        self.ringing = Section(theme, self.tr("Ringing at partners"), self.tr("Shift F2"))
        self.nothing = Text(theme, self.tr("No calls."), ink="text2")
        inside = frame("pane")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(*[theme.px(14)] * 4)
        layout.setSpacing(theme.px(6))
        for part in (self.active, self.waiting, self.ringing, self.nothing):
            layout.addWidget(part)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scrolling(inside, self))

    def show_calls(self, calls: CallList, now: float) -> None:
        """Show these calls; rows of calls that stay are kept."""
        theme, actions = self._theme, self._actions
        cards = self.active.keep([call.id for call in calls.active], lambda: CallCard(theme))
        for card, call in zip(cards, calls.active, strict=True):
            assert isinstance(card, CallCard)
            card.show_call(call, now, actions)
        self.active.count.setVisible(len(calls.active) > 1)
        rows = self.waiting.keep([call.id for call in calls.waiting], lambda: CallRow(theme))
        for place, (row, call) in enumerate(zip(rows, calls.waiting, strict=True)):
            assert isinstance(row, CallRow)
            row.show_waiting(call, place == 0, now, actions)
        rows = self.ringing.keep([entry.key.id for entry in calls.ringing], lambda: CallRow(theme))
        for row, entry in zip(rows, calls.ringing, strict=True):
            assert isinstance(row, CallRow)
            row.show_ringing(entry, now, actions)
        self.nothing.setVisible(calls.empty)


class CallStrip(QFrame):
    """The most urgent call in one row, for windows without room for the pane."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setProperty("kind", "strip")
        self.row = CallRow(theme, "pane", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        layout.addWidget(self.row)
        self.setFixedHeight(theme.px(60))

    def show_calls(self, calls: CallList, now: float) -> bool:
        """Show the call that comes first; tells whether there is one."""
        if calls.waiting:
            self.row.show_waiting(calls.waiting[0], True, now, self._actions)
        elif calls.active:
            self.row.show_active(calls.active[0], now, self._actions)
        elif calls.ringing:
            self.row.show_ringing(calls.ringing[0], now, self._actions)
        return not calls.empty


def active_words(call: OwnCall) -> str:
    """What happens in a call of mine."""
    match call.state:
        case OwnCallState.DIALLING:
            return (
                translate("Call", "Picking up…") if call.pickup else translate("Call", "Calling…")
            )
        case OwnCallState.RINGING:
            return translate("Call", "Ringing there")
        case _:
            return translate("Call", "Picked up") if call.pickup else translate("Call", "Talking")


def _active_look(call: OwnCall) -> tuple[Glyph, str]:
    if call.state is OwnCallState.TALKING:
        return Glyph.TALKING, "talking"
    return Glyph.CALLING, "calling"


def _joined(first: str, number: str, name: str) -> str:
    return first if number == name or not number else f"{first} · {number}"
