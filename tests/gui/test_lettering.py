from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from blfpanel.gui.keys.lettering import Lettering
from blfpanel.gui.look.theme import Theme

STYLE = (14, 600, False)
LONG = "Maximiliane Freifrau von und zu Hohenlohe"


def drawn(letters: Lettering, text: str, width: int) -> QImage:
    """A picture of a text in black on white."""
    picture = QImage(200, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    letters.draw(painter, QRect(0, 0, width, 30), text, STYLE, QColor("black"))
    painter.end()
    return picture


def ink_right_of(picture: QImage, x: int) -> bool:
    return any(
        picture.pixelColor(column, row) != QColor("white")
        for column in range(x, picture.width())
        for row in range(picture.height())
    )


def test_a_width_is_that_of_the_font(theme: Theme) -> None:
    letters = Lettering(theme)
    wanted = QFontMetrics(theme.font(14, 600)).horizontalAdvance("Anna Berger")
    assert letters.width(STYLE, "Anna Berger") == wanted
    assert letters.width(STYLE, "Anna Berger") == wanted


def test_another_text_size_is_measured_anew(theme: Theme) -> None:
    letters = Lettering(theme)
    before = letters.width(STYLE, "Anna Berger")
    theme.set_text_size(150)
    assert letters.width(STYLE, "Anna Berger") > before


def test_a_long_text_ends_where_its_place_does(theme: Theme) -> None:
    letters = Lettering(theme)
    cut = drawn(letters, LONG, 80)
    assert not ink_right_of(cut, 81)
    assert drawn(letters, LONG, 80) == cut
    assert ink_right_of(drawn(letters, LONG, 200), 81)


def test_many_texts_are_not_all_remembered(theme: Theme) -> None:
    letters = Lettering(theme)
    widths = [letters.width(STYLE, str(number)) for number in range(5000)]
    assert len(letters._widths) < 5000
    assert letters.width(STYLE, "0") == widths[0]
