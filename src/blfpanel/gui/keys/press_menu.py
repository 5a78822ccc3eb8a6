"""What a press means, in words, and the question it asks where it could mean several things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from blfpanel.gui.port import PhonePort
from blfpanel.gui.words import QT_TRANSLATE_NOOP, said, translate
from blfpanel.panel.changes import PressAsked
from blfpanel.panel.model import Intent, Lamp

#: What Enter does with a partner, in two words at most.
ACTIONS = {
    Intent.DIAL: QT_TRANSLATE_NOOP("Press", "Call"),
    Intent.PICK_UP: QT_TRANSLATE_NOOP("Press", "Pick up"),
    Intent.ANSWER: QT_TRANSLATE_NOOP("Press", "Answer"),
    Intent.RESUME: QT_TRANSLATE_NOOP("Press", "Resume"),
    Intent.FORWARD: QT_TRANSLATE_NOOP("Press", "Forward"),
    Intent.TRANSFER: QT_TRANSLATE_NOOP("Press", "Transfer"),
    Intent.CONNECT: QT_TRANSLATE_NOOP("Press", "Connect"),
    Intent.DTMF: QT_TRANSLATE_NOOP("Press", "Digits"),
    Intent.PARK: QT_TRANSLATE_NOOP("Press", "Park"),
    Intent.FETCH: QT_TRANSLATE_NOOP("Press", "Fetch"),
    Intent.TOGGLE: QT_TRANSLATE_NOOP("Press", "Switch"),
    Intent.RUN: QT_TRANSLATE_NOOP("Press", "Open"),
    Intent.TELL_WHEN_FREE: QT_TRANSLATE_NOOP("Press", "Tell me when free"),
    Intent.VOICEMAIL: QT_TRANSLATE_NOOP("Press", "Voicemail"),
    Intent.ASK: QT_TRANSLATE_NOOP("Press", "Ask"),
    Intent.HINT: QT_TRANSLATE_NOOP("Press", "Nothing now"),
}

#: What a click does, for the tooltip.
CLICKS = {
    Intent.DIAL: QT_TRANSLATE_NOOP("Press", "Click: call"),
    Intent.PICK_UP: QT_TRANSLATE_NOOP("Press", "Click: pick up"),
    Intent.ANSWER: QT_TRANSLATE_NOOP("Press", "Click: answer"),
    Intent.RESUME: QT_TRANSLATE_NOOP("Press", "Click: take back from hold"),
    Intent.FORWARD: QT_TRANSLATE_NOOP("Press", "Click: send the call that rings there"),
    Intent.TRANSFER: QT_TRANSLATE_NOOP("Press", "Click: transfer the call there"),
    Intent.CONNECT: QT_TRANSLATE_NOOP("Press", "Click: connect with the call on hold"),
    Intent.DTMF: QT_TRANSLATE_NOOP("Press", "Click: send the number as digits"),
    Intent.PARK: QT_TRANSLATE_NOOP("Press", "Click: park the call here"),
    Intent.FETCH: QT_TRANSLATE_NOOP("Press", "Click: fetch the parked call"),
    Intent.TOGGLE: QT_TRANSLATE_NOOP("Press", "Click: switch it on or off"),
    Intent.RUN: QT_TRANSLATE_NOOP("Press", "Click: open it"),
    Intent.TELL_WHEN_FREE: QT_TRANSLATE_NOOP("Press", "Click: tell me when free"),
    Intent.VOICEMAIL: QT_TRANSLATE_NOOP("Press", "Click: call the voicemail"),
    Intent.ASK: QT_TRANSLATE_NOOP("Press", "Click: ask what to do"),
    Intent.HINT: QT_TRANSLATE_NOOP("Press", "Click: nothing now, and it says why"),
}

#: What can be chosen where a press asks.
_CHOICES = {
    Intent.DIAL: QT_TRANSLATE_NOOP("Press", "Call {name}"),
    Intent.FORWARD: QT_TRANSLATE_NOOP("Press", "Send the call that rings to {name}"),
    Intent.TRANSFER: QT_TRANSLATE_NOOP("Press", "Transfer the call to {name}"),
    Intent.TELL_WHEN_FREE: QT_TRANSLATE_NOOP("Press", "Tell me when {name} is free"),
    Intent.VOICEMAIL: QT_TRANSLATE_NOOP("Press", "Call the voicemail of {name}"),
}


def press_menu(
    asked: PressAsked,
    phone: PhonePort,
    parent: QWidget,
    more: Sequence[QAction | QMenu] = (),
) -> QMenu:
    """The question as a menu, with what others offer; who closes it has chosen nothing."""
    panel = phone.panel
    name, busy = panel.key(asked.key).label, panel.face(asked.key).lamp is Lamp.BUSY
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    text = said(asked.text)
    menu.setAccessibleName(text)
    menu.addAction(_literal(text)).setEnabled(False)
    menu.addSeparator()
    for choice in asked.choices:
        text = translate("Press", _CHOICES[choice]).format(name=name)
        if choice is Intent.DIAL and busy:
            text = translate("Press", "Call anyway")
        action = menu.addAction(_literal(text))
        action.triggered.connect(lambda _=False, chosen=choice: phone.choose(asked.key, chosen))
    add_parts(menu, more)
    menu.setActiveAction(menu.actions()[2])
    return menu


def add_parts(menu: QMenu, parts: Iterable[QAction | QMenu]) -> None:
    """Put what others offer at the end of a menu."""
    for part in parts:
        if isinstance(part, QMenu):
            menu.addMenu(part)
        else:
            menu.addAction(part)


def _literal(text: str) -> str:
    """``text`` for a menu, where an ampersand would mark a letter."""
    return text.replace("&", "&&")
