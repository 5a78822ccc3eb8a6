"""What may be drawn over and under the keys for a while, and change how they look."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from blfpanel.gui.keys.face import Face
from blfpanel.panel.model import KeyId


class Overlay:
    """Changes nothing; subclasses do. Coordinates are those of the view's viewport."""

    def opacity(self, key_id: KeyId) -> float:
        """How solid a key is drawn, 0 to 1."""
        return 1.0

    def face(self, key_id: KeyId, face: Face) -> Face:
        """What a key shows instead of ``face``."""
        return face

    def paint_below(self, painter: QPainter) -> None:
        """Draw below the keys."""

    def paint_above(self, painter: QPainter) -> None:
        """Draw above the keys."""
