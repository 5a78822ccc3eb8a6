"""One message at the right of the ladder: what it is, what it did, as it came, its findings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from blfpanel.body.dialog_info import BodyError
from blfpanel.gui.keys.face import look
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, frame, icon_button, scrolling
from blfpanel.gui.trace.marking import MessageSyntax, decisive_lines, mark_lines
from blfpanel.gui.trace.model import TraceModel, label
from blfpanel.gui.why.parts import CallsTable, bullet_lines, message_view
from blfpanel.gui.words import said, translate, word
from blfpanel.panel.lamps.documents import body_of, read_body
from blfpanel.panel.model import Lamp as LampKind
from blfpanel.phone.effects import Effect
from blfpanel.phone.traffic import Line
from blfpanel.sip.syntax.message import MalformedMessage, Request, parse_message

WIDTH = 560


class Details(QFrame):
    """Shows one message."""

    def __init__(self, theme: Theme, model: TraceModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.setProperty("kind", "side")
        self.setAccessibleName(self.tr("Chosen message"))
        px = theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(18), px(24), px(18))
        layout.setSpacing(px(10))
        self.title = Text(theme, size=20, weight=700, parent=self)
        self.facts = Text(theme, ink="text2", tabular=True, wrap=True, parent=self)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addWidget(self._make_effect())
        layout.addSpacing(px(4))
        layout.addLayout(self._make_tabs())
        layout.addWidget(self._make_pages(), 1)
        self.show_line(None)

    def _make_effect(self) -> QFrame:
        px = self._theme.px
        self.effect = frame("rule", self)
        self.lamp = Lamp(self._theme, 24, self.effect)
        self.became = Text(self._theme, weight=600, wrap=True, parent=self.effect)
        self.rule = Text(self._theme, size=12, ink="text2", wrap=True, parent=self.effect)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.became)
        words.addWidget(self.rule)
        row = QHBoxLayout(self.effect)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(14))
        row.addWidget(self.lamp)
        row.addLayout(words, 1)
        return self.effect

    def _make_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(6))
        self.tabs = QButtonGroup(self)
        for place, name in enumerate((self.tr("Message"), self.tr("Calls"), self.tr("Findings"))):
            tab = Button(self._theme, name, kind="toggle", parent=self)
            tab.setCheckable(True)
            self.tabs.addButton(tab, place)
            row.addWidget(tab)
        row.addStretch()
        self.copy = icon_button(self._theme, "copy", self.tr("Copy the message"), self)
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)
        return row

    def _make_pages(self) -> QStackedWidget:
        self.message = message_view(self._theme, self.tr("Message"))
        self.message.setMinimumHeight(self._theme.px(80))
        self._syntax = MessageSyntax(self._theme, self.message.document())
        self.calls = CallsTable(self._theme)
        self.findings = Text(self._theme, wrap=True)
        self.findings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.message)
        for part in (self.calls, self.findings):
            inside = frame("surface")
            layout = QVBoxLayout(inside)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(part)
            layout.addStretch()
            self.pages.addWidget(scrolling(inside, self))
        self.tabs.idClicked.connect(self.pages.setCurrentIndex)
        self.tabs.button(0).setChecked(True)
        return self.pages

    def show_line(self, line: Line | None) -> None:
        """Show this message; None: nothing is chosen."""
        self.effect.setVisible(False)
        self.copy.setEnabled(line is not None)
        if line is None:
            self.title.say(self.tr("No message chosen"))
            self.facts.say(self.tr("Choose a message to read it."))
            self.message.setPlainText("")
            mark_lines(self.message, [], self._theme)
            self.calls.show_calls(())
            self._show_findings(())
            return
        effects = self._model.effects(line)
        text = self._model.text(line)
        self.title.say(label(line))
        self.facts.say(self._facts(line))
        self.message.setPlainText(text)
        self.calls.show_calls(effects[-1].after.calls if effects else ())
        self._show_findings(findings_of(line))
        mark_lines(
            self.message, decisive_lines(text, effects[-1].after) if effects else [], self._theme
        )
        if effects:
            self._show_effect(line, effects[-1])

    def _facts(self, line: Line) -> str:
        entry = line.entry
        parts = [
            self._model.time(line),
            self.tr("{n} bytes").format(n=len(entry.data)),
            entry.flow.transport.upper(),
        ]
        if line.answered is not None:
            answered = (
                self.tr("answered in {time}") if line.status is None else self.tr("after {time}")
            )
            parts.append(answered.format(time=milliseconds(line.answered)))
        if line.repeats:
            parts.append(self.tr("sent {n} times").format(n=line.repeats + 1))
        return " · ".join(parts)

    def _show_effect(self, line: Line, effect: Effect) -> None:
        glyph, token = look(effect.after)
        alerting = effect.after.lamp is LampKind.ALERTING
        self.lamp.show_glyph(glyph, "alert_edge" if alerting else token)
        became = self.tr("Key {key} became {word} after {time}")
        if not effect.shown:
            became = self.tr("Key {key} became {word} after {time}, too short to be shown")
        self.became.say(
            became.format(
                key=self._model.number(effect),
                word=word(effect.after),
                time=milliseconds(effect.at - line.entry.at),
            )
        )
        why = said(effect.after.why)
        self.rule.say(self.tr("Rule: {rule}").format(rule=why) if why else "")
        self.effect.setVisible(True)

    def _show_findings(self, findings: tuple[str, ...]) -> None:
        self.findings.say(bullet_lines(findings))
        tab = self.tabs.button(2)
        tab.setText(
            self.tr("Findings {n}").format(n=len(findings)) if findings else self.tr("Findings")
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.toPlainText())


def findings_of(line: Line) -> tuple[str, ...]:
    """What in a NOTIFY departs from RFC 4235."""
    try:
        message = parse_message(line.entry.data)
        if not isinstance(message, Request) or message.method != "NOTIFY":
            return ()
        info = read_body(message, body_of(message))
    except MalformedMessage as problem:
        return (translate("Trace", "No SIP message: {reason}").format(reason=problem.reason),)
    except BodyError as problem:
        return (translate("Trace", "Its body cannot be read: {reason}").format(reason=problem),)
    return () if info is None else info.findings


def milliseconds(seconds: float) -> str:
    """A short time: "0.9 ms", "412 ms", "3.2 s"."""
    if seconds >= 1:
        return translate("Age", "{n} s").format(n=f"{seconds:.1f}")
    small = seconds * 1000
    return translate("Age", "{n} ms").format(n=f"{small:.1f}" if small < 10 else f"{small:.0f}")
