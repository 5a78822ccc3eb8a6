"""The trace window: filter, ladder, the chosen message, export. It watches as messages go."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from blfpanel.gui.look.live_window import LiveWindow
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame
from blfpanel.gui.port import PhonePort
from blfpanel.gui.trace.details import WIDTH, Details
from blfpanel.gui.trace.export import Exporter, ask_for_bundle, ask_where
from blfpanel.gui.trace.filter import parse
from blfpanel.gui.trace.ladder import LadderView, Parties
from blfpanel.gui.trace.model import ROW, TraceModel
from blfpanel.panel.model import KeyId
from blfpanel.phone.traffic import Line, Topic

#: How often what came is read while the window is seen, ms.
EACH_MS = 200
#: Below this there is a list instead of a ladder, and the message is below instead of beside.
NARROW = 900


class TraceWindow(LiveWindow):
    """Shows the messages of a phone."""

    def __init__(
        self, theme: Theme, phone: PhonePort, exporter: Exporter, parent: QWidget | None = None
    ) -> None:
        super().__init__(EACH_MS, parent)
        self._theme, self._phone, self._exporter = theme, phone, exporter
        self._paused = False
        self.dialog: QFileDialog | None = None
        self.setWindowTitle(self.tr("Trace – blfpanel"))
        self.setProperty("kind", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(theme.px(420), theme.px(320))
        self.resize(QSize(theme.px(1440), theme.px(840)).boundedTo(self.screen().availableSize()))
        self.model = TraceModel(phone, exporter.is_private, self)
        self.view = LadderView(theme, self.model)
        self.parties = Parties(theme, self.model)
        self.details = Details(theme, self.model)
        self._build()
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        exporter.told.connect(self.told.say)
        self._shortcuts()
        self._filter()
        self.view.setFocus()

    # --- building ---

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_head())
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.parties)
        left.addWidget(self.view, 1)
        self._body = QHBoxLayout()
        self._body.setSpacing(0)
        self._body.addLayout(left, 1)
        self._body.addWidget(self.details)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._make_status())

    def _make_head(self) -> QFrame:
        theme, px = self._theme, self._theme.px
        head = frame("header")
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(px(16), px(10), px(16), px(10))
        self._head.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.field = QLineEdit()
        self.field.setFont(theme.font(13))
        self.field.setFixedHeight(px(36))
        self.field.setPlaceholderText(self.tr("key:214  method:NOTIFY  code:4  any text"))
        self.field.setAccessibleName(self.tr("Filter messages"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _: self._filter())
        self._head.addWidget(self.field, 1)
        self._head.addLayout(row, 2)
        self.toggles: dict[Topic, Button] = {}
        for topic, name, on in (
            (Topic.CALLS, self.tr("Calls"), True),
            (Topic.LAMPS, self.tr("Lamps"), True),
            (Topic.REGISTRATION, self.tr("Registration"), False),
        ):
            self.toggles[topic] = self._toggle(name, on)
            row.addWidget(self.toggles[topic])
        self.repeats = self._toggle(self.tr("Retransmissions"), False)
        row.addWidget(self.repeats)
        row.addStretch()
        self.pause = Button(theme, self.tr("Pause"), kind="toggle", icon_name="pause")
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._pause)
        row.addWidget(self.pause)
        self.export = Button(theme, self.tr("Export"), icon_name="import")
        self.export.setMenu(self._make_menu())
        row.addWidget(self.export)
        return head

    def _toggle(self, name: str, on: bool) -> Button:
        made = Button(self._theme, name, kind="toggle")
        made.setCheckable(True)
        made.setChecked(on)
        made.toggled.connect(lambda _: self._filter())
        return made

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Export"))
        menu.addAction(self.tr("Messages shown, as text…"), self.export_text)
        menu.addAction(self.tr("Messages shown, for Wireshark (pcap)…"), self.export_pcap)
        menu.addSeparator()
        menu.addAction(self.tr("Support bundle, names replaced…"), self.export_bundle)
        return menu

    def _make_status(self) -> QFrame:
        theme, px = self._theme, self._theme.px
        status = frame("status")
        row = QHBoxLayout(status)
        row.setContentsMargins(px(16), px(5), px(16), px(5))
        self.count = Text(theme, size=12, ink="text2", tabular=True)
        self.told = Text(theme, size=12)
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.told.say(self.tr("Nothing leaves this computer unless you export it"))
        row.addWidget(self.count, 1)
        row.addWidget(self.told, 1)
        return status

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._to_field),
            ("Ctrl+W", self.close),
            ("Esc", self._escape),
        ):
            QShortcut(QKeySequence(keys), self, act)

    # --- what it shows ---

    def show_key(self, key: KeyId | None) -> None:
        """Show only what concerns a key; None: everything."""
        number = "" if key is None else self._phone.panel.key(key).number
        self.field.setText(f"key:{number}" if number else "")
        self.refresh()

    def refresh(self) -> None:
        """Read what came since, a step at a time."""
        if self._paused:
            return
        more = self.model.pull()
        self._timer.setInterval(0 if more else EACH_MS)
        self._show_parties()
        self._show_count()

    def _filter(self) -> None:
        hidden = frozenset(topic for topic, shown in self.toggles.items() if not shown.isChecked())
        chosen = self.chosen()
        self.model.show(parse(self.field.text(), hidden, repeats=self.repeats.isChecked()))
        row = None if chosen is None else self.model.row_of(chosen.entry.number)
        if row is not None:
            self.view.selectRow(row)
        elif chosen is not None:
            self.details.show_line(None)
        self._show_count()

    def chosen(self) -> Line | None:
        """The message that was picked."""
        row = self.view.currentIndex().data(ROW)
        return row if isinstance(row, Line) else None

    def _chosen(self, current: QModelIndex) -> None:
        row = current.data(ROW)
        self.details.show_line(row if isinstance(row, Line) else None)

    def _show_parties(self) -> None:
        panel = self._phone.panel
        names = [panel.profile_of(name)[0].title for name in self._phone.account_names()]
        here = ""
        heads = []
        for line in self.model.peers:
            heads.append((names[0] if len(set(names)) == 1 else line.partition(" ")[2], line))
        entries = self._phone.trace.since(max(0, self._phone.trace.recorded - 1))
        if entries:
            here = "{}:{}".format(*entries[-1].flow.local)
        self.parties.show_names([("blfpanel", here), *heads])

    def _show_count(self) -> None:
        shown = len(self.model.shown())
        state = self.tr("paused") if self._paused else self.tr("recording")
        said = self.tr("{shown} of {all} messages shown · {state} · passwords and tokens hidden")
        self.count.say(said.format(shown=shown, all=self.model.total, state=state))

    # --- what the person does ---

    def _pause(self, on: bool) -> None:
        self._paused = on
        self.refresh()
        self._show_count()

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _escape(self) -> None:
        if self.field.text():
            self.field.clear()
        else:
            self.close()

    def export_text(self) -> None:
        """Ask where the messages shown go as text."""
        self.dialog = ask_where(
            self,
            self.tr("Export messages"),
            "blfpanel-trace.txt",
            lambda path: self._exporter.text(path, self.model),
        )

    def export_pcap(self) -> None:
        """Ask where the messages shown go as a capture file."""
        self.dialog = ask_where(
            self,
            self.tr("Export messages"),
            "blfpanel-trace.pcap",
            lambda path: self._exporter.pcap(path, self.model),
        )

    def export_bundle(self) -> None:
        """Ask where the support bundle goes."""
        self.dialog = ask_for_bundle(self, self._exporter)

    # --- Qt's own events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._theme.px
        narrow = self.width() < px(NARROW)
        self.view.set_narrow(narrow)
        self.parties.setVisible(not narrow)
        vertical = QHBoxLayout.Direction.TopToBottom
        for layout in (self._body, self._head):
            layout.setDirection(vertical if narrow else QHBoxLayout.Direction.LeftToRight)
        self.details.setMaximumWidth(16_777_215 if narrow else px(WIDTH))
        self.details.setMinimumWidth(0 if narrow else min(px(WIDTH), self.width() * 2 // 5))
        self.details.setMaximumHeight(self.height() // 2 if narrow else 16_777_215)
