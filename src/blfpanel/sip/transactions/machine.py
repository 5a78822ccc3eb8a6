"""What the four transaction machines share: the step through a table, and their surroundings."""

from __future__ import annotations

import abc
import enum
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from blfpanel.sip.flow import Flow, Output, Send
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.timers import TimerOwner, TimerQueue
from blfpanel.sip.transactions.tables import Action, Input, State, Table


@dataclass(frozen=True, slots=True)
class TimerValues:
    """The times of RFC 3261 table 4, in seconds.

    Attributes:
        t1: estimate of the round trip; timers A, E and G begin with it.
        t2: longest interval between repetitions of a non-INVITE request or an INVITE's response.
        t4: how long a message can stay in the network; timers I and K.
        d: timer D.
        trying: how long an INVITE may stay unanswered until we say 100 (§17.2.1).
    """

    t1: float = 0.5
    t2: float = 4.0
    t4: float = 5.0
    d: float = 32.0
    trying: float = 0.2

    @property
    def patience(self) -> float:
        """64 T1: timers B, F, H, J, and RFC 6026's L and M."""
        return 64 * self.t1


class Lingering:
    """Timer J of all answered requests: it lasts equally long for each, so they end in a row.

    One timer does for all of them, however many NOTIFYs come within half a minute.
    """

    def __init__(self, timers: TimerQueue, seconds: float) -> None:
        self._timers = timers
        self._seconds = seconds
        self._row: deque[tuple[float, TimerOwner]] = deque()

    def start(self, owner: TimerOwner, now: float) -> None:
        """Tell ``owner`` when its time is over."""
        end = now + self._seconds
        if not self._row:
            self._timers.start(self, Input.TIMER_J, end)
        self._row.append((end, owner))

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """The time of the first is over."""
        row = self._row
        while row and row[0][0] <= now:
            row.popleft()[1].timer_fired(name, now)
        if row:
            self._timers.start(self, Input.TIMER_J, row[0][0])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a transaction needs of the core: a clockwork, a way out, and its times.

    ``patience`` is that of ``values``, computed once.
    """

    timers: TimerQueue
    output: deque[Output]
    values: TimerValues
    patience: float
    lingering: Lingering


class Transaction(abc.ABC):
    """A running machine.

    Attributes:
        request: the request that made it; unchanged for its whole life.
        flow: where its messages go.
        state: where it stands.
    """

    __slots__ = ("_around", "_data", "_interval", "_rows", "flow", "request", "state")

    #: Timers that can run in a state that is left before they are due.
    STOPPABLE: tuple[Input, ...] = ()

    def __init__(self, request: Request, flow: Flow, rows: Rows, around: Surroundings) -> None:
        self.request = request
        self.flow = flow
        self.state = State.INITIAL
        self._rows = rows
        self._around = around
        self._data: bytes | None = None

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """A timer of ours is due; its name is the input."""
        self.step(name, now)

    def step(self, cause: enum.Enum, now: float, data: bytes | None = None) -> None:
        """Do what the table says of ``cause``, an :class:`Input`; without a row, nothing.

        ``data`` is what this side sends from here on, if that changes.
        """
        row = self._rows.get((self.state, cause))
        if row is None:
            return
        if data is not None:
            self._data = data
        self.state, deeds = row
        if self.state is State.TERMINATED:
            self._forget()
        for deed in deeds:
            deed(self, now)

    @abc.abstractmethod
    def _forget(self) -> None:
        """Make the layer forget this transaction."""

    # --- actions ---

    def send(self, now: float) -> None:
        """Send what this side sent last, as it was written; a server may not have begun."""
        if self._data is not None:
            self._around.output.append(Send(self.flow, self._data))

    def stop_timers(self, now: float) -> None:
        """Stop what may run in a state that is left early."""
        for name in self.STOPPABLE:
            self._around.timers.stop(self, name)

    def _repeat_first(self, name: Input, now: float) -> None:
        if not self.flow.reliable:
            self._repeat_later(name, self._around.values.t1, now)

    def _repeat_later(self, name: Input, interval: float, now: float) -> None:
        self._interval = interval
        self._around.timers.start(self, name, now + interval)

    def _wait(self, name: Input, now: float) -> None:
        self._around.timers.start(self, name, now + self._around.patience)

    def _linger(self, name: Input, seconds: float, now: float) -> None:
        """Stay to absorb repetitions; on a reliable flow nothing is repeated (timer of 0 s)."""
        if self.flow.reliable:
            self.step(name, now)
        else:
            self._around.timers.start(self, name, now + seconds)


#: The method that does an action; called with the transaction, of whichever class, and the time.
Deed: TypeAlias = Callable[[Any, float], None]
#: A table ready to run. Keys are plain enums, because timers' names are.
Rows: TypeAlias = Mapping[tuple[enum.Enum, enum.Enum], tuple[State, tuple[Deed, ...]]]


def ready(table: Table, deeds: Mapping[Action, Deed]) -> Rows:
    """``table`` with each action replaced by the method that does it."""
    return {
        place: (state, tuple(deeds[action] for action in actions))
        for place, (state, actions) in table.items()
    }
