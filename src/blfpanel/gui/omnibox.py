"""The field for names and numbers, and its list of results."""

from __future__ import annotations

import enum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from blfpanel.gui.keys.face import face_of, lamp_colour
from blfpanel.gui.keys.glyphs import draw_lamp
from blfpanel.gui.keys.press_menu import ACTIONS
from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.list_rows import RowDelegate
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text
from blfpanel.gui.port import PanelPort
from blfpanel.gui.search import Hit, Source, Tags, diallable, no_tags, search
from blfpanel.gui.words import QT_TRANSLATE_NOOP, party_name, translate
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import Intent, OwnCall, OwnCallState

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 56
WIDTH = 560


class HitModel(QAbstractListModel):
    """The results of the last search."""

    def __init__(self, panel: PanelPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._hits: list[Hit] = []

    def show(self, hits: list[Hit]) -> None:
        """Replace all results."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(hit)
        return None

    def title(self, hit: Hit) -> str:
        """The first line of a result."""
        if hit.key is not None:
            return self._panel.key(hit.key).label
        return hit.name or translate("Search", "Call {number}").format(number=hit.number)

    def detail(self, hit: Hit) -> str:
        """The second line: the state, and with whom."""
        if hit.key is None:
            return hit.detail
        state, key = self._panel.face(hit.key), self._panel.key(hit.key)
        parts = (face_of(key, state).word, party_name(state.remote), key.group)
        return " · ".join(part for part in parts if part)

    def action(self, hit: Hit) -> str:
        """What Enter does with a result."""
        return translate("Press", ACTIONS[self.meant(hit)])

    def meant(self, hit: Hit) -> Intent:
        """The same as a press means it."""
        return Intent.DIAL if hit.key is None else self._panel.meant(hit.key).intent

    def spoken(self, hit: Hit) -> str:
        """A result in one line."""
        return ", ".join(part for part in (self.title(hit), self.detail(hit)) if part)

    @property
    def panel(self) -> PanelPort:
        """Where states are read."""
        return self._panel


class Way(enum.Enum):
    """What Enter does with a result, by what is held down with it."""

    PRESS = "press"  #: what a press on its key does
    CALL = "call"  #: my call waits meanwhile
    TRANSFER = "transfer"  #: my call goes there at once


def talking(panel: PanelPort) -> OwnCall | None:
    """The call I am in."""
    return next(
        (c for c in panel.own_calls() if c.state is OwnCallState.TALKING and not c.held), None
    )


def _way(panel: PanelPort, meant: Intent, modifiers: Qt.KeyboardModifier) -> Way:
    if talking(panel) is None or meant in _OPENED:
        return Way.PRESS
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Way.CALL if meant is Intent.TRANSFER else Way.TRANSFER
    return Way.PRESS


#: What Enter does while I talk.
_SITUATIONS = {
    Intent.TRANSFER: QT_TRANSLATE_NOOP("Search", "You are talking to {name}. Enter transfers."),
    Intent.DIAL: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter calls and puts {name} on hold."
    ),
    Intent.CONNECT: QT_TRANSLATE_NOOP("Search", "You are talking to {name}. Enter connects."),
    Intent.DTMF: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter sends the number as digits."
    ),
    Intent.PICK_UP: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter picks up and puts {name} on hold."
    ),
    Intent.ASK: QT_TRANSLATE_NOOP("Search", "You are talking to {name}. Enter asks what to do."),
    Intent.PARK: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter parks the call there."
    ),
    Intent.FETCH: QT_TRANSLATE_NOOP(
        "Search",
        "You are talking to {name}. Enter fetches the parked call and puts {name} on hold.",
    ),
    Intent.TOGGLE: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter switches it and puts {name} on hold."
    ),
    Intent.ANSWER: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter answers and puts {name} on hold."
    ),
    Intent.RESUME: QT_TRANSLATE_NOOP(
        "Search", "You are talking to {name}. Enter goes back to the call on hold."
    ),
}
#: What is opened, and has no number a call could go to.
_OPENED = frozenset({Intent.RUN})
_CALLED = {
    Intent.FORWARD: QT_TRANSLATE_NOOP("Search", "{name} is calling. Enter sends the call there."),
    Intent.ASK: QT_TRANSLATE_NOOP("Search", "{name} is calling. Enter asks what to do."),
}


def situation(panel: PanelPort, meant: Intent) -> str:
    """What Enter does with the call there is now; "" where there is none."""
    call = talking(panel)
    if call is not None:
        said = _SITUATIONS.get(meant, QT_TRANSLATE_NOOP("Search", "You are talking to {name}."))
        return translate("Search", said).format(name=party_name(call.party))
    for other in panel.own_calls():
        if other.state is OwnCallState.INCOMING and not other.ignored and meant in _CALLED:
            return translate("Search", _CALLED[meant]).format(name=party_name(other.party))
    return ""


def other_keys(panel: PanelPort, meant: Intent) -> str:
    """What can be done besides."""
    close = translate("Search", "Esc: close")
    if talking(panel) is None or meant in _OPENED:
        return ""
    if meant is Intent.TRANSFER:
        return f"{translate('Search', 'Shift+Enter: announce first')}    {close}"
    return f"{translate('Search', 'Shift+Enter: transfer at once')}    {close}"


class HitDelegate(RowDelegate):
    """Draws a result: lamp, name with the match in bold, number, state, what Enter does."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, ROW_HEIGHT, parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, hit = index.model(), index.data(HIT)
        assert isinstance(model, HitModel)
        theme, tokens, px = self._theme, self._theme.tokens, self._theme.px
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent_soft)
            painter.drawRoundedRect(QRectF(box).adjusted(6, 1, -6, -1), px(7), px(7))
        lamp = QRectF(box.left() + px(18), box.center().y() - px(10), px(20), px(20))
        right = box.right() - px(16)
        if hit.key is None:
            draw_icon(painter, lamp, "user" if hit.name else "phone", tokens.text2)
        else:
            key, state = model.panel.key(hit.key), model.panel.face(hit.key)
            face = face_of(key, state)
            lit = key.type in (KeyType.PARTNER, KeyType.OWN_LINE)
            colour = lamp_colour(tokens, state) if lit else getattr(tokens, face.colour)
            draw_lamp(painter, lamp, face.glyph, colour)
        if chosen:
            right = self._action(painter, box, right, model.action(hit))
        left = box.left() + px(54)
        half = box.height() // 2
        line = QRect(left, box.top() + px(7), right - left, half - px(7))
        bare = hit.key is None and not hit.name
        if bare:
            line = QRect(left, box.top(), right - left, box.height())
        used = self._name(painter, line, model.title(hit), hit.span)
        if bare:
            return
        painter.setPen(tokens.text2)
        painter.setFont(theme.font(12, tabular=True))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        rest = line.adjusted(used + px(8), 0, 0, 0)
        if hit.number != model.title(hit) and rest.width() > px(30):
            painter.drawText(rest, flags, hit.number)
        painter.setFont(theme.font(12))
        below = QRect(left, box.top() + half, right - left, half - px(7))
        detail = QFontMetrics(painter.font()).elidedText(
            model.detail(hit), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, flags, detail)

    def _action(self, painter: QPainter, box: QRect, right: int, action: str) -> int:
        theme, px = self._theme, self._theme.px
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for text, weight, ink in (("Enter", 400, "text2"), (action, 500, "text")):
            painter.setFont(theme.font(12, weight))
            painter.setPen(getattr(theme.tokens, ink))
            painter.drawText(
                QRect(box.left(), box.top(), right - box.left(), box.height()), flags, text
            )
            right -= QFontMetrics(painter.font()).horizontalAdvance(text) + px(10)
        return right

    def _name(self, painter: QPainter, line: QRect, name: str, span: tuple[int, int]) -> int:
        """Draw the name, its match in bold; tells how wide it became."""
        start, end = span
        painter.setPen(self._theme.tokens.text)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        used = 0
        for text, weight in ((name[:start], 500), (name[start:end], 800), (name[end:], 500)):
            font = self._theme.font(14, weight)
            metrics = QFontMetrics(font)
            room = line.width() - used
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            painter.setFont(font)
            painter.drawText(line.adjusted(used, 0, 0, 0), flags, shown)
            used += metrics.horizontalAdvance(shown)
        return used


