"""A click on a number elsewhere: it stands in the field here, and the person is asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

from blfpanel.control.links import LinkRefused, read_link
from blfpanel.gui.desktop.front import to_front
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.port import PhonePort
from blfpanel.gui.words import translate


def open_link(window: MainWindow, phone: PhonePort, text: str) -> None:
    """Bring the window to the front with the number of a link in its field, or say why not.

    With ``[links] dial_at_once`` it is called at once.
    """
    to_front(window)
    try:
        link = read_link(text)
    except LinkRefused as refusal:
        # the sentence itself, which the window can translate
        window.alarm(refusal.args[0])
        return
    if window.config.links.dial_at_once:
        phone.dial(link.number)
    else:
        window.header.begin_search()
        window.header.omnibox.clear()
        window.header.type(link.number)
    if link.extension:
        said = translate(
            "Link", "Extension {digits}: send it with the keypad once somebody answers."
        )
        window.toast.say(said.format(digits=link.extension))


class LinkEvents(QObject):
    """Takes links that the system sends as events (macOS), while the program runs."""

    def __init__(self, window: MainWindow, phone: PhonePort) -> None:
        super().__init__(window)
        self._window, self._phone = window, phone

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent):
            return False
        open_link(self._window, self._phone, event.url().toString())
        return True
