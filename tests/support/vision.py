"""Colours as those see them who have not all three kinds of cones, and as nobody sees any.

Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency" (2009), severity 1.0, applied to linear RGB.
"""

from __future__ import annotations

import enum
from array import array

from PySide6.QtGui import QColor, QImage

Row = tuple[float, float, float]


class Vision(enum.Enum):
    """Whose eyes."""

    DEUTERANOPIA = "deuteranopia"
    PROTANOPIA = "protanopia"
    TRITANOPIA = "tritanopia"
    GREYSCALE = "greyscale"


_MATRICES: dict[Vision, tuple[Row, Row, Row]] = {
    Vision.DEUTERANOPIA: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Vision.PROTANOPIA: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Vision.TRITANOPIA: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    Vision.GREYSCALE: ((0.2126, 0.7152, 0.0722),) * 3,
}


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _coded(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    coded = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(coded * 255)


def seen(colour: QColor, vision: Vision) -> QColor:
    """The colour that an ordinary eye would call the same."""
    parts = [_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return QColor(
        *(
            _coded(sum(share * part for share, part in zip(row, parts, strict=True)))
            for row in _MATRICES[vision]
        )
    )


def seen_image(image: QImage, vision: Vision) -> QImage:
    """A whole picture; opaque."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = array("I", bytes(plain.constBits()))
    told = {pixel: seen(QColor.fromRgb(pixel), vision).rgb() for pixel in set(pixels)}
    changed = array("I", [told[pixel] for pixel in pixels])
    made = QImage(
        changed.tobytes(), plain.width(), plain.height(), plain.bytesPerLine(), plain.format()
    ).copy()
    made.setDevicePixelRatio(image.devicePixelRatio())
    return made
