"""The card that tells, line by line, how connecting goes."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Lamp, Text
from blfpanel.gui.words import said
from blfpanel.phone.probe_steps import Mark, Part, Step

_TURN_MS = 50
_TURN = 0.05


class _Line(QWidget):
    """One step: its sign, its words, and smaller ones below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sign = Lamp(theme, 18)
        self.text = Text(theme, size=14, weight=600, wrap=True)
        self.details = Text(theme, size=12, ink="text2", wrap=True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.px(12))
        layout.setVerticalSpacing(theme.px(1))
        layout.addWidget(self.sign, 0, 0)
        layout.addWidget(self.text, 0, 1)
        layout.addWidget(self.details, 1, 1)
        layout.setColumnStretch(1, 1)

    def show_step(self, step: Step) -> None:
        """Draw a step."""
        text = said(step.text)
        details = "; ".join(said(detail) for detail in step.details)
        self.text.say(text)
        self.text.set_ink("danger" if step.mark is Mark.FAILED else "text")
        self.details.say(details)
        self.details.setVisible(bool(details))
        self.setAccessibleName(f"{text} {details}".strip())
        match step.mark:
            case Mark.DONE:
                self.sign.show_icon("check-disc", "ok")
            case Mark.NOTE:
                self.sign.show_icon("warn", "alert_edge")
            case Mark.FAILED:
                self.sign.show_icon("diamond", "danger")
            case Mark.RUNNING:
                self.turn(0.0)

    def turn(self, turn: float) -> None:
        """Turn the arc of a step that runs."""
        self.sign.show_glyph(Glyph.PICKING_UP, "accent", turn)


class Progress(QFrame):
    """The steps so far, one line for each part."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._theme = theme
        self.steps: dict[Part, Step] = {}
        self._lines: dict[Part, _Line] = {}
        self._turn = 0.0
        self._timer = QTimer(self, interval=_TURN_MS)
        self._timer.timeout.connect(self._advance)
        px = theme.px
        self.title = Text(theme, size=15, weight=600)
        self.took = Text(theme, size=12, ink="text2")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.took)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(20), px(16), px(20), px(16))
        self._layout.setSpacing(px(10))
        self._layout.addLayout(head)
        self.hide()

    def clear(self) -> None:
        """Begin anew."""
        for line in self._lines.values():
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
        self.steps.clear()
        self.took.say("")
        self.hide()

    def show_step(self, step: Step) -> None:
        """Show a step; one of the same part is replaced."""
        if step.part not in self._lines:
            self._lines[step.part] = line = _Line(self._theme)
            self._layout.addWidget(line)
        self.steps[step.part] = step
        self._lines[step.part].show_step(step)
        self.title.say(self._titled())
        self.show()
        if step.mark is not Mark.RUNNING and QAccessible.isActive():
            line = self._lines[step.part]
            told = QAccessibleAnnouncementEvent(line, line.accessibleName())
            QAccessible.updateAccessibility(told)
        if any(each.mark is Mark.RUNNING for each in self.steps.values()):
            self._timer.start()
        else:
            self._timer.stop()

    def finish(self, seconds: float) -> None:
        """Say how long it took."""
        self.took.say(self.tr("took {seconds} s").format(seconds=max(1, round(seconds))))

    def texts(self) -> list[str]:
        """What is shown, line by line."""
        return [line.accessibleName() for line in self._lines.values()]

    def _titled(self) -> str:
        marks = [step.mark for step in self.steps.values()]
        if Mark.FAILED in marks:
            return self.tr("Not connected")
        if Part.PBX in self.steps:
            return self.tr("Connected")
        return self.tr("Connecting…")

    def _advance(self) -> None:
        self._turn = (self._turn + _TURN) % 1.0
        for part, step in self.steps.items():
            if step.mark is Mark.RUNNING:
                self._lines[part].turn(self._turn)
