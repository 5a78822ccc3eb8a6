"""What a screen reader says by itself: what rings, what is answered, what is in doubt; no more.

Who listens to a screen reader all day wants to hear of what asks for an act, and to be spared the
rest. Announcements are polite: they wait until what is being said is finished.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from blfpanel.config.window import Announce
from blfpanel.gui.keys.face import spoken
from blfpanel.gui.words import party_name, said
from blfpanel.panel.changes import (
    AccountChanged,
    CallLogged,
    CampFulfilled,
    Change,
    FaceChanged,
    Notice,
    OwnCallChanged,
)
from blfpanel.panel.model import CallResult, KeyId, Lamp, LampState, OwnCall, OwnCallState

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

#: Says a sentence; whether it may interrupt.
Say = Callable[[str, bool], None]

#: Lamps often fall into doubt together; so long is waited for the others, ms.
GATHER_MS = 500

_TROUBLED = ("refused", "failed")


@contextlib.contextmanager
def attached(desk: Desk, say: Say | None = None) -> Iterator[None]:
    """Speak while the block runs; ``say`` takes the sentences in place of Qt."""
    speech = Speech(desk, say)
    desk.phone.listen(speech.handle)
    try:
        yield
    finally:
        speech.leave()


class Speech(QObject):
    """Decides what of all that changes is told, and in which words."""

    def __init__(self, desk: Desk, say: Say | None = None) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._say = say or self._announce
        self._seen: dict[KeyId, LampState] = {}
        self._told: set[KeyId] = set()
        self._calls: set[object] = set()
        self._troubled: set[str] = set()
        self._doubtful: dict[KeyId, str] = {}
        self._left = False
        self._gathering = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gathering.timeout.connect(self._tell_doubt)

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Say a sentence, unless the settings want silence."""
        if text and self._desk.store.config.window.announce is not Announce.NOTHING:
            self._say(text, urgent)

    def leave(self) -> None:
        """Say nothing any more."""
        self._left = True
        self._gathering.stop()

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if self._left:
            return
        match change:
            case FaceChanged(key=key):
                self._face(key)
            case OwnCallChanged(call=call):
                self._call(call)
            case CallLogged(record=record) if record.result is CallResult.ELSEWHERE:
                who = party_name(record.party)
                self.say(self.tr("The call from {name} was answered elsewhere.").format(name=who))
            case CampFulfilled(key=key):
                self.say(self.tr("{name} is free.").format(name=self._name(key)))
            case AccountChanged():
                self._account(change)
            case Notice(text=text, problem=problem):
                self.say(said(text), urgent=problem)
            case _:
                pass

    # --- lamps ---

    def _face(self, key: KeyId) -> None:
        state = self._desk.window.model.state(key)
        before = self._seen.get(key, LampState())
        self._seen[key] = state
        if state.stale != before.stale:
            self._doubt(key, state)
        elif (state.lamp, state.detail) == (before.lamp, before.detail):
            return
        elif state.lamp is Lamp.ALERTING:
            self._told.add(key)
            self.say(self._whole(key, state))
        elif key in self._told:
            self._told.discard(key)
            self._no_longer_rings(key, state)
        elif before.lamp is not Lamp.UNKNOWN and self._every_change_of(key):
            self.say(self._whole(key, state))

    def _no_longer_rings(self, key: KeyId, state: LampState) -> None:
        answered = state.lamp is Lamp.BUSY and not self._mine(state)
        text = self.tr("{name}: answered.") if answered else self.tr("{name}: rings no longer.")
        if not self._mine(state):
            self.say(text.format(name=self._name(key)))

    def _mine(self, state: LampState) -> bool:
        """Whether the partner now talks to me: then the call itself tells."""
        number = state.remote.number if state.remote is not None else None
        own = self._desk.phone.panel.own_calls()
        return any(call.party.number == number for call in own)

    def _every_change_of(self, key: KeyId) -> bool:
        window = self._desk.store.config.window
        group = self._desk.phone.panel.key(key).group
        return window.announce is Announce.GROUPS and group in window.announce_groups

    def _doubt(self, key: KeyId, state: LampState) -> None:
        if state.stale:
            self._told.discard(key)
            self._doubtful[key] = said(state.cause or "")
            self._gathering.start()
        else:
            self._doubtful.pop(key, None)

    def _tell_doubt(self) -> None:
        gathered, self._doubtful = self._doubtful, {}
        if len(gathered) == 1:
            key = next(iter(gathered))
            self.say(self._whole(key, self._desk.window.model.state(key)))
        elif gathered:
            causes = ", ".join(sorted({cause for cause in gathered.values() if cause}))
            text = self.tr("{n} lamps are uncertain: {causes}.")
            if not causes:
                text = self.tr("{n} lamps are uncertain.")
            self.say(text.format(n=len(gathered), causes=causes))

    def _whole(self, key: KeyId, state: LampState) -> str:
        panel, model = self._desk.phone.panel, self._desk.window.model
        return spoken(panel.key(key), state, model.face(key), self._desk.phone.now())

    def _name(self, key: KeyId) -> str:
        return self._desk.phone.panel.key(key).label

    # --- my calls and accounts ---

    def _call(self, call: OwnCall) -> None:
        if call.state is not OwnCallState.INCOMING:
            self._calls.discard(call.id)
        elif call.id not in self._calls:
            self._calls.add(call.id)
            text = self.tr("Call for you from {name}.").format(name=party_name(call.party))
            self.say(said(call.back) if call.back else text, urgent=True)

    def _account(self, change: AccountChanged) -> None:
        was_troubled = change.account in self._troubled
        troubled = change.kind in _TROUBLED
        if troubled:
            self._troubled.add(change.account)
        elif change.kind == "registered":
            self._troubled.discard(change.account)
        if troubled is not was_troubled and (troubled or change.kind == "registered"):
            self.say(f"{change.account}: {said(change.text)}")

    def _announce(self, text: str, urgent: bool) -> None:
        event = QAccessibleAnnouncementEvent(self._desk.window, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
