"""What happened to a key: a bounded list of observations, the one memory behind every "why"."""

from __future__ import annotations

from collections import deque

import msgspec

from blfpanel.panel.lamps.lamp import EntityState
from blfpanel.panel.model import Happening, LampState, Observation
from blfpanel.panel.words import side

#: Observations kept for each key: a busy partner's day.
LENGTH = 200

#: Octets of messages kept for each key; the newest stays, however long it is.
OCTETS = 32 * 1024


class History:
    """The observations of one key, oldest first.

    Of messages that say the same again and again, as those that answer refreshes do, the newest
    stays, and tells how many there were.
    """

    __slots__ = ("_entries", "_messages", "_octets", "_repeating")

    def __init__(self) -> None:
        self._entries: deque[Observation] = deque()
        self._messages: deque[bytes] = deque()  # of the newest entries, b"" where there was none
        self._octets = 0
        self._repeating = False

    def add(self, observation: Observation, received: bytes = b"", *, repeat: bool = False) -> None:
        """Append one.

        Args:
            received: the message or document it was made of, as it came.
            repeat: whether it is a message that changed nothing.
        """
        entries, messages = self._entries, self._messages
        if repeat and self._repeating:
            last = entries.pop()
            self._octets -= len(messages.pop())
            count = last.repeats + 1
            line = f"{observation.message}, {count + 1} times the same"
            observation = msgspec.structs.replace(observation, message=line, repeats=count)
        self._repeating = repeat
        if len(entries) == LENGTH:
            if len(messages) == LENGTH:
                self._octets -= len(messages.popleft())
            entries.popleft()
        entries.append(observation)
        messages.append(received)
        self._octets += len(received)
        while self._octets > OCTETS and len(messages) > 1:
            self._octets -= len(messages.popleft())

    def hide_since(self, since: float) -> None:
        """Mark the messages from ``since`` on as never shown: the newest entry overtook them."""
        *earlier, overtaking = self._entries
        name = overtaking.message.partition(":")[0].removeprefix("NOTIFY ")
        for place, entry in enumerate(earlier):
            if entry.at >= since and entry.kind is Happening.NOTIFY:
                age = (overtaking.at - entry.at) * 1000
                text = f"{entry.message}, replaced by {name} after {age:.0f} ms"
                self._entries[place] = msgspec.structs.replace(entry, message=text, shown=False)

    def newest_first(self) -> tuple[Observation, ...]:
        """All of them, with their messages as far as those are kept."""
        messages = [b""] * (len(self._entries) - len(self._messages)) + [*self._messages]
        return tuple(
            msgspec.structs.replace(entry, received=message)
            for entry, message in zip(reversed(self._entries), reversed(messages), strict=True)
        )


def document_line(
    name: str, entity: EntityState, state: LampState, carrier: str | None = None
) -> str:
    """One line for a document: "NOTIFY v14: early, from 211", "NOTIFY v13: no calls".

    ``name`` is what it came as, NOTIFY or Document; ``carrier`` is said instead of that and of its
    version where it was one of several in a message: "NOTIFY v3 of list team".
    """
    if carrier is not None:
        name = carrier
    elif entity.version is not None:
        name = f"{name} v{entity.version}"
    call = entity.decisive
    if call is None:
        return f"{name}: {entity.reading.subject}"
    line = f"{name}: {call.dialog.state or 'no state'}"
    if state.remote is not None:
        line += f", {side(state)} {state.remote.number}"
    if len(entity.calls) > 1:
        more = len(entity.calls) - 1
        line += f", and {more} more call{'s' if more > 1 else ''}"
    return line
