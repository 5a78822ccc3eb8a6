"""The account page in a window of its own: registration, server, subscriptions, ask again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from blfpanel.config.store import Store
from blfpanel.gui.accounts.facts import account_facts
from blfpanel.gui.accounts.model import ASK, FAILURES, KEY, KEY_ID, STATE, SubscriptionModel
from blfpanel.gui.look.live_window import LiveWindow
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, frame, scrolling
from blfpanel.gui.port import PhonePort
from blfpanel.gui.words import said
from blfpanel.panel.changes import AccountChanged, Change
from blfpanel.panel.model import KeyId

#: How often what it shows is looked up while it is seen, ms.
EACH_MS = 1000
ROW_HEIGHT = 32

_ICONS = {
    "registered": ("check-disc", "ok"),
    "registering": ("ring-segment", "accent"),
    "off": ("ring", "text2"),
}


class AccountsWindow(LiveWindow):
    """How accounts do."""

    def __init__(
        self,
        theme: Theme,
        phone: PhonePort,
        store: Store,
        since: dict[str, float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(EACH_MS, parent)
        self._theme, self._phone, self._store, self._since = theme, phone, store, since
        self.account = ""
        self.setWindowTitle(self.tr("Accounts – blfpanel"))
        self.setProperty("kind", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(theme.px(480), theme.px(360))
        self.resize(QSize(theme.px(900), theme.px(760)).boundedTo(self.screen().availableSize()))
        self.model = SubscriptionModel(theme, phone, self)
        self._build()
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        self.table.setFocus()

    # --- building ---

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        inside = frame("window")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(px(24), px(18), px(24), px(18))
        layout.setSpacing(px(12))
        self._choices = QHBoxLayout()
        self._choices.setSpacing(px(8))
        self.choices = QButtonGroup(self)
        self.choices.idClicked.connect(self._choose)
        layout.addLayout(self._choices)
        layout.addLayout(self._make_title())
        layout.addWidget(self._make_facts())
        self.amount = Text(theme, size=12, weight=600, ink="text2", parent=self)
        layout.addWidget(self.amount)
        layout.addWidget(self._make_table(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside, self))

    def _make_title(self) -> QHBoxLayout:
        theme = self._theme
        self.sign = Lamp(theme, 22, self)
        self.name = Text(theme, size=20, weight=700, parent=self)
        self.state = Text(theme, ink="text2", parent=self)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.name)
        words.addWidget(self.state)
        self.ask_all = Button(theme, self.tr("Ask for all again"), icon_name="refresh")
        self.ask_all.clicked.connect(lambda: self._phone.ask_again())
        self.again = Button(theme, self.tr("Register again"))
        self.again.clicked.connect(self._register)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.sign)
        row.addLayout(words, 1)
        row.addWidget(self.again)
        row.addWidget(self.ask_all)
        return row

    def _make_facts(self) -> QFrame:
        px = self._theme.px
        card = frame("card", self)
        self._facts = QFormLayout(card)
        self._facts.setContentsMargins(px(16), px(12), px(16), px(12))
        self._facts.setHorizontalSpacing(px(24))
        self._facts.setVerticalSpacing(px(6))
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return card

    def _make_table(self) -> QTableView:
        px = self._theme.px
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(self.tr("Subscriptions"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(px(180))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        across = self.table.horizontalHeader()
        across.setHighlightSections(False)
        across.setFont(self._theme.font(12))
        for column in range(ASK + 1):
            wide = column in (KEY, STATE, FAILURES)
            mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.Fixed
            across.setSectionResizeMode(column, mode)
        self.table.clicked.connect(self._clicked)
        self.table.installEventFilter(self)
        return self.table

    # --- what it shows ---

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, AccountChanged) and self.isVisible():
            self.refresh()

    def show_account(self, account: str) -> None:
        """Show one of the accounts."""
        self.account = account
        self.refresh()

    def refresh(self) -> None:
        """Look everything up anew."""
        names = list(self._phone.account_names())
        if self.account not in names:
            self.account = names[0] if names else ""
        self._show_choices(names)
        self.again.setEnabled(bool(names))
        self._show_state()
        self.model.refresh(self.account)
        self.amount.say(self.tr("Subscriptions: {n}").format(n=self.model.rowCount()))

    def _show_choices(self, names: list[str]) -> None:
        shown = [button.text() for button in self.choices.buttons()]
        if shown != (names if len(names) > 1 else []):
            for button in self.choices.buttons():
                self.choices.removeButton(button)
                self._choices.removeWidget(button)
                button.deleteLater()
            for place, name in enumerate(names if len(names) > 1 else ()):
                button = Button(self._theme, name, kind="toggle", parent=self)
                button.setCheckable(True)
                self.choices.addButton(button, place)
                self._choices.addWidget(button)
        for button in self.choices.buttons():
            button.setChecked(button.text() == self.account)

    def _choose(self, place: int) -> None:
        self.show_account(self.choices.button(place).text())

    def _show_state(self) -> None:
        if not self.account:
            self.name.say(self.tr("No account yet"))
            self.state.say(self.tr("Add one to the settings."))
            self.sign.show_icon("diamond", "text2")
            self._put(())
            return
        state = self._phone.panel.account_state(self.account)
        self.name.say(self.account)
        self.state.say(self.tr("Watching only") if state is None else said(state.text))
        self.sign.show_icon(
            *_ICONS.get("off" if state is None else state.kind, ("diamond", "danger"))
        )
        facts = account_facts(
            self._phone, self._store.config, self.account, self._since.get(self.account)
        )
        self._put(tuple((fact.name, fact.text) for fact in facts))

    def _put(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show facts; only texts change while their names stay."""
        if tuple(name for name, _ in facts) != self._named():
            while self._facts.rowCount():
                self._facts.removeRow(0)
            for name, _ in facts:
                label = Text(self._theme, name, size=12, ink="text2")
                text = Text(self._theme, size=12, wrap=True, tabular=True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                text.setAccessibleName(name)
                self._facts.addRow(label, text)
        for row, (_, said_of_it) in enumerate(facts):
            self._cell(row, QFormLayout.ItemRole.FieldRole).say(said_of_it)

    def _named(self) -> tuple[str, ...]:
        rows = range(self._facts.rowCount())
        return tuple(self._cell(row, QFormLayout.ItemRole.LabelRole).text() for row in rows)

    def _cell(self, row: int, role: QFormLayout.ItemRole) -> Text:
        item = self._facts.itemAt(row, role)
        cell = None if item is None else item.widget()
        assert isinstance(cell, Text)
        return cell

    def facts(self) -> dict[str, str]:
        """What is shown, by name."""
        field = QFormLayout.ItemRole.FieldRole
        return {name: self._cell(row, field).text() for row, name in enumerate(self._named())}

    # --- what the person does ---

    def _register(self) -> None:
        self._phone.register_again(self.account)
        self.refresh()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == ASK:
            self._ask(index)

    def _ask(self, index: QModelIndex) -> None:
        key = index.data(KEY_ID)
        if key is not None:
            self._phone.ask_again(KeyId(key))

    # --- Qt's own events ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.table and isinstance(event, QKeyEvent) and event.key() in enter:
            if event.type() == QEvent.Type.KeyPress:
                self._ask(self.table.currentIndex())
            return True
        return super().eventFilter(watched, event)
