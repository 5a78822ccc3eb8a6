"""The ladder: a column for each party, an arrow for each message, a pill for each lamp."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from blfpanel.gui.keys.face import look
from blfpanel.gui.keys.glyphs import draw_lamp
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import mix
from blfpanel.gui.trace.model import LAMP, MESSAGE, ROW, TIME, Index, TraceModel, label, quiet_words
from blfpanel.gui.words import translate, word
from blfpanel.net.trace import Direction
from blfpanel.panel.model import Lamp
from blfpanel.phone.effects import Effect
from blfpanel.phone.traffic import Line

ROW_HEIGHT = 40
TIME_WIDTH = 120
LAMP_WIDTH = 190
HEAD_HEIGHT = 50


def pole(left: int, width: int, place: int, peers: int) -> int:
    """Where the column of a party stands: ourselves first, then the peers."""
    edge = min(width * 0.16, 120.0)
    return round(left + edge + (width - 2 * edge) * place / max(1, peers))


class LadderDelegate(QStyledItemDelegate):
    """Draws a cell; a narrow ladder is a list: arrows become signs before the words."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.narrow = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row, column = index.model(), index.data(ROW), index.column()
        assert isinstance(model, TraceModel)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.tokens.accent_soft)
            if column == TIME:
                painter.fillRect(
                    QRect(box.left(), box.top(), self._theme.px(3), box.height()),
                    self._theme.tokens.accent,
                )
        if column == MESSAGE and not self.narrow:
            self._poles(painter, box, len(model.peers))
        if isinstance(row, float):
            self._quiet(painter, box, row, column)
        elif column == TIME:
            self._time(painter, box, model.time(row))
        elif column == MESSAGE:
            self._message(painter, box, model, row)
        else:
            self._lamp(painter, box, model.effects(row), model)
        painter.restore()

    def _poles(self, painter: QPainter, box: QRect, peers: int) -> None:
        painter.setPen(QPen(self._theme.tokens.line, 1.5))
        for place in range(peers + 1):
            x = pole(box.left(), box.width(), place, peers)
            painter.drawLine(x, box.top(), x, box.bottom() + 1)

    def _quiet(self, painter: QPainter, box: QRect, quiet: float, column: int) -> None:
        if column != MESSAGE:
            return
        tokens, px = self._theme.tokens, self._theme.px
        painter.setFont(self._theme.font(12))
        said = quiet_words(quiet)
        width = QFontMetrics(painter.font()).horizontalAdvance(said) + px(44)
        pill = QRectF(0, 0, width, px(22))
        pill.moveCenter(QRectF(box).center())
        painter.setPen(QPen(tokens.line, 1))
        painter.setBrush(tokens.window)
        painter.drawRoundedRect(pill, px(11), px(11))
        painter.setPen(tokens.text2)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)

    def _time(self, painter: QPainter, box: QRect, time: str) -> None:
        painter.setFont(self._theme.font(12, tabular=True))
        painter.setPen(self._theme.tokens.text2)
        place = box.adjusted(self._theme.px(16), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, time)

    def _message(self, painter: QPainter, box: QRect, model: TraceModel, line: Line) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        strong = line.important or bool(model.effects(line))
        ink = tokens.text if strong else tokens.text2
        painter.setFont(self._theme.font(12, 600 if strong else 400))
        out = line.entry.direction is Direction.OUT
        if self.narrow:
            said = f"{'→' if out else '←'} {label(line)}"
            self._words(painter, box.adjusted(px(4), 0, -px(4), 0), said, ink, left=True)
            return
        peers = len(model.peers)
        here = pole(box.left(), box.width(), 0, peers)
        place = model.peers.index(str(line.entry.flow)) + 1
        there = pole(box.left(), box.width(), place, peers)
        words = QRect(here + px(6), box.top() + px(3), there - here - px(12), px(19))
        self._words(painter, words, label(line), ink)
        y = box.top() + px(28)
        begin, end = (here, there) if out else (there, here)
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(begin, y, end, y)
        self._tip(painter, QPointF(end, y), px(8) if end < begin else -px(8), ink)

    def _words(
        self, painter: QPainter, place: QRect, said: str, ink: QColor, *, left: bool = False
    ) -> None:
        cut = QFontMetrics(painter.font()).elidedText(
            said, Qt.TextElideMode.ElideRight, place.width()
        )
        across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        painter.setPen(ink)
        painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter, cut)

    def _tip(self, painter: QPainter, end: QPointF, back: float, ink: QColor) -> None:
        tip = QPainterPath(end)
        half = abs(back) * 0.5
        tip.lineTo(end.x() + back, end.y() - half)
        tip.lineTo(end.x() + back, end.y() + half)
        tip.closeSubpath()
        painter.fillPath(tip, ink)

    def _lamp(
        self, painter: QPainter, box: QRect, effects: tuple[Effect, ...], model: TraceModel
    ) -> None:
        if not effects:
            return
        tokens, px = self._theme.tokens, self._theme.px
        effect, more = effects[-1], len(effects) - 1
        said = word(effect.after) if effect.shown else translate("Trace", "not shown")
        said = f"{model.number(effect)} {said}" + (f" +{more}" if more else "")
        if not effect.shown:
            painter.setFont(self._theme.font(12))
            self._words(painter, box, said, tokens.text2)
            return
        glyph, token = look(effect.after)
        alerting = effect.after.lamp is Lamp.ALERTING
        lamp: QColor = tokens.alert_ink if alerting else getattr(tokens, token)
        painter.setFont(self._theme.font(12, 600 if alerting else 500))
        wide = QFontMetrics(painter.font()).horizontalAdvance(said)
        pill = QRectF(0, 0, min(box.width() - px(8), wide + px(44)), px(26))
        pill.moveCenter(QRectF(box).center())
        painter.setPen(QPen(tokens.alert_edge if alerting else tokens.edge(lamp), 1))
        painter.setBrush(tokens.alert if alerting else mix(lamp, tokens.surface, 0.1))
        painter.drawRoundedRect(pill, px(13), px(13))
        side = px(15)
        draw_lamp(
            painter,
            QRectF(pill.left() + px(11), pill.center().y() - side / 2, side, side),
            glyph,
            lamp,
        )
        words = pill.toRect().adjusted(px(32), 0, -px(10), 0)
        ink = tokens.alert_ink if alerting else tokens.text
        self._words(painter, words, said, ink, left=True)