class Results(QFrame):
    """The list below the field, over whatever lies there."""

    chosen = Signal(object)
    told = Signal(str)  #: the selected result and what can be done with it, for the ear

    def __init__(self, theme: Theme, panel: PanelPort, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._panel = theme, panel
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = HitModel(panel, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Results"))
        self.list.clicked.connect(lambda index: self.chosen.emit(index.data(HIT)))
        self.nothing = Text(theme, ink="text2", wrap=True, parent=self)
        self.situation = Text(theme, size=12, weight=500, ink="text2", parent=self)
        self.other_keys = Text(theme, size=12, ink="text2", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, theme.px(6), 1, theme.px(6))
        layout.setSpacing(0)
        for part in (self.situation, self.list, self.nothing, self.other_keys):
            layout.addWidget(part)
        for line in (self.situation, self.other_keys):
            line.setContentsMargins(theme.px(18), theme.px(7), theme.px(18), theme.px(7))
        self.nothing.setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(8))
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.hide()

    def present(self, text: str, hits: list[Hit], below: QPoint, room: QSize) -> None:
        """Show results with the first one selected, or say that there are none."""
        self.model.show(hits)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self.nothing.say(self.tr("No one called “{text}”.").format(text=text.strip()))
        if hits:
            self.list.setCurrentIndex(self.model.index(0))
        self._tell()
        row = self._theme.px(ROW_HEIGHT)
        wanted = row * len(hits) + self._theme.px(12) + 2 if hits else self._theme.px(56)
        for part in (self.situation, self.other_keys):
            wanted += part.sizeHint().height() if not part.isHidden() else 0
        width = min(self._theme.px(WIDTH), room.width() - 2 * self._theme.px(8))
        height = min(wanted, room.height() - below.y() - self._theme.px(8))
        left = max(self._theme.px(8), min(below.x(), room.width() - width - self._theme.px(8)))
        self.setGeometry(left, below.y(), width, height)
        self.show()
        self.raise_()

    def _tell(self) -> None:
        """Say what the keys of the keyboard do with the selected result."""
        hit = self.current()
        enter = situation(self._panel, self.model.meant(hit)) if hit else ""
        keys = other_keys(self._panel, self.model.meant(hit)) if hit else ""
        for label, text in ((self.situation, enter), (self.other_keys, keys)):
            label.say(text)
            label.setVisible(bool(text))
        if hit is not None:
            action = self.tr("Enter: {action}.").format(action=self.model.action(hit))
            self.told.emit(f"{self.model.spoken(hit)}. {enter or action} {keys}".strip())

    def select_by(self, step: int) -> None:
        """Select the result ``step`` rows further down."""
        row = self.list.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))

    def current(self) -> Hit | None:
        """The selected result."""
        hit: Hit | None = self.list.currentIndex().data(HIT)
        return hit


