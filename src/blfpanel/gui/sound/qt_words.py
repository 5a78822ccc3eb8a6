"""What Qt's sound libraries say, and what it means; loads none of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

#: Qt tells at length which sound systems this machine does not have.
_CATEGORY = "qt.multimedia."
_SERVER_LOST = "PulseAudioService: pa_context_connect() failed"


class SoundServer(QObject):
    """The machine's sound server; ``lost`` when Qt could not reach it (again).

    Qt 6.11 does not try once more, keeps its list of devices, and aborts the program as soon as
    one of them is opened.
    """

    lost = Signal()


server = SoundServer()


def is_chatter(category: str, message: str) -> bool:
    """Whether a message of Qt's is nothing to warn of; what it means is told elsewhere."""
    if message == _SERVER_LOST:
        server.lost.emit()
        return True
    return category.startswith(_CATEGORY)