class LadderView(QTableView):
    """The rows; only those that can be seen are drawn. Follows the newest unless scrolled."""

    def __init__(self, theme: Theme, model: TraceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.following = True
        self.drawer = LadderDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.drawer)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Messages"))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress()
        theme.changed.connect(self._dress)
        model.rowsInserted.connect(self._follow)
        model.modelReset.connect(self._follow)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self._scrolled(value))

    def set_narrow(self, narrow: bool) -> None:
        """Show a list instead of a ladder."""
        self.drawer.narrow = narrow
        self.viewport().update()

    def _dress(self) -> None:
        px, across = self._theme.px, self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        across.setSectionResizeMode(TIME, QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(LAMP, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(TIME, px(TIME_WIDTH))
        self.setColumnWidth(LAMP, px(LAMP_WIDTH))

    def _follow(self) -> None:
        if self.following:
            self.scrollToBottom()
            self.following = True

    def _scrolled(self, value: int) -> None:
        self.following = value >= self.verticalScrollBar().maximum() - self._theme.px(ROW_HEIGHT)


class Parties(QWidget):
    """The heads of the ladder's columns."""

    def __init__(self, theme: Theme, model: TraceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._names: list[tuple[str, str]] = []
        self.setFixedHeight(theme.px(HEAD_HEIGHT))
        self.setAccessibleName(self.tr("Parties"))
        theme.changed.connect(self.update)

    def show_names(self, names: list[tuple[str, str]]) -> None:
        """Name and address of each party, ourselves first."""
        if names != self._names:
            self._names = names
            self.setAccessibleDescription(", ".join(" ".join(name) for name in names))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = self._theme.px
        painter = QPainter(self)
        left, wide = px(TIME_WIDTH), self.width() - px(TIME_WIDTH) - px(LAMP_WIDTH)
        peers = len(self._names) - 1
        room = wide // max(1, peers + 1)
        for place, (name, address) in enumerate(self._names):
            middle = pole(left, wide, place, peers)
            self._head(painter, middle, min(room, px(220)), name, address)
        said = translate("Trace", "Lamp"), translate("Trace", "as the PBX tells it")
        self._head(painter, self.width() - px(LAMP_WIDTH) // 2, px(LAMP_WIDTH), *said)
        painter.end()

    def _head(self, painter: QPainter, middle: int, width: int, name: str, below: str) -> None:
        px, tokens = self._theme.px, self._theme.tokens
        for top, size, weight, ink, said in (
            (px(6), 13, 600, tokens.text, name),
            (px(26), 11, 400, tokens.text2, below),
        ):
            painter.setFont(self._theme.font(size, weight))
            painter.setPen(ink)
            cut = QFontMetrics(painter.font()).elidedText(said, Qt.TextElideMode.ElideMiddle, width)
            place = QRect(middle - width // 2, top, width, px(18))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cut)
