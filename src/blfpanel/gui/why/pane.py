"""The pane "Why this lamp?": the rule, how certain, the calls, what happened, the message."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.gui.keys.model import KeyModel
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, frame, icon_button, scrolling
from blfpanel.gui.port import PhonePort
from blfpanel.gui.trace.marking import MessageSyntax, decisive_lines, mark_lines
from blfpanel.gui.why.history import HistoryList, detail, time_of, title
from blfpanel.gui.why.parts import (
    CallsTable,
    Fold,
    Tile,
    bullet_lines,
    call_cells,
    message_view,
)
from blfpanel.gui.words import clock, said, translate, word
from blfpanel.net.trace import mask_secrets
from blfpanel.panel.model import Explanation, KeyId, Observation

WIDTH = 520
#: Among so many messages of the trace the one that is shown is looked for.
NEWEST = 500


class WhyPane(QFrame):
    """Explains one key.

    ``closed`` when its × is pressed; ``ask_again`` and ``trace_wanted`` carry the key.
    """

    closed = Signal()
    ask_again = Signal(str)
    trace_wanted = Signal(str)

    def __init__(
        self, theme: Theme, phone: PhonePort, model: KeyModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._phone, self._model = theme, phone, model
        self._key: KeyId | None = None
        self.setProperty("kind", "side")
        self.setAccessibleName(self.tr("Why this lamp?"))
        inside = frame("surface")
        layout = QVBoxLayout(inside)
        px = theme.px
        layout.setContentsMargins(px(24), px(14), px(24), px(14))
        layout.setSpacing(px(12))
        layout.addLayout(self._make_title())
        layout.addLayout(self._make_who())
        layout.addWidget(self._make_rule())
        layout.addLayout(self._make_certainty())
        layout.addSpacing(px(6))
        self.calls_title = Text(theme, size=12, weight=600, ink="text2", parent=self)
        layout.addWidget(self.calls_title)
        self.calls = CallsTable(theme)
        layout.addWidget(self.calls)
        layout.addSpacing(px(6))
        layout.addLayout(self._make_history_title())
        self.history = HistoryList(theme, phone.wall)
        self.history.selectionModel().currentChanged.connect(self._show_moment)
        layout.addWidget(self.history)
        folds = QVBoxLayout()
        folds.setSpacing(px(2))
        for fold in self._make_folds():
            folds.addWidget(fold)
        layout.addLayout(folds)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolling(inside, self), 1)
        outer.addWidget(self._make_foot())

    # --- parts ---

    def _make_title(self) -> QHBoxLayout:
        close = icon_button(self._theme, "x", self.tr("Close (Esc)"), self)
        close.setFixedSize(self._theme.px(32), self._theme.px(32))
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(Text(self._theme, self.tr("Why this lamp?"), weight=600, ink="text2"), 1)
        row.addWidget(close)
        return row

    def _make_who(self) -> QHBoxLayout:
        self.tile = Tile(self._theme, self)
        self.name = Text(self._theme, size=20, weight=700, parent=self)
        self.since = Text(self._theme, ink="text2", tabular=True, parent=self)
        words = QVBoxLayout()
        words.setSpacing(self._theme.px(2))
        words.addWidget(self.name)
        words.addWidget(self.since)
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(16))
        row.addWidget(self.tile)
        row.addLayout(words, 1)
        row.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _make_rule(self) -> QFrame:
        box = frame("rule")
        self.rule = Text(self._theme, size=14, weight=500, wrap=True, parent=box)
        self.rule.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(box)
        px = self._theme.px
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.addWidget(self.rule)
        return box

    def _make_certainty(self) -> QHBoxLayout:
        self.sure = Lamp(self._theme, 18, self)
        self.certainty = Text(self._theme, ink="text2", wrap=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(10))
        row.addWidget(self.sure, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.certainty, 1)
        return row

    def _make_history_title(self) -> QHBoxLayout:
        self.amount = Text(self._theme, size=12, ink="text2", parent=self)
        row = QHBoxLayout()
        row.addWidget(Text(self._theme, self.tr("What happened"), size=12, weight=600, ink="text2"))
        self.now = Button(self._theme, self.tr("Back to now"), kind="fold", size=12, parent=self)
        self.now.clicked.connect(self._back_to_now)
        row.addStretch()
        row.addWidget(self.now)
        row.addWidget(self.amount)
        return row

    def _make_folds(self) -> tuple[Fold, ...]:
        theme = self._theme
        self.message = Fold(theme, self.tr("Message as received"), self)
        self.message_text = message_view(theme, self.tr("Message as received"))
        MessageSyntax(theme, self.message_text.document())
        self.message.hold(self.message_text)
        self.cannot = Fold(theme, self.tr("What this PBX cannot tell"), self)
        self.cannot_text = Text(theme, size=12, wrap=True)
        self.cannot.hold(self.cannot_text)
        self.checked = Fold(theme, self.tr("Checked against RFC 4235"), self)
        self.checked_text = Text(theme, size=12, wrap=True)
        self.checked.hold(self.checked_text)
        return self.message, self.cannot, self.checked

    def _make_foot(self) -> QFrame:
        theme, px = self._theme, self._theme.px
        self.again = Button(theme, self.tr("Ask again"), icon_name="refresh")
        self.again.clicked.connect(self._ask)
        self.copy = Button(theme, self.tr("Copy as text"), icon_name="copy")
        self.copy.clicked.connect(self._copy)
        foot = frame("side-foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(24), px(12), px(24), px(12))
        row.setSpacing(px(10))
        row.addWidget(self.again)
        self.trace = Button(theme, self.tr("Open trace"), icon_name="pulse")
        self.trace.clicked.connect(self._open_trace)
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(self.trace)
        return foot

    # --- what it shows ---

    @property
    def key(self) -> KeyId | None:
        """The key it speaks about."""
        return self._key

    def explain(self, key: KeyId) -> None:
        """Speak about this key from now on."""
        if key != self._key:
            self.history.setCurrentIndex(QModelIndex())
        self._key = key
        self.refresh()

    def refresh(self) -> None:
        """Say it as it is now; a key that is gone has nothing to be said about."""
        if self._key is None:
            return
        if self._key not in self._phone.panel:
            self._key = None
            self.closed.emit()
            return
        now = self._phone.now()
        key, answer = self._phone.panel.key(self._key), self._phone.panel.explain(self._key, now)
        self.tile.show_face(self._model.face(self._key))
        self.name.say(key.label)
        self.since.say(self._since(key.number, answer, now))
        self.rule.say(said(answer.sentence))
        self.certainty.say(said(answer.certainty))
        self.sure.show_icon(
            "check" if answer.certain else "hatch-disc", "ok" if answer.certain else "doubt"
        )
        self.history.show_history(answer.history)
        self.amount.say(self.tr("{n} entries").format(n=len(answer.history)))
        self.cannot_text.say(bullet_lines([said(each) for each in answer.cannot_tell]))
        things = len(answer.cannot_tell)
        amount = self.tr("1 thing") if things == 1 else self.tr("{n} things")
        self.cannot.summary.say(amount.format(n=things))
        self._show_knowledge(answer)

    def _show_moment(self) -> None:
        if self._key is not None and self._key in self._phone.panel:
            self._show_knowledge(self._phone.panel.explain(self._key, self._phone.now()))

    def _show_knowledge(self, answer: Explanation) -> None:
        """What is known now, or was known when the chosen entry was made."""
        seen = self.history.chosen()
        self.now.setVisible(seen is not None)
        if seen is None:
            self.calls_title.say(self.tr("Calls in the last message"))
            calls, findings = answer.state.calls, answer.findings
        else:
            then = self.tr("Known at {time}: {word}")
            time = time_of(self._phone.wall(seen.at))
            self.calls_title.say(then.format(time=time, word=word(seen.after)))
            calls, findings = seen.after.calls, seen.findings
        self.calls.show_calls(calls)
        self.checked_text.say(bullet_lines(findings))
        self.checked.summary.say(self._findings(findings))
        self._show_message()

    def _back_to_now(self) -> None:
        # first: a list that gets the focus because this button goes would choose its first row
        self.again.setFocus()
        self.history.setCurrentIndex(QModelIndex())
        self.history.clearSelection()

    def _since(self, number: str, answer: Explanation, now: float) -> str:
        state = answer.state
        now_word = word(state)
        if state.since is None:
            return f"{number} · {now_word}"
        began = self._phone.wall(state.since)
        shown = translate("Why", "{number} · {word} since {time}, for {length}")
        length = clock(now - state.since)
        return shown.format(number=number, word=now_word, time=f"{began:%H:%M:%S}", length=length)

    def _findings(self, findings: tuple[str, ...]) -> str:
        if not findings:
            return self.tr("nothing found")
        listed = ", ".join(findings)
        amount = (
            self.tr("1 finding: {list}") if len(findings) == 1 else self.tr("{n} findings: {list}")
        )
        return amount.format(n=len(findings), list=listed)

    def _show_message(self) -> None:
        seen = self._message_entry()
        raw = seen.received if seen is not None else b""
        self.message.setVisible(bool(raw))
        text = mask_secrets(raw.decode("utf-8", "replace")).replace("\r\n", "\n")
        if text == self.message_text.toPlainText():
            return
        self.message_text.setPlainText(text)
        marked = decisive_lines(text, seen.after) if seen is not None else []
        mark_lines(self.message_text, marked, self._theme)
        self.message.summary.say(self._origin(raw))

    def _origin(self, raw: bytes) -> str:
        """How long a message is and, where the trace still has it, where it came from."""
        size = self.tr("{n} bytes").format(n=len(raw))
        trace = self._phone.trace
        newest = trace.since(max(0, trace.recorded - NEWEST))
        flow = next((entry.flow for entry in newest if entry.data is raw), None)
        if flow is None:
            return size
        came = self.tr("{size} · {transport} from {host}")
        return came.format(size=size, transport=flow.transport.upper(), host=flow.remote[0])

    def _message_entry(self) -> Observation | None:
        """The entry that was picked, else the newest one that a message belongs to."""
        if self._key is None:
            return None
        chosen = self.history.chosen()
        if chosen is not None:
            return chosen
        history = self._phone.panel.history(self._key)
        return next((seen for seen in history if seen.received), None)

    # --- what it does ---

    def _ask(self) -> None:
        if self._key is not None:
            self.ask_again.emit(self._key)

    def _open_trace(self) -> None:
        if self._key is not None:
            self.trace_wanted.emit(self._key)

    def _copy(self) -> None:
        if self._key is not None:
            QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """Everything the pane says, as plain text for a mail."""
        assert self._key is not None
        now = self._phone.now()
        key, answer = self._phone.panel.key(self._key), self._phone.panel.explain(self._key, now)
        lines = [key.label, self._since(key.number, answer, now), "", said(answer.sentence)]
        lines += [said(answer.certainty), ""]
        lines += ["  ".join(call_cells(call)) for call in answer.state.calls]
        lines += ["", self.tr("What happened")]
        for seen in answer.history:
            at = time_of(self._phone.wall(seen.at))
            lines.append(f"{at}  {title(seen)}  {detail(seen)}")
        for heading, entries in (
            (self.tr("What this PBX cannot tell"), answer.cannot_tell),
            (self.tr("Checked against RFC 4235"), answer.findings),
        ):
            lines += ["", heading, bullet_lines(entries)]
        return "\n".join(lines) + "\n"
