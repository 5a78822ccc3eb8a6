"""The legend: each lamp in the colours in force, its word, what it means and what a click does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from blfpanel.gui.help.page import HelpPage
from blfpanel.gui.keys.face import Face, face_of
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text, frame, scrolling
from blfpanel.gui.why.parts import Tile
from blfpanel.gui.words import QT_TRANSLATE_NOOP, translate
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState

_SIZE = QSize(560, 900)


class _Sample(NamedTuple):
    """A key that stands for all."""

    id: KeyId = KeyId("")
    label: str = ""
    number: str = ""
    account: str = ""
    note: str = ""
    group: str = ""
    type: KeyType = KeyType.PARTNER


@dataclass(frozen=True, slots=True)
class Entry:
    """A lamp of the legend: how it comes about, what it means, what a click does."""

    state: LampState
    meaning: str
    click: str
    picking_up: bool = False
    type: KeyType = KeyType.PARTNER

    @property
    def face(self) -> Face:
        """What is drawn."""
        return face_of(_Sample(type=self.type), self.state, picking_up=self.picking_up)


def _talking(detail: Detail) -> LampState:
    return LampState(lamp=Lamp.BUSY, detail=detail)


_CALL = QT_TRANSLATE_NOOP("Legend", "Click: call.")
_ASK = QT_TRANSLATE_NOOP(
    "Legend", "Click: ask what to do. A busy partner is never disturbed unasked."
)

ENTRIES = (
    Entry(
        LampState(lamp=Lamp.IDLE),
        QT_TRANSLATE_NOOP("Legend", "Hollow ring: the partner is free."),
        QT_TRANSLATE_NOOP("Legend", "Click: call; while you talk, transfer or call, as set."),
    ),
    Entry(
        LampState(lamp=Lamp.ALERTING, detail=Detail.RINGING),
        QT_TRANSLATE_NOOP(
            "Legend", "Bell on a filled key, the only one that moves: it rings there."
        ),
        QT_TRANSLATE_NOOP("Legend", "Click: pick up. A call you have goes on hold first."),
    ),
    Entry(
        LampState(lamp=Lamp.ALERTING, detail=Detail.RINGING),
        QT_TRANSLATE_NOOP("Legend", "Turning arc: your pick-up is on its way."),
        QT_TRANSLATE_NOOP("Legend", "Click: nothing. The PBX says who got the call."),
        picking_up=True,
    ),
    Entry(
        _talking(Detail.CALLING),
        QT_TRANSLATE_NOOP("Legend", "Arrow: the partner calls, nobody has answered yet."),
        _ASK,
    ),
    Entry(
        _talking(Detail.TALKING),
        QT_TRANSLATE_NOOP("Legend", "Handset in a square: the partner talks."),
        _ASK,
    ),
    Entry(
        _talking(Detail.HELD),
        QT_TRANSLATE_NOOP("Legend", "Two bars: the partner holds a call, or is held."),
        QT_TRANSLATE_NOOP("Legend", "Click: take back a call you hold; else ask what to do."),
    ),
    Entry(
        _talking(Detail.PARKED),
        QT_TRANSLATE_NOOP("Legend", "P in a disc: a call waits here for anybody."),
        QT_TRANSLATE_NOOP("Legend", "Click: fetch it."),
    ),
    Entry(
        LampState(lamp=Lamp.IDLE),
        QT_TRANSLATE_NOOP("Legend", "P in a ring: no call waits in this place."),
        QT_TRANSLATE_NOOP("Legend", "Click: park the call you talk in."),
        type=KeyType.PARK,
    ),
    Entry(
        LampState(lamp=Lamp.IDLE, stale=True),
        QT_TRANSLATE_NOOP(
            "Legend",
            "Grey on a hatch, “Was …”: the last that was known. It may be wrong; how old it is "
            "and why stands below.",
        ),
        QT_TRANSLATE_NOOP("Legend", "Click: as if it were so. “Was ringing” tries to pick up."),
    ),
    Entry(
        LampState(),
        QT_TRANSLATE_NOOP(
            "Legend", "Dashes and a question mark: the PBX was asked and has said nothing yet."
        ),
        _CALL,
    ),
    Entry(
        LampState(refused=403),
        QT_TRANSLATE_NOOP(
            "Legend", "Diamond: the PBX refuses to tell. The number is its reason; F5 asks again."
        ),
        _CALL,
    ),
    Entry(
        _talking(Detail.TALKING),
        QT_TRANSLATE_NOOP("Legend", "Switch to the right: night mode, a queue or the like is on."),
        QT_TRANSLATE_NOOP("Legend", "Click: switch it off."),
        type=KeyType.AUTOMATON,
    ),
    Entry(
        LampState(lamp=Lamp.IDLE),
        QT_TRANSLATE_NOOP("Legend", "Switch to the left: it is off."),
        QT_TRANSLATE_NOOP("Legend", "Click: switch it on."),
        type=KeyType.AUTOMATON,
    ),
    Entry(
        LampState(),
        QT_TRANSLATE_NOOP("Legend", "Outline of a handset: a number that is called, not watched."),
        _CALL,
        type=KeyType.SPEED_DIAL,
    ),
    Entry(
        LampState(),
        QT_TRANSLATE_NOOP("Legend", "Digits for the PBX."),
        QT_TRANSLATE_NOOP("Legend", "Click: dial them; while you talk, send them into the call."),
        type=KeyType.CODE,
    ),
    Entry(
        LampState(),
        QT_TRANSLATE_NOOP("Legend", "Arrow out of a box: a web page or a program."),
        QT_TRANSLATE_NOOP("Legend", "Click: open it. Before the first time you are asked."),
        type=KeyType.PROGRAM,
    ),
)

#: signs beside lamps, each with its meaning
SIGNS = (
    (
        QT_TRANSLATE_NOOP("Legend", "2 in a box"),
        QT_TRANSLATE_NOOP("Legend", "So many calls at once; the lamp shows what matters most."),
    ),
    (
        QT_TRANSLATE_NOOP("Legend", "‹ name"),
        QT_TRANSLATE_NOOP("Legend", "Who calls this partner."),
    ),
    (
        QT_TRANSLATE_NOOP("Legend", "› name"),
        QT_TRANSLATE_NOOP("Legend", "Whom this partner calls."),
    ),
    (
        QT_TRANSLATE_NOOP("Legend", "Hourglass"),
        QT_TRANSLATE_NOOP("Legend", "You will be told when this partner is free."),
    ),
    (
        QT_TRANSLATE_NOOP("Legend", "Blue ring"),
        QT_TRANSLATE_NOOP("Legend", "The keyboard is here: Enter does what a click does."),
    ),
)


class Row(QWidget):
    """One lamp with its words."""

    def __init__(self, theme: Theme, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        face = entry.face
        self.word = face.word
        meaning, click = translate("Legend", entry.meaning), translate("Legend", entry.click)
        self.setAccessibleName(f"{face.word}. {meaning} {click}")
        self.tile = Tile(theme, self)
        self.tile.show_face(face)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Text(theme, face.word, size=14, weight=600, parent=self))
        words.addWidget(Text(theme, meaning, size=13, wrap=True, parent=self))
        words.addWidget(Text(theme, click, size=12, ink="text2", wrap=True, parent=self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        layout.setSpacing(theme.px(16))
        layout.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)


class Legend(HelpPage):
    """What the lamps mean, in the theme in force."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = translate("Legend", "What the lamps mean")
        super().__init__(theme, title, "", _SIZE, parent)
        inside = frame("pane", self)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(theme.px(4), 0, theme.px(12), 0)
        layout.setSpacing(0)
        self.rows = [Row(theme, entry, inside) for entry in ENTRIES]
        for row in self.rows:
            layout.addWidget(row)
        layout.addSpacing(theme.px(10))
        layout.addWidget(Text(theme, translate("Legend", "Signs"), size=14, weight=600))
        for line in _signs(theme, inside):
            layout.addWidget(line)
        layout.addStretch()
        self.area: QScrollArea = scrolling(inside, self)
        # the keyboard scrolls it
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setProperty("kind", "reader")
        self.area.setAccessibleName(title)
        self.body.addWidget(self.area, 1)
        theme.changed.connect(self._say_theme)
        self._say_theme()
        self.area.setFocus()

    def _say_theme(self) -> None:
        lamps = self._theme.lamps
        named = translate("LampTheme", lamps.title), translate("LampTheme", lamps.about)
        self.sentence.say(self.tr("Lamps: {name}. {about}").format(name=named[0], about=named[1]))


def _signs(theme: Theme, parent: QWidget) -> Iterator[QWidget]:
    for sign, meaning in SIGNS:
        line = QWidget(parent)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        layout.setSpacing(theme.px(16))
        named = Text(theme, translate("Legend", sign), weight=500, parent=line)
        named.setFixedWidth(theme.px(90))
        layout.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Text(theme, translate("Legend", meaning), wrap=True, parent=line), 1)
        yield line
