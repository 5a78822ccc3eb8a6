"""Which notifications stand at a moment, kept the same on the desktop."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from blfpanel.config.keys import key_ids
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.gui.alerts.desktop_notices import Notifier
from blfpanel.gui.alerts.messages import Message
from blfpanel.gui.pacing import Paced
from blfpanel.gui.port import PhonePort
from blfpanel.panel.alerting import Alert, Alerting
from blfpanel.panel.changes import Change
from blfpanel.panel.model import KeyId


class AlertWatch(QObject):
    """Asks the rules what is told, whenever something changed or the time for it has come.

    Signals:
        changed: ``told`` is different now.

    Attributes:
        rules: the rules.
        told: what is told, as a tuple of alerts.
    """

    changed = Signal()

    def __init__(self, phone: PhonePort, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phone, self._store = phone, store
        self.rules = Alerting(phone.panel.key)
        self.told: tuple[Alert, ...] = ()
        self._look_soon = Paced(self.look, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.use(store.config)

    def use(self, config: Config) -> None:
        """Go by these settings from now on."""
        self.rules.wish(config.alerts.wishes(_silent_keys(config)))
        self.look()

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if self.rules.handle(change, self._phone.now()):
            self._look_soon()

    def ignore(self, key: KeyId) -> None:
        """Say no more of what rings there now."""
        self.rules.ignore(key)
        self.look()

    def look(self) -> None:
        """Ask the rules."""
        now = self._phone.now()
        told = self.rules.told(now, self._phone.wall(now).astimezone())
        due = self.rules.next_change(now)
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, round((due - now) * 1000)))
        if told != self.told:
            self.told = told
            self.changed.emit()


def _silent_keys(config: Config) -> Iterable[KeyId]:
    return (
        key_id
        for key_id, key in zip(key_ids(config.keys), config.keys, strict=True)
        if not key.alert
    )


class Board:
    """What stands on the desktop: exactly the messages it was last given.

    Args:
        make: gives what shows messages; called once, when there is something to show.
    """

    def __init__(self, make: Callable[[], Notifier]) -> None:
        self._make = make
        self._notifier: Notifier | None = None
        self._shown: dict[str, Message] = {}

    def put(self, messages: Iterable[Message]) -> None:
        """Show these and no others; what is shown already is left alone."""
        wanted = {message.id: message for message in messages}
        for message_id in [known for known in self._shown if known not in wanted]:
            del self._shown[message_id]
            if self._notifier is not None:
                self._notifier.withdraw(message_id)
        for message in wanted.values():
            if self._shown.get(message.id) != message:
                self._shown[message.id] = message
                self._notifier = self._notifier or self._make()
                self._notifier.show(message)
