"""Which message changed which lamp: for the message trace, noted while a message is handled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from blfpanel.net.trace import Trace
from blfpanel.panel.changes import Change, FaceChanged, LampChanged
from blfpanel.panel.model import KeyId, LampState
from blfpanel.sip.events import Event, NotifyReceived


@dataclass(frozen=True, slots=True)
class Effect:
    """A message changed a lamp.

    Attributes:
        key: the key whose lamp it is.
        before, after: what was known until then, and from then on.
        at: when (core time).
        shown: whether the eye got to see it, or the next message came too soon.
    """

    key: KeyId
    before: LampState
    after: LampState
    at: float
    shown: bool = False


class Effects:
    """What the messages of a trace did to lamps, for as long as the trace keeps them."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._handled: bytes | None = None
        self._known: dict[int, list[Effect]] = {}
        self._newest: dict[KeyId, tuple[int, int]] = {}

    def of(self, number: int) -> tuple[Effect, ...]:
        """What the message of this number did."""
        return tuple(self._known.get(number, ()))

    def handling(self, event: Event | None) -> None:
        """This event is being handled from now on; None: nothing is."""
        self._handled = event.request.raw if isinstance(event, NotifyReceived) else None

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        match change:
            case LampChanged(key=key, before=before, after=after, at=at):
                number = self._trace.number_of(self._handled) if self._handled else None
                if number is None:
                    self._newest.pop(key, None)
                else:
                    self._note(number, Effect(key, before, after, at))
            case FaceChanged(key=key, state=state):
                self._seen(key, state)
            case _:
                pass

    def _note(self, number: int, effect: Effect) -> None:
        done = self._known.setdefault(number, [])
        self._newest[effect.key] = number, len(done)
        done.append(effect)
        oldest = self._trace.oldest
        while (first := next(iter(self._known))) < oldest:
            del self._known[first]

    def _seen(self, key: KeyId, state: LampState) -> None:
        place = self._newest.get(key)
        if place is None or place[0] not in self._known:
            return
        done, index = self._known[place[0]], place[1]
        effect = done[index]
        if (effect.after.lamp, effect.after.detail) == (state.lamp, state.detail):
            done[index] = replace(effect, shown=True)
