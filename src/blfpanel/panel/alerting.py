"""Which ringing of partners is to be told now, and how urgently.

The lamps show every call; this decides for which of them a person is disturbed as well. Whoever
tells it (a notification, a sound) asks :meth:`Alerting.told` whenever something changed and at
:meth:`Alerting.next_change`, and shows exactly what it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from blfpanel.panel.changes import (
    Change,
    DoNotDisturbChanged,
    FaceChanged,
    KeyRemoved,
    OwnCallChanged,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.panel.hours import Hours
from blfpanel.panel.model import KeyId, Lamp, LampState, OwnCall, OwnCallState
from blfpanel.sip.events import UsageId

#: From these ages of a ringing on (seconds) it is told more urgently.
LOUDER_AFTER = (10.0, 20.0)

#: All of the week.
_ALWAYS = Hours()

#: Hours are looked at so often, seconds.
_MINUTE = 60.0

_SETTING_UP = (OwnCallState.DIALLING, OwnCallState.RINGING)


class AlertedKey(Protocol):
    """What is asked of a key."""

    @property
    def number(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def group(self) -> str: ...


@dataclass(frozen=True, slots=True)
class AlertWishes:
    """What a person wants to be told.

    Attributes:
        after: only what has rung so long, seconds.
        groups: only the keys of these groups; empty: of all.
        silent_groups: not the keys of these groups.
        hours: only then.
        quiet: nothing at all.
        silent_keys: not these keys.
    """

    after: float = 0.0
    groups: frozenset[str] = frozenset()
    silent_groups: frozenset[str] = frozenset()
    hours: Hours = _ALWAYS
    quiet: bool = False
    silent_keys: frozenset[KeyId] = frozenset()


@dataclass(frozen=True, slots=True)
class Alert:
    """A partner's ringing that is told.

    Attributes:
        key: where it rings.
        since: when that began (core time).
        state: what the eye sees of it.
        level: how urgent it has become: 0, 1, 2 (see :data:`LOUDER_AFTER`).
    """

    key: KeyId
    since: float
    state: LampState
    level: int = 0


class Alerting:
    """The rules.

    Args:
        key_of: gives a key by its id; raises KeyError for one that is gone.
        wishes: what is to be told.
    """

    def __init__(
        self, key_of: Callable[[KeyId], AlertedKey], wishes: AlertWishes | None = None
    ) -> None:
        self._key_of = key_of
        self._wishes = wishes or AlertWishes()
        self._ringing: dict[KeyId, tuple[float, LampState]] = {}
        self._ignored: set[KeyId] = set()
        self._fetched: set[KeyId] = set()
        self._undisturbed: set[str] = set()
        self._calls: dict[UsageId, OwnCall] = {}

    def wish(self, wishes: AlertWishes) -> None:
        """Go by these wishes from now on."""
        self._wishes = wishes

    def handle(self, change: Change, now: float) -> bool:
        """Take a change of the phone; tells whether :meth:`told` may give something else now."""
        match change:
            case FaceChanged(key=key, state=state):
                return self._face(key, state, now)
            case PickupChanged(key=key, outcome=PickupOutcome.TRYING):
                self._fetched.add(key)
            case PickupChanged(key=key):
                self._fetched.discard(key)
            case OwnCallChanged(call=call) if call.state is OwnCallState.ENDED:
                self._calls.pop(call.id, None)
            case OwnCallChanged(call=call):
                self._calls[call.id] = call
            case DoNotDisturbChanged(account=account, on=True):
                self._undisturbed.add(account)
            case DoNotDisturbChanged(account=account):
                self._undisturbed.discard(account)
            case KeyRemoved(key=key):
                self._ringing.pop(key, None)
            case _:
                return False
        return True

    def ignore(self, key: KeyId) -> None:
        """Say no more of what rings there now."""
        if key in self._ringing:
            self._ignored.add(key)

    def told(self, now: float, wall: datetime) -> tuple[Alert, ...]:
        """What is to be told now, the oldest first; ``wall`` is the time of day here."""
        wishes = self._wishes
        if wishes.quiet or not wishes.hours.hold(wall):
            return ()
        return tuple(
            Alert(key, since, state, _level(now - since))
            for key, since, state in self._wanted()
            if now - since >= wishes.after
        )

    def next_change(self, now: float) -> float | None:
        """When :meth:`told` may give something else by itself (core time); None: not at all."""
        ages = (self._wishes.after, *LOUDER_AFTER)
        due = [since + age for _, since, _ in self._wanted() for age in ages if since + age > now]
        if self._ringing and self._wishes.hours.spans:
            due.append(now + _MINUTE)
        return min(due, default=None)

    @property
    def talking(self) -> bool:
        """Whether I speak to somebody or call somebody, and may not want to be told."""
        return any(
            call.state in _SETTING_UP or (call.state is OwnCallState.TALKING and not call.held)
            for call in self._calls.values()
        )

    def _face(self, key: KeyId, state: LampState, now: float) -> bool:
        if state.lamp is not Lamp.ALERTING or state.stale:
            self._ignored.discard(key)
            return self._ringing.pop(key, None) is not None
        if key in self._ringing:
            self._ringing[key] = (self._ringing[key][0], state)
        else:
            if self._called_by_me(key):
                self._ignored.add(key)
            self._ringing[key] = (now if state.since is None else state.since, state)
        return True

    def _wanted(self) -> Iterable[tuple[KeyId, float, LampState]]:
        """What rings at keys that are to be told of, whatever the hour."""
        ringing = sorted(self._ringing.items(), key=lambda item: item[1][0])
        for key, (since, state) in ringing:
            if key not in self._ignored and key not in self._fetched and self._is_told(key):
                yield key, since, state

    def _is_told(self, key_id: KeyId) -> bool:
        wishes, key = self._wishes, self._known(key_id)
        return (
            key is not None
            and key_id not in wishes.silent_keys
            and key.account not in self._undisturbed
            and key.group not in wishes.silent_groups
            and (not wishes.groups or key.group in wishes.groups)
        )

    def _known(self, key_id: KeyId) -> AlertedKey | None:
        try:
            return self._key_of(key_id)
        except KeyError:
            return None

    def _called_by_me(self, key_id: KeyId) -> bool:
        key = self._known(key_id)
        return any(
            call.outgoing
            and (call.key == key_id or (key is not None and call.party.number == key.number))
            for call in self._calls.values()
        )


def _level(age: float) -> int:
    return sum(age >= limit for limit in LOUDER_AFTER)
