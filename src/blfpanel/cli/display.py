"""Whether there is a display to show a window on."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Whether a window could be shown; only X11 and Wayland can be missing."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
