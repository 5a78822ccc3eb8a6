"""The panel's keys as a Qt list model: a pure adapter, one cell announced per change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from enum import IntEnum
from html import escape
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Qt

from blfpanel.gui.keys.face import (
    Face,
    click_words,
    face_of,
    has_lamp,
    hint,
    remarks,
    sentence,
    spoken,
)
from blfpanel.gui.keys.rows import KeyRows
from blfpanel.gui.port import KeyPort, PanelPort
from blfpanel.panel.changes import (
    Change,
    FaceChanged,
    KeyAdded,
    KeyRemoved,
    KeyReplaced,
    KeysReordered,
    PickupChanged,
)
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import KeyId, Lamp, LampState


class Role(IntEnum):
    """What the model answers beside Qt's own roles."""

    KEY_ID = Qt.ItemDataRole.UserRole + 1
    KEY = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3
    FACE = Qt.ItemDataRole.UserRole + 4
    GROUP = Qt.ItemDataRole.UserRole + 5


#: what a change of a key's state can alter
_STATE_ROLES = [
    int(Role.STATE),
    int(Role.FACE),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.AccessibleDescriptionRole),
    int(Qt.ItemDataRole.ToolTipRole),
]


class KeyModel(KeyRows):
    """One row per key, in the panel's order."""

    def __init__(
        self, panel: PanelPort, now: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__([key.id for key in panel.keys()], parent)  # noqa: SIM118  (no dict)
        self._panel = panel
        self._now = now
        self._faces: dict[KeyId, Face] = {}
        self._ringing: set[KeyId] = set()
        self._names: dict[tuple[str, str], str] = {}
        self._known: dict[KeyId, KeyPort] = {}
        self._silent: frozenset[KeyId] = frozenset()
        #: for the tooltip: a click on a key that rings does nothing, holding the button does
        self.hold_to_pick_up = False
        for key_id in self._ids:
            self._learn_name(key_id)

    @property
    def now(self) -> Callable[[], float]:
        """The clock that faces are read against (core time)."""
        return self._now

    def answer(self, key_id: KeyId, role: int) -> Any:
        match role:
            case Role.KEY_ID:
                return key_id
            case Role.KEY:
                return self._key(key_id)
            case Role.STATE:
                return self.state(key_id)
            case Role.FACE:
                return self.face(key_id)
            case Role.GROUP:
                return self._key(key_id).group
            case Qt.ItemDataRole.DisplayRole:
                return self._key(key_id).label
            case Qt.ItemDataRole.AccessibleTextRole:
                key, state = self._key(key_id), self.state(key_id)
                return spoken(key, state, self.face(key_id), self._now())
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                said = remarks(self._key(key_id), self.face(key_id))
                return ". ".join(part for part in (*said, self._hint(key_id)) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(key_id)
        return None

    @property
    def ringing(self) -> Collection[KeyId]:
        """The keys that ring and are not being picked up, in no order."""
        return self._ringing

    def keys(self) -> list[KeyPort]:
        """All keys shown, in order."""
        return [self._key(key_id) for key_id in self._ids]

    def state(self, key_id: KeyId) -> LampState:
        """What the eye should see."""
        return self.named(key_id, self._panel_face(key_id))

    def named(self, key_id: KeyId, state: LampState) -> LampState:
        """A state of a key; a party that is only a number gets the name of its key."""
        party = state.remote
        if party is None or party.display:
            return state
        name = self._names.get((self._key(key_id).account, party.number))
        if name is None:
            return state
        return msgspec.structs.replace(state, remote=replace(party, display=name))

    # Keys that are gone are told one by one; until then rows of others ask for what they were.

    def _key(self, key_id: KeyId) -> KeyPort:
        if key_id in self._panel:
            self._known[key_id] = self._panel.key(key_id)
        return self._known[key_id]

    def _panel_face(self, key_id: KeyId) -> LampState:
        return self._panel.face(key_id) if key_id in self._panel else LampState()

    def face(self, key_id: KeyId) -> Face:
        """What a key shows; worked out once per change."""
        face = self._faces.get(key_id)
        if face is None:
            face = face_of(
                self._key(key_id),
                self.state(key_id),
                picking_up=self._panel.picking_up(key_id),
                doubt_since=self._doubt_since(key_id),
            )
            if key_id in self._silent:
                face = replace(face, silent=True)
            self._faces[key_id] = face
        return face

    def set_silent(self, keys: Collection[KeyId]) -> None:
        """Mark the keys whose ringing is not told, and no others."""
        before, self._silent = self._silent, frozenset(keys)
        for key_id in before ^ self._silent:
            self._touch(key_id)

    def handle(self, change: Change) -> None:
        """Take a change of the panel."""
        match change:
            case FaceChanged(key=key_id) | PickupChanged(key=key_id):
                self._touch(key_id)
            case KeyAdded(key=key_id):
                self._insert(key_id)
            case KeyReplaced(key=key_id):
                self._replace(key_id)
            case KeyRemoved(key=key_id):
                self._ringing.discard(key_id)
                self._faces.pop(key_id, None)
                # several may be gone already of which only the first was told
                self.become([each for each in self._ids if each in self._panel])
            case KeysReordered():
                shown = set(self._ids)
                order = [key.id for key in self._panel.keys()]  # noqa: SIM118
                self.become([each for each in order if each in shown])

    def _replace(self, key_id: KeyId) -> None:
        """A key is called something else, stands in another group or is of another type."""
        if key_id in self._rows:
            self._learn_name(key_id)
            index = self.index_of(key_id)
            self.dataChanged.emit(index, index, [])

    def _touch(self, key_id: KeyId) -> None:
        row = self._rows.get(key_id)
        if row is None:
            return
        self._faces.pop(key_id, None)
        self._look_whether_it_rings(key_id)
        index = self.index(row)
        self.dataChanged.emit(index, index, _STATE_ROLES)

    def _insert(self, key_id: KeyId) -> None:
        if key_id in self._rows:
            return
        # others may be there already that are told later: a thousand come at once
        order = [key.id for key in self._panel.keys()]  # noqa: SIM118
        for each in order:
            if each not in self._rows:
                self._learn_name(each)
        self.become(order)

    def _learn_name(self, key_id: KeyId) -> None:
        key = self._key(key_id)
        self._names[key.account, key.number] = key.label
        self._faces.clear()
        self._look_whether_it_rings(key_id)

    def _look_whether_it_rings(self, key_id: KeyId) -> None:
        panel = self._panel
        if self._panel_face(key_id).lamp is Lamp.ALERTING and not panel.picking_up(key_id):
            self._ringing.add(key_id)
        else:
            self._ringing.discard(key_id)

    def _doubt_since(self, key_id: KeyId) -> float | None:
        """When the lamp fell into doubt, by its history."""
        if not self._panel_face(key_id).stale:
            return None
        began: float | None = None
        for seen in self._panel.history(key_id):
            if not seen.after.stale:
                break
            began = seen.at
        return began

    def _tooltip(self, key_id: KeyId) -> str:
        key, state, face = self._key(key_id), self.state(key_id), self.face(key_id)
        now = self._now()
        parts = (key.label, key.number if key.number != key.label else "", key.group)
        who = " · ".join(part for part in parts if part)
        lines: tuple[str, ...] = (f"<b>{escape(who)}</b>", escape(sentence(state, face, now)))
        lines += tuple(map(escape, remarks(key, face)))
        return "<p style='white-space: pre'>{}</p>".format(
            "<br>".join((*lines, escape(self._hint(key_id))))
        )

    def _hint(self, key_id: KeyId) -> str:
        if key_id not in self._panel:
            return ""
        key, meant = self._key(key_id), self._panel.meant(key_id).intent
        if key.type is KeyType.LABEL:
            return ""
        if not has_lamp(key):  # nobody is heard of
            return click_words(self.face(key_id), meant)
        hold = self.hold_to_pick_up
        return hint(self.state(key_id), self.face(key_id), self._now(), meant, hold=hold)
