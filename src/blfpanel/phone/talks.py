"""The sound of our calls: what is offered, what was agreed, and the session that carries it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from blfpanel.body.crypto import Encryption
from blfpanel.body.sdp import (
    NegotiationError,
    make_answer,
    make_offer,
    negotiate,
    with_direction,
)
from blfpanel.body.session_description import SdpError, SessionDescription
from blfpanel.media.session import MediaError, MediaFactory, MediaSession
from blfpanel.media.statistics import MediaStatistics
from blfpanel.sip.events import UsageId


class NoSound(Exception):
    """A call can have no sound; the text says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class SoundWishes:
    """What an account wants of its calls' sound.

    Attributes:
        codecs: encoding names, best first; empty: all that we speak.
        encryption: whether the sound is encrypted.
    """

    codecs: tuple[str, ...] = ()
    encryption: Encryption = Encryption.OFF


_ANY = SoundWishes()


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

    def offer(self, local_ip: str, wishes: SoundWishes = _ANY) -> Offer:
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

    def answer(
        self, call: UsageId, body: bytes, local_ip: str, wishes: SoundWishes = _ANY
    ) -> bytes:
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

    def reoffer(self, call: UsageId, *, hold: bool) -> bytes:
        """A new offer of ours that puts the far end on hold, or takes it back.

        What comes of it is told by :meth:`agreed` or :meth:`reoffer_refused`.

        Raises:
            NoSound: this call has no sound yet.
        """
        talk = self._talk(call)
        raise NoSound(f"not yet: {talk} {hold} {with_direction}")

    def reoffer_refused(self, call: UsageId) -> None:
        """The far end did not take our new offer: all is as it was before."""

    def reanswer(self, call: UsageId, offer: bytes) -> bytes:
        """Answer the far end's new offer; an empty one asks for an offer of ours.

        Raises:
            NoSound: it cannot be taken; all is as it was before.
        """
        raise NoSound(f"not yet: {call} {offer!r}")

    def held(self, call: UsageId) -> bool:
        """Whether we hold the far end."""
        return False

    def remote_hold(self, call: UsageId) -> bool:
        """Whether the far end holds us: it does not listen."""
        return False

    def mute(self, call: UsageId, on: bool) -> None:
        """Let the far end hear silence, or us again."""
        self._talk(call).session.mute(on)

    def send_dtmf(self, call: UsageId, digits: str) -> None:
        """Press keys (0-9, *, #, A-D), heard by the far end as telephone events (RFC 4733).

        Raises:
            NoSound: one of them is no key, or the far end takes no telephone events (INFO may
                do then).
        """
        try:
            self._talk(call).session.send_dtmf(digits)
        except MediaError as problem:
            raise NoSound(str(problem)) from problem

    def digits(self, call: UsageId) -> str:
        """The keys that the far end pressed since the last time it was asked."""
        talk = self._talks.get(call)
        return talk.session.poll_digits() if talk else ""

    def statistics(self, call: UsageId) -> MediaStatistics | None:
        """The numbers of a call's sound; None where it has none."""
        talk = self._talks.get(call)
        return talk.session.statistics() if talk else None

    def _talk(self, call: UsageId) -> _Talk:
        talk = self._talks.get(call)
        if talk is None:
            raise NoSound("this call has no sound")
        return talk

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
