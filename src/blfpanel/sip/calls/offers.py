"""Whose turn it is to speak about the session: the offer/answer state of a dialog (RFC 3264).

RFC 6337 lists what may carry an offer and an answer; here is only the one rule they share: while
an offer is open, in either direction, there is no other.
"""

from __future__ import annotations

import enum


class Turn(enum.Enum):
    """What is open."""

    NOBODY = "nobody"  #: nothing is
    OURS = "ours"  #: our offer: the far end has to answer
    THEIRS = "theirs"  #: theirs: we have to


class OfferAnswer:
    """The descriptions in force in one dialog, and the one that is negotiated.

    Attributes:
        turn: see :class:`Turn`.
        local: our description in force; empty while there is none.
        remote: the far end's.
    """

    def __init__(self) -> None:
        self.turn = Turn.NOBODY
        self.local = b""
        self.remote = b""
        self._offer = b""

    @property
    def settled(self) -> bool:
        """Whether a new offer may be made."""
        return self.turn is Turn.NOBODY

    @property
    def agreed(self) -> bool:
        """Whether there has been an answer at all."""
        return bool(self.local or self.remote)

    def copy(self) -> OfferAnswer:
        """The same for another branch of a fork: each early dialog negotiates by itself."""
        other = OfferAnswer()
        other.turn, other.local, other.remote = self.turn, self.local, self.remote
        other._offer = self._offer
        return other

    def offered(self, offer: bytes, by: Turn) -> None:
        """An offer is made, by us or by them."""
        self.turn = by
        self._offer = offer

    def answered(self, answer: bytes) -> None:
        """The open offer is answered; nothing happens if none is open."""
        match self.turn:
            case Turn.OURS:
                self.local, self.remote = self._offer, answer
            case Turn.THEIRS:
                self.local, self.remote = answer, self._offer
        self.turn = Turn.NOBODY

    def withdrawn(self) -> None:
        """The open offer was refused: the session is as before (§14.1)."""
        self.turn = Turn.NOBODY
