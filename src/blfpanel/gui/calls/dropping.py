"""A call dropped on a key: what that can do, and doing it."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.gui.port import KeyPort, PhonePort
from blfpanel.gui.words import QT_TRANSLATE_NOOP, party_name, translate
from blfpanel.panel.changes import CampKind
from blfpanel.panel.model import KeyId, Lamp, LampState, OwnCall, OwnCallState
from blfpanel.sip.events import UsageId


class Drop(enum.Enum):
    """What becomes of a call that is dropped on a key."""

    TRANSFER = "transfer"
    ANNOUNCE = "announce"
    VOICEMAIL = "voicemail"
    PARK = "park"
    TELL = "tell"  #: me when the partner is free, and transfer then
    ASK = "ask"


#: On the key while the call hovers above it, and on the chips.
_WORDS = {
    Drop.TRANSFER: QT_TRANSLATE_NOOP("Drop", "Transfer"),
    Drop.ANNOUNCE: QT_TRANSLATE_NOOP("Drop", "Announce"),
    Drop.VOICEMAIL: QT_TRANSLATE_NOOP("Drop", "Voicemail"),
    Drop.PARK: QT_TRANSLATE_NOOP("Drop", "Park here"),
    Drop.TELL: QT_TRANSLATE_NOOP("Drop", "Tell me when free, then transfer"),
    Drop.ASK: QT_TRANSLATE_NOOP("Drop", "Ask what to do"),
}

#: Keys no call can go to.
_NO_PLACE = frozenset({KeyType.CODE, KeyType.PROGRAM, KeyType.LABEL, KeyType.OWN_LINE})


def words(drop: Drop) -> str:
    """What a drop does, in a word or two."""
    return translate("Drop", _WORDS[drop])


#: In the menu of a key.
_MENU = {
    Drop.TRANSFER: QT_TRANSLATE_NOOP("Drop", "Transfer {name} here"),
    Drop.ANNOUNCE: QT_TRANSLATE_NOOP("Drop", "Announce {name}"),
    Drop.VOICEMAIL: QT_TRANSLATE_NOOP("Drop", "Transfer {name} to the voicemail"),
    Drop.PARK: QT_TRANSLATE_NOOP("Drop", "Park {name} here"),
    Drop.TELL: QT_TRANSLATE_NOOP("Drop", "Tell me when free, then transfer {name}"),
}


def menu_words(drop: Drop, call: OwnCall) -> str:
    """What is done with a call, in the menu of a key."""
    return translate("Drop", _MENU[drop]).format(name=party_name(call.party))


def drops(
    key: KeyPort, state: LampState, settings: KeySettings | None, call: OwnCall
) -> tuple[Drop, ...]:
    """What a call can become at a key, the usual thing first; none: it must not go there.

    Args:
        settings: the key's, if it has any.
    """
    kind = KeyType.PARTNER if settings is None else settings.type
    up = call.state is OwnCallState.TALKING
    if kind in _NO_PLACE or not (up or call.state is OwnCallState.INCOMING):
        return ()
    if call.party.number == key.number or state.lamp is Lamp.ALERTING:
        return ()
    if kind is KeyType.PARK:
        return (Drop.PARK,) if up and state.lamp is not Lamp.BUSY else ()
    mail = (Drop.VOICEMAIL,) if settings is not None and settings.voicemail else ()
    announced = (Drop.ANNOUNCE,) if up else ()
    if state.lamp is Lamp.BUSY:
        told = (Drop.TELL,) if up else ()
        return (Drop.ASK, *told, *announced, Drop.TRANSFER, *mail)
    if state.refused is not None:
        return (Drop.ASK, *announced, Drop.TRANSFER, *mail)
    return (Drop.TRANSFER, *announced, *mail)


class Dropping(QObject):
    """Carries out what a drop means.

    Args:
        phone: does it.
        settings_of: the settings of a key, None for one that has none.
        minutes: for how long a busy partner is watched.
        parent: the window.
    """

    def __init__(
        self,
        phone: PhonePort,
        settings_of: Callable[[KeyId], KeySettings | None],
        minutes: Callable[[], int],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._phone, self._settings_of, self._minutes = phone, settings_of, minutes
        self._window = parent
        self.menu: QMenu | None = None

    def drops(self, key: KeyId, call: UsageId) -> tuple[Drop, ...]:
        """What a call can become at a key, the usual thing first."""
        panel = self._phone.panel
        own = next((own for own in panel.own_calls() if own.id == call), None)
        if own is None:
            return ()
        return drops(panel.key(key), panel.face(key), self._settings_of(key), own)

    def words(self, key: KeyId, call: UsageId) -> str:
        """What a drop does; "" where it does nothing."""
        possible = self.drops(key, call)
        return words(possible[0]) if possible else ""

    def drop(
        self, key: KeyId, call: UsageId, wanted: Drop | None = None, at: QPoint | None = None
    ) -> None:
        """Let a call fall on a key; by itself it does the usual thing."""
        possible = self.drops(key, call)
        if not possible or (wanted is not None and wanted not in possible):
            return
        self._do(wanted or possible[0], key, call, possible, at or QCursor.pos())

    def chips(self, key: KeyId, call: UsageId, at: QPoint) -> None:
        """Offer everything that can be done at a key, beside it."""
        possible = [drop for drop in self.drops(key, call) if drop is not Drop.ASK]
        if len(possible) < 2:
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._phone.panel.key(key).label)
        for drop in possible:
            action = menu.addAction(words(drop))
            action.triggered.connect(lambda _=False, drop=drop: self.drop(key, call, drop))
        self.menu = menu
        menu.setActiveAction(menu.actions()[0])
        menu.popup(at)

    def _do(
        self, drop: Drop, key: KeyId, call: UsageId, possible: tuple[Drop, ...], at: QPoint
    ) -> None:
        phone, partner, settings = self._phone, self._phone.panel.key(key), self._settings_of(key)
        match drop:
            case Drop.TRANSFER:
                phone.transfer(call, partner.number, undo=True)
            case Drop.ANNOUNCE:
                phone.dial(partner.number, partner.account)
            case Drop.VOICEMAIL if settings is not None:
                phone.transfer(call, settings.voicemail, undo=True)
            case Drop.PARK:
                code = settings.code if settings is not None else ""
                phone.transfer(call, code or partner.number)
            case Drop.TELL:
                seconds = 60.0 * self._minutes()
                phone.camp([key], CampKind.TELL_THEN_TRANSFER, seconds=seconds, call=call)
            case _:
                self.chips(key, call, at)