class Omnibox(QLineEdit):
    """Type a name or number anywhere; Enter calls it or acts on the first hit.

    ``dialled`` carries a number, ``pressed_key`` the id of a key, ``left`` says that the field is
    done with. While I talk, ``transferred`` carries the number my call is to go to at once.
    """

    dialled = Signal(str)
    transferred = Signal(str)
    pressed_key = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, panel: PanelPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._panel = panel
        self._results: Results | None = None
        #: Who else is found, and by which words keys are.
        self.sources: list[Source] = []
        self.tags_of: Tags = no_tags
        self.setPlaceholderText(self.tr("Name or number. Just start typing"))
        self.setAccessibleName(self.tr("Name or number"))
        self.setClearButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.textEdited.connect(self._search)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def results(self) -> Results:
        """The list; made when first needed, when the window around it is known."""
        if self._results is None:
            self._results = Results(self._theme, self._panel, self.window())
            self._results.chosen.connect(self._act)
            self._results.told.connect(self._announce)
        return self._results

    def begin(self, text: str) -> None:
        """Take over what was typed elsewhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.text() + text)
        self._search(self.text())

    def finish(self) -> None:
        """Empty the field and give the keyboard back."""
        self.clear()
        self._hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.results.select_by(-1)
            case Qt.Key.Key_Down:
                self.results.select_by(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter(event.modifiers())
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text():
            self._search(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._results is not None and self._results.isVisible():
            self._search(self.text())

    def _search(self, text: str) -> None:
        if not text.strip():
            self._hide()
            return
        hits = search(text, self._panel.keys(), self._panel.face, self.sources, self.tags_of)
        below = self.mapTo(self.window(), QPoint(0, self.height() + self._theme.px(6)))
        self.results.present(text, hits, below, self.window().size())

    def _enter(self, modifiers: Qt.KeyboardModifier) -> None:
        hit = self.results.current() if self.results.isVisible() else None
        number = diallable(self.text())
        if hit is None and number is not None:
            hit = Hit(number)
        if hit is not None:
            self._act(hit, _way(self._panel, self.results.model.meant(hit), modifiers))

    def _act(self, hit: Hit, way: Way = Way.PRESS) -> None:
        number = hit.number
        self.finish()
        match way:
            case Way.CALL:
                self.dialled.emit(number)
            case Way.TRANSFER:
                self.transferred.emit(number)
            case Way.PRESS if hit.key is None:
                self.dialled.emit(number)
            case Way.PRESS:
                self.pressed_key.emit(hit.key)

    def _announce(self, text: str) -> None:
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _hide(self) -> None:
        if self._results is not None:
            self._results.hide()

    def _dress(self) -> None:
        self.setFont(self._theme.font(13))
        self.setFixedHeight(self._theme.px(36))
        self.setTextMargins(self._theme.px(26), 0, 0, 0)
        self.update()

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._theme.px(18)
        top = (self.height() - side) / 2
        box = QRectF(self._theme.px(11), top, side, side)
        draw_icon(painter, box, "search", self._theme.tokens.text2)
        if not self.text() and self.width() > self._theme.px(300):
            self._shortcut(painter)
        painter.end()

    def _shortcut(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        text = self.tr("Ctrl F")
        painter.setFont(theme.font(11))
        width = QFontMetrics(painter.font()).horizontalAdvance(text) + px(12)
        box = QRectF(self.width() - width - px(10), 0, width, px(20))
        box.moveTop((self.height() - box.height()) / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.tokens.line)
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(theme.tokens.text2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
