"""What a right click or the Menu key on a key offers; what cannot be done is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from blfpanel.gui.keys.press_menu import add_parts
from blfpanel.gui.port import KeyPort
from blfpanel.gui.words import translate
from blfpanel.panel.keys import intent
from blfpanel.panel.model import Intent, KeyId, LampState

#: Offers more in the menu of a key: actions or whole menus that somebody else owns.
Provider = Callable[[KeyId], Iterable[QAction | QMenu]]


@dataclass(frozen=True, slots=True)
class KeyActions:
    """What can be done with a key; each takes the key."""

    call: Callable[[KeyPort], None]
    call_here: Callable[[KeyPort], None]
    pick_up: Callable[[KeyPort], None]
    pick_up_in_group: Callable[[KeyPort], None]
    why: Callable[[KeyPort], None]
    ask_again: Callable[[KeyPort], None]
    copy_number: Callable[[KeyPort], None]


def key_menu(
    key: KeyPort,
    state: LampState,
    actions: KeyActions,
    *,
    takeable: bool,
    group_code: str = "",
    desk_phone: bool = False,
    more: Sequence[QAction | QMenu] = (),
    parent: QWidget,
) -> QMenu:
    """The menu of a key.

    Args:
        takeable: whether what rings there could be picked up; not so for a call of my own, or
            while a pick-up is on its way.
        group_code: the number that takes whatever rings in the group; "" where none is known.
        desk_phone: whether calls are made by a desk phone.
        more: what others offer.
    """
    menu = QMenu(parent)
    menu.setAccessibleName(key.label)

    def add(text: str, action: Callable[[KeyPort], None]) -> None:
        menu.addAction(text).triggered.connect(lambda: action(key))

    match intent(state):
        case Intent.PICK_UP if takeable:
            add(translate("Menu", "Pick up"), actions.pick_up)
            if group_code:
                text = translate("Menu", "Pick up what rings in the group, {code}")
                add(text.format(code=group_code), actions.pick_up_in_group)
        case Intent.PICK_UP:
            pass
        case Intent.DIAL:
            add(translate("Menu", "Call"), actions.call)
        case _:
            add(translate("Menu", "Call anyway"), actions.call)
    if desk_phone and intent(state) is not Intent.PICK_UP:
        add(translate("Menu", "Call with this phone"), actions.call_here)
    add_parts(menu, more)
    if not menu.isEmpty():
        menu.addSeparator()
    add(translate("Menu", "Why this lamp?"), actions.why)
    add(translate("Menu", "Ask again"), actions.ask_again)
    menu.addSeparator()
    add(translate("Menu", "Copy number"), actions.copy_number)
    return menu
