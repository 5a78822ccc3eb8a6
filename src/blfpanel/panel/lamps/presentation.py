"""What the eye sees of a key: the truth, less what would only flicker.

Some PBXs clear a call before they tell its next state, so that between ringing and talking there
is a document without calls. Such an idle waits here for the profile's settle time and is dropped
if other news comes first. The truth never waits.
"""

from __future__ import annotations

from blfpanel.panel.model import Lamp, LampState


class Eye:
    """The flicker filter of one key.

    Attributes:
        deadline: until when an idle is held back (core time); None if none is.
        since: when it came.
    """

    __slots__ = ("_seen", "deadline", "since")

    def __init__(self) -> None:
        self.deadline: float | None = None
        self.since = 0.0
        self._seen: LampState | None = None

    def face(self, truth: LampState) -> LampState:
        """What to show while ``truth`` holds."""
        return truth if self._seen is None else self._seen

    def holds_back(
        self, before: LampState, after: LampState, cleared: bool, settle: float, now: float
    ) -> bool:
        """Whether the change from ``before`` to ``after`` stays unseen for now.

        ``cleared`` says that ``after`` comes from a document without calls.
        """
        if self.deadline is not None and cleared:
            return True
        if cleared and before.lamp is Lamp.ALERTING and after.lamp is Lamp.IDLE:
            self._seen = before
            self.since = now
            self.deadline = now + settle
            return True
        return False

    def let_go(self) -> None:
        """Show the truth from now on."""
        self._seen = None
        self.deadline = None
