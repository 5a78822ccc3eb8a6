"""The sound of our calls: what is offered, what was agreed, and the session that carries it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from blfpanel.body.sdp import NegotiationError, make_answer, make_offer, negotiate
from blfpanel.body.session_description import SdpError, SessionDescription
from blfpanel.media.session import MediaError, MediaFactory, MediaSession
from blfpanel.sip.events import UsageId


class NoSound(Exception):
    """A call can have no sound; the text says why, for a person to read."""


@dataclass(slots=True)
class _Talk:
    session: MediaSession
    ours: SessionDescription


class Talks:
    """One media session per call.

    Args:
        media: opens sessions.
        numbers: where session ids come from (RFC 8866 §5.2 wants them unique).
    """

    def __init__(self, media: MediaFactory, numbers: random.Random) -> None:
        self._media = media
        self._numbers = numbers
        self._talks: dict[UsageId, _Talk] = {}

    def offer(self, local_ip: str) -> Offer:
        """Open a session and describe it; bind it to its call with :meth:`bind`.

        Raises:
            NoSound: no port can be had.
        """
        session = self._open(local_ip)
        address, port = session.local_address
        number = self._numbers.getrandbits(31)
        return Offer(session, make_offer(address, port, session_id=number, version=number))

    def bind(self, call: UsageId, offer: Offer) -> bytes:
        """This offer belongs to ``call``; gives the offer's text."""
        self._talks[call] = _Talk(offer.session, offer.description)
        return offer.description.to_bytes()

    def answer(self, call: UsageId, body: bytes, local_ip: str) -> bytes:
        """Answer the far end's offer and start to talk; without an offer, make one.

        Raises:
            NoSound: no common codec, an unreadable offer, or no port.
        """
        if not body:
            return self.bind(call, self.offer(local_ip))
        theirs = _read(body)
        session = self._open(local_ip)
        address, port = session.local_address
        number = self._numbers.getrandbits(31)
        try:
            ours = make_answer(theirs, address, port, session_id=number, version=number)
            session.start(negotiate(ours, theirs))
        except (NegotiationError, MediaError) as problem:
            session.stop()
            raise NoSound(str(problem)) from problem
        self._talks[call] = _Talk(session, ours)
        return ours.to_bytes()

    def agreed(self, call: UsageId, body: bytes) -> None:
        """The far end answered our offer (also early, §13.2.1 of RFC 3261): talk.

        Raises:
            NoSound: no common codec, or an unreadable answer.
        """
        talk = self._talks.get(call)
        if talk is None or not body:
            return
        try:
            talk.session.start(negotiate(talk.ours, _read(body)))
        except (NegotiationError, MediaError) as problem:
            raise NoSound(str(problem)) from problem

    def end(self, call: UsageId) -> None:
        """The call is over."""
        talk = self._talks.pop(call, None)
        if talk is not None:
            talk.session.stop()

    def end_all(self) -> None:
        """Everything is over."""
        for call in list(self._talks):
            self.end(call)

    def _open(self, local_ip: str) -> MediaSession:
        try:
            return self._media.open(local_ip)
        except MediaError as problem:
            raise NoSound(str(problem)) from problem


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that listens already, and its description."""

    session: MediaSession
    description: SessionDescription


def _read(body: bytes) -> SessionDescription:
    try:
        return SessionDescription.parse(body)
    except SdpError as problem:
        raise NoSound(f"the far end's session description cannot be read: {problem}") from problem
