"""The row of pages: tabs with alert badges, what is shown of them, and how large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTabBar, QToolTip, QWidget

from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.theme import Theme

HEIGHT = 44


class PageTabs(QTabBar):
    """The tabs.

    ``renamed`` with the old and the new name, ``reordered`` with all names when a tab was dragged
    elsewhere, ``menu_wanted`` with a page's name and a place on the screen.
    """

    renamed = Signal(str, str)
    reordered = Signal(list)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._alerts: Mapping[str, int] = {}
        self._names: list[str] = []
        self._target: str | None = None
        self._field: QLineEdit | None = None
        self.setMovable(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Pages"))
        theme.changed.connect(self._dress)
        self._dress()

    def names(self) -> list[str]:
        """The pages' names as the tabs stand now."""
        return [str(self.tabData(place)) for place in range(self.count())]

    def set_pages(self, names: Sequence[str], titles: Sequence[str], current: str) -> None:
        """Show these pages; ``titles`` is what stands on the tabs."""
        self.blockSignals(True)
        while self.count() > len(names):
            self.removeTab(self.count() - 1)
        while self.count() < len(names):
            self.addTab("")
        for place, (name, title) in enumerate(zip(names, titles, strict=True)):
            self.setTabText(place, title.replace("&", "&&"))
            self.setTabData(place, name)
        if current in names:
            self.setCurrentIndex(list(names).index(current))
        self.blockSignals(False)
        self._name_tabs()
        self.updateGeometry()
        self.update()

    def set_alerts(self, alerts: Mapping[str, int]) -> None:
        """How many keys ring on each page."""
        if alerts != self._alerts:
            self._alerts = dict(alerts)
            self._name_tabs()
            self.setIconSize(self.iconSize())  # lays the tabs out again
            self.updateGeometry()
            self.update()

    def page_at(self, place: QPoint) -> str | None:
        """The page whose tab is at a place on the screen."""
        here = self.tabAt(self.mapFromGlobal(place))
        return None if here < 0 or not self.isVisible() else str(self.tabData(here))

    def mark_target(self, name: str | None) -> None:
        """Ring the tab on which something would be dropped."""
        if name != self._target:
            self._target = name
            self.update()

    def begin_rename(self, place: int) -> None:
        """Let the name of a tab be typed over."""
        old = str(self.tabData(place))
        field = QLineEdit(self.tabText(place).replace("&&", "&"), self)
        field.setAccessibleName(self.tr("Name of the page"))
        field.setFont(self._theme.font(13, 600))
        margin = self._theme.px(6)
        box = self.tabRect(place).adjusted(0, margin, 0, -margin)
        field.setGeometry(box.united(QRect(box.topLeft(), QSize(self._theme.px(140), 1))))
        field.selectAll()
        self._field = field

        def finish() -> None:
            if self._field is not field:
                return
            self._field = None
            new = field.text().strip()
            field.hide()
            field.deleteLater()
            if new and new != old:
                self.renamed.emit(old, new)

        field.editingFinished.connect(finish)
        field.show()
        field.setFocus()

    @property
    def field(self) -> QLineEdit | None:
        """Where a new name is being typed."""
        return self._field

    # --- hands ---

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        names = self.names()
        if names != self._names:
            self._names = names
            self.reordered.emit(names)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._names = self.names()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        here = self.tabAt(event.position().toPoint())
        if here >= 0:
            self.begin_rename(here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.currentIndex() >= 0:
            self.begin_rename(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        here = self.currentIndex() if keyboard else self.tabAt(event.pos())
        if here >= 0:
            QToolTip.hideText()
            place = self.mapToGlobal(self.tabRect(here).bottomLeft())
            self.menu_wanted.emit(str(self.tabData(here)), place)

    # --- looks ---

    def tabSizeHint(self, index: int) -> QSize:
        px = self._theme.px
        text = self.fontMetrics().horizontalAdvance(self._text(index)) + px(2)
        badge = px(48) if self._alerts.get(str(self.tabData(index))) else 0
        return QSize(text + badge + px(24), px(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            box, current = self.tabRect(index), index == self.currentIndex()
            painter.setFont(self._theme.font(13, 600 if current else 400))
            painter.setPen(tokens.text if current else tokens.text2)
            words = box.adjusted(px(12), 0, -px(12), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text(index))
            count = self._alerts.get(str(self.tabData(index)), 0)
            if count:
                self._badge(painter, box, count)
            if current:
                line = QRectF(box.left() + px(12), box.bottom() - 2, box.width() - px(24), 3)
                painter.fillRect(line, tokens.accent)
            ringed = self.tabData(index) == self._target or (current and self.hasFocus())
            if ringed:
                painter.setPen(QPen(tokens.accent, 2))
                painter.drawRoundedRect(QRectF(box).adjusted(2, 6, -2, -6), px(7), px(7))
        painter.end()

    def _badge(self, painter: QPainter, box: QRect, count: int) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        pill = QRectF(0, 0, px(40), px(22))
        pill.moveCenter(QRectF(box).center())
        pill.moveRight(box.right() - px(10))
        painter.setPen(QPen(tokens.alert_edge, 1))
        painter.setBrush(tokens.alert)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bell = QRectF(0, 0, px(14), px(14))
        bell.moveCenter(pill.center())
        bell.moveLeft(pill.left() + px(6))
        draw_icon(painter, bell, "bell", tokens.alert_ink)
        painter.setPen(tokens.alert_ink)
        painter.setFont(self._theme.font(12, 600, tabular=True))
        words = pill.adjusted(px(20), 0, -px(6), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(min(count, 99)))

    def _text(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")

    def _name_tabs(self) -> None:
        for place in range(self.count()):
            said = self._text(place)
            if self._alerts.get(str(self.tabData(place))):
                said = self.tr("{page}, page with ringing key").format(page=said)
            self.setAccessibleTabName(place, said)

    def _dress(self) -> None:
        self.setFont(self._theme.font(13, 600))
        self.setFixedHeight(self._theme.px(HEIGHT))
        self.update()
