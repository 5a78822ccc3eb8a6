"""What the person does with calls, by buttons and by keys, handed to the phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from blfpanel.config.keys import KeySettings, key_ids
from blfpanel.gui.calls.dropping import Drop, Dropping
from blfpanel.gui.calls.pane import RECENT, CallList, CallsPane, returned
from blfpanel.gui.calls.rows import Actions
from blfpanel.gui.calls.transfer_bar import TransferBar
from blfpanel.gui.port import PhonePort
from blfpanel.panel.changes import CampKind
from blfpanel.panel.model import Intent, KeyId, OwnCall, OwnCallState
from blfpanel.sip.events import UsageId

if TYPE_CHECKING:
    from blfpanel.gui.main_window import MainWindow

#: What a press with Shift does, by what it does without.
_OTHER_WAY = {Intent.TRANSFER: Intent.DIAL, Intent.DIAL: Intent.TRANSFER}


def _no_note(number: str) -> str:
    return ""


class CallControls(QObject):
    """The calls of the window.

    Args:
        phone: does it.
        actions: where buttons send what is wanted.
        pane: shows the calls.
        bar: asks where a call is to go.
        parent: the window.
    """

    list_wanted = Signal()
    note_wanted = Signal(int)  #: on the caller of a call

    def __init__(
        self,
        phone: PhonePort,
        actions: Actions,
        pane: CallsPane,
        bar: TransferBar,
        parent: MainWindow,
    ) -> None:
        super().__init__(parent)
        self._phone, self._pane, self._bar = phone, pane, bar
        self.calls = CallList()
        self._window = parent
        #: what was noted of a number
        self.note_of: Callable[[str], str] = _no_note
        self._settings: tuple[Sequence[KeySettings], dict[KeyId, KeySettings]] = ((), {})
        self.dropping = Dropping(
            phone, self.settings_of, lambda: parent.config.calls.camp_minutes, parent
        )
        actions.answer.connect(lambda call: phone.answer(UsageId(call)))
        actions.hang_up.connect(lambda call: phone.hang_up(UsageId(call)))
        actions.reject.connect(lambda call: phone.reject(UsageId(call)))
        actions.ignore.connect(lambda call: phone.ignore(UsageId(call)))
        actions.hold.connect(lambda call: phone.hold(UsageId(call)))
        actions.resume.connect(lambda call: phone.resume(UsageId(call)))
        actions.mute.connect(lambda call, on: phone.mute(UsageId(call), on))
        actions.transfer.connect(lambda call: self._ask_where(UsageId(call)))
        actions.digit.connect(lambda call, digit: phone.send_dtmf(UsageId(call), digit))
        actions.decide.connect(lambda call, yes: phone.decide_transfer(UsageId(call), yes))
        actions.note.connect(self.note_wanted)
        actions.park.connect(lambda call: self.park(UsageId(call)))
        actions.connect_with.connect(
            lambda call, other: phone.transfer_to(UsageId(call), UsageId(other))
        )
        actions.pick_up.connect(lambda key: phone.pick_up(KeyId(key)))
        actions.dial.connect(lambda uri, account: phone.dial(uri, account or None))
        bar.chosen.connect(lambda call, number: phone.transfer(UsageId(call), number, undo=True))
        bar.joined.connect(lambda call, other: phone.transfer_to(UsageId(call), UsageId(other)))

    def show(self, calls: CallList, now: float) -> None:
        """Show the calls as they are now."""
        self.calls = calls
        self._bar.follow(calls.mine + calls.waiting)
        self._pane.show_calls(calls, now, self._phone.statistics, self.note_of)
        self._show_camps()
        log = self._phone.call_log
        today = self._phone.wall(now).astimezone().date()
        self._pane.show_recent(log.newest(RECENT), log.missed, today, empty=calls.empty)

    def _show_camps(self) -> None:
        phone, panel = self._phone, self._phone.panel
        known = {key.id: key.label for key in panel.keys()}  # noqa: SIM118  (no dict)
        self._pane.show_camps(
            [
                (camp, [known[key] for key in camp.keys if key in known], phone.wall(camp.until))
                for camp in panel.camps()
            ],
            lambda camp: phone.cancel_camp(camp),
        )

    # --- keys of the panel ---

    def press(self, key: KeyId, *, other: bool | None = None) -> None:
        """A partner's key was pressed: the target of a transfer, if one is asked for.

        Args:
            other: transfer in the other way than usual: announced instead of at once, and the
                other way round; None: if Shift is held.
        """
        phone = self._phone
        if other is None:
            held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            other = bool(held)
        if self._bar.call is not None:
            self._bar.choose(phone.panel.key(key).number)
            return
        swapped = _OTHER_WAY.get(phone.panel.meant(key).intent) if other else None
        if swapped is not None and self._talking() is not None:
            phone.choose(key, swapped)
        else:
            phone.press(key)

    def drops(self, key: KeyId, call: UsageId) -> tuple[Drop, ...]:
        """What a call dropped on a key can become, the usual thing first."""
        return self.dropping.drops(key, call)

    def drop(self, key: KeyId, call: UsageId, wanted: Drop | None = None) -> None:
        """Let a call fall on a key."""
        self.dropping.drop(key, call, wanted)

    def settings_of(self, key: KeyId) -> KeySettings | None:
        """The settings of a key; None for one that has none."""
        keys = self._window.config.keys
        if keys is not self._settings[0]:
            self._settings = keys, dict(zip(key_ids(keys), keys, strict=True))
        return self._settings[1].get(key)

    def camp(self, keys: Sequence[KeyId], kind: CampKind, call: UsageId | None = None) -> None:
        """Watch partners for me as long as the settings say."""
        seconds = 60.0 * self._window.config.calls.camp_minutes
        self._phone.camp(keys, kind, seconds=seconds, call=call)

    # --- shortcuts ---

    def answer_oldest(self) -> None:
        """F2: take the oldest call to me, else the oldest one at a partner."""
        if self.calls.waiting and returned(self.calls.waiting[0]):
            self._phone.resume(self.calls.waiting[0].id)
        elif self.calls.waiting:
            self._phone.answer(self.calls.waiting[0].id)
        else:
            self.pick_up_oldest()

    def pick_up_oldest(self) -> None:
        """Shift+F2: pick up the oldest call at a partner."""
        if self.calls.ringing:
            self._phone.pick_up(self.calls.ringing[0].key.id)

    def decline_oldest(self) -> None:
        """F8: decline the oldest call to me."""
        if self.calls.waiting:
            self._phone.hang_up(self.calls.waiting[0].id)

    def ignore_oldest(self) -> None:
        """Shift+F8: let it ring at other phones only."""
        if self.calls.waiting:
            self._phone.ignore(self.calls.waiting[0].id)

    def hang_up(self) -> None:
        """Shift+Esc: end the newest of my calls that is not on hold, else the newest."""
        if self.calls.mine:
            calls = self.calls.active or self.calls.held
            self._phone.hang_up(calls[-1].id)

    def hold_or_resume(self) -> None:
        """F3: put the call I talk in on hold, else take the last one back."""
        talking = self._talking()
        if talking is not None:
            self._phone.hold(talking.id)
        elif self.calls.held:
            self._phone.resume(self.calls.held[-1].id)

    def transfer(self) -> None:
        """F4: ask where the call I am in is to go; else one on hold, else one that waits."""
        candidates = (self._talking(), *self.calls.held[-1:], *self.calls.waiting[:1])
        call = next((call for call in candidates if call is not None), None)
        if call is not None:
            self._ask_where(call.id)

    def mute(self) -> None:
        """Ctrl+M: do not let the far end hear me, or let it again."""
        talking = self._talking()
        if talking is not None:
            self._phone.mute(talking.id, not talking.muted)

    def keypad(self) -> None:
        """Ctrl+K: open the keypad of the call I talk in, or close it."""
        for card in self._pane.cards()[-1:]:
            card.toggle_keypad()

    def park(self, call: UsageId | None = None) -> None:
        """Ctrl+P: put a call, or the one I am in, into the first park place that is empty."""
        wanted = call if call is not None else getattr(self._talking(), "id", None)
        if wanted is None:
            return
        for key in self._phone.panel.keys():  # noqa: SIM118  (no dict)
            if self.drops(key.id, wanted)[:1] == (Drop.PARK,):
                self.drop(key.id, wanted, Drop.PARK)
                return
        self._window.toast.say(
            self.tr("There is no empty park place on the panel. Add one in the edit mode.")
        )

    def call_at_hand(self) -> OwnCall | None:
        """The call that a transfer is about: the one I am in, else the last one on hold."""
        return self._talking() or next(iter(self.calls.held[-1:]), None)

    def connect_with_held(self) -> None:
        """Shift+F4: give the call on hold to whom I talk to."""
        calls = self.calls
        if len(calls.held) == 1 and len(calls.active) == 1:
            self._phone.transfer_to(calls.held[0].id, calls.active[0].id)

    def toggle_list(self) -> None:
        """Ctrl+H: show the list of calls, or hide it."""
        self.list_wanted.emit()

    def toggle_do_not_disturb(self) -> None:
        """Ctrl+D: let calls find me busy, or not any more."""
        self._phone.set_do_not_disturb(not self._phone.do_not_disturb())

    # --- inside ---

    def _talking(self) -> OwnCall | None:
        talking = [call for call in self.calls.active if call.state is OwnCallState.TALKING]
        return talking[-1] if talking else None

    def _ask_where(self, call: UsageId) -> None:
        everything = self.calls.mine + self.calls.waiting
        asked = next((one for one in everything if one.id == call), None)
        if asked is not None:
            others = [other for other in self.calls.mine if other.id != call]
            self._bar.begin(asked, others)
