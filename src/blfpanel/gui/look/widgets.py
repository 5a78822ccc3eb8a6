"""Small widgets in the theme's fonts and colours, from which the panes are built."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from blfpanel.gui.keys.glyphs import Glyph, draw_lamp
from blfpanel.gui.look.icons import draw_check_disc, draw_icon, icon
from blfpanel.gui.look.theme import Theme


def set_kind(widget: QWidget, kind: str) -> None:
    """Tell the style sheet what a widget is, and let it look again if that changed."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def frame(kind: str, parent: QWidget | None = None) -> QFrame:
    """A frame the style sheet draws."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    return made


def scrolling(inside: QWidget, parent: QWidget) -> QScrollArea:
    """An area that scrolls ``inside`` up and down and takes no keyboard focus itself."""
    area = QScrollArea(parent)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class Text(QLabel):
    """A text in the theme's font and one of its colours, cut with … where it does not fit.

    Args:
        ink: name of a colour token.
        wrap: break into lines instead of cutting.
        mode: where to cut.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        size: int = 13,
        weight: int = 400,
        ink: str = "text",
        tabular: bool = False,
        wrap: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._size, self._weight, self._tabular = size, weight, tabular
        self._ink = ink
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress()

    def set_ink(self, ink: str) -> None:
        """Take another colour token."""
        if ink != self._ink:
            self._ink = ink
            self._dress()

    def set_weight(self, weight: int) -> None:
        """Be drawn bolder, or lighter."""
        if weight != self._weight:
            self._weight = weight
            self._dress()

    def say(self, text: str) -> None:
        """Show a text; nothing happens if it is shown already."""
        if text != self.text():
            self.setText(text)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else QSize(0, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self._colour())
        place = self.contentsRect()
        metrics = QFontMetrics(self.font())
        text = self.text()
        if metrics.horizontalAdvance(text) > place.width():
            text = metrics.elidedText(text, self._mode, place.width())
        painter.drawText(place, self.alignment() | Qt.TextFlag.TextSingleLine, text)
        painter.end()

    def _colour(self) -> QColor:
        colour: QColor = getattr(self._theme.tokens, self._ink)
        return colour

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._size, self._weight, tabular=self._tabular))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._colour())
        self.setPalette(palette)
        self.update()


class Lamp(QWidget):
    """A lamp or icon of its own, outside the grid."""

    def __init__(self, theme: Theme, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side
        self._drawn: Glyph | str = ""
        self._ink = "text"
        self._turn = 0.0
        theme.changed.connect(self._dress)
        self._dress()

    def show_glyph(self, glyph: Glyph, ink: str, turn: float = 0.0) -> None:
        """Draw a lamp in a colour token."""
        self._set(glyph, ink, turn)

    def show_icon(self, name: str, ink: str) -> None:
        """Draw an icon in a colour token."""
        self._set(name, ink, 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._drawn:
            return
        side = self._theme.px(self._side)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        colour: QColor = getattr(self._theme.tokens, self._ink)
        painter = QPainter(self)
        if isinstance(self._drawn, Glyph):
            edge = self._theme.tokens.rim(self._ink)
            draw_lamp(painter, box, self._drawn, colour, edge=edge, turn=self._turn)
        elif self._drawn == "check-disc":
            draw_check_disc(painter, box, colour, self._theme.tokens.pane)
        else:
            draw_icon(painter, box, self._drawn, colour)
        painter.end()

    def _set(self, drawn: Glyph | str, ink: str, turn: float) -> None:
        if (drawn, ink, turn) != (self._drawn, self._ink, self._turn):
            self._drawn, self._ink, self._turn = drawn, ink, turn
            self.update()

    def _dress(self) -> None:
        side = self._theme.px(self._side)
        self.setFixedSize(side, side)
        self.update()


class Button(QPushButton):
    """A push button: ``kind`` is what the style sheet knows it as, "" for the plain one."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        kind: str = "",
        icon_name: str = "",
        ink: str = "text",
        size: int = 13,
        weight: int = 500,
        icon_size: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name, self._ink, self._icon_size = icon_name, ink, icon_size
        self._size, self._weight = size, weight
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        theme.changed.connect(self._dress)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._dress()

    def set_kind(self, kind: str, ink: str) -> None:
        """Become another kind of button with icons in another colour token."""
        self._ink = ink
        set_kind(self, kind)
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._size, self._weight))
        if self._icon_name:
            side = self._theme.px(self._icon_size)
            gap = self._theme.px(4) if self.text() else 0
            colour: QColor = getattr(self._theme.tokens, self._ink)
            self.setIcon(icon(self._icon_name, colour, side, gap))
            self.setIconSize(QSize(side + gap, side))


class _IconButton(Button):
    def _dress(self) -> None:
        super()._dress()
        self.setFixedSize(self._theme.px(40), self._theme.px(36))


def icon_button(theme: Theme, icon_name: str, name: str, parent: QWidget | None = None) -> Button:
    """A button with an icon alone; ``name`` is its tooltip and what screen readers say."""
    made = _IconButton(theme, kind="icon", icon_name=icon_name, parent=parent)
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made
